"""A second program on the same home says so, and shows everything without writing anything."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Static

from desk.app import DeskApp
from desk.program import make_app
from desk.screens.cases import CasesScreen
from desk.screens.desk import DeskScreen
from desk.screens.dossier import DossierScreen
from desk.screens.outbox import OutboxScreen
from desk.screens.print_queue import PrintQueueScreen
from desk.store.home import Home
from desk.store.store import StoreError, open_store
from desk.texts.doubts import LOOKS_ONLY
from desk.usecases.receive import Accepted
from desk.usecases.verify import verify
from tests.desk.screens.shell import seen
from tests.desk.shell_office import CARD, Shop, received, settle, shop, signed_in
from tests.desk.widgets.keys import type_in_one_read

NAME = "Trần Văn An"


@pytest.fixture
def held(tmp_path: Path) -> Iterator[tuple[Shop, Accepted]]:
    """A counter that another window has open."""
    made = shop(tmp_path)
    lock = made.home.hold()
    desk = made.desk()
    dossier = received(desk, NAME)
    yield made, dossier
    desk.store.close()
    lock.release()


def second(made: Shop) -> DeskApp:
    """The program as a second window opens it."""
    return make_app(made.home.path)


def contents(home: Home) -> str:
    """Everything in the store but how often somebody mistyped a password."""
    store = open_store(home)
    with store.bare() as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'signinfailure'"
        ).fetchall()
        rows = [connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in tables]  # noqa: S608  # names of tables
    store.close()
    return repr(rows)


async def test_the_second_window_says_so_and_no_key_of_the_desk_writes(
    held: tuple[Shop, Accepted],
) -> None:
    made, _ = held
    before = contents(made.home)
    app = second(made)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "cửa sổ khác" in str(app.screen.query_one("#banner", Static).content)
        await signed_in(pilot)
        screen = app.screen
        assert isinstance(screen, DeskScreen)
        assert "CHỈ XEM" in seen(app)
        for key in ("f4", "f9", "ctrl+o"):
            screen.say("")
            await pilot.press(key)
            await settle(pilot)
            assert (app.screen, str(screen.answer.content)) == (screen, LOOKS_ONLY), key
        type_in_one_read(app, f"{CARD}\r")
        await settle(pilot)
        assert (app.screen, str(screen.answer.content)) == (screen, LOOKS_ONLY)
        for key, kind in (("f7", OutboxScreen), ("f3", CasesScreen), ("f8", PrintQueueScreen)):
            await pilot.press(key)
            await settle(pilot)
            assert isinstance(app.screen, kind)
            await pilot.press("escape")
            await settle(pilot)
    assert contents(made.home) == before
    desk = made.desk()
    assert verify(desk) == ()
    desk.store.close()


async def test_it_finds_and_reads_dossiers_also_what_the_other_window_received_since(
    held: tuple[Shop, Accepted],
) -> None:
    made, _ = held
    app = second(made)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot)
        desk = made.desk()
        dossier = received(desk, NAME)
        desk.store.close()
        before = contents(made.home)
        type_in_one_read(app, f"{dossier.code}\r")
        await settle(pilot)
        assert type(app.screen) is DossierScreen
        assert NAME in seen(app)
        for key in ("f3", "f6", "f7", "f8"):
            app.screen.notice.say("")
            await pilot.press(key)
            await settle(pilot)
            assert type(app.screen) is DossierScreen
            assert LOOKS_ONLY[:40] in seen(app), key
    assert contents(made.home) == before


def test_a_store_that_is_only_looked_at_takes_no_write(held: tuple[Shop, Accepted]) -> None:
    store = open_store(held[0].home, looks_only=True)
    with pytest.raises(StoreError, match="taken"), store.write():
        pass
    store.close()
