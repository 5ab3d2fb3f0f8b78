"""Why something is not recorded: what every rule about a fact answers when it cannot be so."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.standing import Case


@dataclass(frozen=True)
class NotRecorded:
    """Nothing was recorded; a stable code, and what its sentence needs."""

    reason: str
    params: Mapping[str, str] = field(default_factory=dict)
    case: Case | None = None
    """What the centre would hold against it, for the reason `case`."""
