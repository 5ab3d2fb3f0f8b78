"""Which id an entry goes by: its own, or another where its own belongs to other facts.

An id is given once. Where two entries claim it with different facts, the one that its home unit
ranked first keeps it. The other goes by an id made of the id and its facts, the same at every
counter and at the centre, so that it has its own place in a feed and its own case. What it was
written as stays as it is.
"""

from typing import Any
from uuid import UUID, uuid5

from schemas.journal import Entry, canonical
from schemas.judge import ALSO
from schemas.standing import Case, Outcome

ID_TAKEN = "id_taken"
"""Case of an entry whose id belongs to another one."""
_FACTS = {"dossier", "home", "kind", "v", "happened", "officer", "body"}


def facts_of(entry: Entry) -> dict[str, Any]:
    """What an entry says, apart from its place in a chain: the same in whatever epoch."""
    return entry.model_dump(include=_FACTS)


def other_id(entry: Entry) -> UUID:
    """The id that an entry goes by where its own is taken: the same for the same facts."""
    facts = entry.model_dump(mode="json", include=_FACTS)
    return uuid5(entry.id, canonical(facts).decode())


def is_taken(case: Case | None) -> bool:
    """Whether a case says that the id of its entry belongs to another one."""
    if case is None:
        return False
    return case.code == ID_TAKEN or ID_TAKEN in case.params.get(ALSO, "").split(",")


def as_ranked(entry: Entry, outcome: Outcome) -> Entry:
    """An entry under the id that it goes by since it was ranked."""
    taken = is_taken(outcome.case)
    return entry.model_copy(update={"id": other_id(entry)}) if taken else entry
