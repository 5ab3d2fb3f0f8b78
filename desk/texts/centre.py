"""What is said of whoever answers at the centre's address, wherever it was asked from."""

STRANGER = "Có máy khác trả lời thay trung tâm"
STRANGER_DO = "Mở trình duyệt để đăng nhập Wi-Fi, hoặc xem lại địa chỉ."
VERSIONS_DO = "Cập nhật chương trình của quầy; nếu quầy mới hơn thì cập nhật trung tâm."
