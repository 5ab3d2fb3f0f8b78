"""What is said of whoever answers at the centre's address, wherever it was asked from."""

STRANGER = "Có máy khác trả lời thay trung tâm"
STRANGER_DO = "Mở trình duyệt để đăng nhập Wi-Fi, hoặc xem lại địa chỉ."
GATEWAY_DO = "Quầy vẫn làm việc và tự gửi lại; kéo dài quá một giờ thì báo tỉnh."
VERSIONS_DO = "Cập nhật chương trình của quầy; nếu quầy mới hơn thì cập nhật trung tâm."
