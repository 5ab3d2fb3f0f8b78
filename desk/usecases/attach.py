"""Attaching a file to a paper of a dossier: kept encrypted here, sent by itself when it can be."""

from dataclasses import dataclass
from threading import Lock
from typing import Literal
from uuid import UUID

from desk.store.journal import Fact, append
from desk.store.projection import show_own, state_of
from desk.store.scans import StoreScans, note_scan
from desk.usecases.desk import Desk
from schemas.dossier_bodies import ScanAttached
from schemas.letters import nfc
from schemas.scans import media_type_of, sha256_of

NAME_LETTERS_MAX = 120
_ONE_AT_A_TIME = Lock()
Reason = Literal["too_big", "wrong_type", "gone"]


@dataclass(frozen=True)
class Place:
    """What a file is a scan of."""

    dossier: UUID
    paper: str
    """The paper's key; empty for one that the dossier does not list."""


@dataclass(frozen=True)
class Attached:
    """The file is kept and recorded."""

    sha256: str
    size_bytes: int
    created: bool
    """False when the same file was attached to the same paper before: then it is only offered."""


@dataclass(frozen=True)
class NotAttached:
    """Nothing was recorded."""

    reason: Reason


def attach_content(
    content: bytes, name: str, place: Place, officer: str, desk: Desk
) -> Attached | NotAttached:
    """Attach what a file holds, under its name; again, it changes nothing."""
    kind = media_type_of(content)
    if kind is None:
        return NotAttached("wrong_type")
    body = ScanAttached(
        paper=place.paper,
        sha256=sha256_of(content),
        size_bytes=len(content),
        media_type=kind,
        name=nfc(name)[:NAME_LETTERS_MAX],
    )
    with _ONE_AT_A_TIME:
        StoreScans(desk.store).keep_parts(body.sha256, content)
        return _record(body, place.dossier, officer, desk)


def _record(body: ScanAttached, dossier: UUID, officer: str, desk: Desk) -> Attached | NotAttached:
    now = desk.now()
    with desk.store.write() as session:
        state = state_of(session, dossier)
        if state is None:
            return NotAttached("gone")
        known = any((one.paper, one.sha256) == (body.paper, body.sha256) for one in state.scans)
        # Also one that is a scan of this paper already: the centre may have refused or lost it.
        note_scan(session, body.sha256, body.size_bytes, body.media_type, now=now)
        if not known:
            fact = Fact("scan.attached", body, now, officer, dossier, state.home)
            show_own(session, append(session, [fact], now=now, random_bytes=desk.random_bytes))
    desk.written()
    return Attached(body.sha256, body.size_bytes, created=not known)
