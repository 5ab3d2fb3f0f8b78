"""Carries what the protocol decides over HTTP, and hands what came back to the store."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from schemas.dossiers import Dossier
from schemas.journal import BrokenEntryError, Head
from schemas.scans import LENGTH_HEADER, OFFSET_HEADER, BlobStanding
from schemas.wire import (
    BATCH_BYTES_MAX,
    PAGE_ENTRIES_MAX,
    PROTOCOL,
    REFERENCES,
    SEEN_HEADER,
    Answer,
    FeedPage,
    Found,
    Me,
    OwnJournal,
    Pushed,
    Reference,
    ReferenceName,
    Snapshot,
)
from sync.exchange import OF_OURSELVES, Exchange
from sync.hearing import NotDeliveredError, answer_in, standing_in
from sync.lives import SAME, Cut, Difference, Missing
from sync.protocol import (
    BearWitness,
    Complained,
    Delivered,
    FetchBack,
    Follow,
    Heard,
    Introduce,
    Introduced,
    OpenEpoch,
    Push,
    Refresh,
    Rest,
    Step,
    TakeSnapshot,
    Unreachable,
)

TESTIMONY_ENTRIES = 100
"""So many at a time that a mebibyte is rarely passed."""
FIRST_EPOCH = 1


@dataclass
class Courier(Exchange):
    """One counter's conversation with one centre, step by step."""

    skew_ms: int | None = field(default=None, init=False)
    """How far our clock was ahead when the centre last told its own, which is with `me`."""
    _pages: list[Snapshot] = field(default_factory=list, init=False)
    """Of a snapshot that is being taken."""

    async def perform(self, step: Step) -> Heard:
        """Do one step, store what the centre said, and tell the protocol what came back."""
        try:
            return await self._perform(step)
        except NotDeliveredError as failure:
            life = failure.complaint.incarnation if failure.complaint else ""
            restored = life and self.met and life != self.met
            return Complained(409, "incarnation") if restored else failure.heard
        except BrokenEntryError:
            return Unreachable("damaged")

    async def _perform(self, step: Step) -> Heard:
        match step:
            case Introduce():
                return await self._introduce()
            case Push():
                return await self._push(step)
            case Follow():
                return await self._follow(step)
            case TakeSnapshot():
                return await self._snapshot()
            case Refresh():
                return await self._refresh()
            case OpenEpoch() | FetchBack() | BearWitness():
                return await self._mend(step)
            case Rest():
                raise AssertionError("a rest is not performed")

    async def ask(self) -> Heard:
        """What an introduction would bring; the store keeps nothing of it."""
        try:
            me = await self._me()
        except NotDeliveredError as failure:
            return failure.heard
        return _introduced(me, SAME, me.head)

    async def try_first(self) -> Heard:
        """What the centre says of the next unsent entry alone; the store keeps nothing of it.

        If it takes it, that is as if its answer had been lost.
        """
        texts = await asyncio.to_thread(self.replica.unsent, 1, BATCH_BYTES_MAX)
        if not texts:
            return Delivered()
        try:
            await self._send_entries(texts)
        except NotDeliveredError as failure:
            return failure.heard
        return Delivered()

    async def _me(self) -> Me:
        seen = await asyncio.to_thread(self.replica.feed_seen)
        sent = self.now()
        me = await self.get(OF_OURSELVES, Me, headers={SEEN_HEADER: str(seen)})
        self.skew_ms = round((sent - me.time).total_seconds() * 1000)
        return me

    async def _introduce(self) -> Heard:
        me = await self._me()
        assert self.skew_ms is not None
        is_first = me.incarnation != self.met
        await asyncio.to_thread(self.replica.meet, me, self.skew_ms, is_first=is_first)
        self.met, self._pages = me.incarnation, []
        difference = await asyncio.to_thread(self.replica.difference, me)
        if difference == SAME and not me.behind:
            await asyncio.to_thread(self.replica.catch_up, me)
        ours = await asyncio.to_thread(self.replica.membership)
        # Ours is read after theirs was told: what we pushed before that is in it.
        told = _introduced(me, difference, await asyncio.to_thread(self.replica.head))
        return replace(told, is_refolded=ours.is_refolded(me.fold))

    async def _mend(self, step: OpenEpoch | FetchBack | BearWitness) -> Heard:
        match step:
            case OpenEpoch(cut=cut):
                await asyncio.to_thread(self._open_epoch, cut)
            case FetchBack(missing=missing):
                try:
                    await self._fetch_back(missing)
                except NotDeliveredError as failure:
                    if failure.is_unwelcome:
                        await asyncio.to_thread(self.replica.give_up, missing.epoch, missing.after)
                    raise
            case BearWitness(kept=kept):
                await self._testify(kept)
        return Delivered()

    def _open_epoch(self, cut: Cut) -> None:
        self.replica.open_epoch(cut, self.now(), self.random_bytes)

    async def _fetch_back(self, missing: Missing) -> None:
        after, more = missing.after, True
        while more:
            path = f"/v1/counters/me/journal?epoch={missing.epoch}&after={after}"
            page = await self.get(path, OwnJournal)
            if not page.entries:
                break
            follows = await asyncio.to_thread(
                self.replica.take_back, missing.epoch, after, page.entries
            )
            # What does not follow on ours has to be compared from its beginning.
            after, more = (after + len(page.entries), page.more) if follows else (0, True)

    async def _testify(self, kept: int) -> None:
        me = await asyncio.to_thread(self.replica.membership)
        for read, begin in ((self.replica.testified, 0), (self.replica.foreign, kept)):
            after = begin
            while held := await asyncio.to_thread(read, after, TESTIMONY_ENTRIES):
                request, texts = self.request_id(), ",".join(text for _, text in held)
                body = f'{{"request":"{request}","entries":[{texts}]}}'
                await self.send("POST", f"/v1/units/{me.unit}/witness", request, Answer, body)
                after = held[-1][0]
        await asyncio.to_thread(self.replica.void_ranks, kept, self.met)

    async def _push(self, step: Push) -> Heard:
        texts = await asyncio.to_thread(self.replica.unsent, step.entries_max, step.bytes_max)
        if not texts:
            return Delivered()
        epoch = int(json.loads(texts[0])["epoch"])
        is_newest = epoch == (await asyncio.to_thread(self.replica.membership)).epoch
        try:
            pushed = await self._send_entries(texts)
        except NotDeliveredError as failure:
            await self._rewind_if_gap(failure, None if is_newest else epoch)
            raise
        if not is_newest:
            await asyncio.to_thread(self.replica.acknowledge_closed, epoch, pushed.results)
            return Delivered()
        await asyncio.to_thread(self.replica.acknowledge, pushed.head, pushed.results)
        opened = any(result.seq == 1 for result in pushed.results)
        return Delivered(meet=opened and epoch != FIRST_EPOCH)

    async def _send_entries(self, texts: Sequence[str]) -> Pushed:
        request, epoch = self.request_id(), int(json.loads(texts[0])["epoch"])
        body = f'{{"request":"{request}","epoch":{epoch},"entries":[{",".join(texts)}]}}'
        return await self.send("POST", "/v1/counters/me/journal", request, Pushed, body)

    async def _rewind_if_gap(self, failure: "NotDeliveredError", closed: int | None) -> None:
        said, complaint = failure.heard, failure.complaint
        if isinstance(said, Complained) and said.error == "gap" and complaint is not None:
            told = complaint.params.get("head_seq", "0")
            seq = int(told) if told.isdecimal() else 0
            if closed is None and seq < await asyncio.to_thread(self.replica.acknowledged):
                # It had them: what it still knows of us is asked before anything is sent again.
                raise NotDeliveredError(Complained(409, "behind"), complaint)
            if closed is None:
                await asyncio.to_thread(self.replica.rewind, seq)
            else:
                await asyncio.to_thread(self.replica.rewind_closed, closed, seq)

    async def _follow(self, step: Follow) -> Heard:
        unit = (await asyncio.to_thread(self.replica.membership)).unit
        seen = await asyncio.to_thread(self.replica.feed_seen)
        query = f"after={seen.position}&mark={seen.mark}&limit={PAGE_ENTRIES_MAX}"
        query += f"&wait={step.wait_seconds}"
        page = await self.get(f"/v1/units/{unit}/feed?{query}", FeedPage, step.wait_seconds)
        if page.rows:
            await asyncio.to_thread(self.replica.apply_page, page)
        return Delivered(more=page.more and bool(page.rows), news=bool(page.rows))

    async def _snapshot(self) -> Heard:
        unit = (await asyncio.to_thread(self.replica.membership)).unit
        # A try that is broken off is gone on with, page by page.
        pages, more = self._pages, True
        while more:
            query = f"after={pages[-1].after if pages else 0}&limit={PAGE_ENTRIES_MAX}"
            page = await self.get(f"/v1/units/{unit}/snapshot?{query}", Snapshot)
            pages.append(page)
            more = page.more and bool(page.dossiers)
        self._pages = []
        dossiers = tuple(chain.from_iterable(page.dossiers for page in pages))
        whole = pages[0].model_copy(update={"dossiers": dossiers})
        if not await asyncio.to_thread(self.replica.apply_snapshot, whole):
            return Complained(409, "incarnation")
        return Delivered()

    async def _refresh(self) -> Heard:
        for name in REFERENCES:
            await self._refresh_one(name)
        return Delivered()

    async def _refresh_one(self, name: ReferenceName) -> None:
        tag = await asyncio.to_thread(self.replica.reference_tag, name)
        newer = await self.get_newer(f"/v1/reference/{name}", Reference, tag)
        if newer is not None:
            await asyncio.to_thread(self.replica.store_reference, *newer)

    async def find(self, code: str) -> Dossier | Unreachable | Complained:
        """One dossier as the centre has it, by its code."""
        try:
            found = await self.get(f"/v1/dossiers/{code}", Found)
            return Dossier.model_validate(found.dossier)
        except NotDeliveredError as failure:
            return failure.heard

    async def change_password(
        self, account: str, old: str, new: str
    ) -> Delivered | Unreachable | Complained:
        """Change an officer's own password at the centre, and fetch the new verifier."""
        request = self.request_id()
        body = json.dumps({"request": str(request), "account": account, "old": old, "new": new})
        try:
            await self.send("POST", "/v1/officers/me/password", request, Answer, body)
            await self._refresh_one("officers")
        except NotDeliveredError as failure:
            return failure.heard
        return Delivered()

    async def blob_at(self, sha256: str) -> BlobStanding | Unreachable | Complained:
        """How much of an attached file the centre has."""
        request = self.request_id()
        try:
            response = await self.exchanged("HEAD", await self._blob(sha256), request)
        except NotDeliveredError as failure:
            return failure.heard
        return standing_in(response, request)

    async def send_part(
        self, sha256: str, size: int, start: int, part: bytes
    ) -> BlobStanding | Unreachable | Complained:
        """Send the next part of an attached file; what the centre has of it then."""
        request = self.request_id()
        headers = {OFFSET_HEADER: str(start), LENGTH_HEADER: str(size)}
        try:
            path = await self._blob(sha256)
            response = await self.exchanged("PATCH", path, request, part, headers)
            return answer_in(response, request, BlobStanding)
        except NotDeliveredError as failure:
            return failure.heard

    async def _blob(self, sha256: str) -> str:
        unit = (await asyncio.to_thread(self.replica.membership)).unit
        return f"/v1/blobs/{unit}/{sha256}"


def _introduced(me: Me, difference: Difference, ours: Head) -> Introduced:
    """What the protocol is told of an introduction."""
    return Introduced(
        epoch=me.epoch,
        head=me.head,
        incarnation=me.incarnation,
        ours=ours,
        difference=difference,
        kept=me.kept,
        is_copied=me.alarm == "clone",
        is_behind=me.behind,
        is_outdated=not me.span.min <= PROTOCOL <= me.span.max,
    )
