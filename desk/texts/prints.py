"""What printers say, in words, with what to do; and the sentences of the print queue."""

from typing import NamedTuple

from desk.texts.doubts import STORE_TROUBLE, STORE_TROUBLE_OTHER
from printing.hindrances import plain

SHORT_LETTERS = 24


class Hindrance(NamedTuple):
    """What is wrong at a printer, and what an officer can do about it."""

    what: str
    do: str = ""
    short: str = ""
    """The same in a row of 80 columns, where it is too long for one."""


_OFF = Hindrance("máy in không trả lời", "Xem máy in có bật không, dây có chặt không.")
_PAPER = Hindrance("hết giấy", "Nạp giấy rồi đóng khay; máy in tự in tiếp.")
_DOOR = Hindrance("nắp máy in đang mở", "Đóng nắp; máy in tự in tiếp.")
_TONER = Hindrance("hết mực", "Thay hộp mực; máy in tự in tiếp.")
_LOW = Hindrance("sắp hết mực", "Chuẩn bị hộp mực mới.")
TO_THE_QUEUE = "Mở Giấy in (F8 trên bàn làm việc), "
"""Left out where one is there already: F8 drops a job there, and elsewhere does nothing."""
_RESUME = f"{TO_THE_QUEUE}bấm F5 để cho in tiếp."
_AGAIN = f"{TO_THE_QUEUE}bấm F6 để in lại."
_ANSWER = f"{TO_THE_QUEUE}trả lời bằng F7."
_STOPPED = Hindrance("máy in đang dừng", _RESUME)
_FULL_OUT = Hindrance("khay giấy ra đã đầy", "Lấy giấy ra khỏi khay.")
_TECHNICIAN = "Gọi kỹ thuật viên."

