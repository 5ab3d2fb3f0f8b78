"""Reference data in versions; an officer's own password among it."""

import asyncio

import httpx
import pytest

from schemas.calendars import Calendar
from schemas.data import official_calendar
from schemas.procedures import Catalogue
from schemas.wire import REFERENCES, Officer, Reference
from sync.centre.officers import add_officer, matches
from sync.centre.publishing import Published, publish_calendar, publish_catalogue
from sync.centre.reference import officers_of
from sync.centre.seeding import DEMO_PASSWORD, seed_demo
from sync.centre.store import Store
from sync.centre.verifying import problems
from tests.builders import NOON, OTHER_UNIT, UNIT
from tests.sync.centre.desks import Centre, Desk

FORBIDDEN, CONFLICT, UNPROCESSABLE = 403, 409, 422


@pytest.fixture(scope="module")
def issued() -> str:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("cap-lan-dau")


def hire(centre: Centre, verifier: str, account: str = "lan", *, demo: bool = False) -> None:
    officer = Officer(
        account=account, name="Lan", verifier=verifier, must_change=not demo, demo=demo
    )
    with centre.store.writing() as session:
        add_officer(session, UNIT, officer, now=NOON)


def accounts(centre: Centre) -> dict[str, Officer]:
    with centre.store.reading() as session:
        return {officer.account: officer for officer in officers_of(session, UNIT)}


async def change(desk: Desk, old: str, new: str, account: str = "lan") -> httpx.Response:
    asked = {"request": "changed", "account": account, "old": old, "new": new}
    async with desk.centre.client() as client:
        return await client.post("/v1/officers/me/password", json=asked, headers=desk.headers)


@pytest.mark.parametrize("name", REFERENCES)
async def test_a_part_that_was_never_published_has_its_shape_all_the_same(
    desk: Desk, name: str
) -> None:
    answer = await desk.get(f"/v1/reference/{name}")
    reference = Reference.model_validate_json(answer.content)
    assert answer.headers["ETag"] == f'"{name}-{reference.version}"'
    match name:
        case "catalogue":
            assert Catalogue.model_validate(reference.content).procedures == ()
        case "calendar":
            assert Calendar.model_validate(reference.content) == official_calendar()
        case "settings":
            assert reference.content["identifier"] == UNIT
        case "units":
            assert [one["identifier"] for one in reference.content] == [UNIT]
        case _:
            assert reference.content == []


async def test_who_has_the_version_gets_no_body_but_the_echo(desk: Desk) -> None:
    tag = (await desk.get("/v1/reference/units")).headers["ETag"]
    answer = await desk.get("/v1/reference/units", **{"If-None-Match": f'"other", W/{tag}'})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["Desk-Request"] == "asked"
    assert answer.headers["Desk-Protocol"] == "1"
    assert answer.headers["ETag"] == tag


async def test_a_new_version_is_sent_to_who_has_the_old_one(centre: Centre, desk: Desk) -> None:
    tag = (await desk.get("/v1/reference/units")).headers["ETag"]
    centre.add_unit(OTHER_UNIT)
    answer = await desk.get("/v1/reference/units", **{"If-None-Match": tag})
    assert answer.status_code == 200
    assert [one["identifier"] for one in answer.json()["content"]] == [UNIT, OTHER_UNIT]


async def test_officers_and_settings_are_a_units_own(
    centre: Centre, desk: Desk, issued: str
) -> None:
    centre.add_unit(OTHER_UNIT)
    other = await centre.enrol("Q1", OTHER_UNIT)
    hire(centre, issued)
    assert len((await desk.get("/v1/reference/officers")).json()["content"]) == 1
    assert (await other.get("/v1/reference/officers")).json()["content"] == []
    settings = (await other.get("/v1/reference/settings")).json()["content"]
    assert settings["identifier"] == OTHER_UNIT


async def test_a_list_of_procedures_becomes_the_next_version(centre: Centre) -> None:
    text = '[{"code": "1.001193", "name": "Đăng ký khai sinh"}, 7]'
    for version in (1, 2):
        with centre.store.writing() as session:
            published = publish_catalogue(session, text, source="danh-muc.json", now=NOON)
        assert isinstance(published, Published)
        assert (published.version, published.procedures) == (version, 1)
        assert published.details["total"] == 2


