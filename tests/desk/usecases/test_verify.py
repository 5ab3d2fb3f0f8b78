"""Verifying finds what is wrong with a record, and rebuilding mends what is derived."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import Session, select, text

from desk.store import projection
from desk.store.store import open_store
from desk.store.tables import DossierRow
from desk.usecases.lists import dossier_by_id
from desk.usecases.receive import Accepted, receive_dossier
from desk.usecases.scan import DossierScanned, open_scan
from desk.usecases.verify import rebuild, verify
from schemas.dossiers import Case, Dossier, OpenCase
from schemas.entries import Reason
from tests.desk.contested import LittleCentre
from tests.desk.office import Office, complete_form, open_office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = open_office(tmp_path)
    for _ in range(3):
        receive_dossier(complete_form(made), made.desk)
    return made


def spoil(office: Office, statement: str) -> set[str]:
    """Change the store behind the program's back, and tell what is found."""
    with office.desk.store.write() as session:
        session.connection().execute(text(statement))
    return {problem.code for problem in verify(office.desk)}


def test_a_whole_record_has_no_problems(office: Office) -> None:
    assert verify(office.desk) == ()


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE journal SET text = replace(text, 'lan', 'lam') WHERE seq = 3", "broken_entry"),
        ("UPDATE journal SET text = 'x' WHERE seq = 2", "broken_entry"),
        ("DELETE FROM journal WHERE seq = 2", "gap"),
        ("DELETE FROM journal WHERE seq = 4", "head"),
        ("UPDATE counter SET head_digest = 'x'", "head"),
        ("UPDATE counter SET acked_seq = 1", "unanswered"),
        ("UPDATE dossierrow SET state = replace(state, 'lan', 'lam')", "projection"),
        ("DELETE FROM dossierrow", "projection"),
        ("DELETE FROM codeclaim", "unclaimed_code"),
        ("UPDATE dossierrow SET id = 'x' WHERE \"row\" = 1", "stray"),
    ],
)
def test_what_was_changed_behind_the_program_is_found(
    office: Office, statement: str, found: str
) -> None:
    assert found in spoil(office, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dossierrow SET state = replace(state, 'lan', 'lam')",
        "DELETE FROM dossierrow",
        "DELETE FROM codeclaim",
        "UPDATE dossierrow SET id = 'x' WHERE \"row\" = 1",
    ],
)
def test_rebuilding_mends_what_is_derived(office: Office, statement: str) -> None:
    assert spoil(office, statement)
    rebuild(office.desk)
    assert verify(office.desk) == ()


def test_a_printed_code_is_found_after_rebuilding(office: Office) -> None:
    answer = receive_dossier(complete_form(office), office.desk)
    assert isinstance(answer, Accepted)
    rebuild(office.desk)
    found = open_scan(answer.code, office.desk)
    assert isinstance(found, DossierScanned)
    assert found.dossiers == (answer.id,)


UNDONE = (
    "DROP TABLE testified",
    "ALTER TABLE counter DROP COLUMN snapshot_fold",
    "UPDATE alembic_version SET version_num = '0009'",
    "PRAGMA user_version = 9",
)
"""What the migrations since have done to a store of the release before."""


def fold_otherwise(office: Office, dossier: UUID, told: dict[str, object]) -> None:
    """Leave a dossier as an older release gave it."""
    with office.desk.store.write() as session:
        row = session.exec(select(DossierRow).where(DossierRow.id == str(dossier))).one()
        older = Dossier.model_validate_json(row.state).model_copy(update=told)
        row.state, row.cases = older.model_dump_json(), len(older.cases)
        session.add(row)


@pytest.fixture
def folded(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """The dossiers that are folded anew."""
    noted: list[UUID] = []
    show = projection.show

    def noting(session: Session, dossiers: list[UUID]) -> None:
        noted.extend(dossiers)
        show(session, dossiers)

    monkeypatch.setattr(projection, "show", noting)
    return noted


def test_an_upgrade_folds_dossiers_anew_that_an_older_release_folded_otherwise_and_no_others(
    office: Office, folded: list[UUID]
) -> None:
    answer = receive_dossier(complete_form(office), office.desk)
    assert isinstance(answer, Accepted)
    centre = LittleCentre(office.desk, "000.17.22.H02")
    centre.record("obligation.met", Reason(), answer.id)
    behind = centre.record("dossier.in_process", Reason(), answer.id)
    centre.sync()
    waiting = OpenCase(entry=behind, counter=centre.unit, parked=True, case=Case(code="behind"))
    held = dossier_by_id(office.desk, answer.id)
    assert held is not None
    fold_otherwise(office, answer.id, {"cases": (*held.cases, waiting)})
    form = complete_form(office)
    said = {"procedure_name": "Đăng ký tạm trú", "catalogue": 1, "code": answer.code}
    body = said | {"form": form.model_dump(mode="json")}
    centre.elsewhere("C0", "dossier.registered", body, form.id, officer="")
    body["code"] = f"{centre.unit}-200302-0001"
    centre.elsewhere("C0", "dossier.registered", body, UUID(int=1), officer="")
    centre.sync()
    fold_otherwise(office, form.id, {"draft": None})
    assert [one.code for one in verify(office.desk)] == ["projection", "projection"]
    with office.desk.store.write() as session:
        for undone in UNDONE:
            session.connection().exec_driver_sql(undone)
    office.desk.store.close()
    folded.clear()
    upgraded = replace(office.desk, store=open_store(office.home))
    assert set(folded) == {answer.id, form.id}
    assert verify(upgraded) == ()
