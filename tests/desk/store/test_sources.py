"""What dossiers are made from is the same, read one by one or many at once."""

from pathlib import Path

from desk.store.sources import all_sources, dossiers_known, source_of
from desk.usecases.receive import receive_dossier
from tests.desk.office import complete_form, open_office


def test_many_dossiers_are_read_in_steps_that_leave_none_out(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    for _ in range(5):
        receive_dossier(complete_form(office), office.desk)
    with office.desk.store.read() as session:
        steps = list(all_sources(session, at_once=2))
        known = dossiers_known(session)
        alone = [source_of(session, one) for one in known]
    assert [len(step) for step in steps] == [2, 2, 1]
    assert [one for step in steps for one in step] == known
    assert [one for step in steps for one in step.values()] == alone
    assert all(source.pending for source in alone)
