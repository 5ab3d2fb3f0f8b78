"""Words of every question that opens over a screen: its keys, and what waits for its answer."""

HELP = "Trợ giúp"
LEAVE = "Trở về"
LEAVE_HINT = "Không chọn gì"
KEYS = "Số hoặc ↑ ↓ Enter: chọn · Esc: trở về"
PAUSE_FIRST = "Dừng gõ rồi chọn…"
UP = "Lên"
DOWN = "Xuống"
CHOOSE = "Chọn"
CHOOSE_HINT = "Chọn dòng có dấu ▸"

UNOPENED_KEYS = "F7: trả lời · Esc: để sau"
OPEN = "Trả lời"
OPEN_HINT = "Mở câu hỏi để chọn trả lời"

FIELD_KEYS = "Enter: xong · Esc: trở về"
FIELD_LEAVE_HINT = "Không nhập gì"

HELD = "Đã giữ mã vừa quét: xong bước này thì dùng ngay."

CHOICE_HELP = """
Bấm số đứng trước câu trả lời để chọn ngay; hoặc ↑ ↓ đến câu đó rồi Enter. Từ câu thứ 10 trở đi
chỉ dùng ↑ ↓ và Enter.

Mã quét trong lúc hỏi được giữ lại, trả lời xong thì dùng ngay.
"""
UNASKED_HELP = (
    """
Câu hỏi này tự hiện, nên F7 mới mở nó ra để chọn: chữ số, ↑ ↓, Enter gõ trước đó không trả lời gì.
"""
    + CHOICE_HELP
)
FIELD_HELP = """
Gõ một dòng rồi Enter. Mã quét trong lúc hỏi được giữ lại, xong bước này thì dùng ngay.
"""
