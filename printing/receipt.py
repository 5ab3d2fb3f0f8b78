"""Form 01: Giấy tiếp nhận hồ sơ và hẹn trả kết quả, in two copies."""

from printing.codes import bars_width, lookup_address, lookup_page
from printing.document import Composed, Document, printed
from printing.faces import BOLD
from printing.flow import Strip, gap
from printing.letterhead import Letterhead, barcode, foot, head
from printing.sheet import Sheet
from printing.strips import (
    bold,
    centred,
    copy_name,
    field,
    italic,
    pair,
    paragraph,
    passage,
    plain,
    signatures,
)
from printing.table import Row, Table, heading, rows
from printing.wording import BRING, LOOK_UP, NO_PAPERS, SCAN, day_in_words, dong, moment_in_words
from schemas.procedures import Handling
from schemas.shape import Instant, Shape, Text

TITLE = "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"
COPIES = ("Liên: Giao người nộp", "Liên: Lưu")
PRESENTED = "xuất trình"


class ReceivedPaper(Shape):
    """One paper of the dossier: how many are held, or that it was only presented."""

    name: Text
    handling: Handling = "handed_in"
    originals: int = 0
    certified: int = 0
    photocopies: int = 0


class ChargedFee(Shape):
    """One fee as it is printed; amount None while it is not known."""

    name: Text
    amount_vnd: int | None = None
    is_taken: bool = True


class ReceiptValues(Shape):
    """Everything that a receipt shows, as it is stored with its print job."""

    letterhead: Letterhead
    code: str
    received_at: Instant
    promised_at: Instant | None = None
    applicant: Text
    submitter: Text = ""
    """Who stands at the counter, if another than the applicant."""
    address: Text = ""
    phone: Text = ""
    email: Text = ""
    number: Text = ""
    """Identity card or passport."""
    procedure: Text
    procedure_code: str = ""
    case: Text = ""
    papers: tuple[ReceivedPaper, ...] = ()
    sets: int = 1
    limit: Text = ""
    """The published time limit in words."""
    rule: Text = ""
    """How the promised time follows from it, in words."""
    delivery: Text = ""
    """Where or how the result is received."""
    stages: tuple[Text, ...] = ()
    """One line for each further stage of interlinked procedures."""
    fees: tuple[ChargedFee, ...] = ()
    register_volume: Text = ""
    register_line: int | None = None
    note: Text = ""
    officer: Text = ""
    is_demo: bool = False


def render_receipt(values: ReceiptValues) -> bytes:
    """The receipt as a PDF that holds the citizen's copy and the one that is kept."""
    document = Document(title=TITLE, code=values.code, copies=COPIES, is_demo=values.is_demo)
    return printed(document, lambda sheet: _composed(sheet, values))


def _composed(sheet: Sheet, values: ReceiptValues) -> Composed:
    letterhead = values.letterhead
    page = lookup_page(letterhead.lookup_prefix)
    notes = [SCAN, LOOK_UP.format(page=page)] if page else []
    notes.append(letterhead.portal)
    notes += [f"Điện thoại liên hệ: {letterhead.phone}." if letterhead.phone else "", BRING]
    return Composed(
        strips=[
            *_top(sheet, values),
            *_who(sheet, values),
            *_what(sheet, values),
            *_papers(sheet, values),
            *_when(sheet, values),
            *_after(sheet, values),
        ],
        foot=foot(sheet, notes, qr=lookup_address(letterhead.lookup_prefix, values.code)),
    )


def _top(sheet: Sheet, values: ReceiptValues) -> list[Strip]:
    dateline = f"{values.letterhead.place}, {day_in_words(values.received_at)}"
    number = f"Mã hồ sơ: {values.code}"
    return [
        *head(sheet, values.letterhead, number=number, dateline=dateline),
        barcode(sheet, values.code, wide=bars_width(values.code)),
        gap(sheet.size * 0.9),
        centred(sheet, TITLE, face=BOLD, size=sheet.title, high=sheet.title * 1.25),
        copy_name(sheet),
        gap(sheet.size * 0.4),
    ]


