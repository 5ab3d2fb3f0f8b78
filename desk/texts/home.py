"""What is said of a folder that cannot be written, or that has lost its record."""

SHUT = {
    "full": (
        "Ổ đĩa đã đầy nên không ghi được gì nữa. Dọn bớt tệp không cần trên ổ đĩa này rồi mở lại; "
        "không có gì đã ghi bị mất."
    ),
    "read_only": (
        "Thư mục hoặc ổ đĩa chứa dữ liệu của quầy chỉ cho đọc nên không ghi được gì. Bỏ khóa ghi "
        "của ổ đĩa, hoặc cấp quyền ghi thư mục cho tài khoản đang dùng, rồi mở lại; không có gì đã "
        "ghi bị mất."
    ),
}
LOST = (
    "Thư mục này từng là một quầy nhưng thiếu tệp desk.db. Đừng ghi danh lại: tìm lại tệp ấy, hoặc "
    "phục hồi từ bản sao lưu (desk restore TỆP)."
)
"""Of a home that was a counter, and whose record is gone."""
