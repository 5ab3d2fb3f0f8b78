"""What is said when a head of unit has to allow codes for a date out of order."""

TITLE = "Trưởng bộ phận cho phép"
ASK_ACCOUNT = (
    "Ngày nhận không nối tiếp các hồ sơ đã ghi. Nếu đồng hồ máy đúng, trưởng bộ phận cho phép một "
    "lần cho ngày này. Tài khoản của trưởng bộ phận:"
)
ASK_PASSWORD = "Mật khẩu của {account}:"  # noqa: S105  # a sentence
NOT_HEAD = "Tài khoản này không phải trưởng bộ phận."
WRONG = "Tài khoản hoặc mật khẩu không đúng."
WAIT = "Tài khoản hoặc mật khẩu không đúng. Chờ {seconds} giây rồi thử lại."
