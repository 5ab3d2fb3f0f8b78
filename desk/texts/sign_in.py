"""Sentences of signing in, locking, and changing a password."""

from desk.texts.home import SHUT

TITLE = "Đăng nhập"
HEADING = "QUẦY TIẾP NHẬN HỒ SƠ MỘT CỬA"
ACCOUNT = "Tài khoản"
PASSWORD = "Mật khẩu"  # noqa: S105  (a label)
KEYS = "Enter: đăng nhập · Tab: ô kế tiếp · F1: trợ giúp · Ctrl+Q: thoát"
HELP = (
    "Nhập tài khoản và mật khẩu của mình rồi bấm Enter. Đăng nhập được cả khi mất đường truyền. "
    "Quên mật khẩu: nhờ người quản trị của đơn vị cấp lại."
)

OPENING = "Đang mở dữ liệu của quầy…"
CHECKING = "Đang kiểm tra mật khẩu…"
READY = ""
EMPTY_ACCOUNT = "Hãy nhập tài khoản."
WRONG = "Tài khoản hoặc mật khẩu không đúng."
WRONG_WAIT = "Tài khoản hoặc mật khẩu không đúng. Chờ {seconds} giây rồi thử lại."
WAIT = "Sai nhiều lần: chờ {seconds} giây rồi thử lại."
MAY_TRY = "Có thể thử lại."
NO_ACCOUNTS = (
    "Quầy chưa nhận được danh sách cán bộ từ hệ thống trung tâm. Danh sách sẽ tự về khi có đường "
    "truyền."
)
UNSENT = (
    "Còn {amount} của lần làm việc trước chưa gửi lên hệ thống trung tâm; sẽ tự gửi khi có đường "
    "truyền."
)
LOOKS_ONLY = (
    "Chương trình đang mở ở một cửa sổ khác trên máy này, nên cửa sổ này chỉ để xem. Tiếp nhận, in "
    "và gửi thì làm ở cửa sổ kia."
)
DEMO = "Dùng thử: {accounts} · mật khẩu {password}"
SCAN_FIRST = "Mã vừa quét chưa được dùng: hãy đăng nhập rồi quét lại."

NOT_OPENED = SHUT | {
    "taken": "Chương trình đang mở ở một cửa sổ khác trên máy này. Hãy dùng cửa sổ đó.",
    "wrong_key": "Không mở được dữ liệu: tệp khóa không khớp. Hãy báo người quản trị.",
    "too_new": "Dữ liệu thuộc phiên bản mới hơn của chương trình. Hãy cài bản mới rồi mở lại.",
    "busy": "Dữ liệu đang bị chương trình khác giữ. Hãy thử mở lại sau ít phút.",
    "damaged": "Dữ liệu của quầy bị hỏng. Đừng xóa gì cả; hãy báo người quản trị.",
}
NOT_OPENED_OTHER = "Không mở được dữ liệu của quầy ({reason}). Hãy báo người quản trị."

LOCK_TITLE = "Đã khóa"
LOCK_HEADING = "BÀN LÀM VIỆC ĐANG KHÓA"
LOCKED_BY = "{name} đang làm việc ở quầy này. Việc đang làm được giữ nguyên."
LOCK_OTHER = "Cán bộ khác đăng nhập: hồ sơ đang nhập được cất vào bản nháp."
LOCK_HELP = (
    "Nhập mật khẩu để làm tiếp từ chỗ đang dở. Cán bộ khác có thể đăng nhập bằng tài khoản của "
    "mình; hồ sơ đang nhập được cất vào bản nháp."
)

CHANGE_TITLE = "Đổi mật khẩu"
CHANGE_HEADING = "ĐẶT MẬT KHẨU CỦA RIÊNG MÌNH"
CHANGE_WHY = (
    "Mật khẩu được cấp phải đổi ở lần đăng nhập đầu tiên. Mật khẩu mới có ít nhất {length} ký tự, "
    "khác mật khẩu được cấp và khác tên tài khoản."
)
CHANGE_NEW = "Mật khẩu mới"
CHANGE_AGAIN = "Nhập lại"
CHANGE_KEYS = "Enter: đổi mật khẩu · Esc: để sau (chỉ khi mất đường truyền)"
CHANGE_HELP = (
    "Mật khẩu được đổi ở hệ thống trung tâm và dùng được ở mọi quầy của đơn vị. Khi mất đường "
    "truyền thì làm việc tiếp được, và phải đổi ở lần đăng nhập sau."
)
KEY_LATER = "Để sau"
KEY_LATER_HINT = "Đổi ở lần đăng nhập sau; chỉ khi không tới được hệ thống trung tâm"
CHANGING = "Đang đổi mật khẩu ở hệ thống trung tâm…"
CHANGED = "Đã đổi mật khẩu."
CHANGE_FIRST = "Phải đổi mật khẩu trước khi làm việc."
DEFERRED = "Chưa đổi được mật khẩu vì mất đường truyền. Sẽ phải đổi ở lần đăng nhập sau."
UNREACHABLE = "Không tới được hệ thống trung tâm. Bấm Enter để thử lại, Esc để làm việc và đổi sau."
COMPLAINTS = {
    "too_short": "Mật khẩu mới phải có ít nhất {length} ký tự.",
    "same": "Mật khẩu mới phải khác mật khẩu được cấp.",
    "like_account": "Mật khẩu mới phải khác tên tài khoản.",
    "differs": "Hai lần nhập không giống nhau.",
    "wrong_password": "Hệ thống trung tâm không nhận mật khẩu được cấp. Hãy nhờ cấp lại mật khẩu.",
    "weak_password": "Hệ thống trung tâm không nhận mật khẩu này: hãy chọn mật khẩu dài hơn.",
    "changed_meanwhile": "Tài khoản vừa được thay đổi ở nơi khác. Hãy thử lại.",
}
COMPLAINT_OTHER = "Hệ thống trung tâm không đổi mật khẩu ({code}). Hãy báo người quản trị."
