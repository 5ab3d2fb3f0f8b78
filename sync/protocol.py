"""How a counter and the centre agree, free of network, disk and clock.

Theory of operation
-------------------
A counter has two lanes that never wait for each other. The *up* lane delivers the journal; the
*down* lane follows the unit's feed by long poll and keeps the reference data fresh. Each lane asks
`plan` what to do next, does it, and tells `heard` what came back. Nothing else decides anything:

    plan(state, lane, unsent)          -> Introduce | Push | Follow | TakeSnapshot | Refresh | Rest
                                          | OpenEpoch | FetchBack | BearWitness
    heard(state, lane, heard, jitter)  -> state

    up lane                                     down lane
    not introduced   -> Introduce (GET me)      not introduced      -> Rest until told
    halted           -> Rest                    halted              -> Rest (feed still followed)
    failed lately    -> Rest so long            failed lately       -> Rest so long
    ranks void       -> BearWitness                 ranks void          -> Rest until told
    our life cut off -> OpenEpoch               reference data old  -> Refresh
    entries missing  -> FetchBack               position pruned     -> TakeSnapshot
    entries unsent   -> Push                    else                -> Follow (long poll)
    else             -> Rest until woken

What may come back, and what follows:

    Delivered        the centre said so, in our protocol, to our request   failures := 0, line up
    Unreachable      nothing, or nothing the centre said (portal, proxy)   wait, line down
    Complained 409 gap           the centre lacks something: rewind to its head, push again
               409 fork, epoch   our journal and its record differ: be introduced anew, and mend it
               401, 403          our token is not known: halt, keep all, ask for re-enrolment
               (incarnation)     the centre was restored meanwhile: be introduced anew
               (protocol)        it speaks no version that we do: halt, keep all, ask again
               410 pruned        the feed no longer reaches back to us: take a snapshot
               410 ahead         the centre lacks what it told us: ask what it knows of us, and
               409 behind            halt if it was restored and nobody has said so
               413               halve the batch, whoever in between said so
               429, 503          wait as long as it says
               any other         wait, as for Unreachable, but the line is up

What an introduction finds is mended one step at a time, each followed by another introduction, so
that a crash or a lost answer between two of them only repeats what is idempotent. A store that was
restored, rolled back or copied shows by the centre's record being ahead of it or other than it: it
opens a new epoch, then fetches back what it lacks, then writes again what the centre has no place
for. A centre that was restored says from where its ranks are void: we return what we hold of
others, forget those ranks, and take a snapshot. Two installations that write as one counter hear
of it, and rest until a person has ended one.

Only a `Pushed` answer moves entries out of the outbox, and only up to the head it names. A lost
answer is therefore harmless: the same entries are sent again, and a known seq with the same digest
gets its stored result. Waiting is full jitter under min(5 min, 1 s · 2^n), without a limit on the
number of tries. One lane's success shows that the line is up, and so ends the other's wait for the
line; it does not end a wait that the centre asked for, nor one after the centre's complaint.
"""

from dataclasses import dataclass, replace
from typing import Literal

from schemas.journal import Head
from schemas.wire import BATCH_BYTES_MAX, BATCH_ENTRIES_MAX, WAIT_SECONDS_MAX
from sync.backoff import wait_seconds
from sync.lives import SAME, Cut, Difference, Missing

LaneName = Literal["up", "down"]
Line = Literal["up", "down", "unknown"]
Halt = Literal["clone", "reenrol", "outdated", "behind"]
REFRESH_SECONDS = 600.0
RETRY_AFTER_SECONDS_MAX = 900
_MUTE: frozenset[Halt | None] = frozenset({"reenrol", "outdated"})
"""Why the feed is not read either."""


@dataclass(frozen=True)
class Introduce:
    """Ask the centre what it knows of us."""


@dataclass(frozen=True)
class Push:
    """Send the next entries, at most so many and so large together."""

    entries_max: int
    bytes_max: int


@dataclass(frozen=True)
class Follow:
    """Ask for the feed after our position, waiting at the centre for so long if there is none."""

    wait_seconds: int


@dataclass(frozen=True)
class TakeSnapshot:
    """Ask for the unit's dossiers as they stand."""


@dataclass(frozen=True)
class Refresh:
    """Ask for what is new in the reference data."""


