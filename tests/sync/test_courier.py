"""What the courier makes of every kind of answer, and what it hands to the store."""

import gzip
import json
from datetime import timedelta

import httpx
import pytest

from schemas.journal import Head
from schemas.scans import BlobStanding
from sync.courier import Courier
from sync.exchange import SLICE_BYTES
from sync.hearing import packed
from sync.lives import Difference, Missing
from sync.protocol import (
    BearWitness,
    Complained,
    Delivered,
    FetchBack,
    Introduce,
    Introduced,
    OpenEpoch,
    Push,
    Unreachable,
)
from tests.builders import NOON, UNIT, JournalOf, a_journal
from tests.sync.notes import Answers, Notes, genuine, hear

PUSH = Push(500, 1024 * 1024)
PORTAL = "<html>Xin mời đăng nhập</html>"


def met(request: httpx.Request, seq: int = 3) -> httpx.Response:
    time = (NOON - timedelta(seconds=90)).isoformat()
    return genuine(request, epoch=1, head={"seq": seq, "digest": "d"}, bands=[], time=time)


def pushed(request: httpx.Request) -> httpx.Response:
    return genuine(request, head={"seq": 3, "digest": "d"}, results=[])


def to_another(request: httpx.Request) -> httpx.Response:
    other = httpx.Request("POST", "http://centre", headers={"Desk-Request": "another"})
    return pushed(other)


def broken_off(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadError("gone")


def too_late(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("late")


def nobody_answers(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectTimeout("none in time")


def no_route(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("none")


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (broken_off, "broken_off"),
        (too_late, "timeout"),
        (no_route, "no_route"),
        (nobody_answers, "no_route"),
        (lambda _: httpx.Response(200, html=PORTAL), "not_the_centre"),
        (lambda _: httpx.Response(302, headers={"Location": "http://portal/"}), "not_the_centre"),
        (lambda _: httpx.Response(200, content=b""), "not_the_centre"),
        (lambda _: httpx.Response(200, content=b"[]"), "not_the_centre"),
        (lambda _: httpx.Response(200, content=b"[" * 100_000), "not_the_centre"),
        (lambda r: httpx.Response(200, content=pushed(r).content[:40]), "not_the_centre"),
        (lambda _: httpx.Response(503, html=PORTAL), "not_the_centre"),
        (to_another, "not_the_centre"),
        (lambda r: genuine(r, protocol="1"), "not_the_centre"),
        (lambda r: genuine(r, head="nonsense"), "not_the_centre"),
        (lambda _: httpx.Response(200, headers={"Content-Encoding": "gzip"}), "not_the_centre"),
    ],
)
async def test_what_the_centre_did_not_say_moves_nothing(answers: Answers, reason: str) -> None:
    notes = Notes(texts=a_journal().texts)
    assert await hear(PUSH, answers, notes) == Unreachable(reason)
    assert notes.acknowledged_head is None


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (502, "gateway"),
        (504, "timeout"),
        (429, "gateway"),
        (200, "not_the_centre"),
        (403, "not_the_centre"),
    ],
)
async def test_a_page_under_the_centres_certificate_is_of_what_stands_before_it(
    status: int, reason: str
) -> None:
    notes = Notes(a_journal().texts, "https://centre")
    page = httpx.Response(status, html="<html>nginx</html>")
    assert await hear(PUSH, lambda _: page, notes) == Unreachable(reason)


async def test_a_push_hands_the_centres_head_to_the_store() -> None:
    notes = Notes(texts=a_journal().texts)
    assert await hear(PUSH, pushed, notes) == Delivered()
    assert notes.acknowledged_head == Head(seq=3, digest="d")