async def test_our_own_form_of_a_catalogue_is_taken_as_it_is(centre: Centre, desk: Desk) -> None:
    from sync.centre.data import demo_catalogue

    text = demo_catalogue().model_dump_json()
    with centre.store.writing() as session:
        publish_catalogue(session, text, source="demo.json", now=NOON)
    content = (await desk.get("/v1/reference/catalogue")).json()["content"]
    expected = demo_catalogue().model_copy(update={"version": 1})
    assert Catalogue.model_validate(content) == expected


async def test_a_calendar_carries_its_own_version(centre: Centre, desk: Desk) -> None:
    for _ in range(2):
        with centre.store.writing() as session:
            publish_calendar(session, official_calendar(), now=NOON)
    reference = (await desk.get("/v1/reference/calendar")).json()
    assert (reference["version"], reference["content"]["version"]) == (2, 2)


@pytest.mark.slow
async def test_an_issued_password_is_changed_and_the_new_verifier_published(
    centre: Centre, desk: Desk, issued: str
) -> None:
    hire(centre, issued)
    tag = (await desk.get("/v1/reference/officers")).headers["ETag"]
    answer = await change(desk, "cap-lan-dau", "mat khau moi")
    assert (answer.status_code, answer.json()["request"]) == (200, "changed")
    officer = accounts(centre)["lan"]
    assert matches(officer.verifier, "mat khau moi")
    assert not officer.must_change
    assert (await desk.get("/v1/reference/officers")).headers["ETag"] != tag


@pytest.mark.slow
async def test_a_change_whose_answer_was_lost_may_be_asked_again(
    centre: Centre, desk: Desk, issued: str
) -> None:
    hire(centre, issued)
    await change(desk, "cap-lan-dau", "mat khau moi")
    assert (await change(desk, "cap-lan-dau", "mat khau moi")).status_code == 200


@pytest.mark.parametrize(
    ("old", "new", "account", "status", "error"),
    [
        ("doan mo", "mat khau moi", "lan", FORBIDDEN, "wrong_password"),
        ("cap-lan-dau", "mat khau moi", "hoa", FORBIDDEN, "wrong_password"),
        ("cap-lan-dau", "ngan", "lan", UNPROCESSABLE, "weak_password"),
        ("cap-lan-dau", "cap-lan-dau", "lan", UNPROCESSABLE, "weak_password"),
        ("cap-lan-dau", "mat khau moi", "thu", FORBIDDEN, "demo_account"),
    ],
)
async def test_a_change_that_will_not_do_changes_nothing(  # noqa: PLR0917  (a table)
    centre: Centre,
    desk: Desk,
    issued: str,
    old: str,
    new: str,
    account: str,
    status: int,
    error: str,
) -> None:
    hire(centre, issued)
    hire(centre, issued, "thu", demo=True)
    before = accounts(centre)
    answer = await change(desk, old, new, account)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert accounts(centre) == before
    assert new not in answer.text


@pytest.mark.slow
async def test_two_changes_at_the_same_moment_do_not_undo_each_other(
    centre: Centre, desk: Desk, issued: str
) -> None:
    for account in ("lan", "hoa"):
        hire(centre, issued, account)
    await asyncio.gather(
        change(desk, "cap-lan-dau", "mat khau moi", "lan"),
        change(desk, "cap-lan-dau", "mat khau moi", "hoa"),
    )
    assert [one.must_change for one in accounts(centre).values()] == [False, False]


@pytest.mark.slow
def test_the_demo_is_prepared_once(store: Store) -> None:
    centre = Centre(store)
    with centre.store.writing() as session:
        seed_demo(session, now=NOON)
    before = accounts(centre)
    with centre.store.writing() as session:
        assert seed_demo(session, now=NOON) == UNIT
    assert accounts(centre) == before
    assert sorted(before) == ["huong", "lan", "truong"]
    assert matches(before["lan"].verifier, DEMO_PASSWORD)
    with centre.store.reading() as session:
        assert list(problems(session)) == []
