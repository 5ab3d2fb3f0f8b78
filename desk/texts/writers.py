"""Who recorded an entry, and where, as the officers of one unit call them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from schemas.codes import CENTRE_COUNTER


@dataclass(frozen=True)
class Writers:
    """One unit's counters and officers, and everybody else's by contrast.

    Every unit may have a counter Q1 and an account `mai`: what another one recorded names its unit,
    and the account as it was written there.
    """

    unit: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    """Names of the unit's officers by account."""

    @classmethod
    def at(cls, counter: str, names: Mapping[str, str] | None = None) -> Self:
        """Those of the unit that a counter is of."""
        return cls(counter.rpartition("/")[0], names or {})

    def counter(self, counter: str) -> str:
        """`Q1` of the unit itself, `000.18.22.H02/Q1` of another."""
        unit, _, name = counter.rpartition("/")
        return name if unit == self.unit else counter

    def place(self, counter: str) -> str:
        """A counter within a sentence."""
        unit, _, name = counter.rpartition("/")
        if name == CENTRE_COUNTER:
            return f"trung tâm ({unit})"
        return f"quầy {self.counter(counter)}" if name else "nơi khác"

    def officer(self, account: str, counter: str) -> str:
        """Whoever recorded something at a counter: by name, if the account is of the unit."""
        is_ours = counter.rpartition("/")[0] == self.unit
        return self.names.get(account, account) if is_ours else account
