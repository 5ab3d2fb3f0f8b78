"""Carries what the protocol decides over HTTP, and hands what came back to the store."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar
from uuid import UUID

import httpx

from schemas.dossiers import Dossier
from schemas.ids import uuid7
from schemas.journal import BrokenEntryError, Head
from schemas.scans import LENGTH_HEADER, OFFSET_HEADER, BlobStanding
from schemas.wire import (
    EPOCH_HEADER,
    INSTANCE_HEADER,
    MET_HEADER,
    PAGE_ENTRIES_MAX,
    PROTOCOL,
    REFERENCES,
    REQUEST_HEADER,
    SEEN_HEADER,
    Answer,
    Enrolled,
    FeedPage,
    Found,
    Me,
    OwnJournal,
    Pushed,
    Reference,
    ReferenceName,
    Snapshot,
)
from sync.hearing import NotDeliveredError, answer_in, echoes, packed, reason_of, standing_in
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
from sync.replica import Replica
from sync.trust import trusting

A = TypeVar("A", bound=Answer)
ANSWER_SECONDS_MAX = 60.0
TESTIMONY_ENTRIES = 100
"""So many at a time that a mebibyte is rarely passed."""
FIRST_EPOCH = 1
OF_OURSELVES = "/v1/counters/me"
"""Where the centre wants to know which installation speaks, and in which life."""


@dataclass
class Courier:
    """One counter's conversation with one centre."""

    client: httpx.AsyncClient
    replica: Replica
    now: Callable[[], datetime]
    random_bytes: Callable[[int], bytes]
    _met: str = field(default="", init=False)
    """The centre's incarnation when we were introduced."""
    _pages: list[Snapshot] = field(default_factory=list, init=False)
    """Of a snapshot that is being taken."""

    async def perform(self, step: Step) -> Heard:
        """Do one step, store what the centre said, and tell the protocol what came back."""
        try:
            return await self._perform(step)
        except NotDeliveredError as failure:
            life = failure.complaint.incarnation if failure.complaint else ""
            restored = life and self._met and life != self._met
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
        """What an introduction would bring; nothing of it is kept."""
        try:
            me = await self._me()
        except NotDeliveredError as failure:
            return failure.heard
        return _introduced(me, SAME, me.head)

    async def _me(self) -> Me:
        seen = await asyncio.to_thread(self.replica.feed_seen)
        return await self._get(OF_OURSELVES, Me, headers={SEEN_HEADER: str(seen)})

    async def _introduce(self) -> Heard:
        sent = self.now()
        me = await self._me()
        skew_ms = round((sent - me.time).total_seconds() * 1000)
        await asyncio.to_thread(self.replica.meet, me, skew_ms)
        self._met, self._pages = me.incarnation, []
        difference = await asyncio.to_thread(self.replica.difference, me)
        if difference == SAME and not me.behind:
            await asyncio.to_thread(self.replica.catch_up, me)
        # Ours is read after theirs was told: what we pushed before that is in it.
        return _introduced(me, difference, await asyncio.to_thread(self.replica.head))

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
            page = await self._get(path, OwnJournal)
            if not page.entries:
                break
            follows = await asyncio.to_thread(
                self.replica.take_back, missing.epoch, after, page.entries
            )
            # What does not follow on ours has to be compared from its beginning.
            after, more = (after + len(page.entries), page.more) if follows else (0, True)

    async def _testify(self, kept: int) -> None:
        me = await asyncio.to_thread(self.replica.membership)
        after = kept
        while held := await asyncio.to_thread(self.replica.foreign, after, TESTIMONY_ENTRIES):
            request, texts = self._request_id(), ",".join(text for _, text in held)
            body = f'{{"request":"{request}","entries":[{texts}]}}'
            await self._send("POST", f"/v1/units/{me.unit}/witness", request, Answer, body)
            after = held[-1][0]
        await asyncio.to_thread(self.replica.void_ranks, kept, self._met)

    async def _push(self, step: Push) -> Heard:
        texts = await asyncio.to_thread(self.replica.unsent, step.entries_max, step.bytes_max)
        if not texts:
            return Delivered()
        request = self._request_id()
        epoch = int(json.loads(texts[0])["epoch"])
        is_newest = epoch == (await asyncio.to_thread(self.replica.membership)).epoch
        body = f'{{"request":"{request}","epoch":{epoch},"entries":[{",".join(texts)}]}}'
        try:
            pushed = await self._send("POST", "/v1/counters/me/journal", request, Pushed, body)
        except NotDeliveredError as failure:
            await self._rewind_if_gap(failure, None if is_newest else epoch)
            raise
        if not is_newest:
            await asyncio.to_thread(self.replica.acknowledge_closed, epoch, pushed.results)
            return Delivered()
        await asyncio.to_thread(self.replica.acknowledge, pushed.head, pushed.results)
        opened = any(result.seq == 1 for result in pushed.results)
        return Delivered(meet=opened and epoch != FIRST_EPOCH)

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
        page = await self._get(f"/v1/units/{unit}/feed?{query}", FeedPage, step.wait_seconds)
        if page.rows:
            await asyncio.to_thread(self.replica.apply_page, page)
        return Delivered(more=page.more and bool(page.rows), news=bool(page.rows))

    async def _snapshot(self) -> Heard:
        unit = (await asyncio.to_thread(self.replica.membership)).unit
        # A try that is broken off is gone on with, page by page.
        pages, more = self._pages, True
        while more:
            query = f"after={pages[-1].after if pages else 0}&limit={PAGE_ENTRIES_MAX}"
            page = await self._get(f"/v1/units/{unit}/snapshot?{query}", Snapshot)
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
        request = self._request_id()
        headers = {"If-None-Match": tag} if tag else {}
        response = await self._exchange("GET", f"/v1/reference/{name}", request, None, headers)
        if response.status_code == httpx.codes.NOT_MODIFIED and echoes(response, request):
            return
        reference = answer_in(response, request, Reference)
        etag = response.headers.get("ETag", "")
        await asyncio.to_thread(self.replica.store_reference, reference, etag)

    async def find(self, code: str) -> Dossier | Unreachable | Complained:
        """One dossier as the centre has it, by its code."""
        try:
            found = await self._get(f"/v1/dossiers/{code}", Found)
            return Dossier.model_validate(found.dossier)
        except NotDeliveredError as failure:
            return failure.heard

    async def change_password(
        self, account: str, old: str, new: str
    ) -> Delivered | Unreachable | Complained:
        """Change an officer's own password at the centre, and fetch the new verifier."""
        request = self._request_id()
        body = json.dumps({"request": str(request), "account": account, "old": old, "new": new})
        try:
            await self._send("POST", "/v1/officers/me/password", request, Answer, body)
            await self._refresh_one("officers")
        except NotDeliveredError as failure:
            return failure.heard
        return Delivered()

    async def blob_at(self, sha256: str) -> BlobStanding | Unreachable | Complained:
        """How much of an attached file the centre has."""
        request = self._request_id()
        try:
            response = await self._exchange("HEAD", await self._blob(sha256), request, None, {})
        except NotDeliveredError as failure:
            return failure.heard
        return standing_in(response, request)

    async def send_part(
        self, sha256: str, size: int, start: int, part: bytes
    ) -> BlobStanding | Unreachable | Complained:
        """Send the next part of an attached file; what the centre has of it then."""
        request = self._request_id()
        headers = {OFFSET_HEADER: str(start), LENGTH_HEADER: str(size)}
        try:
            path = await self._blob(sha256)
            response = await self._exchange("PATCH", path, request, part, headers)
            return answer_in(response, request, BlobStanding)
        except NotDeliveredError as failure:
            return failure.heard

    async def _blob(self, sha256: str) -> str:
        unit = (await asyncio.to_thread(self.replica.membership)).unit
        return f"/v1/blobs/{unit}/{sha256}"

    def _request_id(self) -> UUID:
        return uuid7(self.now(), self.random_bytes)

    async def _get(
        self,
        path: str,
        shape: type[A],
        wait_seconds: int = 0,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> A:
        request = self._request_id()
        response = await self._exchange("GET", path, request, None, dict(headers), wait_seconds)
        answer = answer_in(response, request, shape)
        return answer if shape is Me else self._of_this_life(answer)

    async def _send(self, method: str, path: str, request: UUID, shape: type[A], body: str) -> A:
        response = await self._exchange(method, path, request, body, {})
        return self._of_this_life(answer_in(response, request, shape))

    def _of_this_life(self, answer: A) -> A:
        """An answer of the centre as we met it; one that was restored since gives other ranks."""
        if self._met and answer.incarnation != self._met:
            raise NotDeliveredError(Complained(409, "incarnation"))
        return answer

    async def _exchange(
        self,
        method: str,
        path: str,
        request: UUID,
        body: str | bytes | None,
        headers: dict[str, str],
        wait_seconds: int = 0,
    ) -> httpx.Response:
        me = await asyncio.to_thread(self.replica.membership)
        headers = headers | {
            REQUEST_HEADER: str(request),
            "Authorization": f"Bearer {me.token}",
            "Cache-Control": "no-store",
        }
        if path.startswith(OF_OURSELVES):
            # Elsewhere nobody asks, and an idle desk is to cost next to nothing.
            headers |= {INSTANCE_HEADER: me.instance, EPOCH_HEADER: str(me.epoch)}
            headers |= {MET_HEADER: me.met}
        content, more = packed(body)
        try:
            return await self.client.request(
                method,
                me.url + path,
                content=content,
                headers=headers | more,
                timeout=ANSWER_SECONDS_MAX + wait_seconds,
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotDeliveredError(Unreachable(reason_of(error))) from None


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


def open_client(authority: Path | None = None) -> httpx.AsyncClient:
    """A client that keeps its connection and takes no proxy from the environment.

    Over https it trusts the province's certificate authority in that file and no other; without
    one it trusts nobody, and only a centre on this very machine can be spoken to.
    """
    trusted = trusting(authority)
    client = httpx.AsyncClient(verify=trusted, trust_env=False, timeout=ANSWER_SECONDS_MAX)
    for name in ("Accept", "Connection", "User-Agent"):
        # They say what HTTP takes for granted, with every poll of an idle desk.
        del client.headers[name]
    return client


async def enrol(
    client: httpx.AsyncClient, url: str, request: UUID, code: str, name: str, instance: str
) -> Enrolled | Unreachable | Complained:
    """Ask a centre to make this desk a counter; the same `request` gives the same counter."""
    body = json.dumps({"request": str(request), "code": code, "name": name, "instance": instance})
    headers = {REQUEST_HEADER: str(request), "Content-Type": "application/json"}
    try:
        response = await client.post(f"{url}/v1/enrolments", content=body, headers=headers)
        return answer_in(response, request, Enrolled)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Unreachable(reason_of(error))
    except NotDeliveredError as failure:
        return failure.heard
