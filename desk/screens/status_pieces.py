"""The status line in words: the line, what is unsent, the printer, the catalogue, the clock."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from desk.texts import cases_screen as cases_words
from desk.texts import guard as guard_words
from desk.texts import line as words
from desk.texts import prints as print_words
from desk.texts import scanner as scanner_words
from desk.texts.unsent import amount
from desk.usecases.line import ELSEWHERE, LineStanding
from desk.widgets.status_line import Piece
from printing.hindrances import passed_over
from schemas.calendars import HANOI

if TYPE_CHECKING:
    from desk.serial.scanner import ScannerStanding
    from desk.usecases.status import Standing

Printing = Literal["paper", "files", "settings_wrong"]
"""What comes of a form; files alone while settings are wrong, and where they name no printer."""


def status_pieces(
    standing: "Standing",
    line: LineStanding,
    now: datetime,
    *,
    is_password_due: bool = False,
    scanner: "ScannerStanding | None" = None,
    printing: Printing = "paper",
) -> tuple[Piece, ...]:
    """Everything that an officer must know of the counter, the most important kept longest."""
    return (
        _line(line),
        *_numbers(is_frozen=standing.frozen),
        *_unsent(standing.unsent, standing.scans, standing.scans_refused),
        _cases(standing.cases),
        _settings() if printing == "settings_wrong" else _printer(standing, printing),
        _scanner(scanner),
        _catalogue(standing, now),
        _password(is_due=is_password_due),
        _clock(standing, now.astimezone(HANOI)),
    )


def _line(line: LineStanding) -> Piece:
    if line.halt is not None:
        return Piece(words.HALTS[line.halt], rank=9, loud=True)
    if line.trouble == ELSEWHERE:
        return Piece(words.ELSEWHERE, words.ELSEWHERE_SHORT, rank=9, loud=True)
    if line.trouble == "store":
        return Piece(words.STORE, rank=9, loud=True)
    since = f"{line.since.astimezone(HANOI):%H:%M}" if line.since else ""
    match line.line:
        case "up":
            return Piece(words.UP.format(since=since), words.UP_SHORT, rank=6)
        case "down":
            short = words.DOWN_SHORT.format(since=since)
            return Piece(words.DOWN.format(since=since), short, rank=8, loud=True)
        case "unknown":
            return Piece(words.UNKNOWN, rank=6)


def _numbers(*, is_frozen: bool) -> tuple[Piece, ...]:
    if not is_frozen:
        return ()
    return (Piece(guard_words.PIECE, guard_words.PIECE_SHORT, rank=9, loud=True),)


def _unsent(entries: int, scans: int, refused: int) -> Iterator[Piece]:
    if entries or scans:
        told = words.ENTRIES_SHORT if not scans else words.BOTH_SHORT
        short = (told if entries else words.SCANS_SHORT).format(entries=entries, scans=scans)
        yield Piece(words.UNSENT.format(amount=amount(entries, scans)), short, rank=7)
    elif not refused:
        yield Piece(words.ALL_SENT, words.ALL_SENT_SHORT, rank=2)
    if refused:
        long, short = (text.format(count=refused) for text in (words.REFUSED, words.REFUSED_SHORT))
        yield Piece(long, short, rank=8, loud=True)


def _cases(count: int) -> Piece:
    if not count:
        return Piece("")
    short = cases_words.PIECE_SHORT.format(count=count)
    return Piece(cases_words.PIECE.format(count=count), short, rank=8, loud=True)


def _settings() -> Piece:
    """In the printer's place, since then there is none."""
    return Piece(words.SETTINGS_WRONG, words.SETTINGS_WRONG_SHORT, rank=8, loud=True)


def _printer(standing: "Standing", printing: Printing) -> Piece:
    jobs, trouble = standing.print_jobs, standing.print_trouble
    asks = jobs.get("failed", 0) + jobs.get("unknown", 0) + trouble.surplus
    waits = jobs.get("queued", 0) + jobs.get("sending", 0)
    if trouble.stuck:
        return _troubled(print_words.PIECE_STUCK, trouble.problem, trouble.stuck)
    if asks and trouble.problem:
        return _troubled(print_words.PIECE_ASKS, trouble.problem, asks)
    if asks:
        short = words.PRINT_ASKS_SHORT.format(count=asks)
        return Piece(words.PRINT_ASKS.format(count=asks), short, rank=8, loud=True)
    if why := passed_over(trouble.problem):
        return _troubled(print_words.PIECE_PASSED_OVER, why, 0)
    if trouble.problem:
        return replace(_troubled(print_words.PIECE_SHORT, trouble.problem, 0), rank=5, loud=False)
    if waits:
        short = words.PRINTING_SHORT.format(count=waits)
        return Piece(words.PRINTING.format(count=waits), short, rank=3)
    return _calm(printing)


def _calm(printing: Printing) -> Piece:
    if printing == "files":
        return Piece(words.NO_PRINTER, words.NO_PRINTER_SHORT, rank=2)
    return Piece(words.PRINTER_READY, words.PRINTER_SHORT, rank=2)


def _troubled(sentence: str, problem: str, count: int) -> Piece:
    """What hinders the printer, in words; the first of it where there is little room."""
    all_of_it, first = print_words.problem_words(problem), print_words.short_words(problem)
    long = sentence.format(problem=print_words.raised(all_of_it), count=count)
    short = print_words.PIECE_SHORT.format(problem=print_words.raised(first.partition(",")[0]))
    return Piece(long, short, rank=8, loud=True)


def _scanner(scanner: "ScannerStanding | None") -> Piece:
    """Of a scanner that types nothing is known."""
    if scanner is None or scanner.since is None:
        return Piece("")
    if scanner.is_there:
        return Piece(scanner_words.READY, scanner_words.READY_SHORT, rank=1)
    long = scanner_words.GONE.format(since=f"{scanner.since.astimezone(HANOI):%H:%M}")
    return Piece(long, scanner_words.GONE_SHORT, rank=8, loud=True)


def _catalogue(standing: "Standing", now: datetime) -> Piece:
    edition = standing.catalogue
    if edition is None:
        return Piece(words.NO_CATALOGUE, words.NO_CATALOGUE_SHORT, rank=7, loud=True)
    published = edition.published_at.astimezone(HANOI).date()
    days = (now.astimezone(HANOI).date() - published).days
    texts = words.CATALOGUE_DAYS if days > 0 else words.CATALOGUE_TODAY
    long, short = (text.format(version=edition.version, days=days) for text in texts)
    return Piece(long, short, rank=3)


def _password(*, is_due: bool) -> Piece:
    if not is_due:
        return Piece("")
    return Piece(words.PASSWORD_DUE, words.PASSWORD_DUE_SHORT, rank=5)


def _clock(standing: "Standing", now: datetime) -> Piece:
    if standing.clock == "behind_entries":
        return Piece(words.CLOCK_BEHIND.format(now=now), rank=9, loud=True)
    if standing.clock == "off_centre":
        minutes = round(abs(standing.skew_ms or 0) / 60_000)
        return Piece(words.CLOCK_OFF.format(now=now, minutes=minutes), rank=9, loud=True)
    return Piece(words.CLOCK.format(now=now), words.CLOCK_SHORT.format(now=now), rank=4)
