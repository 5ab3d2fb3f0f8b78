"""The protocol's addresses. Each route opens its own transaction and answers after it ended."""

import asyncio
import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from schemas.wire import (
    EPOCH_HEADER,
    MARK_LETTERS,
    MET_HEADER,
    PAGE_ENTRIES_MAX,
    SEEN_HEADER,
    WAIT_SECONDS_MAX,
    Answer,
    Enrolled,
    EnrolRequest,
    FeedPage,
    Found,
    Me,
    OwnJournal,
    PasswordChange,
    Pushed,
    Reference,
    ReferenceName,
    Seen,
    Snapshot,
    Witness,
    read_seen,
)
from sync.centre.alarms import MEANINGS, waiting_counts
from sync.centre.answers import said, shaped
from sync.centre.bodies import read_body, read_message
from sync.centre.context import (
    AdmittedHere,
    CallerHere,
    Context,
    ContextHere,
    GreetingHere,
    SenderHere,
    greeting_of,
    note_incarnation,
    plain_id,
)
from sync.centre.counters import own_unit_only
from sync.centre.counts import MEDIA_TYPE
from sync.centre.description import described
from sync.centre.enrolment import enrol
from sync.centre.feed import Page, feed_page, one_dossier, own_journal, snapshot
from sync.centre.incarnation import held_incarnation
from sync.centre.ingest import Push, read_arrivals, take
from sync.centre.lookup import PATH, SECURITY_HEADERS, TYPED_LENGTH_MAX, look_up, page
from sync.centre.meeting import Past, is_news, meet, note
from sync.centre.observing import note_results
from sync.centre.officers import apply_change, checked_change
from sync.centre.own_counter import Hand
from sync.centre.reference import current, tag_of
from sync.centre.restoring import take_witness

INTEGER_MAX = 2**53 - 1
Position = Annotated[int, Query(ge=0, le=INTEGER_MAX)]
router = APIRouter()
_EPOCH = re.compile("[0-9]{1,16}")


class FeedQuery(BaseModel):
    """From where a reader goes on, how far at most, and how long it waits for something new."""

    after: int = Field(default=0, ge=0, le=INTEGER_MAX)
    limit: int = Field(default=PAGE_ENTRIES_MAX, ge=1)
    wait: int = Field(default=0, ge=0)
    mark: str = Field(default="", pattern=f"^[0-9a-f]{{0,{MARK_LETTERS}}}$")
    """Of the entry at `after`, so that a reader of another past is told apart."""


class SnapshotQuery(BaseModel):
    """From where a reader of pages goes on, and how many dossiers it wants at most."""

    after: int = Field(default=0, ge=0, le=INTEGER_MAX)
    limit: int | None = Field(default=None, ge=1)


def message_of(request: Request, body: Annotated[bytes, Depends(read_body)]) -> dict[str, Any]:
    """The JSON object that was sent; its `request` is the id that every answer echoes."""
    message = read_message(body)
    told = plain_id(message.get("request"))
    if told:
        request.state.request_id = told
    return message


MessageHere = Annotated[dict[str, Any], Depends(message_of)]


@router.post("/v1/enrolments", **described(Enrolled, body=EnrolRequest))
def post_enrolment(message: MessageHere, context: ContextHere, request: Request) -> Response:
    """A desk becomes a counter."""
    asked = shaped(EnrolRequest, message)
    with context.store.writing() as session:
        note_incarnation(request, session)
        answer = enrol(
            session,
            asked,
            incarnation=greeting_of(request).incarnation,
            now=context.now(),
            random_bytes=context.random_bytes,
        )
    return said(answer)


@router.get("/v1/counters/me", **described(Me))
def get_me(
    caller: SenderHere,
    context: ContextHere,
    request: Request,
    told: Annotated[str, Header(alias=EPOCH_HEADER)] = "",
    met: Annotated[str, Header(alias=MET_HEADER)] = "",
    seen: Annotated[str, Header(alias=SEEN_HEADER)] = "",
) -> Response:
    """What the centre knows of the counter that asks."""
    epoch = int(told) if _EPOCH.fullmatch(told) else None
    past = Past(plain_id(met), read_seen(seen)) if plain_id(met) else None
    with context.store.reading() as session:
        has_news = is_news(session, caller, epoch, past)
    if has_news:
        with context.store.writing() as session:
            note(session, caller, epoch, past)
    with context.store.reading() as session:
        note_incarnation(request, session)
        greeting = greeting_of(request)
        return said(meet(session, caller, greeting, past, now=context.now()))


@router.post("/v1/counters/me/journal", **described(Pushed, body=Push))
def post_journal(
    _: AdmittedHere,
    message: MessageHere,
    caller: SenderHere,
    context: ContextHere,
    request: Request,
) -> Response:
    """Entries of a counter's journal; 200 means that they are durable.

    The place comes first among the parameters: a body is read only once there is one.
    """
    push = shaped(Push, message)
    arrivals = read_arrivals(caller, push)
    with context.store.writing() as session:
        taken = take(session, caller, push.epoch, arrivals, now=context.now())
    # Only here has COMMIT returned: nothing before this line may acknowledge anything.
    context.bell.ring(taken.units)
    note_results(request, taken.results)
    greeting = greeting_of(request)
    return said(
        Pushed(
            request=greeting.request,
            incarnation=greeting.incarnation,
            head=taken.head,
            results=taken.results,
        )
    )


@router.get("/v1/counters/me/journal", **described(OwnJournal))
def get_journal(
    caller: CallerHere,
    context: ContextHere,
    greeting: GreetingHere,
    epoch: Position,
    after: Position = 0,
) -> Response:
    """A counter's own entries."""
    with context.store.reading() as session:
        return said(own_journal(session, caller, epoch, after, greeting))


