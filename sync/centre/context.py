"""What the routes work with: the database, the bell, the clock and the source of randomness."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session
from starlette.requests import Request

from schemas.wire import (
    BATCH_BYTES_MAX,
    INSTANCE_HEADER,
    PROTOCOL,
    PROTOCOL_HEADER,
    REQUEST_HEADER,
    Span,
)
from sync.centre.admission import Admission, uploads, work
from sync.centre.bell import Bell
from sync.centre.counters import Caller, caller_by_token
from sync.centre.counts import Counts
from sync.centre.feed import Greeting
from sync.centre.incarnation import incarnation_of
from sync.centre.pace import Pace, arrived
from sync.centre.refusals import RefusedError
from sync.centre.store import Store

REQUEST_LENGTH_MAX = 100


@dataclass(frozen=True)
class Context:
    """One running centre."""

    store: Store
    now: Callable[[], datetime]
    random_bytes: Callable[[int], bytes]
    bell: Bell = field(default_factory=Bell)
    admission: Admission = field(default_factory=uploads)
    """Whose entries may come in."""
    work: Admission = field(default_factory=work)
    """Whose entries, all here, are ranked now."""
    pace: Pace = field(default_factory=Pace)
    counts: Counts = field(default_factory=Counts)


def context_of(request: Request) -> Context:
    """The running centre that a request came to."""
    context: Context = request.app.state.context
    return context


def request_id(request: Request) -> str:
    """The id a request goes by: from its body once that was read, else from its header."""
    known: str | None = getattr(request.state, "request_id", None)
    return known if known is not None else plain_id(request.headers.get(REQUEST_HEADER))


def plain_id(said: object) -> str:
    """A request id that may be echoed in a header; anything else is as if none was said."""
    is_plain = isinstance(said, str) and said.isascii() and said.isprintable()
    return said if is_plain and isinstance(said, str) and len(said) <= REQUEST_LENGTH_MAX else ""


def note_incarnation(request: Request, session: Session) -> None:
    """Have the answer to a request say in which life of the centre it was given.

    Noted before what is told is read: where a restore is told in between, the reader takes it for
    the earlier life's and is introduced anew; the other way round, void ranks would seem valid.
    """
    request.state.incarnation = incarnation_of(session)


def greeting_of(request: Request) -> Greeting:
    """What the answer to a request says of itself; no incarnation until it was noted."""
    return Greeting(request_id(request), getattr(request.state, "incarnation", ""))


def caller_of(request: Request) -> Caller:
    """The counter whose token a request bears, unless the token was revoked.

    Raises:
        RefusedError: 401 `unknown_token`.
    """
    caller = sender_of(request)
    if caller.is_revoked:
        raise RefusedError(401, "unknown_token")
    return caller


def sender_of(request: Request) -> Caller:
    """The counter whose token a request bears; a revoked one may still deliver what it has.

    Raises:
        RefusedError: 401 `unknown_token`, 426 `protocol`.
    """
    version = request.headers.get(PROTOCOL_HEADER, str(PROTOCOL))
    if version != str(PROTOCOL):
        told = Span().model_dump()
        raise RefusedError(426, "protocol", {key: str(one) for key, one in told.items()})
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise RefusedError(401, "unknown_token")
    with context_of(request).store.reading() as session:
        note_incarnation(request, session)
        caller = caller_by_token(session, token.strip())
    caller = replace(caller, instance=plain_id(request.headers.get(INSTANCE_HEADER)))
    request.state.caller = caller
    return caller


async def admitted(
    request: Request, sender: Annotated[Caller, Depends(sender_of)]
) -> AsyncIterator[None]:
    """A place among the pushes, held until the route has returned; before it, no body.

    The few places where entries are ranked are given to whole bodies only, so that a slow line, or
    one that is dead by now, keeps nobody of other units waiting.

    Raises:
        RefusedError: 503 `busy`, 408 `too_slow`, 413 `too_big`.
    """
    context = context_of(request)
    spread = context.random_bytes(1)[0] / 256
    async with context.admission.place(sender.unit, sender.counter, spread):
        await raw_body(request)
        async with context.work.place(sender.unit, sender.counter, spread):
            yield


async def raw_body(request: Request) -> bytes:
    """The body of a request as it was sent, read once.

    Raises:
        RefusedError: 408 `too_slow`, 413 `too_big`.
    """
    held: bytes | None = getattr(request.state, "raw_body", None)
    if held is None:
        held = await arrived(request.stream(), context_of(request).pace, BATCH_BYTES_MAX)
        request.state.raw_body = held
    return held


ContextHere = Annotated[Context, Depends(context_of)]
GreetingHere = Annotated[Greeting, Depends(greeting_of)]
CallerHere = Annotated[Caller, Depends(caller_of)]
SenderHere = Annotated[Caller, Depends(sender_of)]
AdmittedHere = Annotated[None, Depends(admitted, scope="function")]
