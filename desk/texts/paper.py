"""What the desk puts on paper beside the words of the forms themselves."""

PAPER_MISSING = "Chưa có trong hồ sơ"

DELIVERY = {
    "counter": "Bộ phận Tiếp nhận và Trả kết quả",
    "postal": "Qua dịch vụ bưu chính công ích",
    "online": "Trực tuyến, qua thư điện tử",
}
