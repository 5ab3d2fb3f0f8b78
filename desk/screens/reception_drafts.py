"""Keeps the draft of one form, from whatever thread, and never out of order."""

from threading import Lock
from uuid import UUID

from desk.rules.reception import is_blank
from desk.store.store import StoreError
from desk.usecases.desk import Desk
from desk.usecases.drafts import drop_draft, save_draft
from schemas.reception import ReceptionForm


class DraftKeeper:
    """The draft of one form: the newest version wins, and after `close` nothing is written."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = Lock()
        self._given = 0
        self._kept = 0
        self._is_closed = False

    def number(self) -> int:
        """The number of the next version; taken where the form is typed."""
        self._given += 1
        return self._given

    def keep(self, form: ReceptionForm, number: int) -> str:
        """Store a version unless a newer one is stored; why it could not be, or nothing."""
        with self._lock:
            if self._is_closed or number <= self._kept:
                return ""
            try:
                if is_blank(form):
                    drop_draft(form.id, self._desk)
                else:
                    save_draft(form, self._desk)
            except StoreError as error:
                return str(error)
            self._kept = number
            return ""

    def discard(self, dossier: UUID) -> str:
        """Forget the draft for good; why it could not be, or nothing."""
        with self._lock:
            try:
                drop_draft(dossier, self._desk)
            except StoreError as error:
                return str(error)
            self._is_closed = True
            return ""

    def close(self) -> None:
        """Wait for a write under way, and let none follow: the dossier's own record comes."""
        with self._lock:
            self._is_closed = True

    def reopen(self) -> None:
        """Keep drafts again, since the record was refused."""
        with self._lock:
            self._is_closed = False
