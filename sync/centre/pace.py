"""How fast a body has to arrive, so that a line that died while sending holds nothing for long.

A line of 2G carries 2 kB a second and pauses now and then; a tenth of that, averaged over a while,
is still waited for. Whoever sends less is answered 408 and may begin again.
"""

import asyncio
from collections.abc import AsyncIterable
from dataclasses import dataclass

from sync.centre.refusals import RefusedError


@dataclass(frozen=True)
class Pace:
    """So many bytes in every so many seconds, until the body has ended, and that in time."""

    bytes_min: int = 4096
    seconds: float = 20.0
    seconds_max: float = 300.0
    """A whole mebibyte of entries, compressed, comes over 2 kB a second in half of it."""


async def arrived(parts: AsyncIterable[bytes], pace: Pace, bytes_max: int) -> bytes:
    """A body of limited size, as long as it comes at the pace.

    Raises:
        RefusedError: 408 `too_slow`, 413 `too_big`.
    """
    clock = asyncio.get_running_loop().time
    end = clock() + pace.seconds_max
    raw, due = bytearray(), pace.bytes_min
    try:
        async with asyncio.timeout(min(pace.seconds, pace.seconds_max)) as limit:
            async for part in parts:
                raw += part
                if len(raw) > bytes_max:
                    raise RefusedError(413, "too_big", {"what": "body"})
                if len(raw) >= due:
                    due = len(raw) + pace.bytes_min
                    limit.reschedule(min(clock() + pace.seconds, end))
    except TimeoutError:
        raise RefusedError(408, "too_slow") from None
    return bytes(raw)
