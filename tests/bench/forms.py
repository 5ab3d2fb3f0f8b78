"""The form that everything is measured with: a birth registration with its six papers."""

from desk.rules.reception import came, checklist, chosen
from desk.store.references import case_of, procedure_of
from desk.usecases.desk import Desk
from desk.usecases.drafts import new_form
from schemas.people import Person
from schemas.reception import ReceptionForm
from sync.centre.data import demo_catalogue
from tests.desk.shell_office import PROCEDURE


def six_papers(desk: Desk, person: Person) -> ReceptionForm:
    """A form that can be received as it is, every paper handed in or seen."""
    procedure = procedure_of(demo_catalogue(), PROCEDURE)
    assert procedure is not None
    case = case_of(procedure, procedure.cases[0].key)
    assert case is not None
    asked = {paper.key: paper for paper in case.papers}
    papers = tuple(came(ticked, asked[ticked.key]) for ticked in checklist(case))
    assert len(papers) == 6
    form = chosen(new_form(desk, "lan", person), procedure, case)
    return form.model_copy(update={"papers": papers})