HINDRANCES = {
    # As printers name them, without -error, -warning, -report.
    "media-empty": _PAPER,
    "media-needed": _PAPER,
    "media-low": Hindrance("sắp hết giấy", "Chuẩn bị thêm giấy."),
    "media-jam": Hindrance("kẹt giấy", "Mở máy, rút giấy kẹt theo chiều giấy đi, đóng máy."),
    "door-open": _DOOR,
    "cover-open": _DOOR,
    "interlock-open": _DOOR,
    "toner-empty": _TONER,
    "marker-supply-empty": _TONER,
    "toner-low": _LOW,
    "marker-supply-low": _LOW,
    "input-tray-missing": Hindrance("thiếu khay giấy", "Lắp khay giấy vào máy."),
    "output-tray-missing": Hindrance("thiếu khay giấy ra", "Lắp khay giấy ra."),
    "output-area-full": _FULL_OUT,
    "output-area-almost-full": _FULL_OUT,
    "marker-waste-full": Hindrance("hộp mực thải đầy", _TECHNICIAN),
    "fuser-over-temp": Hindrance("máy in quá nóng", "Chờ vài phút cho máy nguội."),
    "offline": _OFF,
    "shutdown": Hindrance("máy in đã tắt", "Bật máy in; giấy đang chờ sẽ tự in."),
    "connecting-to-device": Hindrance("đang nối tới máy in", "Chờ một lát, rồi xem dây và nguồn."),
    "timed-out": _OFF,
    "paused": _STOPPED,
    "moving-to-paused": _STOPPED,
    "stopped": _STOPPED,
    "stopped-partly": _STOPPED,
    "hold-new-jobs": Hindrance(
        "máy in đang giữ các việc in mới", _RESUME, short="máy in đang giữ việc"
    ),
    "job-hold-until-specified": Hindrance("việc in đang bị giữ", _RESUME),
    "spool-area-full": Hindrance("bộ nhớ máy in đầy", "Chờ in bớt, hoặc bỏ việc in cũ."),
    "cups-missing-filter": Hindrance("máy chủ in thiếu bộ lọc", _TECHNICIAN),
    "cups-insecure-filter": Hindrance(
        "bộ lọc của máy chủ in không an toàn", _TECHNICIAN, short="bộ lọc in không an toàn"
    ),
    "cups-pki-expired": Hindrance(
        "chứng thư của máy in hết hạn", _TECHNICIAN, short="chứng thư máy in hết hạn"
    ),
    "cups-pki-invalid": Hindrance(
        "chứng thư của máy in không đúng", _TECHNICIAN, short="chứng thư máy in sai"
    ),
    "document-format-error": Hindrance("máy in không hiểu tệp in", _TECHNICIAN),
    "unsupported-document-format": Hindrance("máy in không nhận PDF", _TECHNICIAN),
    "aborted-by-system": Hindrance("máy in tự bỏ việc in", _AGAIN),
    "system-command": Hindrance(
        "in bằng lệnh của hệ thống, không hỏi lại được", short="in bằng lệnh hệ thống"
    ),
    "folder": Hindrance("thư mục PDF"),
    # Our own: why pages were not handed over, or what became of them.
    "disk_full": Hindrance("ổ đĩa đầy", "Xóa bớt tệp trên máy, rồi in lại."),
    "folder_missing": Hindrance(
        "không thấy thư mục giấy in", _TECHNICIAN, short="không thấy thư mục in"
    ),
    "denied": Hindrance(
        "không có quyền ghi vào thư mục giấy in", _TECHNICIAN, short="không ghi được thư mục"
    ),
    "name_taken": Hindrance("đã có giấy khác cùng tên", _TECHNICIAN),
    "unreachable": _OFF,
    "unresolved": Hindrance(
        "không tìm thấy tên của máy in trong mạng",
        "Xem dây mạng; vẫn vậy thì kỹ thuật viên đặt địa chỉ bằng số (IP) thay cho tên.",
        short="không thấy tên máy in",
    ),
    "not_accepting": Hindrance(
        "hàng đợi không nhận việc in", _TECHNICIAN, short="hàng đợi không nhận việc"
    ),
    "not_found": Hindrance("không có máy in này", "Kỹ thuật viên xem lại ở Cài đặt (Ctrl+O)."),
    "not_authorized": Hindrance(
        "máy in không cho quầy này làm việc đó", _TECHNICIAN, short="máy in không cho phép"
    ),
    "no_pdf": Hindrance("máy in không nhận PDF", "Kỹ thuật viên cài máy in này qua CUPS."),
    "unsupported": Hindrance(
        "máy in không có khổ giấy này",
        "Chọn khổ giấy ở Cài đặt (Ctrl+O).",
        short="không có khổ giấy này",
    ),
    "not_stopped": Hindrance("máy in không dừng", "Xem giấy, nắp, nguồn và dây của máy in."),
    "no_printer": Hindrance(
        "giấy được ghi thành tệp PDF, không qua máy in nào",
        "Có máy in thì kỹ thuật viên khai ở Cài đặt (Ctrl+O).",
        short="tệp PDF, không máy in",
    ),
    "busy": Hindrance("máy in đang bận", "Chờ một lát rồi in lại."),
    "not_understood": Hindrance(
        "có máy khác trả lời thay máy in", _TECHNICIAN, short="máy khác trả lời thay"
    ),
    "certificate_over": Hindrance(
        "chứng thư của máy in đã hết hạn",
        "Xem ngày giờ máy này; đúng rồi thì kỹ thuật viên tạo chứng thư mới ở máy in.",
        short="chứng thư máy in hết hạn",
    ),
    "certificate_early": Hindrance(
        "chứng thư của máy in chưa có hiệu lực",
        "Xem ngày giờ máy này và ngày giờ của máy in.",
        short="chứng thư chưa hiệu lực",
    ),
    "certificate_name": Hindrance(
        "chứng thư của máy in mang tên khác",
        "Kỹ thuật viên đặt địa chỉ theo tên trong chứng thư, hoặc dùng chính chứng thư của máy in.",
        short="chứng thư mang tên khác",
    ),
    "certificate_authority": Hindrance(
        "chứng thư của máy in không được tin",
        "Kỹ thuật viên chép chứng thư của máy in vào thư mục của quầy và ghi vào certificate.",
        short="chứng thư không được tin",
    ),
    "certificate_file": Hindrance(
        "tệp chứng thư của máy in không đọc được",
        "Kỹ thuật viên chép lại tệp đó vào thư mục của quầy.",
        short="chứng thư không đọc được",
    ),
    "command_missing": Hindrance("máy này không có lệnh in", _TECHNICIAN),
    "left-settings": Hindrance(
        "máy in này không còn trong cài đặt, có thể vẫn đang giữ giấy",
        f"Hủy việc in ở máy đó, hoặc lấy giấy khỏi máy. {_ANSWER}",
        short="không còn trong cài đặt",
    ),
    "surplus": Hindrance("máy cũ có thể đã in thừa", f"Lấy tờ thừa ở máy đó, hủy đi. {_ANSWER}"),
    "held-elsewhere": Hindrance(
        "máy cũ có thể còn giữ giấy",
        "Hủy việc in ở máy đó, hoặc lấy giấy khỏi máy.",
        short="máy cũ còn giữ giấy?",
    ),
    "fallback": Hindrance("in ở máy dự phòng", "Xem máy in chính."),
    "broken_off": Hindrance("máy in bỏ dở giữa chừng", f"Xem đã ra mấy tờ. {_ANSWER}"),
    "never_begun": Hindrance("bị hủy ở máy in trước khi in", _AGAIN, short="bị hủy trước khi in"),
    "lost": Hindrance(
        "máy in không còn nhớ việc in này",
        f"Xem giấy đã ra chưa. {_ANSWER}",
        short="máy in không còn nhớ",
    ),
}
_OTHER = "máy in báo “{code}”"
OTHER = Hindrance("máy in không nhận", _TECHNICIAN)


