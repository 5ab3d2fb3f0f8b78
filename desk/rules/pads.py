"""Pad sheets: which ordinals may be printed on new ones, and what may be voided."""

from collections.abc import Collection, Sequence

from schemas.codes import Band, pad_ordinals
from schemas.counter_bodies import PadSheet


def free_ordinals(band: Band, issued: Sequence[PadSheet], done: Collection[str]) -> tuple[int, ...]:
    """The ordinals that stand on no sheet that is still out, the longest unused first.

    `issued` are all sheets ever printed, in order; `done` the serials of those that were entered
    or voided. An ordinal that was written down this morning comes back last.
    """
    out = {sheet.ordinal for sheet in issued if sheet.serial not in done}
    used = {sheet.ordinal: place for place, sheet in enumerate(issued)}
    free = [one for one in pad_ordinals(band) if one not in out]
    return tuple(sorted(free, key=lambda one: (used.get(one, -1), one)))
