"""Bodies of what happens beside a dossier's course: papers that move, scans, fees that change."""

from typing import Literal

from schemas.shape import Shape, Text


class ComparedPaper(Shape):
    """One paper that was sent as a file, beside the original that was shown."""

    key: str
    name: Text
    matches: bool
    flaw: Text = ""


class OriginalsCompared(Shape):
    """The papers of an online dossier were compared with the originals (article 15.3a)."""

    papers: tuple[ComparedPaper, ...] = ()
    reason: Text = ""


class HandedOver(Shape):
    """The paper file went to somebody else, in a batch with others (article 15.2a)."""

    batch: str
    to: Text
    reason: Text = ""


class ResultArrived(Shape):
    """The result document lies at the counter, ready to be fetched."""

    number: Text = ""
    batch: str = ""
    """The handover it came back with."""


class ScanAttached(Shape):
    """A scan or file of a paper was attached; its content travels apart from the journal."""

    paper: str
    """Key of the paper it shows; empty for one that the checklist does not name."""
    sha256: str
    size_bytes: int
    media_type: str
    name: Text = ""
    """The file's own name."""


class FeeRefunded(Shape):
    """A fee that was taken was given back; amounts in VND."""

    key: str
    name: Text
    amount_vnd: int
    method: Literal["cash", "transfer", "card"] = "cash"
    receipt_number: Text = ""
    """Number of the registered receipt of what was taken."""
    reason: Text = ""


class FeeExempted(Shape):
    """A fee is not taken, or not in full, for a reason that the law gives."""

    key: str
    name: Text
    amount_vnd: int
    """What is not taken."""
    reason: Text
