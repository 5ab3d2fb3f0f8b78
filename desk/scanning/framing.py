"""Cuts the bytes of a serial scanner into scans; pure."""

from dataclasses import dataclass, field

from desk.scanning.arrival import Arrival, End

BYTES_MAX = 8_000
"""No scan is longer, whatever its letters; what comes beyond belongs to the same lost scan."""
SILENCE_SECONDS = 0.3
"""A scanner without a terminator has ended then; a slow line has gaps of milliseconds."""
AFTER_CR_SECONDS = 0.02
"""An LF belongs to the CR before it only if it comes at once."""
_ENDS: dict[int, End] = {ord("\r"): "cr", ord("\n"): "lf", ord("\t"): "tab"}


@dataclass
class Framing:
    """Collects bytes; CR, LF, CR LF, Tab or a silence end a scan, as scanners are set to.

    A scan that is too long keeps its beginning, so that it is told and not lost. Bytes that are no
    UTF-8 become U+FFFD.
    """

    _held: bytearray = field(default_factory=bytearray, repr=False)
    _after_cr: bool = False

    @property
    def patience(self) -> float:
        """After how many seconds of silence what is held is a scan; 0 while nothing is held."""
        return AFTER_CR_SECONDS if self._after_cr else SILENCE_SECONDS if self._held else 0.0

    def feed(self, data: bytes) -> list[Arrival]:
        """The scans that these bytes complete."""
        found: list[Arrival] = []
        for byte in data:
            end = _ENDS.get(byte)
            if self._after_cr:
                found += self._cut("crlf" if end == "lf" else "cr")
            if end == "cr":
                self._after_cr = bool(self._held)
            elif end is not None:
                found += self._cut(end)
            elif len(self._held) < BYTES_MAX:
                self._held.append(byte)
        return found

    def fall_silent(self) -> list[Arrival]:
        """The scan that ends because nothing more comes."""
        return self._cut("cr" if self._after_cr else "none")

    def _cut(self, end: End) -> list[Arrival]:
        raw, self._held, self._after_cr = bytes(self._held), bytearray(), False
        text = raw.decode("utf-8", errors="replace").strip(" \x00")
        return [Arrival(text, end, "serial", raw=raw)] if text else []
