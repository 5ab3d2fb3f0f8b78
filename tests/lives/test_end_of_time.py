"""A reception dated at the very end of time stops nobody, and everybody can show it."""

from datetime import UTC, datetime

import pytest

from desk.commands import local
from desk.screens.desk_rows import full_moment, moment
from desk.screens.dossier_words import head_lines, timeline_lines
from desk.store.journal import Fact, append
from desk.store.projection import show_own
from desk.texts.cases import NOBODY
from desk.usecases.desk import local_date
from desk.usecases.lists import all_page, dossier_by_id
from desk.usecases.verify import verify
from schemas.entries import Received
from sync.centre.listing import dossiers
from sync.centre.lookup import look_up
from tests.builders import a_received, an_id
from tests.lives.scenes import Scene
from tests.properties.world import UNIT, CounterOf

pytestmark = pytest.mark.slow
END = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
CODE, ODD = f"{UNIT}-200302-9001", an_id("odd")


def receive_at_the_end_of_time(at: CounterOf) -> None:
    body = Received.model_validate(a_received(CODE))
    with at.store.write() as session:
        fact = Fact("dossier.received", body, END, "lan", ODD)
        entries = append(session, [fact], now=at.now(), random_bytes=at.draws)
        show_own(session, entries)


def test_the_last_hour_there_is_delays_no_other_reception_and_is_shown(scene: Scene) -> None:
    at, other = scene.counter(), scene.counter("Q2")
    scene.receive(at)
    receive_at_the_end_of_time(at)
    scene.receive(at)
    assert scene.sync(at)
    assert scene.sync(other)
    assert at.pending() == 0
    for one in (at, other):
        assert verify(one.desk) == ()
        assert len(all_page(one.desk, 0, 10)) == 3
        state = dossier_by_id(one.desk, ODD)
        assert state is not None
        said = [*head_lines(state, NOBODY), *timeline_lines(state, NOBODY)]
        assert "23:59 31/12/9999" in str(said)
        assert moment(state.received_at) == "23:59 31/12"
        assert full_moment(state.received_at) == "23:59 ngày 31/12/9999"
    assert local(END).startswith("9999-12-31T23:59:59")
    assert local_date(END).isoformat() == "9999-12-31"
    with scene.world.centre.store.reading() as session:
        assert len(dossiers(session, UNIT)) == 3
        public = look_up(session, CODE)
    assert public is not None
    assert public.received == "23:59 ngày 31/12/9999"
