"""The store as synchronisation sees it: each call one transaction, but for what may be long."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any

from sqlmodel import Session, col, select

from desk.store import confirming, lives, loose, projection, voiding
from desk.store.epochs import Reason, open_epoch, take_band
from desk.store.journal import counter_of, settle_push
from desk.store.scans import offer_again, offer_refused
from desk.store.store import Store
from desk.store.swapping import parts, swap_in
from desk.store.tables import Counter, Feed, Journal, Reference, Testified
from schemas.dossiers import Dossier
from schemas.journal import Head, check_entry
from schemas.shape import written
from schemas.wire import (
    Answer,
    FeedPage,
    Me,
    ReferenceName,
    Result,
    Seen,
    Snapshot,
    mark_of,
)
from schemas.wire import Reference as ReferenceAnswer
from sync.lives import Cut, Difference
from sync.replica import Membership


@dataclass(frozen=True)
class StoreReplica:
    """Implements `sync.replica.Replica` on a store."""

    store: Store
    instance: str

    def membership(self) -> Membership:
        """Who we are; constant within an epoch."""
        with self.store.read() as session:
            counter = counter_of(session)
            return Membership(
                url=counter.url,
                counter=counter.counter,
                unit=counter.unit,
                epoch=counter.epoch,
                token=counter.token,
                instance=self.instance,
                met=counter.incarnation,
                snapshot_fold=counter.snapshot_fold,
            )

    def head(self) -> Head:
        """The newest entry of our journal."""
        with self.store.read() as session:
            counter = counter_of(session)
            return Head(seq=counter.head_seq, digest=counter.head_digest)

    def acknowledged(self) -> int:
        """The seq up to which the centre has our entries."""
        with self.store.read() as session:
            return counter_of(session).acked_seq

    def unsent_count(self) -> int:
        """How many entries the centre has not answered for, closed epochs included."""
        with self.store.read() as session:
            return unsent_count(session)

    def unsent(self, entries_max: int, bytes_max: int) -> Sequence[str]:
        """The next entries to send, as first written, in seq order; closed epochs go first."""
        with self.store.read() as session:
            counter = counter_of(session)
            tail = lives.closed_unsent(session, entries_max)
            if tail:
                return _within(list(tail), bytes_max)
            query = (
                select(Journal.text)
                .where(Journal.epoch == counter.epoch, col(Journal.seq) > counter.acked_seq)
                .order_by(col(Journal.seq))
                .limit(entries_max)
            )
            return _within(list(session.exec(query)), bytes_max)

    def acknowledge(self, head: Head, results: Sequence[Result]) -> None:
        """Keep the centre's results; what has one leaves the outbox, up to the centre's head."""
        with self.store.write() as session:
            counter = counter_of(session)
            for result in results:
                answer = {"kind": result.outcome, "case": _case(result)}
                settle_push(session, counter.epoch, result.seq, answer)
            # The centre may have more than it answered for here: those are asked about again.
            answered = {result.seq for result in results}
            while counter.acked_seq < min(head.seq, counter.head_seq):
                if counter.acked_seq + 1 not in answered:
                    break
                counter.acked_seq += 1
            session.add(counter)

    def rewind(self, seq: int) -> None:
        """Send again from the entry after `seq`."""
        with self.store.write() as session:
            counter = counter_of(session)
            counter.acked_seq = min(seq, counter.acked_seq)
            session.add(counter)

    def meet(self, me: Me, skew_ms: int, *, is_first: bool) -> None:
        """Keep what the centre told of us, and how far our clock is from its own.

        Where it is the first meeting of a session, files whose kind it did not know are offered
        again, as it may be of a later release now, and all files to a centre that was restored:
        nothing else tells what it lacks.
        """
        with self.store.write() as session:
            counter = counter_of(session)
            counter.skew_ms = skew_ms
            if me.kept is None:
                counter.incarnation = me.incarnation
            counter.centre_time = written(me.time)
            counter.alarm = me.alarm
            session.add(counter)
            session.flush()
            if is_first and me.kept is not None:
                offer_again(session)
            if is_first:
                offer_refused(session)
            ours = (one for one in me.epochs if one.epoch == counter.epoch)
            for band in (band for one in ours for band in one.bands):
                take_band(session, counter, band)

    def acknowledge_closed(self, epoch: int, results: Sequence[Result]) -> None:
        """Keep the centre's results for entries of a closed epoch."""
        with self.store.write() as session:
            for result in results:
                answer = {"kind": result.outcome, "case": _case(result)}
                settle_push(session, epoch, result.seq, answer)

    def rewind_closed(self, epoch: int, seq: int) -> None:
        """Send the entries of a closed epoch after `seq` again."""
        with self.store.write() as session:
            lives.resend_closed(session, epoch, seq)

    def difference(self, me: Me) -> Difference:
        """How the centre's record of our journal differs from ours."""
        with self.store.read() as session:
            return lives.difference(session, me)

    def catch_up(self, me: Me) -> None:
        """Send again what a restored centre lacks; write again what stood where it has others."""
        known = {one.epoch: one.head.seq for one in me.epochs} or {me.epoch: me.head.seq}
        with self.store.write() as session:
            counter = counter_of(session)
            for epoch, held in lives.held_epochs(session).items():
                if epoch == counter.epoch:
                    counter.acked_seq = min(counter.acked_seq, known.get(epoch, 0))
                    session.add(counter)
                elif held.answered > known.get(epoch, 0):
                    lives.resend_closed(session, epoch, known.get(epoch, 0))
            lives.write_again(session)

    def open_epoch(self, cut: Cut, now: datetime, random_bytes: Callable[[int], bytes]) -> None:
        """Begin another life of our journal, since this one cannot go on."""
        reason: Reason = "forked" if cut == "fork" else "rolled_back"
        with self.store.write() as session:
            open_epoch(session, reason, instance=self.instance, now=now, random_bytes=random_bytes)

    def take_back(self, epoch: int, after: int, entries: Sequence[Mapping[str, Any]]) -> bool:
        """Put entries of ours that the centre has into their places; False if they do not follow.

        Raises:
            BrokenEntryError: one of them is not what was written; nothing was taken.
        """
        with self.store.write() as session:
            return lives.take_back(session, epoch, after, entries)

    def give_up(self, epoch: int, after: int) -> None:
        """The centre gives nothing of an epoch back: write ours beyond `after` once more."""
        with self.store.write() as session:
            lives.give_up(session, epoch, after)

    def foreign(self, after: int, limit: int) -> Sequence[tuple[int, str]]:
        """Entries of others that we hold, with their ranks, beyond a rank."""
        query = select(Feed.position, Feed.text).where(col(Feed.position) > after, Feed.text != "")
        with self.store.read() as session:
            return list(session.exec(query.order_by(col(Feed.position)).limit(limit)))

    def testified(self, after: int, limit: int) -> Sequence[tuple[int, str]]:
        """What of the centre's own we gave back at earlier restores, in its order, by place."""
        query = select(Testified.place, Testified.text).where(col(Testified.place) > after)
        with self.store.read() as session:
            rows = session.exec(query.order_by(col(Testified.place)).limit(limit))
            return [(place or 0, text) for place, text in rows]

    def void_ranks(self, kept: int, incarnation: str) -> None:
        """Forget all ranks beyond `kept`: the centre that gave them was restored."""
        with self.store.write() as session:
            counter = counter_of(session)
            counter.incarnation = incarnation
            counter.feed_position = min(counter.feed_position, voiding.void_ranks(session, kept))
            session.add(counter)

    def feed_position(self) -> int:
        """The rank up to which the unit's feed is applied."""
        with self.store.read() as session:
            return counter_of(session).feed_position

    def feed_seen(self) -> Seen:
        """That rank, with a mark of the entry there."""
        with self.store.read() as session:
            position = counter_of(session).feed_position
            newest = session.get(Feed, position)
            return Seen(position, mark_of(newest.id) if newest else "")

    def apply_page(self, page: FeedPage) -> None:
        """Apply a page, some rows and the cursor after them a transaction.

        Rows already applied are skipped, and so is what is left once the centre was restored, or
        what does not follow: it was asked for from a rank that is void by now.

        Raises:
            BrokenEntryError: an entry on it is not what was written; nothing was applied.
        """
        for row in page.rows:
            check_entry(row.entry)
        for rows in parts(page.rows):
            end = page.position if rows[-1] is page.rows[-1] else rows[-1].place
            with self.store.write() as session:
                counter = counter_of(session)
                if not _is_of(counter, page):
                    return
                fresh = [row for row in rows if row.place > counter.feed_position]
                if fresh and fresh[0].place != counter.feed_position + 1:
                    return
                confirming.keep_rows(session, fresh)
                projection.confirm(session, fresh)
                counter.feed_position = max(counter.feed_position, end)
                session.add(counter)

    def apply_snapshot(self, snapshot: Snapshot) -> bool:
        """Swap in a snapshot's dossiers, then move the cursor; see `swapping`.

        False if the centre was restored meanwhile; the snapshot is of a life that ended.

        Raises:
            BrokenEntryError: an entry in it is not what was written; nothing was swapped in.
        """
        told = {check_entry(row.entry).dossier for row in snapshot.relayed}
        for some in parts(snapshot.dossiers):
            states = [Dossier.model_validate(one) for one in some]
            with self.store.write() as session:
                if not _is_of(counter_of(session), snapshot):
                    return False
                swap_in(session, states, snapshot.position)
        with self.store.write() as session:
            counter = counter_of(session)
            if not _is_of(counter, snapshot):
                return False
            loose.forget_loose(session, snapshot.position)
            confirming.keep_rows(session, snapshot.relayed)
            projection.show(session, [one for one in told if one])
            counter.feed_position = max(counter.feed_position, snapshot.position)
            counter.snapshot_fold = snapshot.fold
            session.add(counter)
        return True

    def reference_tag(self, name: ReferenceName) -> str | None:
        """The ETag of a part of the reference data we hold."""
        with self.store.read() as session:
            held = session.get(Reference, name)
            return held.tag if held else None

    def store_reference(self, reference: ReferenceAnswer, tag: str) -> None:
        """Keep a new version of a part of the reference data."""
        held = Reference(
            name=reference.name,
            version=reference.version,
            tag=tag,
            published_at=written(reference.published_at),
            content=json.dumps(reference.content, ensure_ascii=False),
        )
        with self.store.write() as session:
            session.merge(held)
        self.store.changes.references += 1


def _within(texts: list[str], bytes_max: int) -> Sequence[str]:
    """The longest beginning that fits, at least one; commas and brackets are allowed for."""
    total = 256

    def fits(text: str) -> bool:
        nonlocal total
        total += len(text.encode()) + 1
        return total <= bytes_max

    return list(takewhile(fits, texts)) or texts[:1]


def _is_of(counter: Counter, answer: Answer) -> bool:
    """Whether an answer is of the centre as we met it."""
    return counter.incarnation in ("", answer.incarnation)


def _case(result: Result) -> object:
    return result.case.model_dump(mode="json") if result.case else None


def unsent_count(session: Session) -> int:
    """How many of our entries the centre has not answered for."""
    counter = counter_of(session)
    return counter.head_seq - counter.acked_seq + lives.closed_unsent_count(session)
