"""Lives of a journal at the centre: opened, closed, drained late, side by side; bands for each."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from schemas.shape import written
from schemas.vouchers import epoch_name, read_voucher
from sync.centre.counters import Caller
from sync.centre.epochs import raise_alarm, settle_alarm
from sync.centre.granting import issue_voucher
from sync.centre.restoring import begin_incarnation
from sync.centre.slots import IDLE_DAYS, grant_slot
from sync.centre.tables import Counter, CounterHead, StoredEntry
from tests.builders import NOON, JournalOf, a_journal
from tests.sync.centre.desks import Centre, Desk

FIRST = 1
SECOND, THIRD = 2**40 + 1, 2**40 + 2


def opened_from(before: JournalOf, epoch: int, *, seq: int | None = None) -> JournalOf:
    """A new epoch that goes on from an entry of another."""
    at = len(before.texts) if seq is None else seq
    digest = json.loads(before.texts[at - 1])["digest"]
    journal = JournalOf(before.counter, epoch=epoch, head=digest)
    previous = {"epoch": before.epoch, "seq": at, "digest": digest}
    journal.write(body={"reason": "restored", "previous": previous})
    return journal


async def me(desk: Desk, **headers: str) -> dict[str, Any]:
    told: dict[str, Any] = (await desk.get("/v1/counters/me", **headers)).json()
    return told


async def test_an_epoch_that_goes_on_from_a_known_one_gets_a_band_of_its_own(desk: Desk) -> None:
    first = a_journal(3)
    await desk.push(first.texts)
    second = opened_from(first, SECOND)
    answer = await desk.push(second.texts, epoch=SECOND)
    assert answer.status_code == 200
    told = await me(desk)
    assert (told["epoch"], told["head"]["seq"]) == (SECOND, 1)
    slots = [[band["slot"] for band in one["bands"]] for one in told["epochs"]]
    assert slots == [[1], [2]]
    assert [one["previous"] for one in told["epochs"]] == [None, 1]


async def test_an_epoch_is_opened_once_however_often_it_is_sent(desk: Desk) -> None:
    first = a_journal(2)
    await desk.push(first.texts)
    second = opened_from(first, SECOND)
    assert (await desk.push(second.texts, epoch=SECOND)).json()["results"][0]["seq"] == 1
    assert (await desk.push(second.texts, epoch=SECOND)).status_code == 200
    assert [band["slot"] for band in (await me(desk))["bands"]] == [2]


async def test_an_epoch_that_goes_on_from_nothing_known_is_not_opened(desk: Desk) -> None:
    first = a_journal(2)
    await desk.push(first.texts)
    stranger = opened_from(JournalOf(first.counter, 77, first.texts, first.head), SECOND)
    answer = await desk.push(stranger.texts, epoch=SECOND)
    assert (answer.status_code, answer.json()["error"]) == (409, "epoch")


async def test_the_tail_of_a_closed_epoch_is_taken_and_flagged(desk: Desk) -> None:
    first = a_journal(4)
    await desk.push(first.texts[:2])
    await desk.push(opened_from(first, SECOND).texts, epoch=SECOND)
    answer = (await desk.push(first.texts[2:], epoch=1)).json()
    cases = [(one["outcome"], one["case"]["code"]) for one in answer["results"]]
    assert cases == [("flagged", "late_epoch"), ("flagged", "late_epoch")]
    assert (await me(desk))["epoch"] == SECOND


async def test_a_second_installation_in_one_epoch_is_an_alarm_until_a_person_ended_one(
    desk: Desk,
) -> None:
    first = a_journal(2)
    await desk.push(first.texts)
    ours = {"Desk-Instance": "i", "Desk-Epoch": "1"}
    assert (await me(desk, **ours))["alarm"] == ""
    copy = await me(desk, **(ours | {"Desk-Instance": "copy"}))
    assert (copy["alarm"], (await me(desk, **ours))["alarm"]) == ("clone", "clone")
    with desk.centre.store.writing() as session:
        settle_alarm(session, desk.counter, now=NOON)
    assert (await me(desk, **ours))["alarm"] == ""


async def test_a_disk_that_goes_back_every_night_is_no_alarm_but_two_lives_are(desk: Desk) -> None:
    first = a_journal(2)
    await desk.push(first.texts)
    second = opened_from(first, SECOND)
    await desk.push(second.texts, epoch=SECOND)
    assert (await me(desk, **{"Desk-Epoch": "1"}))["alarm"] == ""
    await desk.push(opened_from(first, THIRD).texts, epoch=THIRD)
    assert (await me(desk, **{"Desk-Epoch": "1"}))["alarm"] == ""
    assert (await me(desk, **{"Desk-Epoch": str(SECOND)}))["alarm"] == "clone"
    with desk.centre.store.writing() as session:
        settle_alarm(session, desk.counter, now=NOON)
    assert (await me(desk, **{"Desk-Epoch": str(SECOND)}))["alarm"] == ""


async def test_a_voucher_grants_the_band_that_the_epoch_then_has(desk: Desk) -> None:
    first = a_journal(2)
    await desk.push(first.texts)
    with desk.centre.store.writing() as session:
        texts = {
            issue_voucher(session, desk.counter, epoch_name(SECOND), now=NOON) for _ in range(2)
        }
        key = bytes.fromhex(session.get_one(Counter, (desk.unit, desk.counter)).voucher_key)
    (text,) = texts
    grant = read_voucher(key, desk.counter, SECOND, text)
    await desk.push(opened_from(first, SECOND).texts, epoch=SECOND)
    assert [band["slot"] for band in (await me(desk))["bands"]] == [grant.slot]


def opened_at(session: Session, desk: Desk, epoch: int, before: int, at: datetime) -> int | None:
    """An epoch that was opened at some time, drained, and its slot."""
    session.add(
        CounterHead(
            unit=desk.unit,
            counter=desk.counter,
            epoch=epoch,
            previous_epoch=before,
            previous_seq=0,
            opened_at=written(at),
        )
    )
    counter = session.get_one(Counter, (desk.unit, desk.counter))
    counter.epoch = epoch
    session.add(counter)
    session.flush()
    granted = grant_slot(session, desk.unit, desk.counter, epoch, now=at)
    return granted.slot if granted else None


async def test_a_slot_is_granted_again_only_when_none_is_fresh_and_after_long_idleness(
    centre: Centre, desk: Desk
) -> None:
    with centre.store.writing() as session:
        for number in range(2, 99):
            opened_at(session, desk, number, number - 1, NOON + timedelta(hours=number))
        soon = NOON + timedelta(days=IDLE_DAYS)
        assert grant_slot(session, desk.unit, desk.counter, 1000, now=soon) is None
        late = soon + timedelta(hours=3)
        again = grant_slot(session, desk.unit, desk.counter, 1000, now=late)
        assert again is not None
        assert (again.slot, again.turn) == (1, 1)


async def test_a_disk_that_goes_back_every_night_never_takes_the_last_slot(
    centre: Centre, desk: Desk
) -> None:
    other = await centre.enrol("Q2")
    held: dict[int, int] = {}
    with centre.store.writing() as session:
        for night in range(1, 201):
            # The image knows only its own epoch, the first one, and goes on from there again.
            slot = opened_at(session, desk, FIRST + night, FIRST, NOON + timedelta(days=night))
            assert slot is not None
            # The life of one morning ended with the next one.
            assert night - (held.get(slot, -IDLE_DAYS) + 1) >= IDLE_DAYS
            held[slot] = night
    assert held.keys().isdisjoint({1, 2}), "the image's own, and the other counter's"
    assert (await me(other))["bands"][0]["slot"] == 2


@pytest.mark.parametrize("still", ["copied", "arriving"])
async def test_a_slot_whose_epoch_may_still_be_written_is_granted_to_nobody(
    centre: Centre, desk: Desk, still: str
) -> None:
    first = a_journal(3)
    await desk.push(first.texts[:2])
    late = NOON + timedelta(days=IDLE_DAYS, hours=2)
    with centre.store.writing() as session:
        for number in range(2, 99):
            opened_at(session, desk, number, number - 1, NOON + timedelta(hours=number))
        if still == "copied":
            raise_alarm(session, Caller(desk.unit, desk.counter, 98))
        else:
            newest = select(StoredEntry).where(StoredEntry.counter == desk.counter)
            row = session.exec(newest.order_by(col(StoredEntry.seq).desc())).first()
            assert row is not None
            row.received_at = written(NOON + timedelta(hours=5))
            session.add(row)
        session.flush()
        assert grant_slot(session, desk.unit, desk.counter, 1000, now=late) is None


async def test_after_a_restore_ranks_count_up_to_where_the_backup_ended(desk: Desk) -> None:
    before = (await desk.push(a_journal(3).texts)).json()["incarnation"]
    with desk.centre.store.writing() as session:
        now = begin_incarnation(session, now=NOON, random_bytes=lambda size: b"2" * size)
    assert now != before
    assert (await me(desk, **{"Desk-Met": before}))["kept"] == 3
    assert (await me(desk, **{"Desk-Met": "of another backup"}))["kept"] == 0
    assert (await me(desk, **{"Desk-Met": now}))["kept"] is None
    for path in ("counters/me", f"units/{desk.unit}/feed", f"units/{desk.unit}/snapshot") * 2:
        answer = await desk.get(f"/v1/{path}")
        assert answer.json()["incarnation"] == answer.headers["Desk-Incarnation"] == now


async def test_what_a_counter_noticed_ends_with_a_restore_that_is_told_while_the_centre_serves(
    desk: Desk,
) -> None:
    before = (await me(desk))["incarnation"]
    past = {"Desk-Met": before, "Desk-Seen": "7"}
    assert (await me(desk, **past))["behind"]
    with desk.centre.store.writing() as session:
        begin_incarnation(session, now=NOON, random_bytes=lambda size: b"2" * size)
    for _ in range(2):
        told = await me(desk, **past)
        assert (told["behind"], told["kept"], told["incarnation"] == before) == (False, 0, False)


@pytest.mark.parametrize("is_restored", [True, False])
async def test_a_witness_returns_what_a_restored_centre_lacks(
    centre: Centre, desk: Desk, is_restored: bool
) -> None:
    other = await centre.enrol("Q2")
    lost = a_journal(4)
    await desk.push(lost.texts[:2])
    if is_restored:
        with centre.store.writing() as session:
            begin_incarnation(session, now=NOON, random_bytes=lambda size: b"3" * size)
    body = '{"request":"r","entries":[' + ",".join(reversed(lost.texts)) + "]}"
    answer = await other.post(f"/v1/units/{desk.unit}/witness", body.encode())
    assert answer.status_code == 200
    assert (await desk.head())["seq"] == (4 if is_restored else 2)
    again = (await desk.push(lost.texts)).json()
    assert (again["head"]["seq"], len(again["results"])) == (4, 4)
