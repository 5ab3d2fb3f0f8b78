"""What `desk status` and `desk sync` say of the line and of the numbers."""

from desk.texts.home import SHUT
from desk.texts.outbox import HALTS, TROUBLE_OTHER, TROUBLES
from desk.texts.scans import REFUSED
from desk.texts.unsent import amount

UNREACHED = "Không liên lạc được với trung tâm. {waiting}"
UNREACHED_WHY = "Không liên lạc được với trung tâm: {trouble}. {waiting}"
LEFT = "Chưa đồng bộ hết: {trouble}. {waiting}"
HALTED = "{halt} {waiting}"
UNSENT = "Còn {amount} chưa gửi, vẫn được giữ ở máy này."
NONE_UNSENT = "Không còn gì chờ gửi."
FROZEN = (
    "Quầy chưa được cấp số nên chưa tiếp nhận được: nối mạng một lần (desk sync --once), hoặc xin "
    "trung tâm phiếu cấp số (desk voucher)."
)


def what_is_left(unsent: int, scans: int, refused: int) -> str:
    """What the centre does not have: what waits, and scans that were refused."""
    left = amount(unsent, scans)
    told = [UNSENT.format(amount=left)] if left else []
    told += [REFUSED.format(count=refused)] if refused else []
    return " ".join(told) or NONE_UNSENT


def not_drained(line: str, trouble: str, waiting: str, which: str = "") -> str:
    """Why a run of `desk sync` did not come to its end, and what waits.

    `which` says which entry is stuck, if one is.
    """
    if trouble in HALTS:
        return HALTED.format(halt=HALTS[trouble], waiting=waiting)
    if which:
        return f"{which} {waiting}"
    if trouble == "no_route":
        return UNREACHED.format(waiting=waiting)
    sentence = UNREACHED_WHY if line == "down" else LEFT
    return sentence.format(trouble=_trouble(trouble), waiting=waiting)


def what_is_wrong(
    trouble: str, *, is_frozen: bool, home: str = "", which: str = ""
) -> tuple[str, ...]:
    """Sentences about whatever keeps the counter from recording, sending or giving numbers."""
    told = [SHUT[home]] if home in SHUT else []
    told += (
        [] if not trouble else [which or HALTS.get(trouble) or f"{_trouble(trouble).capitalize()}."]
    )
    # A copy of us at work freezes the numbers too, and that sentence says so.
    if is_frozen and trouble != "clone":
        told.append(FROZEN)
    return tuple(told)


def _trouble(code: str) -> str:
    return TROUBLES.get(code, TROUBLE_OTHER.format(code=code))
