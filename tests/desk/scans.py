"""Attaching what a file holds, as it is."""

from pathlib import Path
from uuid import UUID

from desk.usecases.attach import Attached, NotAttached, Place, attach_content
from desk.usecases.desk import Desk


def attach_scan(
    path: Path, dossier: UUID, paper: str, officer: str, desk: Desk
) -> Attached | NotAttached:
    """Attach a file's content under its name."""
    return attach_content(path.read_bytes(), path.name, Place(dossier, paper), officer, desk)
