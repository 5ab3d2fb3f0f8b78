"""F9: the centre is asked at once, and what came of it is said."""

import asyncio

from desk.screens.outbox_words import trouble_words
from desk.texts import line as words
from desk.texts import outbox
from desk.usecases.line import ELSEWHERE, STORE, Line, LineStanding

SECONDS_MAX = 8.0
"""Somebody looks on; what sends entries waits longer for the centre."""


async def line_answer(line: Line) -> str:
    """What the centre answers now, in words; every wait to send again ends, too."""
    try:
        async with asyncio.timeout(SECONDS_MAX):
            return _words(await line.ask())
    except TimeoutError:
        return words.SILENT.format(seconds=round(SECONDS_MAX))


def _words(standing: LineStanding) -> str:
    if standing.trouble == ELSEWHERE:
        return outbox.ELSEWHERE
    if standing.halt is not None:
        return words.ANSWERS_BUT.format(what=words.HALTS[standing.halt])
    if standing.trouble == STORE:
        return words.DISK_FULL
    if standing.line == "unknown":
        return outbox.LINE_UNKNOWN
    if standing.line == "down":
        return words.UNREACHED.format(trouble=trouble_words(standing.trouble))
    if standing.trouble:
        return words.ANSWERS_BUT.format(what=trouble_words(standing.trouble))
    return words.ANSWERS