@dataclass(frozen=True)
class Rest:
    """Do nothing for so long, or until woken when None."""

    seconds: float | None = None


@dataclass(frozen=True)
class OpenEpoch:
    """Begin another life of our journal; nothing is asked of the centre."""

    cut: Cut


@dataclass(frozen=True)
class FetchBack:
    """Ask for our own entries that we lack."""

    missing: Missing


@dataclass(frozen=True)
class BearWitness:
    """Return what we hold of others beyond a rank, and forget the ranks beyond it."""

    kept: int


Step = (
    Introduce | Push | Follow | TakeSnapshot | Refresh | Rest | OpenEpoch | FetchBack | BearWitness
)


@dataclass(frozen=True)
class Introduced:
    """`me` answered: the centre's head for our epoch, and its incarnation."""

    epoch: int
    head: Head
    incarnation: str
    ours: Head
    """Our journal's head once that answer was here."""
    difference: Difference = SAME
    kept: int | None = None
    """Ranks beyond it are void; None when all stand."""
    is_copied: bool = False
    """Another installation writes as this counter."""
    is_behind: bool = False
    """The centre lacks what it told us, and nobody has said that it was restored."""
    is_outdated: bool = False
    """The centre understands no version of the protocol that we speak."""


@dataclass(frozen=True)
class Delivered:
    """The step was done and its answer stored."""

    more: bool = False
    """The feed has a further page at once."""
    news: bool = True
    """False when the feed had nothing, not even after waiting for it."""
    meet: bool = False
    """The centre has something to tell us at the next introduction: our band of numbers."""


@dataclass(frozen=True)
class Unreachable:
    """Nothing came back that the centre said."""

    reason: str


@dataclass(frozen=True)
class Complained:
    """The centre answered, in our protocol, that it did not do it."""

    status: int
    error: str
    retry_after: int | None = None


Heard = Introduced | Delivered | Unreachable | Complained


@dataclass(frozen=True)
class Lane:
    """One lane's bad luck."""

    failures: int = 0
    wait: float = 0.0
    """Seconds to rest before the next try."""
    for_line: bool = False
    """The wait is for the line to come back; whatever shows that it did ends it."""


@dataclass(frozen=True)
class State:
    """All the protocol remembers; it starts afresh with every session."""

    epoch: int
    head: Head
    """Our journal's head when the centre last told its own."""
    introduced: bool = False
    incarnation: str | None = None
    line: Line = "unknown"
    trouble: str = ""
    """Why the line is down, as a stable code."""
    halt: Halt | None = None
    difference: Difference = SAME
    kept: int | None = None
    """Ranks beyond it are void, until we have testified."""
    batch: int = BATCH_ENTRIES_MAX
    refreshed: bool = False
    pruned: bool = False
    caught_up: bool = False
    """The feed was followed to its end, as it was then."""
    up: Lane = Lane()
    down: Lane = Lane()


def plan(state: State, lane: LaneName, *, unsent: int, patient: bool = True) -> Step:
    """What a lane does next; an impatient caller does not wait at the centre for news."""
    wait = bad_luck(state, lane).wait
    if wait > 0:
        return Rest(wait)
    if lane == "up":
        return _plan_up(state, unsent)
    return _plan_down(state, patient=patient)


def _plan_up(state: State, unsent: int) -> Step:
    if not state.introduced:
        return Introduce()
    if state.halt is not None:
        return Rest()
    if state.kept is not None:
        return BearWitness(state.kept)
    if state.difference.cut is not None:
        return OpenEpoch(state.difference.cut)
    if state.difference.missing is not None:
        return FetchBack(state.difference.missing)
    if unsent == 0:
        return Rest()
    return Push(entries_max=state.batch, bytes_max=BATCH_BYTES_MAX)


def _plan_down(state: State, *, patient: bool) -> Step:
    if not state.introduced or state.halt in _MUTE or state.kept is not None:
        return Rest()
    if not state.refreshed:
        return Refresh()
    if state.pruned:
        return TakeSnapshot()
    return Follow(wait_seconds=WAIT_SECONDS_MAX if patient else 0)


def rested(state: State, lane: LaneName) -> State:
    """The state once a lane has rested, or was told to try again now."""
    return _with(state, lane, replace(bad_luck(state, lane), wait=0.0, for_line=False))


def bad_luck(state: State, lane: LaneName) -> Lane:
    """What a lane remembers of its last failures."""
    return state.up if lane == "up" else state.down


