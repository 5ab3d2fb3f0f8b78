"""What is said wherever the counter's folder cannot be written: it passes, and nothing is lost."""

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
