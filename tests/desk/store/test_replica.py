"""The store as synchronisation sees it: what leaves the outbox, and what pages and snapshots do."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.store.replica import StoreReplica
from desk.usecases.lists import all_count, all_page, dossier_by_id, search
from desk.usecases.receive import Accepted, receive_dossier
from desk.usecases.scan import NotFound, open_scan
from desk.usecases.verify import verify
from schemas.journal import BrokenEntryError, Head
from schemas.wire import FeedPage, FeedRow, Result, Snapshot
from tests.builders import OTHER_UNIT, UNIT, an_id, mappings
from tests.builders import JournalOf as OtherCounter
from tests.desk.office import Office, complete_form, open_office
from tests.properties.machine import DeskAndCentre


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = open_office(tmp_path)
    for _ in range(3):
        receive_dossier(complete_form(made), made.desk)
    return made


@pytest.fixture
def replica(office: Office) -> StoreReplica:
    return StoreReplica(office.desk.store, office.home.instance())


def results(*seqs: int) -> list[Result]:
    return [Result(seq=seq, outcome="applied") for seq in seqs]


@pytest.mark.parametrize(
    ("head", "answered", "acknowledged"),
    [(2, (1, 2), 2), (4, (1, 2), 2), (1, (1, 2), 1), (4, (2, 3), 0), (9, (1, 2, 3, 4), 4)],
)
def test_only_what_was_answered_leaves_the_outbox(
    replica: StoreReplica, head: int, answered: tuple[int, ...], acknowledged: int
) -> None:
    replica.acknowledge(Head(seq=head), results(*answered))
    assert replica.acknowledged() == acknowledged
    assert len(replica.unsent(500, 10**6)) == 4 - acknowledged


def test_a_rewind_sends_again_and_never_skips(replica: StoreReplica) -> None:
    replica.acknowledge(Head(seq=3), results(1, 2, 3))
    replica.rewind(9)
    assert replica.acknowledged() == 3
    replica.rewind(1)
    assert replica.acknowledged() == 1


@pytest.mark.parametrize(("entries", "size", "count"), [(2, 10**6, 2), (500, 300, 1), (9, 1, 1)])
def test_a_batch_keeps_to_its_bounds_but_is_never_empty(
    replica: StoreReplica, entries: int, size: int, count: int
) -> None:
    assert len(replica.unsent(entries, size)) == count


def page_of(*texts: str) -> FeedPage:
    rows = tuple(
        FeedRow(rank=rank, entry=entry, outcome="applied")
        for rank, entry in enumerate(mappings(texts), 1)
    )
    return FeedPage(request="r", incarnation="i", unit=UNIT, rows=rows, position=len(rows))


def of_another_counter() -> str:
    return OtherCounter(f"{UNIT}/Q2").receive(an_id("theirs"), ordinal=2001)


def test_a_page_that_comes_twice_counts_once(office: Office, replica: StoreReplica) -> None:
    own = list(replica.unsent(500, 10**6))
    page = page_of(*own[:2], of_another_counter())
    replica.apply_page(page)
    replica.apply_page(page)
    assert replica.feed_position() == 3
    assert verify(office.desk) == ()


def test_a_page_asked_for_from_a_rank_that_is_void_by_now_leaves_no_gap(
    office: Office, replica: StoreReplica
) -> None:
    page = page_of(*replica.unsent(500, 10**6)[:2], of_another_counter())
    replica.apply_page(page.model_copy(update={"rows": page.rows[1:]}))
    assert replica.feed_position() == 0
    replica.apply_page(page)
    assert replica.feed_position() == 3
    assert verify(office.desk) == ()


def test_an_entry_that_was_changed_on_its_way_is_not_applied(
    office: Office, replica: StoreReplica
) -> None:
    page = page_of(of_another_counter())
    changed = page.rows[0].entry | {"officer": "somebody"}
    row = page.rows[0].model_copy(update={"entry": changed})
    with pytest.raises(BrokenEntryError):
        replica.apply_page(page.model_copy(update={"rows": (row,)}))
    assert replica.feed_position() == 0
    assert verify(office.desk) == ()


def test_an_old_snapshot_takes_nothing_back(office: Office, replica: StoreReplica) -> None:
    replica.apply_page(page_of(*replica.unsent(500, 10**6), of_another_counter()))
    replica.apply_snapshot(
        Snapshot(request="r", incarnation="i", unit=UNIT, position=1, fold=1, dossiers=())
    )
    assert replica.feed_position() == 5
    assert verify(office.desk) == ()


def test_dossiers_that_are_void_leave_no_gap_in_the_list_of_all(
    office: Office, replica: StoreReplica
) -> None:
    theirs = OtherCounter(f"{UNIT}/Q2")
    texts = [theirs.receive(an_id(one), ordinal=2001 + one) for one in range(4)]
    replica.apply_page(page_of(*texts))
    accepted = receive_dossier(complete_form(office), office.desk)
    assert isinstance(accepted, Accepted)
    replica.void_ranks(2, "i")
    listed = all_page(office.desk, 0, 10)
    assert len(listed) == all_count(office.desk) == 6
    assert [one.id for one in search(office.desk, accepted.code)] == [accepted.id]
    for code in (f"{UNIT}-191120-2003", f"{UNIT}-191120-2004"):
        assert search(office.desk, code) == ()
        assert isinstance(open_scan(code, office.desk), NotFound)
    assert verify(office.desk) == ()
    replica.apply_page(page_of(*texts))
    assert all_count(office.desk) == 8
    assert verify(office.desk) == ()


def test_a_page_of_a_life_of_the_centre_that_ended_moves_nothing(
    office: Office, replica: StoreReplica
) -> None:
    replica.void_ranks(0, "another")
    replica.apply_page(page_of(of_another_counter()))
    assert replica.feed_position() == 0
    assert all_count(office.desk) == 3


def test_what_an_heir_is_told_late_of_a_dossier_comes_before_what_it_had(
    office: Office, replica: StoreReplica
) -> None:
    theirs, dossier = OtherCounter(f"{OTHER_UNIT}/Q1"), an_id("theirs")
    texts = (
        theirs.receive(dossier),
        theirs.write("dossier.in_process", dossier=dossier),
        theirs.write("dossier.handed_over", dossier=dossier, body={"batch": "1", "to": "x"}),
    )
    rows = page_of(*texts).rows
    for place, told in enumerate(((rows[1],), (rows[0], rows[2]))):
        late = tuple(
            row.model_copy(update={"position": 1 + place + step}) for step, row in enumerate(told)
        )
        page = page_of().model_copy(update={"rows": late, "position": late[-1].place})
        replica.apply_page(page)
    shown = dossier_by_id(office.desk, dossier)
    assert shown is not None
    assert [one.rank for one in shown.timeline] == [1, 2, 3]
    assert shown.code is not None
    assert verify(office.desk) == ()


def test_a_snapshot_of_a_life_of_the_centre_that_ended_moves_nothing(
    replica: StoreReplica,
) -> None:
    replica.void_ranks(0, "another")
    snapshot = Snapshot(request="r", incarnation="i", unit=UNIT, position=9, fold=1, dossiers=())
    assert not replica.apply_snapshot(snapshot)
    assert replica.feed_position() == 0


@pytest.fixture
def day() -> Iterator[DeskAndCentre]:
    made = DeskAndCentre()
    yield made
    made.teardown()


def test_a_snapshot_gives_what_the_feed_would_have(day: DeskAndCentre) -> None:
    day.day_begins(["Q1", "Q2"], heard=True)
    day.citizen_comes("Q1", complete=True)
    day.steps_are_taken("Q2", [(0, "dossier.in_process")])
    day.line_is_well_for_a_while("Q2")
    day.line_is_used("Q1", "down", "pruned")
    day.all_holds()


def test_enter_pressed_again_gives_the_first_code_though_its_entry_parked(
    day: DeskAndCentre,
) -> None:
    day.citizen_comes("Q1", complete=False)
    day.odd_step_is_recorded("Q1", 0, "obligation.met")
    day.citizen_returns("Q1", 0, complete=True)
    day.enter_is_pressed_again("Q1", 0)
    assert len(day.record.receipts()) == 1
    day.all_holds()
