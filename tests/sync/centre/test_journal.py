"""What a counter pushes is stored once, whole and in order, or not at all."""

import asyncio
import json
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from schemas.journal import seal
from tests.builders import (
    COUNTER,
    OTHER_UNIT,
    UNIT,
    JournalOf,
    a_journal,
    a_received,
    an_entry,
    an_id,
)
from tests.sync.centre.desks import Centre, Desk


async def test_a_push_is_answered_with_head_and_results_of_this_request(desk: Desk) -> None:
    journal = a_journal(3)
    answer = await desk.push(journal.texts, request="the-first")
    said = answer.json()
    assert (answer.status_code, said["request"]) == (200, "the-first")
    assert said["head"] == {"seq": 3, "digest": journal.head}
    assert [one["outcome"] for one in said["results"]] == ["applied"] * 3
    assert answer.headers["Desk-Request"] == "the-first"


async def test_pushing_again_gives_the_stored_results_and_stores_nothing(desk: Desk) -> None:
    journal = a_journal(3)
    first = await desk.push(journal.texts)
    again = await desk.push(journal.texts)
    assert again.json() == first.json()
    assert len((await desk.feed()).rows) == 3


async def test_a_push_that_overlaps_adds_only_what_is_new(desk: Desk) -> None:
    journal = a_journal(5)
    await desk.push(journal.texts[:3])
    answer = await desk.push(journal.texts[1:])
    assert [one["seq"] for one in answer.json()["results"]] == [2, 3, 4, 5]
    assert [row.rank for row in (await desk.feed()).rows] == [1, 2, 3, 4, 5]


async def test_an_empty_push_tells_the_head(desk: Desk) -> None:
    answer = await desk.push([])
    assert answer.json()["head"] == {"seq": 0, "digest": None}


async def test_entries_come_back_as_they_were_written(desk: Desk) -> None:
    journal = JournalOf()
    journal.write(invented_later={"z": [1, "ễ"]})
    await desk.push(journal.texts)
    fed = (await desk.get(f"/v1/units/{desk.unit}/feed")).text
    own = (await desk.get("/v1/counters/me/journal?epoch=1")).text
    assert journal.texts[0] in fed
    assert journal.texts[0] in own


async def test_a_gap_is_told_with_the_head_to_rewind_to(desk: Desk) -> None:
    journal = a_journal(4)
    await desk.push(journal.texts[:1])
    answer = await desk.push(journal.texts[2:])
    said = answer.json()
    assert (answer.status_code, said["error"], said["params"]["head_seq"]) == (409, "gap", "1")
    assert (await desk.head())["seq"] == 1


async def test_another_entry_under_a_known_seq_is_a_fork_and_changes_nothing(desk: Desk) -> None:
    await desk.push(a_journal(3).texts)
    other = a_journal(4, first_ordinal=1500)
    answer = await desk.push(other.texts)
    assert (answer.status_code, answer.json()["error"]) == (409, "fork")
    assert answer.json()["params"]["seq"] == "2"
    assert (await desk.head())["seq"] == 3


async def test_an_entry_that_follows_another_chain_is_a_fork(desk: Desk) -> None:
    await desk.push(a_journal(3).texts)
    answer = await desk.push(a_journal(4, first_ordinal=1500).texts[3:])
    assert (answer.status_code, answer.json()["error"]) == (409, "fork")
    assert (await desk.head())["seq"] == 3


async def test_an_epoch_the_centre_does_not_know_is_told(desk: Desk) -> None:
    journal = JournalOf(epoch=77)
    journal.write()
    answer = await desk.push(journal.texts, epoch=77)
    assert (answer.status_code, answer.json()["error"]) == (409, "epoch")
    assert answer.json()["params"] == {"epoch": "1"}


async def test_an_altered_entry_is_not_taken(desk: Desk) -> None:
    text = a_journal(1).texts[0].replace('"officer":"lan"', '"officer":"hoa"')
    answer = await desk.push([text])
    assert (answer.status_code, answer.json()["error"]) == (422, "broken_entry")


async def test_entries_of_another_counter_are_not_taken(desk: Desk) -> None:
    answer = await desk.push(a_journal(2, counter=f"{desk.unit}/Q2").texts)
    assert (answer.status_code, answer.json()["error"]) == (422, "foreign_entry")


