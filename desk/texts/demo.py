"""What the demo says."""

PREPARING = "Đang chuẩn bị bộ phận Một cửa mẫu…"
CENTRE_DID_NOT_START = "Không mở được hệ thống trung tâm mẫu. Xem trung-tam.log trong thư mục mẫu."
DAY_DONE = "Đã chạy xong một ngày làm việc mẫu. Giấy đã in và ảnh màn hình:"
DAY_STUCK = "Ngày làm việc mẫu dừng lại: không thấy “{shown}” trên màn hình."
