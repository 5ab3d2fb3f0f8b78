"""What a reception screen keeps at hand, read once when it opens."""

from dataclasses import dataclass

from desk.rules.finding import Findable, findable
from desk.store.journal import counter_of
from desk.store.references import case_of, procedure_of
from desk.usecases.desk import Desk
from desk.usecases.lists import procedures_by_use
from schemas.calendars import Calendar
from schemas.procedures import Case, Catalogue, Procedure
from schemas.reception import ReceptionForm


@dataclass(frozen=True)
class AtHand:
    """The reference data that a form is filled in against."""

    counter: str = ""
    unit: str = ""
    """The name of the unit, as its settings say it."""
    catalogue: Catalogue | None = None
    calendar: Calendar | None = None
    among: tuple[Findable, ...] = ()

    def procedure(self, form: ReceptionForm) -> Procedure | None:
        """The procedure that the form names."""
        return procedure_of(self.catalogue, form.procedure) if self.catalogue else None

    def case(self, form: ReceptionForm) -> Case | None:
        """The case that the form names, or the only one."""
        procedure = self.procedure(form)
        return case_of(procedure, form.case) if procedure else None


def at_hand(desk: Desk) -> AtHand:
    """Read it; parsing a new catalogue for the first time takes a moment, so not on the screen."""
    uses = procedures_by_use(desk)
    with desk.store.read() as session:
        counter = counter_of(session)
        catalogue = desk.references.catalogue(session)
        return AtHand(
            counter=counter.counter,
            unit=str(desk.references.settings(session).get("name", "")),
            catalogue=catalogue,
            calendar=desk.references.calendar(session),
            among=findable(catalogue, uses) if catalogue else (),
        )