async def test_entries_out_of_order_are_not_taken(desk: Desk) -> None:
    journal = a_journal(3)
    answer = await desk.push([journal.texts[0], journal.texts[2]])
    assert (answer.status_code, answer.json()["error"]) == (422, "unordered")


async def test_a_batch_of_500_goes_in_one_push(desk: Desk) -> None:
    journal = a_journal(500)
    answer = await desk.push(journal.texts)
    assert answer.json()["head"]["seq"] == 500
    page = await desk.feed(limit=500)
    assert [row.rank for row in page.rows] == list(range(1, 501))


async def test_more_than_500_entries_are_too_big(desk: Desk) -> None:
    answer = await desk.push([a_journal(1).texts[0]] * 501)
    assert (answer.status_code, answer.json()["error"]) == (413, "too_big")


@pytest.mark.parametrize(
    ("kind", "v", "body"),
    [
        ("dossier.hovered", 1, {}),
        ("dossier.received", 2, a_received()),
        ("dossier.received", 1, {"code": 7}),
        ("dossier.returned\0", 1, {"to": "\0"}),
        ("dossier.received", 1, a_received("\0" + "9" * 9000)),
    ],
)
async def test_what_nobody_understands_is_stored_and_parked(
    desk: Desk, kind: str, v: int, body: dict[str, Any]
) -> None:
    journal = JournalOf()
    journal.write()
    journal.write(kind, v=v, body=body, dossier=an_id("one"))
    journal.write("fee.collected", dossier=an_id("other"), body={"key": "le_phi"})
    answer = await desk.push(journal.texts)
    assert answer.status_code == 200, answer.text
    assert answer.json()["head"]["seq"] == 3
    assert len((await desk.feed()).rows) == 3


async def test_an_unknown_kind_opens_a_case_on_its_dossier_only(desk: Desk) -> None:
    journal = a_journal(3)
    journal.write("dossier.hovered", dossier=an_id(COUNTER, "dossier", 0))
    results = (await desk.push(journal.texts)).json()["results"]
    assert [one["outcome"] for one in results] == ["applied"] * 3 + ["parked"]
    assert results[3]["case"]["code"] == "unknown_kind"


async def test_a_code_belongs_to_the_dossier_that_came_first(centre: Centre, desk: Desk) -> None:
    other = await centre.enrol("Q2")
    await desk.push(a_journal(2).texts)
    answer = await other.push(a_journal(2, counter=other.counter).texts)
    taken = answer.json()["results"][1]
    assert (taken["outcome"], taken["case"]["code"]) == ("parked", "code_taken")
    found = await desk.get("/v1/dossiers/000.17.22.H02-191120-1001")
    assert found.json()["dossier"]["id"] == str(an_id(COUNTER, "dossier", 0))


async def test_a_code_taken_within_one_batch_is_noticed(desk: Desk) -> None:
    journal = a_journal(2)
    journal.receive(an_id("second"), ordinal=1001)
    results = (await desk.push(journal.texts)).json()["results"]
    assert [one["outcome"] for one in results] == ["applied", "applied", "parked"]


async def test_the_same_id_again_with_the_same_facts_changes_nothing(desk: Desk) -> None:
    journal = a_journal(2)
    again = json.loads(journal.texts[1])
    fields = {key: again[key] for key in ("id", "dossier", "body", "happened")}
    journal.write("dossier.received", **fields)
    results = (await desk.push(journal.texts)).json()["results"]
    assert [one["outcome"] for one in results] == ["applied"] * 3
    assert [row.rank for row in (await desk.feed()).rows] == [1, 2]


async def test_the_same_id_with_other_facts_is_ranked_once_as_a_case_of_its_own(
    desk: Desk,
) -> None:
    journal = a_journal(3)
    stolen = json.loads(journal.texts[1])["id"]
    for _ in range(2):
        # The second says the same as the first, later in the chain.
        journal.write("dossier.withdrawn", id=stolen, dossier=an_id(COUNTER, "dossier", 1))
    results = (await desk.push(journal.texts)).json()["results"]
    assert results[3]["case"] == results[4]["case"] | {"code": "id_taken"}
    rows = (await desk.feed()).rows
    assert [(row.outcome, row.rank) for row in rows[2:]] == [("applied", 3), ("parked", 4)]
    assert (await desk.push(journal.texts)).json()["results"] == results
    journal.write("dossier.withdrawn", id=stolen, dossier=an_id(COUNTER, "dossier", 1))
    assert (await desk.push(journal.texts[5:])).json()["results"][0]["case"] == results[3]["case"]
    assert len((await desk.feed()).rows) == 4