@router.get("/v1/units/{unit}/feed", **described(FeedPage))
async def get_feed(
    request: Request,
    unit: str,
    caller: CallerHere,
    context: ContextHere,
    asked: Annotated[FeedQuery, Query()],
) -> Response:
    """Ranked entries after a position; waits for the first of them if asked to."""
    own_unit_only(caller, unit)
    greeting, limit = greeting_of(request), min(asked.limit, PAGE_ENTRIES_MAX)

    def read() -> Page:
        with context.store.reading() as session:
            return feed_page(session, unit, Seen(asked.after, asked.mark), limit, greeting)

    clock = asyncio.get_running_loop().time
    until = clock() + min(asked.wait, WAIT_SECONDS_MAX)
    with context.bell.listening(unit) as listener:
        while True:
            found = await run_in_threadpool(read)
            left = until - clock()
            is_over = left <= 0 or context.bell.is_closed or await request.is_disconnected()
            if is_over or not found.is_empty:
                return said(found.text)
            await listener.wait(left)


@router.get("/v1/units/{unit}/snapshot", **described(Snapshot))
def get_snapshot(
    unit: str,
    caller: CallerHere,
    context: ContextHere,
    greeting: GreetingHere,
    asked: Annotated[SnapshotQuery, Query()],
) -> Response:
    """The unit's dossiers as they stand, all at once for whoever knows no pages."""
    own_unit_only(caller, unit)
    limit = None if asked.limit is None else min(asked.limit, PAGE_ENTRIES_MAX)
    with context.store.reading() as session:
        return said(snapshot(session, unit, greeting, after=asked.after, limit=limit))


@router.post("/v1/units/{unit}/witness", **described(Answer, body=Witness))
def post_witness(
    unit: str, message: MessageHere, caller: CallerHere, context: ContextHere, request: Request
) -> Response:
    """Entries of others, from a counter that held them while the centre was restored."""
    own_unit_only(caller, unit)
    sent = shaped(Witness, message)
    greeting = greeting_of(request)
    with context.store.writing() as session:
        hand = Hand("", context.now(), context.random_bytes, held_incarnation(session))
        returned = take_witness(session, caller, sent, hand)
    context.bell.ring(returned.units)
    return said(Answer(request=greeting.request, incarnation=greeting.incarnation))


@router.get("/v1/reference/{name}", **described(Reference))
def get_reference(
    name: ReferenceName,
    caller: CallerHere,
    context: ContextHere,
    greeting: GreetingHere,
    if_none_match: Annotated[str, Header()] = "",
) -> Response:
    """One part of the reference data, unless the asker has it."""
    with context.store.reading() as session:
        tag = tag_of(session, caller.unit, name)
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        held = {part.strip().removeprefix("W/") for part in if_none_match.split(",")}
        if tag in held:
            return Response(status_code=304, headers=headers)
        answer = current(
            session,
            caller.unit,
            name,
            request=greeting.request,
            incarnation=greeting.incarnation,
        )
    return said(answer, headers)


@router.post("/v1/officers/me/password", **described(Answer, body=PasswordChange))
def post_password(
    message: MessageHere, caller: CallerHere, context: ContextHere, request: Request
) -> Response:
    """An officer's own change of password."""
    asked = shaped(PasswordChange, message)
    with context.store.reading() as session:
        change = checked_change(session, caller.unit, asked)
    if change is not None:
        with context.store.writing() as session:
            apply_change(session, caller.unit, change, now=context.now())
    greeting = greeting_of(request)
    return said(Answer(request=greeting.request, incarnation=greeting.incarnation))


@router.get("/v1/dossiers/{code}", **described(Found))
def get_dossier(
    code: str, caller: CallerHere, context: ContextHere, greeting: GreetingHere
) -> Response:
    """One dossier of the caller's unit, by code or id."""
    with context.store.reading() as session:
        return said(one_dossier(session, caller, code, greeting))


@router.get(PATH, response_class=HTMLResponse)
def get_lookup(context: ContextHere, ma: str = "") -> Response:
    """The public page."""
    typed = ma[:TYPED_LENGTH_MAX]
    with context.store.reading() as session:
        found = look_up(session, typed)
    return HTMLResponse(page(typed, found), headers=SECURITY_HEADERS)


@router.get("/healthz", **described(Answer))
def get_health(context: ContextHere, request: Request) -> Response:
    """Whether the centre and its database answer."""
    with context.store.reading() as session:
        note_incarnation(request, session)
    greeting = greeting_of(request)
    return said(Answer(request=greeting.request, incarnation=greeting.incarnation))


@router.get("/metrics", response_class=PlainTextResponse)
def get_metrics(context: ContextHere) -> Response:
    """Counts and gauges of this process, for Prometheus."""
    admission = context.admission
    gauges = {
        "pushes_in_work": ("Pushes that hold a place.", float(admission.in_work.total())),
        "pushes_waiting": ("Pushes that wait for a place.", float(len(admission.waiting))),
        "long_polls": ("Readers that wait for the feed.", float(context.bell.listener_count())),
    }
    for name, count in _waiting(context).items():
        gauges[name] = (MEANINGS[name], float(count))
    return Response(context.counts.text(admission.refused, gauges), media_type=MEDIA_TYPE)


def _waiting(context: Context) -> dict[str, int]:
    """What waits for a person; nothing is told of it while the database is away."""
    try:
        with context.store.reading() as session:
            return waiting_counts(session)
    except context.store.failures:
        return {}
