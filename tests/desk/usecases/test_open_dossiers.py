"""What is open is found without reading what is closed."""

from pathlib import Path

from sqlmodel import col, func, select

from desk.store.tables import DossierRow
from desk.usecases.lists import IS_OPEN
from tests.desk.office import open_office


def test_due_dossiers_are_counted_from_the_index_of_open_ones(tmp_path: Path) -> None:
    query = select(func.count()).where(col(DossierRow.promised_at) < "2020-03-04", IS_OPEN)
    with open_office(tmp_path).desk.store.read() as session:
        connection = session.connection()
        asked = query.compile(
            connection, compile_kwargs={"literal_binds": True, "render_postcompile": True}
        )
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}").fetchall()
    assert "ix_dossierrow_open" in str(plan)
