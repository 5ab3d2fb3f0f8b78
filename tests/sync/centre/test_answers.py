"""Every answer says whose it is and to what; nobody reads what is not theirs."""

import gzip

import pytest

from schemas.wire import BATCH_BYTES_MAX, Complaint, Me
from sync.centre.incarnation import incarnation_of
from sync.centre.tables import Counter
from tests.builders import NOON, OTHER_UNIT, a_journal
from tests.sync.centre.desks import Centre, Desk, push_body

JOURNAL = "/v1/counters/me/journal"
GZIP = {"Content-Encoding": "gzip"}


async def test_me_tells_epoch_head_bands_and_time(desk: Desk) -> None:
    me = Me.model_validate_json((await desk.get("/v1/counters/me")).content)
    assert (me.epoch, me.head.seq, me.time) == (1, 0, NOON)
    assert [band.slot for band in me.bands] == [1]
    assert (me.request, me.span.max) == ("asked", 1)


async def test_the_instance_that_spoke_last_is_remembered(desk: Desk) -> None:
    await desk.get("/v1/counters/me", **{"Desk-Instance": "another machine"})
    with desk.centre.store.reading() as session:
        counter = session.get_one(Counter, (desk.unit, desk.counter))
        assert counter.instance == "another machine"


def life(desk: Desk) -> str:
    with desk.centre.store.reading() as session:
        return incarnation_of(session)


@pytest.mark.parametrize(
    "path",
    ["/v1/counters/me", "/healthz", "/v1/reference/nothing", "/v1/units/U/feed?after=-1"],
)
async def test_every_answer_carries_protocol_request_and_incarnation(desk: Desk, path: str) -> None:
    answer = await desk.get(path)
    said = answer.json()
    assert (said["protocol"], said["request"], said["incarnation"]) == (1, "asked", life(desk))
    assert answer.headers["Desk-Incarnation"] == life(desk)
    assert answer.headers["Desk-Protocol"] == "1"
    assert answer.headers["Desk-Request"] == "asked"
    assert answer.headers["Cache-Control"] == "no-store"


async def test_where_the_database_was_not_asked_no_incarnation_is_said(desk: Desk) -> None:
    answer = await desk.get("/nothing")
    assert (answer.status_code, answer.json()["incarnation"]) == (404, "")
    assert answer.headers["Desk-Incarnation"] == ""


async def test_the_incarnation_stays_over_a_restart(desk: Desk) -> None:
    before = life(desk)
    Centre(desk.centre.store)
    assert life(desk) == before != ""


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer nobody", "Basic YTpi"])
async def test_a_token_the_centre_does_not_know_is_a_complaint(desk: Desk, token: str) -> None:
    answer = await desk.get("/v1/counters/me", Authorization=token)
    complaint = Complaint.model_validate_json(answer.content)
    assert (answer.status_code, complaint.error) == (401, "unknown_token")


async def test_a_refused_push_echoes_the_request_of_its_body(desk: Desk) -> None:
    body = push_body([], request="of the body", epoch=7)
    answer = await desk.post(JOURNAL, body)
    assert (answer.status_code, answer.json()["request"]) == (409, "of the body")


async def test_a_push_of_nobody_is_not_read_and_echoes_its_header(desk: Desk) -> None:
    body = push_body([], request="of the body")
    answer = await desk.post(JOURNAL, body, Authorization="Bearer nobody")
    assert (answer.status_code, answer.json()["request"]) == (401, "asked")


@pytest.mark.parametrize("path", ["feed", "snapshot"])
async def test_another_units_data_is_refused(centre: Centre, desk: Desk, path: str) -> None:
    centre.add_unit(OTHER_UNIT)
    answer = await desk.get(f"/v1/units/{OTHER_UNIT}/{path}")
    assert (answer.status_code, answer.json()["error"]) == (403, "not_your_unit")


async def test_another_units_dossier_is_not_found(centre: Centre, desk: Desk) -> None:
    centre.add_unit(OTHER_UNIT)
    other = await centre.enrol("Q1", OTHER_UNIT)
    await other.push(a_journal(2, counter=other.counter).texts)
    address = f"/v1/dossiers/{OTHER_UNIT}-191120-1001"
    assert (await other.get(address)).status_code == 200
    assert (await desk.get(address)).status_code == 404


async def test_a_gzip_body_cut_off_is_not_taken(desk: Desk) -> None:
    packed = gzip.compress(push_body(a_journal(3).texts))
    answer = await desk.post(JOURNAL, packed[:-9], **GZIP)
    assert (answer.status_code, answer.json()["error"]) == (400, "broken_body")
    assert (await desk.head())["seq"] == 0


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b'{"entries":', b"\xff", b"[" * 5000],
    ids=["empty", "page", "list", "cut_off", "no_text", "deep"],
)
async def test_a_body_that_is_no_message_is_a_complaint(desk: Desk, body: bytes) -> None:
    answer = await desk.post(JOURNAL, body)
    assert (answer.status_code, answer.json()["error"]) == (400, "broken_body")


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
async def test_a_body_over_a_mebibyte_is_too_big(desk: Desk, encoding: str) -> None:
    body = b" " * (BATCH_BYTES_MAX + 1)
    packed = gzip.compress(body) if encoding == "gzip" else body
    answer = await desk.post(JOURNAL, packed, **{"Content-Encoding": encoding})
    assert (answer.status_code, answer.json()["params"]) == (413, {"what": "body"})


@pytest.mark.parametrize("epoch", [-1, 2**63, 2**64 - 1])
async def test_an_epoch_that_no_database_keeps_is_refused(desk: Desk, epoch: int) -> None:
    answer = await desk.push([], epoch=epoch)
    assert (answer.status_code, answer.json()["params"]) == (422, {"field": "epoch"})


async def test_an_encoding_nobody_agreed_on_is_a_complaint(desk: Desk) -> None:
    answer = await desk.post(JOURNAL, b"{}", **{"Content-Encoding": "br"})
    assert (answer.status_code, answer.json()["error"]) == (415, "bad_encoding")


async def test_a_request_id_with_a_line_break_is_not_echoed_in_a_header(desk: Desk) -> None:
    body = push_body([], request="a\r\nSet-Cookie: b")
    answer = await desk.post(JOURNAL, body)
    assert answer.status_code == 200
    assert answer.headers["Desk-Request"] == "asked"


async def test_health_asks_the_database(centre: Centre) -> None:
    async with centre.client() as client:
        answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()["protocol"]) == (200, 1)


async def test_a_client_of_a_version_that_the_centre_does_not_know_is_told_which_it_does(
    desk: Desk,
) -> None:
    answer = await desk.get("/v1/counters/me", **{"Desk-Protocol": "2"})
    said = Complaint.model_validate_json(answer.content)
    assert (answer.status_code, said.error, said.params) == (
        426,
        "protocol",
        {"min": "1", "max": "1"},
    )
    assert (await desk.get("/v1/counters/me", **{"Desk-Protocol": "1"})).status_code == 200