async def test_a_code_that_is_taken_as_well_stays_what_no_decision_gives_twice(
    desk: Desk,
) -> None:
    journal = a_journal(2)
    stolen = json.loads(journal.texts[1])["id"]
    journal.receive(an_id("second"), ordinal=1001, id=stolen)
    case = (await desk.push(journal.texts)).json()["results"][2]["case"]
    assert (case["code"], case["params"]["also"]) == ("code_taken", "id_taken")


async def test_a_home_the_centre_does_not_know_is_ranked_here_and_parked(desk: Desk) -> None:
    journal = a_journal(1)
    journal.receive(an_id("afar"), home="000.99.99.H99")
    results = (await desk.push(journal.texts)).json()["results"]
    assert results[1]["case"]["code"] == "unknown_home"
    assert [row.rank for row in (await desk.feed()).rows] == [1, 2]


async def test_an_entry_for_another_unit_is_ranked_there_and_fed_to_both(centre: Centre) -> None:
    centre.add_unit(OTHER_UNIT)
    writer, reader = await centre.enrol(), await centre.enrol("Q1", OTHER_UNIT)
    home = a_journal(2, counter=reader.counter)
    await reader.push(home.texts)
    journal = a_journal(1)
    journal.write(
        "dossier.in_process",
        dossier=an_id(reader.counter, "dossier", 0),
        home=OTHER_UNIT,
        body={"reason": ""},
        base=2,
    )
    answer = await writer.push(journal.texts)
    assert [one["outcome"] for one in answer.json()["results"]] == ["applied", "applied"]
    assert [row.rank for row in (await reader.feed()).rows] == [1, 2, 3]
    copied = await writer.feed()
    assert [row.rank for row in copied.rows] == [1, 3]
    assert copied.position == 2


@pytest.mark.slow
async def test_two_units_that_relay_to_each_other_do_not_wait_for_ever(centre: Centre) -> None:
    centre.add_unit(OTHER_UNIT)
    desks = [await centre.enrol(), await centre.enrol("Q1", OTHER_UNIT)]
    pushes = []
    for desk, home in zip(desks, (OTHER_UNIT, UNIT), strict=True):
        journal = JournalOf(desk.counter)
        journal.write()
        for step in range(1, 20):
            journal.receive(an_id(desk.counter, step), ordinal=1000 + step, home=home)
        pushes += [write_each(desk, journal)]
    async with asyncio.timeout(60):
        await asyncio.gather(*pushes)
    for desk in desks:
        assert [row.entry["home"] == desk.unit for row in (await desk.feed()).rows].count(
            True
        ) == 20


async def write_each(desk: Desk, journal: JournalOf) -> None:
    for text in journal.texts:
        answer = await desk.push([text])
        assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("processes", [1])
async def test_nothing_is_acknowledged_when_the_commit_fails(centre: Centre, desk: Desk) -> None:
    def fail(_: object) -> None:
        raise OperationalError("COMMIT", None, Exception("disk I/O error"))

    journal = a_journal(2)
    event.listen(centre.store.engine, "commit", fail)
    answer = await desk.push(journal.texts)
    event.remove(centre.store.engine, "commit", fail)
    assert (answer.status_code, answer.json()["error"]) == (503, "unavailable")
    assert "head" not in answer.json()
    assert answer.headers["Retry-After"] == str(answer.json()["retry_after"])
    assert (await desk.head())["seq"] == 0
    assert (await desk.push(journal.texts)).status_code == 200
    assert [row.rank for row in (await desk.feed()).rows] == [1, 2]


async def test_an_entry_over_256_kib_is_too_big(desk: Desk) -> None:
    # Sealed by hand: a desk never writes such an entry.
    from schemas.journal import canonical, digest_of

    fields = an_entry(body={"reason": "x" * (256 * 1024)})
    text = canonical({**fields, "digest": digest_of(fields)}).decode()
    answer = await desk.push([text])
    assert (answer.status_code, answer.json()["params"]) == (413, {"what": "entry"})


def test_a_desk_never_seals_what_the_centre_would_refuse() -> None:
    from schemas.journal import BrokenEntryError

    with pytest.raises(BrokenEntryError):
        seal(an_entry(body={"reason": "x" * (256 * 1024)}))
