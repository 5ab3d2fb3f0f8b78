"""Form 02: Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ; also where the dossier belongs elsewhere."""

from printing.codes import bars_width, lookup_address
from printing.document import Composed, Document, printed
from printing.faces import BOLD
from printing.flow import Strip, gap
from printing.letterhead import Letterhead, barcode, foot, head
from printing.sheet import Sheet
from printing.strips import (
    bold,
    centred,
    field,
    italic,
    pair,
    paragraph,
    passage,
    plain,
    signatures,
)
from printing.wording import CONTACT, CONTACT_ELSEWHERE, ELSEWHERE, RETURN_SLIP, SCAN, day_in_words
from schemas.shape import Instant, Shape, Text

TITLE = "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"


class MissingItem(Shape):
    """One thing to complete: the paper, what is wrong with it, what to bring."""

    paper: Text
    wrong: Text = ""
    bring: Text = ""
    originals: int = 0
    certified: int = 0
    photocopies: int = 0


class CompetentAgency(Shape):
    """The agency that the citizen has to go to instead."""

    name: Text
    where: Text = ""


class SupplementValues(Shape):
    """Everything that a supplement slip shows, as it is stored with its print job."""

    letterhead: Letterhead
    number: Text
    """Such as `Q1-0001/HDHS`."""
    barcode: str
    """Brings the draft back when it is scanned: `<identifier>-YY-<slot>-NNNN`."""
    code: str = ""
    """The dossier's code, once it was received."""
    issued_at: Instant
    applicant: Text
    procedure: Text
    procedure_code: str = ""
    address: Text = ""
    phone: Text = ""
    email: Text = ""
    items: tuple[MissingItem, ...] = ()
    reason: Text = ""
    competent: CompetentAgency | None = None
    """Set when another agency is competent."""
    contact_phone: Text = ""
    officer: Text = ""
    is_demo: bool = False


def render_supplement(values: SupplementValues) -> bytes:
    """The slip as a PDF."""
    document = Document(title=TITLE, code=values.barcode, copies=("",), is_demo=values.is_demo)
    return printed(document, lambda sheet: _composed(sheet, values))


def _composed(sheet: Sheet, values: SupplementValues) -> Composed:
    letterhead = values.letterhead
    address = lookup_address(letterhead.lookup_prefix, values.code) if values.code else ""
    notes = [
        RETURN_SLIP if values.items else "",
        SCAN if address else "",
        letterhead.portal if values.code else "",
    ]
    return Composed(
        strips=[
            *_top(sheet, values),
            *_who(sheet, values),
            *_items(sheet, values),
            *_elsewhere(sheet, values),
            *_close(sheet, values),
        ],
        foot=foot(sheet, notes, qr=address or values.barcode),
    )


def _top(sheet: Sheet, values: SupplementValues) -> list[Strip]:
    dateline = f"{values.letterhead.place}, {day_in_words(values.issued_at)}"
    wide = bars_width(values.barcode)
    return [
        *head(sheet, values.letterhead, number=f"Số: {values.number}", dateline=dateline),
        barcode(sheet, values.barcode, wide=wide, caption=values.barcode),
        gap(sheet.size * 0.9),
        centred(sheet, TITLE, face=BOLD, size=sheet.title, high=sheet.title * 1.25),
        gap(sheet.size * 0.6),
    ]


def _who(sheet: Sheet, values: SupplementValues) -> list[Strip]:
    code = f"(mã TTHC: {values.procedure_code})" if values.procedure_code else ""
    runs = (plain("Nội dung yêu cầu giải quyết:"), bold(values.procedure), plain(code))
    received = field(sheet, "Mã hồ sơ:", values.code) if values.code else []
    return [
        *field(sheet, "Hồ sơ của:", values.applicant, face=BOLD),
        *received,
        *paragraph(sheet, runs),
        *field(sheet, "Địa chỉ:", values.address),
        *pair(sheet, (("Số điện thoại:", values.phone), ("Email:", values.email))),
    ]


def _counts(item: MissingItem) -> str:
    counts = (
        (item.originals, "bản chính"),
        (item.certified, "bản chứng thực"),
        (item.photocopies, "bản photo"),
    )
    return ", ".join(f"{count:02d} {name}" for count, name in counts if count)


def _items(sheet: Sheet, values: SupplementValues) -> list[Strip]:
    if not values.items:
        return []
    label = "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:"
    strips = [gap(2), *paragraph(sheet, (plain(label),), glued=True)]
    for index, item in enumerate(values.items, 1):
        strips += [*_item(sheet, index, item), gap(1.5)]
    return strips


def _item(sheet: Sheet, index: int, item: MissingItem) -> list[Strip]:
    indent = sheet.size * 1.6
    wrong = [italic("Chưa đạt:"), plain(item.wrong)] if item.wrong.strip() else []
    counts = _counts(item)
    bring = "; số lượng: ".join(part for part in (item.bring.strip(), counts) if part)
    needed = [italic("Cần nộp:" if item.bring.strip() else "Số lượng:"), plain(bring)]
    lines = [wrong, needed if bring else []]
    details = [line for line in lines if line]
    return [
        *paragraph(sheet, (plain(f"{index}."), bold(item.paper)), glued=bool(details)),
        *(
            strip
            for number, runs in enumerate(details)
            for strip in paragraph(sheet, runs, indent=indent, glued=number < len(details) - 1)
        ),
    ]


def _elsewhere(sheet: Sheet, values: SupplementValues) -> list[Strip]:
    competent = values.competent
    if competent is None:
        return []
    where = f"địa chỉ: {competent.where}." if competent.where.strip() else ""
    runs = (
        plain(ELSEWHERE.format(unit=values.letterhead.unit)),
        bold(competent.name + ("," if where else ".")),
        plain(where),
    )
    return [gap(2), *paragraph(sheet, runs)]


def _close(sheet: Sheet, values: SupplementValues) -> list[Strip]:
    phone = values.contact_phone or values.letterhead.phone
    sentence = CONTACT if values.items else CONTACT_ELSEWHERE
    spoken = f", số điện thoại {phone}" + ("," if values.items else "") if phone else ""
    contact = sentence.format(unit=values.letterhead.unit, phone=spoken)
    return [
        gap(2),
        *passage(sheet, "Lý do:", values.reason),
        *paragraph(sheet, (plain(contact),)),
        gap(sheet.size),
        signatures(sheet, (("NGƯỜI HƯỚNG DẪN", values.officer),)),
        gap(4),
    ]