def hindrance(code: str) -> Hindrance:
    """One code in words; what no list foresaw is said as the printer said it."""
    if code == "other":
        return OTHER
    known = HINDRANCES.get(code) or HINDRANCES.get(plain(code))
    return known or Hindrance(_OTHER.format(code=code), _TECHNICIAN)


def problem_words(problem: str) -> str:
    """A job's problem in words: `hết giấy, nắp máy in đang mở`."""
    return ", ".join(dict.fromkeys(hindrance(code).what for code in problem.split()))


def short_words(problem: str) -> str:
    """A problem in a row of 80 columns: what matters most, and more as far as it fits."""
    said = ""
    for code in problem.split():
        words = hindrance(code).short or hindrance(code).what
        more = f"{said}, {words}" if said else words
        if words not in said and (not said or len(more) <= SHORT_LETTERS):
            said = more
    return said


def raised(words: str) -> str:
    """Words at the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def what_to_do(problem: str) -> str:
    """What the officer can do, in the order told; each thing once."""
    return " ".join(dict.fromkeys(filter(None, (hindrance(code).do for code in problem.split()))))


def store_stuck(reason: str) -> str:
    """What an officer reads when the tray could not write."""
    return STORE_STUCK.format(why=STORE_TROUBLE.get(reason, STORE_TROUBLE_OTHER))


PRINTER_STATES = {3: "sẵn sàng", 4: "đang in", 5: "đang dừng"}
PRINTER_STATE_OTHER = "chưa rõ"

TITLE = "Giấy in"
LOADING = "Đang đọc hàng in…"
EMPTY = "Quầy này chưa in giấy nào."
HEAD = "{count} giấy ở quầy này · {asks} cần xem lại · {under_way} đang in"
COLUMN_AT = "Lúc"
COLUMN_FORM = "Giấy"
COLUMN_DOSSIER = "Số"
COLUMN_COPY = "Bản"
COLUMN_STATE = "Tình trạng"
COLUMN_WHERE = "Máy in"
FIRST = "in lần đầu"
AGAIN = "in lại lần {number}"
FORMS = {"receipt": "Giấy tiếp nhận", "supplement": "Phiếu bổ sung"}
FORMS_ROW = {"receipt": "Tiếp nhận", "supplement": "Bổ sung"}
"""In a row of 80 columns, which has room for the number beside it."""
FORMS_AGAIN = {"receipt": "In lại giấy", "supplement": "In lại phiếu"}
"""A reprint in such a row, where nothing else tells it from its original."""
STATES = {
    "queued": "đang chờ in",
    "sending": "đang in",
    "sent": "đã gửi máy in",
    "written": "đã ghi tệp PDF",
    "printed": "máy in báo đã xong",
    "confirmed": "đã in",
    "failed": "CHƯA IN ĐƯỢC",
    "unknown": "CHƯA RÕ GIẤY ĐÃ RA CHƯA",
    "dropped": "đã bỏ, không in",
}
HINDERED = {
    "halted": "chưa ra: {problem}",
    "sent": "đang in: {problem}",
    "failed": "CHƯA IN: {problem}",
    "unknown": "CHƯA RÕ: {problem}",
}
AT_FALLBACK = "{state} · máy dự phòng"
HELD_ELSEWHERE = "{state} · còn ở máy cũ"
SURPLUS = "XEM MÁY CŨ: IN THỪA?"
IN_FOLDER = "tệp PDF"
FELL_BACK_ADVICE = "Giấy được in ở máy dự phòng, vì máy in chính: {problem}. {do}"
FELL_BACK_OVER = "Giấy được in ở máy dự phòng; máy in chính nay dùng được."
FILE_ADVICE = (
    "Giấy mới là tệp PDF, chưa ra giấy, vì máy in chính: {problem}. {do} Xong thì bấm F6 để in."
)
FILE_OVER = "Giấy mới là tệp PDF, chưa ra giấy; máy in chính nay dùng được: bấm F6 để in."
RECALLING = (
    "{printer} có thể còn giữ một bản của giấy này: hủy việc in ở máy đó, hoặc lấy giấy khỏi máy. "
    "Khi máy trả lời, quầy tự rút việc in về."
)
CAME_OUT = {
    "done": "đã in thêm một bản của {code}",
    "broken_off": "có thể đã in một phần của {code} trước khi rút về được",
    "lost": "không còn nhớ việc in {code}, có thể đã in ra",
}
SURPLUS_ADVICE = "{printer} trả lời rồi: {what}. Lấy tờ thừa ở máy đó, hủy đi."
THEN_F7 = "Xong thì bấm F7."

# On the status line, and under the number of what was just received.
PIECE_STUCK = "{problem}: {count} giấy chưa ra (F8)"
PIECE_ASKS = "{problem}: {count} giấy cần xem lại (F8)"
PIECE_PASSED_OVER = "{problem}, in ở máy dự phòng (F8)"
PIECE_SHORT = "{problem} (F8)"
LINE_PRINTING = "{form} đang in."
LINE_SENT = "{form} đã gửi máy in."
LINE_WRITTEN = "{form} đã ghi thành tệp PDF, chưa ra giấy."
LINE_DONE = "{form}: máy in báo đã xong."
LINE_SEEN = "{form} đã in."
LINE_DROPPED = "{form} đã bỏ, không in."
LINE_HALTED = "GIẤY CHƯA RA: {problem}. {do}"
LINE_FAILED = "CHƯA IN ĐƯỢC: {problem}. {do}"
LINE_AGAIN = "In lại: mở Giấy in (F8 trên bàn làm việc)."
LINE_UNKNOWN = "CHƯA RÕ GIẤY ĐÃ RA CHƯA. Xem ở máy in, rồi về bàn làm việc (Esc) để trả lời."
OTHERS_UNKNOWN = "Còn {count} giấy trước chưa rõ đã ra chưa: về bàn làm việc (Esc) để trả lời."
LINE_FELL_BACK = "In ở máy dự phòng, vì máy in chính: {problem}."
LINE_FILE = "Máy in chính: {problem}. In ra giấy: mở Giấy in (F8 trên bàn làm việc)."
HELP = (
    "Mọi giấy quầy này đã in hoặc đang in; giấy cần xem lại ở trên cùng.\n\n"
    "“Máy in báo đã xong” nghĩa là máy đã nhận đủ các trang; giấy có ra thật hay không, chỉ người "
    "đứng quầy biết. Giấy “đã ghi tệp PDF” nằm trong thư mục, chưa qua máy in nào.\n\n"
    "Giấy chưa ra tờ nào thì in lại được như bản đầu. Giấy đã giao cho máy in thì bản sau mang dấu "
    "BẢN IN LẠI, có lý do."
)
KEYS = {
    "resume": ("In tiếp", "Cho máy in đang dừng làm tiếp, dù đang giữ giấy nào hay không"),
    "retry": ("In lại", "In lại; việc đang mắc được rút về rồi gửi lại, kể cả sang máy dự phòng"),
    "answer": ("Giấy đã ra?", "Trả lời giấy đã ra hay chưa"),
    "give_up": ("Bỏ", "Bỏ giấy đang chọn, không in nữa; hỏi lại trước khi bỏ"),
    "proof": ("In thử", "In trang thử: hai loại mã vạch, đủ chữ tiếng Việt"),
    "leave": ("Trở về", "Trở về bàn làm việc"),
}
RETRYING = "Đang in lại {code}."
RESUMED = "Đã cho máy in làm tiếp."
GIVEN_UP = "Đã bỏ {code}, không in."
TOO_LATE = "Máy in báo {code} đã in xong, không rút về được. Muốn in thêm: bấm F6, có dấu in lại."
NOT_ANSWERED = "Đã bảo máy in thôi in {code}; máy in chưa trả lời, chờ một lát rồi xem lại."
NOT_DONE = "Không làm được: {problem}. {do}"
NOT_REACHED = {
    "retry": "Máy in không trả lời nên không rút việc in về được. Nếu máy hỏng hẳn: bấm F7, "
    "trả lời; giấy sẽ in lại, ở máy dự phòng nếu có.",
    "drop": "Máy in không trả lời nên chưa bỏ được. Khi máy trả lời, bấm F8 lần nữa; nếu máy hỏng "
    "hẳn: bấm F7, trả lời.",
}
UNDER_WAY = "Giấy này đang được in; chờ một lát."
NOTHING_TO_ANSWER = "Giấy này không có gì phải trả lời."
ONLY_A_FILE = "Giấy này là tệp PDF trong thư mục, chưa qua máy in nào."
NOT_OUT = "Bản này chưa chắc đã ra giấy; in ở Giấy in (F8 trên bàn làm việc)."
NOT_DROPPED = "Giấy này đã giao rồi, không bỏ được nữa. Muốn thêm bản: bấm F6, có dấu in lại."
WRITTEN = "Giấy này đã ghi thành tệp PDF, không bỏ được nữa. Muốn thêm bản: bấm F6."
DROPPED = "Giấy này đã bỏ rồi. Muốn in: bấm F6."
FELL_BACK = "Máy in chính: {problem}. Giấy được in ở máy dự phòng."
FELL_BACK_FILE = (
    "Máy in chính: {problem}. Giấy mới là tệp PDF, chưa ra giấy: "
    "in ở Giấy in (F8 trên bàn làm việc)."
)
HALTED = "Giấy chưa ra: {problem}. {do}"
STORE_STUCK = "{why} Giấy in còn nguyên trong hàng; ghi được thì quầy tự làm tiếp."

ASK_UNKNOWN = "{form} {code}\nKhông rõ giấy đã ra chưa{problem}. Hãy xem ở máy in."
ASKED_LATER = "Có giấy không rõ đã ra chưa: về bàn làm việc (Esc), quầy sẽ hỏi."
ASK_SENT = "{form} {code}\nGiấy đã ra chưa?"
ASK_HELD = (
    "Máy in có thể còn giữ giấy này. Trước khi trả lời, hãy hủy việc in ở máy đó, "
    "hoặc tắt máy và lấy giấy đi."
)
RECALL_TITLE = "Bản còn ở máy cũ"
RECALL_GONE = "Đã lấy đi, máy đó không còn bản nào"
SEEN = "Giấy đã ra đủ"
MISSED = "Chưa ra tờ nào: in lại ngay"
PARTLY = "Mới ra một phần: in lại, có dấu BẢN IN LẠI"
PARTLY_HINT = "tờ đã ra có thể đang ở tay công dân"
PARTLY_REASON = "Bản in trước chỉ ra một phần"
LATER = "Để sau"
OVERTAKEN = "{form} {code}: câu trả lời không được ghi, vì nay đã khác: {state}."
ASK_FILE = (
    "{form} {code}\nGiấy này mới là tệp PDF, vì máy in chính không nhận. "
    "Đã có ai in tệp đó ra giấy chưa?"
)
FILE_ONLY = "Chưa: in bản đầu ra giấy"
FILE_ONLY_HINT = "từ nay không in tệp PDF đó nữa"
FILE_PRINTED = "Rồi: in lại, có dấu BẢN IN LẠI"
DROP_TITLE = "Bỏ giấy in"
ASK_DROP = "{form} {code}\nBỏ, không in giấy này nữa?"
KEEP = "Không, cứ để in"
DROP = "Bỏ giấy này"
DROP_HINT = "việc in được rút khỏi máy in"
ASK_DROP_UNKNOWN = "{form} {code}\nTrước khi bỏ, hãy xem ở máy in: giấy đã ra tờ nào chưa?"
UNSEEN = "Chưa ra tờ nào: bỏ, không in nữa"
SEEN_SOME = "Đã ra, đủ hay một phần: ghi là đã in"

PROOF_SENDING = "Đang in trang thử…"
PROOF_SENT = "Trang in thử đã gửi tới {where}."
PROOF_DONE = "Trang in thử: máy in báo đã xong. Hãy xem khung, chữ và quét cả hai mã."
PROOF_FAILED = "Không in được trang thử: {problem}. {do}"
PROOF_ENDED = "Không in được trang thử: {problem}. Xem máy in rồi in thử lại."
PROOF_HALTED = "Trang in thử đang chờ: {problem}. {do}"
PROOF_DOUBT = "Không rõ trang in thử đã ra chưa."
PROOF_WAITING = "Trang in thử đang chờ ở máy in."

COMMAND_PRINTERS = "Liệt kê máy in: đã khai trong desk.toml, hàng đợi CUPS, máy in trên mạng."
COMMAND_SERVER = "Máy chủ CUPS cần hỏi, dạng máy:cổng; mặc định là máy này."
COMMAND_PROOF = "In trang thử: hai loại mã vạch, đủ 134 chữ tiếng Việt, khung và thước."
COMMAND_PROOF_PRINTER = "Tên máy in trong desk.toml; bỏ trống thì theo cài đặt chung."
COMMAND_PROOF_PAPER = "Khổ giấy A5 hoặc A4; bỏ trống thì theo cài đặt của trang in thử."
LIST_OWN = "Đã khai trong desk.toml:"
LIST_QUEUES = "Hàng đợi ở máy chủ CUPS {server}:"
LIST_FOUND = "Máy in tự giới thiệu trên mạng:"
LIST_NO_SERVER = "  (không hỏi được máy chủ: {problem})"
LIST_NO_QUEUE = "  (máy chủ này chưa có hàng đợi nào)"
LIST_NONE_FOUND = "  (không thấy máy in nào: máy in phải bật và cùng mạng với máy này)"
LIST_NO_SEARCH = "  (máy này không có ippfind để tìm trên mạng)"
LIST_LINE = "  {name}: {state}{problem}\n      {url}"
LIST_PDF = "  pdf: thư mục {folder}"
LIST_PROBLEM = "  {name}: {problem}"
NO_SUCH_PRINTER = "desk.toml không có máy in “{name}”; có: {names}."
