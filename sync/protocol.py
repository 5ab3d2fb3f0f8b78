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
    failed lately    -> Rest so long            failed lately       -> Rest so long
    not introduced   -> Introduce (GET me)      not introduced      -> Rest until told
    halted           -> Rest                    halted              -> Rest until told
    ranks void       -> BearWitness (*)         ranks void          -> Rest until told
    our life cut off -> OpenEpoch               reference data old  -> Refresh
    entries missing  -> FetchBack               position pruned     -> TakeSnapshot
    entries unsent   -> Push                    else                -> Follow (long poll)
    else             -> Rest until woken

    revoked          -> delivers as ever, but for (*); what it cannot fetch back, the store writes
                        once more; the down lane asks, ever more seldom, until it is told something

What may come back, and what follows:

    Delivered        the centre said so, in our protocol, to our request   failures := 0, line up
    Unreachable      nothing, or nothing the centre said (portal, proxy)   wait, line down
               (while under way)     of a push: halve the batch too, since the line may break, or
                                     a filter in between step in, after so many bytes each time
    Complained 409 gap           the centre lacks something: rewind to its head, push again
               409 fork, epoch   our journal and its record differ: be introduced anew, and mend it
               401, 403          of Introduce, Push: it does not know our token: halt, keep all,
                                     ask again; of any other: we are revoked, see above
               (incarnation)     the centre was restored meanwhile: be introduced anew
               (protocol)        it speaks no version that we do: halt, keep all, ask again
               410 pruned        the feed no longer reaches back to us: take a snapshot; so when
                                 introduced, if ours is of an older fold than both sides' now
               410 ahead         the centre lacks what it told us: ask what it knows of us, and
               409 behind            halt if it was restored and nobody has said so
               413, 422          of a push: halve the batch, for a proxy's 413 too, until all before
                                     one entry is delivered; that one alone is `stuck`: it is tried
                                     again and again, and what follows waits
               408               halve it too: it came so slowly that the centre gave it up
               429, 503          wait as long as it says
               any other         wait, as for Unreachable, but the line is up

What an introduction finds is mended one step at a time, each followed by another introduction, so
that a crash or a lost answer between two of them only repeats what is idempotent. A store that was
restored, rolled back or copied shows by the centre's record being ahead of it or other than it: it
opens a new epoch, then fetches back what it lacks, and writes again what the centre has no place
for, in the same transaction. A centre that was restored says from where its ranks are void: we
return what we hold of others, forget those ranks, and take a snapshot. Two installations that write
as one counter hear of it, and rest until a person has ended one.

