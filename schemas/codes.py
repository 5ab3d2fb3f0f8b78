"""The numbers on paper: dossier codes, bands of ordinals, slips, registers and pad serials.

Codes are written strictly and read tolerantly. Every reader answers None for text that is not its
own kind, and no text is read by two of them: a dossier code is `identifier-YYMMDD-ordinal`, a slip
`identifier-YY-slot-number`, a pad serial `identifier-Pslot-number`.
"""

import re
from dataclasses import dataclass
from datetime import date

from schemas.shape import Shape

CENTRE_SLOT = 0
"""The centre's own slot, for online dossiers."""
CENTRE_COUNTER = "C0"
"""The name of every unit's counter at the centre."""
_SHORT_SLOTS = range(1, 10)
SLOTS = (*_SHORT_SLOTS, *range(11, 100))
"""The slots of counters; ten thousand times 10 is the centre's second range."""
PAD_RESERVE = 200
"""How many ordinals at the end of a band's first range belong to pad sheets."""
ORDINALS = range(1, 1_000_000)
NUMBERS = range(1, 10_000_000)
"""What slips, volumes and pad serials may be numbered."""
NUMBERS_PER_TURN = 10_000
"""A slot that is granted again goes on with the next ten thousand slip numbers."""
TURNS = range(1_000)
PROOF_BARS = "000.00.00.H00-000000-000000"
"""On a printer's test page: as long as the longest dossier code, and no dossier's."""
PROOF_SQUARE = "TRANG IN THU - 000.00.00.H00"
YEARS = range(2000, 2100)
"""The years that two digits can stand for."""

_IDENTIFIER = r"(?P<identifier>(?:[0-9]{2,3}\.){0,4}[A-Z][0-9]{2}(?:\.[0-9]{1,4}){0,4})"
_IDENTIFIER_ALONE = re.compile(_IDENTIFIER)
_DOSSIER = re.compile(
    _IDENTIFIER + r"-(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})-(?P<ordinal>[0-9]{4,6})"
)
_SLIP = re.compile(
    _IDENTIFIER + r"-(?P<year>[0-9]{2})-(?P<slot>[1-9][0-9]?)-(?P<number>[0-9]{4,7})"
)
_PAD = re.compile(_IDENTIFIER + r"-P(?P<slot>[1-9][0-9]?)-(?P<number>[0-9]{4,7})")


@dataclass(frozen=True)
class DossierCode:
    """A dossier code as it was read; two codes are the same when their texts are."""

    text: str
    """Upper case, with the zeros it was written with."""
    identifier: str
    on: date
    ordinal: int


@dataclass(frozen=True)
class SlipCode:
    """What the barcode of a supplement slip names."""

    identifier: str
    year: int
    slot: int
    number: int

    @property
    def text(self) -> str:
        """The barcode, as it is printed."""
        return slip_barcode(self.identifier, self.year, self.slot, self.number)


@dataclass(frozen=True)
class PadSerial:
    """What the barcode of a pad sheet names; it says nothing of the ordinal or the date."""

    identifier: str
    slot: int
    number: int

    @property
    def text(self) -> str:
        """The serial, as it is printed."""
        return pad_serial(self.identifier, self.slot, self.number)


class Band(Shape):
    """The ordinals of one slot, valid for every date: inclusive ranges, rising."""

    slot: int
    ranges: tuple[tuple[int, int], ...]
    turn: int = 0
    """How often the slot was granted before: slips and register volumes go on from there."""


def dossier_code(identifier: str, on: date, ordinal: int) -> str:
    """The code of a dossier received on a date: at least four digits, no zeros beyond them."""
    if ordinal not in ORDINALS:
        raise ValueError("an ordinal has at most six digits and begins at 1")
    return f"{_strict(identifier)}-{_short_year(on.year)}{on:%m%d}-{ordinal:04d}"


