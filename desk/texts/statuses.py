"""The words for where a dossier stands: those of the national axis, short enough for a list."""

from schemas.statuses import Status

STATUS: dict[Status, str] = {
    Status.REGISTERED: "Mới đăng ký",
    Status.RECEIVED: "Đã tiếp nhận",
    Status.NOT_RECEIVED: "Không tiếp nhận",
    Status.IN_PROCESS: "Đang xử lý",
    Status.SUPPLEMENT_REQUESTED: "Chờ bổ sung",
    Status.OBLIGATION_REQUESTED: "Chờ nghĩa vụ tài chính",
    Status.WITHDRAWN: "Đã rút hồ sơ",
    Status.STOPPED: "Dừng xử lý",
    Status.RESOLVED: "Có kết quả",
    Status.RETURNED: "Đã trả kết quả",
}
NONE = "chưa được tiếp nhận"


def within(status: Status | None) -> str:
    """The same within a sentence."""
    said = STATUS[status] if status else NONE
    return said[:1].lower() + said[1:]
