"""The encrypted store: durable, whole, unreadable without its key, and honest when it cannot."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import insert
from sqlmodel import select

from desk.store import scan_tables
from desk.store.engine import engine_of
from desk.store.home import Home, HomeTakenError
from desk.store.journal import counter_of
from desk.store.migrate import MIGRATIONS
from desk.store.store import SCHEMA_VERSION, Store, StoreError, open_store
from desk.store.tables import Journal, StoreTable, table
from desk.usecases.receive import Accepted, receive_dossier
from desk.usecases.verify import verify
from tests.desk.office import AN, Office, complete_form, open_office

UNSENT = ("epoch", "seq", "id", "kind", "text")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return open_office(tmp_path)


def pragma(store: Store, name: str) -> object:
    with store.read() as session:
        return session.connection().exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_the_migrations_make_the_tables_that_the_code_knows(office: Office) -> None:
    assert scan_tables.Scan.metadata is StoreTable.metadata
    with office.desk.store.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        found = compare_metadata(context, StoreTable.metadata)
    words = [one for one in found if "dossier_words" not in str(one)]
    assert words == []


def test_a_commit_is_on_the_disk_before_it_returns(office: Office) -> None:
    assert pragma(office.desk.store, "journal_mode") == "wal"
    assert pragma(office.desk.store, "synchronous") == 2
    assert pragma(office.desk.store, "user_version") == SCHEMA_VERSION


def test_nothing_of_a_citizen_can_be_read_in_the_files(office: Office) -> None:
    assert isinstance(receive_dossier(complete_form(office), office.desk), Accepted)
    office.desk.store.close()
    content = b"".join(file.read_bytes() for file in office.home.path.glob("desk.db*"))
    assert len(content) > 10_000
    for secret in (AN.name, AN.number, "dossier.received", "SQLite format 3"):
        assert secret.encode() not in content


def test_the_key_is_readable_by_its_owner_only(office: Office) -> None:
    assert (office.home.path / "key").stat().st_mode & 0o777 == 0o600
    assert (len(office.home.key()), office.home.key()) == (32, office.home.key())


def test_a_wrong_key_opens_nothing_and_changes_nothing(office: Office) -> None:
    office.desk.store.close()
    before = office.home.database.read_bytes()
    key = office.home.key()
    (office.home.path / "key").write_bytes(os.urandom(32))
    with pytest.raises(StoreError, match="wrong_key"):
        open_store(office.home)
    (office.home.path / "key").write_bytes(key)
    assert office.home.database.read_bytes() == before
    open_store(office.home).close()


def test_a_lost_key_is_not_replaced_by_a_new_one(office: Office) -> None:
    office.desk.store.close()
    (office.home.path / "key").unlink()
    with pytest.raises(StoreError, match="wrong_key"):
        open_store(office.home)
    assert not office.home.has_key()


def test_a_store_of_a_newer_release_is_left_alone(office: Office) -> None:
    with office.desk.store.engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    office.desk.store.close()
    with pytest.raises(StoreError, match="too_new"):
        open_store(office.home)


def test_a_store_of_the_first_release_is_carried_over_with_all_that_is_unsent(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path)
    engine = engine_of(home.database, home.key())
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(insert(table(Journal)), dict.fromkeys(UNSENT, "1"))
    engine.dispose()
    opened = open_store(home)
    assert (pragma(opened, "user_version"), texts(opened)) == (SCHEMA_VERSION, ["1"])
    opened.close()


def texts(store: Store) -> list[str]:
    with store.read() as session:
        return list(session.exec(select(Journal.text)))


def test_a_full_disk_is_said_and_loses_nothing(office: Office) -> None:
    store = office.desk.store
    kept = [receive_dossier(complete_form(office), office.desk) for _ in range(3)]
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        # The pool hands this very connection out again, limit included.
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    before = texts(store)
    forms = [complete_form(office) for _ in range(200)]
    with pytest.raises(StoreError, match="full"):
        kept.extend(receive_dossier(form, office.desk) for form in forms)
    assert len(texts(store)) == len(before) + len(kept) - 3
    assert verify(office.desk) == ()
    store.close()
    after = receive_dossier(complete_form(office), office.desk)
    assert isinstance(after, Accepted)
    codes = [one.code for one in [*kept, after] if isinstance(one, Accepted)]
    ordinals = [int(code.rpartition("-")[2]) for code in codes]
    assert ordinals == list(range(1001, 1001 + len(codes)))


def test_a_damaged_file_is_said(office: Office) -> None:
    receive_dossier(complete_form(office), office.desk)
    office.desk.store.close()
    content = bytearray(office.home.database.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    office.home.database.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"):
        verify(office.desk)


def test_two_processes_take_turns(office: Office) -> None:
    program = (
        "import sys; from pathlib import Path; from desk.store.home import Home;"
        "from desk.store.store import open_store; from desk.store.journal import counter_of\n"
        "store = open_store(Home(Path(sys.argv[1])))\n"
        "for _ in range(50):\n"
        "    with store.write() as session:\n"
        "        counter = counter_of(session); counter.slot += 1; session.add(counter)\n"
    )
    started = [sys.executable, "-c", program, str(office.home.path)]
    both = [subprocess.Popen(started) for _ in range(2)]
    assert [one.wait(timeout=60) for one in both] == [0, 0]
    with office.desk.store.read() as session:
        assert counter_of(session).slot == 101


def test_a_home_is_held_by_one_process(office: Office) -> None:
    lock = office.home.hold()
    with pytest.raises(HomeTakenError):
        Home(office.home.path).hold()
    lock.release()
    office.home.hold().release()


def test_a_reader_writes_nothing(office: Office) -> None:
    with office.desk.store.read() as session:
        counter = counter_of(session)
        counter.url = "http://elsewhere"
        session.add(counter)
        session.flush()
    with office.desk.store.read() as session:
        assert counter_of(session).url == "http://x"


def test_a_half_made_enrolment_can_be_tried_again(office: Office) -> None:
    assert office.home.is_enrolled()
    office.home.enrolment.write_text("{}")
    assert not office.home.is_enrolled()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in another way")
def test_a_home_and_its_papers_are_for_their_owner_only(tmp_path: Path) -> None:
    home = Home(tmp_path / "quay")
    home.instance()
    home.make_paper()
    assert [path.stat().st_mode & 0o777 for path in (home.path, home.paper)] == [0o700, 0o700]