def read_code(text: str) -> DossierCode | None:
    """The dossier code that the text is, or None; small letters and space around are fine."""
    found = _DOSSIER.fullmatch(_plain(text))
    if found is None or int(found["ordinal"]) == 0:
        return None
    try:
        on = date(2000 + int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    return DossierCode(found[0], found["identifier"], on, int(found["ordinal"]))


def band_of_slot(slot: int, turn: int = 0) -> Band:
    """The standing band of a slot; bands of different slots never share an ordinal."""
    if slot == CENTRE_SLOT:
        return Band(slot=slot, ranges=((1, 999), (100_001, 109_999)))
    long = (_checked(slot) * 10_000 + 1, slot * 10_000 + 9_999)
    if slot not in _SHORT_SLOTS:
        return Band(slot=slot, ranges=(long,), turn=turn)
    return Band(slot=slot, ranges=((slot * 1_000 + 1, slot * 1_000 + 999), long), turn=turn)


def slips_before(turn: int) -> int:
    """The number after which a slot's slips begin, the so-manieth time it is granted."""
    return turn * NUMBERS_PER_TURN


def volumes_before(turn: int) -> int:
    """The volume after which a slot's register begins, the so-manieth time it is granted."""
    return turn


def pad_ordinals(band: Band) -> range:
    """The ordinals that only pad sheets carry; none for the centre, which prints no pads."""
    if band.slot == CENTRE_SLOT:
        return range(0)
    last = band.ranges[0][1]
    return range(last - PAD_RESERVE + 1, last + 1)


def desk_ordinals(band: Band) -> tuple[tuple[int, int], ...]:
    """The ranges that the desk itself may issue: the band without the pad reserve."""
    first, last = band.ranges[0]
    return ((first, last - len(pad_ordinals(band))), *band.ranges[1:])


def next_ordinal(band: Band, last: int | None) -> int | None:
    """The ordinal to issue after the last one of the date, or None when the band is exhausted.

    `last` is the highest that the desk itself issued for the date (pad sheets not counted, or the
    rest of the first range would be passed over); None when it issued none.
    """
    above = 0 if last is None else last
    rising = (max(first, above + 1) for first, end in desk_ordinals(band) if above < end)
    return next(rising, None)


def slip_number(slot: int, year: int, number: int) -> str:
    """The number printed on a supplement slip; it runs per slot and year."""
    _short_year(year)
    return f"Q{_checked(slot)}-{_counted(number):04d}/HDHS"


def slip_barcode(identifier: str, year: int, slot: int, number: int) -> str:
    """The barcode of a supplement slip, which unlike its number also names unit and year."""
    run = f"{_short_year(year)}-{_checked(slot)}-{_counted(number):04d}"
    return f"{_strict(identifier)}-{run}"


def read_slip(text: str) -> SlipCode | None:
    """The slip whose barcode the text is, or None."""
    found = _SLIP.fullmatch(_plain(text))
    if found is None or int(found["slot"]) not in SLOTS or int(found["number"]) == 0:
        return None
    year, slot, number = int(found["year"]), int(found["slot"]), int(found["number"])
    return SlipCode(found["identifier"], 2000 + year, slot, number)


def register_volume(slot: int, volume: int, year: int) -> str:
    """The name of a volume of the register (form 06)."""
    _short_year(year)
    return f"Q{_checked(slot)}-{_counted(volume):02d}/{year}"


def pad_serial(identifier: str, slot: int, number: int) -> str:
    """The serial of a pad sheet: `identifier-Pslot-number`, as in `000.17.22.H02-P2-0001`.

    A slot's numbers never begin again, not with a year and not with a new holder. Beyond the
    identifier it has no letter that Vietnamese typing turns into another (A E I O U Y D W), and
    the P keeps it from ever reading as a date or a slip.
    """
    return f"{_strict(identifier)}-P{_checked(slot)}-{_counted(number):04d}"


def read_pad(text: str) -> PadSerial | None:
    """The pad sheet whose serial the text is, or None."""
    found = _PAD.fullmatch(_plain(text))
    if found is None or int(found["slot"]) not in SLOTS or int(found["number"]) == 0:
        return None
    return PadSerial(found["identifier"], int(found["slot"]), int(found["number"]))


def _plain(text: str) -> str:
    # Only ASCII is raised: the capitals of some other letters are ASCII, and would pass for ours.
    stripped = text.strip()
    return stripped.upper() if stripped.isascii() else stripped


def _strict(identifier: str) -> str:
    if not _IDENTIFIER_ALONE.fullmatch(identifier):
        raise ValueError("not the identifier of an agency")
    return identifier


def _short_year(year: int) -> str:
    if year not in YEARS:
        raise ValueError("a code holds two digits of a year of this century")
    return f"{year % 100:02d}"


def _checked(slot: int) -> int:
    if slot not in SLOTS:
        raise ValueError("no counter has this slot")
    return slot


def _counted(number: int) -> int:
    if number not in NUMBERS:
        raise ValueError("numbers begin at 1 and have at most seven digits")
    return number
