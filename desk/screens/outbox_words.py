"""The outbox in words: its head, and one line for each thing in it."""

from desk.screens.desk_rows import CODE_WIDTH, moment, short_code
from desk.texts import outbox as words
from desk.texts.cases import sentence
from desk.texts.scans import OTHER_PAPER
from desk.texts.writers import Writers
from desk.usecases.line import ELSEWHERE, LineStanding
from desk.usecases.outbox import Outbox, Unsettled
from desk.widgets.columns import Column
from desk.widgets.long_list import Row
from schemas.calendars import HANOI
from schemas.wire import BATCH_ENTRIES_MAX

MEGABYTE = 1_000_000
COLUMNS = (
    Column(words.COLUMN_AT, width=11),
    Column(words.COLUMN_KIND, share=3),
    Column(words.COLUMN_CODE, width=CODE_WIDTH),
    Column(words.COLUMN_OFFICER, width=10, from_width=100),
    Column(words.COLUMN_STATE, share=4),
)


def head_words(box: Outbox, line: LineStanding) -> str:
    """Two lines: how the line stands, and how much waits since when."""
    unsent = words.ALL_SENT
    if box.oldest:
        unsent = words.UNSENT.format(unsent=box.unsent, oldest=moment(box.oldest))
    others = words.OTHERS.format(
        parked=box.parked, scans=box.scans, size=size_words(box.scan_bytes)
    )
    return f"{_line_words(line, box)}\n{unsent} · {others}"


def _line_words(line: LineStanding, box: Outbox) -> str:
    if line.halt is not None:
        return words.HALTS[line.halt]
    if line.trouble == "stuck" and box.next is not None:
        return words.stuck(box.next.seq, box.next.code)
    since = f"{line.since.astimezone(HANOI):%H:%M}" if line.since else ""
    trouble = trouble_words(line.trouble)
    if line.trouble == ELSEWHERE:
        return words.ELSEWHERE
    if line.line == "unknown":
        return words.LINE_UNKNOWN
    if line.line == "down":
        return words.LINE_DOWN.format(since=since, trouble=trouble)
    if line.trouble:
        return words.LINE_TROUBLED.format(trouble=trouble)
    return words.LINE_UP.format(since=since)


def trouble_words(code: str) -> str:
    """Why the line is down or nothing is taken, from its stable code."""
    return words.TROUBLES.get(code, words.TROUBLE_OTHER.format(code=code))


def outbox_row(one: Unsettled, line: LineStanding) -> Row:
    """One line of the list; its key is the dossier to open."""
    kind = words.ENTRY_KINDS.get(one.kind, one.kind)
    if one.what == "scan":
        kind = words.SCAN.format(paper=one.paper or OTHER_PAPER, size=size_words(one.size_bytes))
    cells = (moment(one.at), kind, short_code(one.code), one.officer, _state(one, line))
    style = {"unsent": "", "parked": "warning", "scan": "quiet"}[one.what]
    return Row(str(one.dossier or ""), cells, style)


def _state(one: Unsettled, line: LineStanding) -> str:
    if one.case is not None:
        # What is set aside here is this counter's own.
        writers = Writers.at(one.case.counter)
        return words.PARKED.format(reason=sentence(one.case, writers))
    if one.what == "scan" and one.reason:
        reason = words.SCAN_REASONS.get(one.reason, one.reason)
        return words.SCAN_REFUSED.format(reason=reason)
    if one.what == "scan":
        return _on_the_way(line, line.scan_trouble, is_sending=one.id == line.scan)
    is_sending, is_next = one.place < BATCH_ENTRIES_MAX, one.place == 0
    return _on_the_way(line, line.trouble, is_sending=is_sending, is_next=is_next)


def _on_the_way(
    line: LineStanding, trouble: str, *, is_sending: bool, is_next: bool = False
) -> str:
    if line.halt not in {None, "revoked"}:
        return words.HALTED
    if line.trouble == ELSEWHERE:
        return words.UNSAID
    if line.line != "up":
        return words.NO_LINE
    if trouble == "stuck":
        return words.STUCK_ROW if is_next else words.BEHIND_STUCK
    if trouble:
        return words.TROUBLED.format(trouble=trouble_words(trouble))
    return words.SENDING if is_sending else words.NEXT


def size_words(size: int) -> str:
    """A size as people say it."""
    if size < MEGABYTE:
        return f"{-(-size // 1000)} KB"
    return f"{size / MEGABYTE:.1f} MB".replace(".", ",")
