"""What the demo says."""

PREPARING = "Đang chuẩn bị phòng một cửa mẫu…"
CENTRE_DID_NOT_START = "Không mở được trung tâm mẫu. Xem tệp trung-tam.log trong thư mục mẫu."
