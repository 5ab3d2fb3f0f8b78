"""A desk becomes a counter once, with a band of its own."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from schemas.wire import Enrolled
from sync.centre.store import Store
from tests.builders import NOON, OTHER_UNIT, UNIT, a_journal
from tests.sync.centre.desks import Centre, Desk


async def ask(centre: Centre, code: str, request: str = "r", name: str = "Q1") -> httpx.Response:
    asked = {"request": request, "code": code, "name": name, "instance": "this machine"}
    async with centre.client() as client:
        return await client.post("/v1/enrolments", json=asked)


def error_of(answer: httpx.Response) -> tuple[int, Any]:
    return answer.status_code, answer.json()["error"]


async def test_a_code_buys_a_counter_with_token_band_and_settings(centre: Centre) -> None:
    enrolled = Enrolled.model_validate_json((await ask(centre, centre.enrol_code())).content)
    assert (enrolled.counter, enrolled.unit, enrolled.epoch) == (f"{UNIT}/Q1", UNIT, 1)
    assert enrolled.band.ranges == ((1001, 1999), (10001, 19999))
    assert enrolled.settings["name"] == "UBND xã Bình Minh"
    assert len(enrolled.token) >= 40


async def test_the_same_request_again_gives_the_same_counter(centre: Centre) -> None:
    code = centre.enrol_code()
    first, again = (await ask(centre, code)).json(), (await ask(centre, code)).json()
    assert first | {"token": ""} == again | {"token": ""}
    for token in (first["token"], again["token"]):
        desk = Desk(centre, UNIT, first["counter"], token)
        assert (await desk.head())["seq"] == 0


async def test_a_repeat_after_the_journal_began_is_refused(centre: Centre) -> None:
    code = centre.enrol_code()
    first = (await ask(centre, code)).json()
    await Desk(centre, UNIT, first["counter"], first["token"]).push(a_journal(1).texts)
    assert error_of(await ask(centre, code)) == (409, "code_used")


async def test_a_code_serves_one_request_only(centre: Centre) -> None:
    code = centre.enrol_code()
    await ask(centre, code, "first")
    assert error_of(await ask(centre, code, "second", "Q2")) == (409, "code_used")


async def test_a_code_is_read_however_it_is_typed(centre: Centre) -> None:
    typed = centre.enrol_code().lower().replace("-", " ")
    assert (await ask(centre, typed)).status_code == 200


async def test_an_unknown_code_is_refused(centre: Centre) -> None:
    assert error_of(await ask(centre, "2222-2222-2222-2222")) == (403, "unknown_code")


async def test_a_code_is_good_for_a_day(store: Store) -> None:
    early = Centre(store)
    early.add_unit()
    code = early.enrol_code()
    late = Centre(store, now=lambda: NOON + timedelta(hours=25))
    assert error_of(await ask(late, code)) == (403, "expired_code")
    assert (await ask(early, code)).status_code == 200


async def test_each_counter_of_a_unit_has_a_slot_of_its_own(centre: Centre) -> None:
    bands = [
        (await ask(centre, centre.enrol_code(), name=f"Q{n}")).json()["band"]["slot"]
        for n in range(1, 12)
    ]
    assert bands == [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12]


async def test_units_do_not_share_slots(centre: Centre) -> None:
    centre.add_unit(OTHER_UNIT)
    mine = (await ask(centre, centre.enrol_code())).json()
    theirs = (await ask(centre, centre.enrol_code(OTHER_UNIT))).json()
    assert mine["band"] == theirs["band"]
    assert theirs["counter"] == f"{OTHER_UNIT}/Q1"


async def test_a_name_is_given_once(centre: Centre) -> None:
    await ask(centre, centre.enrol_code())
    assert error_of(await ask(centre, centre.enrol_code(), "other")) == (409, "name_taken")


@pytest.mark.parametrize("name", ["", "C0", "q1", "Q/1", "Q 1", "QUAYSODAI1"])
async def test_a_name_that_will_not_do_uses_no_code_up(centre: Centre, name: str) -> None:
    code = centre.enrol_code()
    assert error_of(await ask(centre, code, name=name)) == (422, "bad_name")
    assert (await ask(centre, code)).status_code == 200


async def test_neither_codes_nor_tokens_are_kept_as_they_are(centre: Centre, desk: Desk) -> None:
    from sqlmodel import select

    from sync.centre.tables import EnrolCode, Token

    with centre.store.reading() as session:
        kept = [*session.exec(select(Token.hash)), *session.exec(select(EnrolCode.hash))]
    assert desk.token not in kept
    assert all(len(one) == 64 for one in kept)


async def test_a_missing_field_is_named_and_no_value_is_quoted(centre: Centre) -> None:
    async with centre.client() as client:
        asked = {"request": "r9", "code": "SECRET", "name": "Q1"}
        answer = await client.post("/v1/enrolments", json=asked)
    said = answer.json()
    assert (answer.status_code, said["error"], said["request"]) == (422, "invalid", "r9")
    assert said["params"] == {"field": "instance"}
    assert "SECRET" not in answer.text