def _with(state: State, lane: LaneName, bad: Lane) -> State:
    return replace(state, up=bad) if lane == "up" else replace(state, down=bad)


def stale(state: State) -> State:
    """The state once the reference data is old enough to be asked for again."""
    return replace(state, refreshed=False)


def heard(state: State, lane: LaneName, step: Step, heard: Heard, jitter: float) -> State:
    """The state after a step and what came back of it; `jitter` in [0, 1)."""
    match heard:
        case Introduced():
            return _introduced(_succeeded(state, lane), lane, heard, jitter)
        case Delivered():
            return _delivered(_succeeded(state, lane), lane, step, heard, jitter)
        case Unreachable(reason=reason):
            failed = _failed(replace(state, line="down", trouble=reason), lane, jitter)
            return _with(failed, lane, replace(bad_luck(failed, lane), for_line=True))
        case Complained():
            up = replace(state, line="up", trouble=heard.error)
            return _complained(up, lane, heard, jitter)


def _succeeded(state: State, lane: LaneName) -> State:
    up = replace(_with(state, lane, Lane()), line="up", trouble="")
    other: LaneName = "down" if lane == "up" else "up"
    return rested(up, other) if bad_luck(up, other).for_line else up


def _introduced(state: State, lane: LaneName, me: Introduced, jitter: float) -> State:
    met = replace(
        state,
        introduced=True,
        incarnation=me.incarnation,
        head=me.ours,
        halt=None,
        difference=me.difference,
        kept=me.kept,
    )
    halt = _halt_of(me)
    if halt is not None:
        # Asked again from time to time, since a person may end it.
        return _failed(replace(met, halt=halt, introduced=False), lane, jitter)
    return met


def _halt_of(me: Introduced) -> Halt | None:
    if me.is_outdated:
        return "outdated"
    if me.is_behind:
        return "behind"
    return "clone" if me.is_copied else None


def _delivered(
    state: State, lane: LaneName, step: Step, delivered: Delivered, jitter: float
) -> State:
    match step:
        case Push():
            grown = replace(state, batch=min(BATCH_ENTRIES_MAX, state.batch * 2))
            return replace(grown, introduced=not delivered.meet)
        case OpenEpoch() | FetchBack():
            return replace(state, introduced=False)
        case BearWitness():
            return replace(state, introduced=False, kept=None, pruned=True)
        case Refresh():
            return replace(state, refreshed=True)
        case TakeSnapshot():
            return replace(state, pruned=False)
        case Follow():
            followed = replace(state, caught_up=not delivered.more)
            if step.wait_seconds and not delivered.news:
                # A centre that cannot hold our question must not be asked without end.
                return _waiting(followed, lane, jitter)
            return followed
        case _:
            return state


def _complained(state: State, lane: LaneName, said: Complained, jitter: float) -> State:
    match said.status, said.error:
        case 409, "gap":
            # The first is mended at once by the rewind; a second in a row has to wait.
            patient = _failed(state, lane, jitter)
            return patient if bad_luck(state, lane).failures else _waiting(patient, lane, 0.0)
        case _, "fork" | "epoch" | "behind" | "ahead":
            return _failed(replace(state, introduced=False), lane, jitter)
        case _, "incarnation":
            return replace(state, introduced=False, caught_up=False)
        case ((401 | 403), _) | (_, "protocol"):
            halt: Halt = "outdated" if said.error == "protocol" else "reenrol"
            return _failed(replace(state, halt=halt, introduced=False), lane, jitter)
        case 410, "pruned":
            return replace(state, pruned=True)
        case 413, _ if state.batch > 1:
            return replace(state, batch=max(1, state.batch // 2))
        case ((429 | 503), _) if said.retry_after is not None:
            told = min(max(0, said.retry_after), RETRY_AFTER_SECONDS_MAX)
            return _waiting(state, lane, told + jitter)
        case _:
            return _failed(state, lane, jitter)


def _failed(state: State, lane: LaneName, jitter: float) -> State:
    failures = bad_luck(state, lane).failures + 1
    return _with(state, lane, Lane(failures, wait_seconds(failures, jitter)))


def _waiting(state: State, lane: LaneName, seconds: float) -> State:
    return _with(state, lane, replace(bad_luck(state, lane), wait=seconds))