def _who(sheet: Sheet, values: ReceiptValues) -> list[Strip]:
    submitter = field(sheet, "Người nộp:", values.submitter) if values.submitter.strip() else []
    return [
        *field(sheet, "Tiếp nhận hồ sơ của:", values.applicant, face=BOLD),
        *submitter,
        *field(sheet, "Địa chỉ:", values.address),
        *pair(sheet, (("Số điện thoại:", values.phone), ("Email:", values.email))),
        *field(sheet, "Số CCCD/hộ chiếu:", values.number),
    ]


def _what(sheet: Sheet, values: ReceiptValues) -> list[Strip]:
    code = f"(mã TTHC: {values.procedure_code})" if values.procedure_code else ""
    runs = (plain("Nội dung yêu cầu giải quyết:"), bold(values.procedure), plain(code))
    case = field(sheet, "Trường hợp:", values.case) if values.case.strip() else []
    return [*paragraph(sheet, runs), *case]


def _counted(count: int) -> str:
    return str(count) if count else ""


def _rows(papers: tuple[ReceivedPaper, ...]) -> list[Row]:
    return [
        Row(str(index), (plain(paper.name),), remark=PRESENTED)
        if paper.handling == "presented"
        else Row(
            str(index),
            (plain(paper.name),),
            tuple(map(_counted, (paper.originals, paper.certified, paper.photocopies))),
        )
        for index, paper in enumerate(papers, 1)
    ]


def _papers(sheet: Sheet, values: ReceiptValues) -> list[Strip]:
    label = "1. Thành phần hồ sơ nộp gồm:"
    sets = field(sheet, "2. Số lượng hồ sơ:", f"{values.sets:02d} (bộ)")
    if not values.papers:
        return [*field(sheet, label, NO_PAPERS), *sets]
    table = Table(sheet, ("TT", "Tên giấy tờ"), ("Bản chính", "Bản chứng thực", "Bản photo"))
    header = heading(table)
    return [
        *paragraph(sheet, (plain(label),), glued=True),
        gap(2.5),
        header,
        *rows(table, _rows(values.papers), header),
        gap(4),
        *sets,
    ]


def _when(sheet: Sheet, values: ReceiptValues) -> list[Strip]:
    label = "3. Thời gian giải quyết hồ sơ theo quy định:"
    rule = f"({values.rule})" if values.rule.strip() else ""
    limit = (
        paragraph(sheet, (plain(label), plain(values.limit), italic(rule)))
        if values.limit.strip()
        else field(sheet, label, "")
    )
    promised = moment_in_words(values.promised_at) if values.promised_at else ""
    return [
        *limit,
        *field(sheet, "4. Thời gian nhận hồ sơ:", moment_in_words(values.received_at)),
        *field(sheet, "5. Thời gian trả kết quả giải quyết hồ sơ:", promised, face=BOLD),
        *(strip for stage in values.stages for strip in paragraph(sheet, (plain(stage),))),
        *field(sheet, "6. Đăng ký nhận kết quả tại:", values.delivery),
    ]


def _fees(fees: tuple[ChargedFee, ...]) -> str:
    words = [_fee(fee) for fee in fees]
    known = [fee.amount_vnd for fee in fees if fee.amount_vnd is not None]
    if len(fees) > 1 and len(known) == len(fees):
        words.append(f"tổng cộng: {dong(sum(known))}")
    return "; ".join(words) + "." if words else "không."


def _fee(fee: ChargedFee) -> str:
    amount = "chưa xác định" if fee.amount_vnd is None else dong(fee.amount_vnd)
    return f"{fee.name}: {amount}{'' if fee.is_taken else ' (chưa thu)'}"


def _after(sheet: Sheet, values: ReceiptValues) -> list[Strip]:
    line = "" if values.register_line is None else str(values.register_line)
    register = (
        ("Vào Sổ theo dõi hồ sơ, quyển số:", values.register_volume),
        ("Số thứ tự:", line),
    )
    note = passage(sheet, "Ghi chú:", values.note) if values.note.strip() else []
    return [
        *field(sheet, "Phí, lệ phí:", _fees(values.fees)),
        *pair(sheet, register),
        *note,
        gap(sheet.size * 0.7),
        signatures(sheet, (("NGƯỜI NỘP HỒ SƠ", ""), ("NGƯỜI TIẾP NHẬN HỒ SƠ", values.officer))),
        gap(4),
    ]
