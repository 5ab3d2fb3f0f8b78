"""The words for where a dossier stands."""

from schemas.statuses import Status

STATUS: dict[Status, str] = {
    Status.REGISTERED: "Mới đăng ký",
    Status.RECEIVED: "Đã tiếp nhận",
    Status.NOT_RECEIVED: "Không tiếp nhận",
    Status.IN_PROCESS: "Đang giải quyết",
    Status.SUPPLEMENT_REQUESTED: "Chờ bổ sung",
    Status.OBLIGATION_REQUESTED: "Chờ nộp thuế, phí",
    Status.WITHDRAWN: "Đã rút hồ sơ",
    Status.STOPPED: "Dừng giải quyết",
    Status.RESOLVED: "Có kết quả",
    Status.RETURNED: "Đã trả kết quả",
}