async def test_entries_travel_as_they_were_written_under_the_request_that_is_echoed() -> None:
    sent: list[httpx.Request] = []
    texts = a_journal(9).texts

    def keep(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return pushed(request)

    await hear(PUSH, keep, Notes(texts=texts))
    [request] = sent
    assert request.headers["Content-Encoding"] == "gzip"
    body = gzip.decompress(request.content).decode()
    assert body.endswith(f'"entries":[{",".join(texts)}]}}')
    assert json.loads(body)["request"] == request.headers["Desk-Request"]
    assert request.headers["Authorization"] == "Bearer token"
    assert request.headers["Desk-Instance"] == "instance"


async def test_nothing_unsent_sends_nothing() -> None:
    assert await hear(PUSH, broken_off) == Delivered()


def test_small_bodies_are_not_compressed() -> None:
    assert packed("{}") == (b"{}", {"Content-Type": "application/json"})


async def test_a_gap_sends_the_outbox_back_to_the_centres_head() -> None:
    notes = Notes(texts=a_journal().texts)
    gap = await hear(PUSH, lambda r: genuine(r, 409, error="gap", params={"head_seq": "2"}), notes)
    assert (gap, notes.rewound) == (Complained(409, "gap"), 2)


@pytest.mark.parametrize("status", [409, 401, 422, 503])
async def test_a_complaint_is_passed_on_with_its_wait(status: int) -> None:
    notes = Notes(texts=a_journal().texts)
    answer = await hear(PUSH, lambda r: genuine(r, status, error="x", retry_after=9), notes)
    assert (answer, notes.acknowledged_head) == (Complained(status, "x", 9), None)


async def test_a_complaint_under_status_200_is_no_success() -> None:
    notes = Notes(texts=a_journal().texts)
    assert await hear(PUSH, lambda r: genuine(r, 200, error="x"), notes) == Complained(200, "x")
    assert notes.acknowledged_head is None


async def test_a_proxys_limit_halves_the_batch_like_the_centres_own() -> None:
    notes = Notes(texts=a_journal().texts)
    answer = await hear(PUSH, lambda _: httpx.Response(413, html=PORTAL), notes)
    assert answer == Complained(413, "too_big")


async def test_meeting_the_centre_tells_both_heads_and_the_skew() -> None:
    notes = Notes(texts=a_journal().texts)
    answer = await hear(Introduce(), met, notes)
    assert answer == Introduced(1, Head(seq=3, digest="d"), "i", Head(seq=3))
    assert (notes.skew_ms, notes.rewound) == (90_000, None)


async def test_what_a_restored_centre_lacks_is_sent_again() -> None:
    notes = Notes(texts=a_journal(9).texts, held=9)
    await hear(Introduce(), met, notes)
    assert notes.caught_up_to == 3


async def test_while_something_differs_nothing_is_caught_up_with() -> None:
    notes = Notes(differs=Difference(cut="fork"))
    answer = await hear(Introduce(), met, notes)
    assert isinstance(answer, Introduced)
    assert answer.difference.cut == "fork"
    assert notes.caught_up_to is None
    await hear(OpenEpoch("fork"), met, notes)
    assert notes.cuts == ["fork"]


def own_journal(request: httpx.Request) -> httpx.Response:
    entries = [{"seq": 1}, {"seq": 2}]
    return genuine(request, epoch=1, entries=entries, head={"seq": 2, "digest": "d"})


async def test_what_does_not_follow_on_ours_is_fetched_from_the_beginning() -> None:
    notes = Notes()
    assert await hear(FetchBack(Missing(1, 5)), own_journal, notes) == Delivered()
    assert notes.taken_back == [(1, 5, 2), (1, 0, 2)]


async def test_what_we_hold_of_others_is_returned_before_its_ranks_are_forgotten() -> None:
    notes, asked = Notes(others=[(3, "{}"), (8, "{}"), (9, "{}")]), list[str]()

    def take(request: httpx.Request) -> httpx.Response:
        assert notes.voided is None
        asked.append(request.url.path)
        return genuine(request)

    assert await hear(BearWitness(5), take, notes) == Delivered()
    assert (asked, notes.voided) == ([f"/v1/units/{UNIT}/witness"], (5, ""))
    assert await hear(BearWitness(5), broken_off, Notes(others=[(9, "{}")])) == Unreachable(
        "broken_off"
    )


async def test_the_tail_of_a_closed_epoch_is_sent_and_settled_as_such() -> None:
    tail = JournalOf(epoch=7)
    notes = Notes(texts=[tail.write()])
    assert await hear(PUSH, pushed, notes) == Delivered()
    assert (notes.closed, notes.acknowledged_head) == ([7], None)


async def test_an_answer_of_a_centre_that_was_restored_meanwhile_does_not_count() -> None:
    notes = Notes(texts=a_journal().texts)

    def later(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return met(request)
        return genuine(request, head={"seq": 3}, results=[], incarnation="another")

    async with httpx.AsyncClient(transport=httpx.MockTransport(later)) as client:
        courier = Courier(client, notes, lambda: NOON, lambda n: b"r" * n)
        assert isinstance(await courier.perform(Introduce()), Introduced)
        assert await courier.perform(PUSH) == Complained(409, "incarnation")
    assert notes.acknowledged_head is None


async def test_the_centres_own_words_in_another_version_are_told_apart_from_a_portals() -> None:
    notes = Notes(texts=a_journal().texts)
    heard = await hear(PUSH, lambda r: genuine(r, protocol=2), notes)
    assert heard == Complained(426, "protocol")
    assert notes.acknowledged_head is None


class Slow(httpx.AsyncBaseTransport):
    """Takes a body piece by piece, as a line does, and keeps what it was told of it."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.headers = httpx.Headers()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.AsyncByteStream)
        self.pieces = [piece async for piece in request.stream]
        self.headers = request.headers
        return genuine(request, offset=0, checked=False)


@pytest.mark.parametrize("size", [0, 1, SLICE_BYTES, SLICE_BYTES + 1, 5 * SLICE_BYTES - 1])
async def test_a_large_body_is_written_in_slices_that_a_slow_line_can_carry(size: int) -> None:
    line, part = Slow(), bytes(range(256)) * (size // 256 + 1)
    async with httpx.AsyncClient(transport=line) as client:
        courier = Courier(client, Notes(), lambda: NOON, lambda n: b"r" * n)
        assert isinstance(await courier.send_part("0" * 64, size, 0, part[:size]), BlobStanding)
    assert b"".join(line.pieces) == part[:size]
    assert max(map(len, line.pieces), default=0) <= SLICE_BYTES
    assert line.headers["Content-Length"] == str(size)
    assert "Transfer-Encoding" not in line.headers
