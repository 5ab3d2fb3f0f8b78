"""Every sentence that an officer reads on screen or a citizen on paper from the desk."""

PAPER_MISSING = "Chưa có trong hồ sơ"

DELIVERY = {
    "counter": "Tại Bộ phận Tiếp nhận và Trả kết quả",
    "postal": "Qua dịch vụ bưu chính công ích",
    "online": "Trực tuyến, qua thư điện tử",
}