Only a `Pushed` answer moves entries out of the outbox, and only up to the head it names. A lost
answer is therefore harmless: the same entries are sent again, and a known seq with the same digest
gets its stored result. Waiting is full jitter under min(5 min, 1 s · 2^n), without a limit on the
number of tries. One lane's success shows that the line is up, and so ends the other's wait for the
line, as the way of a file does (`scan_lane`); it does not end a wait that the centre asked for, nor
one after the centre's complaint. A person's try ends every wait, and lengthens none that follows.
"""

from dataclasses import dataclass, replace

from schemas.journal import Head
from schemas.wire import BATCH_BYTES_MAX, BATCH_ENTRIES_MAX, WAIT_SECONDS_MAX
from sync.lives import SAME, Cut, Difference, Missing
from sync.state import (
    Halt,
    Lane,
    LaneName,
    State,
    bad_luck,
    failed,
    line_is_up,
    waiting,
    with_lane,
)

STUCK = "stuck"
"""Trouble of one entry that the centre, or a proxy before it, does not take by itself either."""
UNDER_WAY = frozenset({"broken_off", "timeout", "not_the_centre"})
"""Why a request failed that was under way; what is smaller may get through."""
REFRESH_SECONDS = 600.0
RETRY_AFTER_SECONDS_MAX = 900


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
    is_refolded: bool = False
    """Dossiers that came by a snapshot are folded otherwise by now, at the centre and here."""
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
    if _is_halted(state):
        return Rest()
    if state.kept is not None and state.halt != "revoked":
        return BearWitness(state.kept)
    if state.difference.cut is not None:
        return OpenEpoch(state.difference.cut)
    if state.difference.missing is not None:
        return FetchBack(state.difference.missing)
    if unsent == 0:
        return Rest()
    return Push(entries_max=state.batch, bytes_max=BATCH_BYTES_MAX)


def _is_halted(state: State) -> bool:
    return state.halt not in (None, "revoked")


def _plan_down(state: State, *, patient: bool) -> Step:
    if not state.introduced or _is_halted(state) or state.kept is not None:
        return Rest()
    if not state.refreshed:
        return Refresh()
    if state.pruned:
        return TakeSnapshot()
    return Follow(wait_seconds=WAIT_SECONDS_MAX if patient else 0)


def heard(state: State, lane: LaneName, step: Step, heard: Heard, jitter: float) -> State:
    """The state after a step and what came back of it; `jitter` in [0, 1)."""
    match heard:
        case Introduced():
            return _introduced(_succeeded(state, lane), lane, heard, jitter)
        case Delivered():
            return _delivered(_succeeded(state, lane), lane, step, heard, jitter)
        case Unreachable(reason=reason):
            less = replace(state, batch=_batch_after(state.batch, step, reason))
            cut_off = replace(less, line="down", trouble=reason)
            return failed(cut_off, lane, jitter, for_line=True)
        case Complained():
            up = replace(state, line="up", trouble=heard.error)
            return _complained(up, lane, step, heard, jitter)


def _batch_after(batch: int, step: Step, reason: str) -> int:
    is_cut = isinstance(step, Push) and reason in UNDER_WAY
    return max(1, batch // 2) if is_cut else batch


def _succeeded(state: State, lane: LaneName) -> State:
    # That the feed goes on does not move what is stuck.
    trouble = STUCK if lane == "down" and state.trouble == STUCK else ""
    return replace(line_is_up(with_lane(state, lane, Lane())), trouble=trouble)


def _introduced(state: State, lane: LaneName, me: Introduced, jitter: float) -> State:
    met = replace(
        state,
        introduced=True,
        incarnation=me.incarnation,
        head=me.ours,
        halt="revoked" if state.halt == "revoked" else None,
        difference=me.difference,
        kept=me.kept,
        pruned=state.pruned or me.is_refolded,
    )
    halt = _halt_of(me)
    if halt is not None:
        # Asked again from time to time, since a person may end it.
        return failed(replace(met, halt=halt, introduced=False), lane, jitter)
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
            # The other lane may have heard meanwhile that we have to be introduced anew.
            return replace(grown, introduced=state.introduced and not delivered.meet)
        case OpenEpoch() | FetchBack():
            return replace(state, introduced=False)
        case BearWitness():
            return replace(state, introduced=False, kept=None, pruned=True)
        case Refresh():
            return replace(state, refreshed=True, halt=_welcome(state))
        case TakeSnapshot():
            return replace(state, pruned=False)
        case Follow():
            followed = replace(state, caught_up=not delivered.more, halt=_welcome(state))
            if step.wait_seconds and not delivered.news:
                # A centre that cannot hold our question must not be asked without end.
                return waiting(followed, lane, jitter)
            return followed
        case _:
            return state


def _welcome(state: State) -> Halt | None:
    """What still halts a counter that the centre told something."""
    return None if state.halt == "revoked" else state.halt


def _complained(state: State, lane: LaneName, step: Step, said: Complained, jitter: float) -> State:
    match said.status, said.error:
        case 409, "gap":
            # The first is mended at once by the rewind; a second in a row has to wait.
            patient = failed(state, lane, jitter)
            return patient if bad_luck(state, lane).failures else waiting(patient, lane, 0.0)
        case _, "fork" | "epoch" | "behind" | "ahead":
            return failed(replace(state, introduced=False), lane, jitter)
        case _, "incarnation":
            return replace(state, introduced=False, caught_up=False)
        case ((401 | 403), _) | (_, "protocol"):
            return _unwelcome(state, lane, step, said, jitter)
        case 410, "pruned":
            return replace(state, pruned=True)
        case ((408 | 413 | 422), _) if isinstance(step, Push):
            return _not_taken(state, lane, said, jitter)
        case ((429 | 503), _) if said.retry_after is not None:
            told = min(max(0, said.retry_after), RETRY_AFTER_SECONDS_MAX)
            return waiting(state, lane, told + jitter)
        case _:
            return failed(state, lane, jitter)


def _not_taken(state: State, lane: LaneName, said: Complained, jitter: float) -> State:
    """Send less at once; what is not taken alone either is tried again after a wait."""
    if state.batch > 1:
        return replace(state, batch=state.batch // 2)
    trouble = said.error if said.error == "too_slow" else STUCK
    return failed(replace(state, trouble=trouble), lane, jitter)


def _unwelcome(state: State, lane: LaneName, step: Step, said: Complained, jitter: float) -> State:
    if said.error != "protocol" and not isinstance(step, Introduce | Push):
        unread = replace(state, halt=state.halt or "revoked")
        if isinstance(step, FetchBack):
            unread = replace(unread, difference=SAME)
        # What is unsent goes on at once; only asking waits.
        return unread if lane == "up" else failed(unread, lane, jitter)
    halt: Halt = "outdated" if said.error == "protocol" else "unknown"
    return failed(replace(state, halt=halt, introduced=False), lane, jitter)
