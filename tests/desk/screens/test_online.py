"""What citizens submitted online waits on the desk screen, and opens as a form to be completed."""

import json
from pathlib import Path

from desk.rules.reception import all_required, checklist
from desk.screens.dossier_words import paper_lines
from desk.screens.reception import ReceptionScreen
from desk.store.replica import StoreReplica
from desk.store.store import open_store
from desk.usecases.drafts import bring_back
from desk.usecases.lists import counts, dossier_by_id
from desk.usecases.receive import Accepted, Refused, receive_dossier
from desk.usecases.supplement import Requested, Telling, request_supplement
from desk.usecases.verify import verify
from desk.usecases.worklists import waiting_page
from schemas.wire import FeedPage, FeedRow
from sync.centre.data import demo_catalogue, demo_unit
from tests.builders import JournalOf, an_id
from tests.desk.screens.shell import seen
from tests.desk.shell_office import PROCEDURE, Shop, settle, shop, signed_in, until

UNIT = demo_unit().identifier
CODE = f"{UNIT}-200302-0001"
CASE = next(one for one in demo_catalogue().procedures if one.code == PROCEDURE).cases[0]
SENT = checklist(CASE)[1].model_copy(update={"state": "ok", "originals": 1})
"""The one paper that the portal names."""


def with_an_online_dossier(folder: Path) -> Shop:
    counter = shop(folder)
    dossier = an_id("online")
    person = {"kind": "person", "name": "Lê Thị Hạnh"}
    form: dict[str, object] = {
        "id": str(dossier),
        "submitter": person,
        "procedure": PROCEDURE,
        "channel": "online",
    }
    form |= {"case": CASE.key, "papers": [SENT.model_dump(mode="json")]}
    body = {"code": CODE, "procedure_name": "Khai sinh", "catalogue": 1}
    entry = JournalOf(f"{UNIT}/C0").write(
        "dossier.registered", dossier=dossier, body=body | {"form": form}
    )
    row = FeedRow(rank=1, entry=json.loads(entry), outcome="applied")
    page = FeedPage(request="r", incarnation="i", unit=UNIT, rows=(row,), position=1)
    store = open_store(counter.home)
    StoreReplica(store, counter.home.instance()).apply_page(page)
    store.close()
    return counter


async def test_an_online_dossier_is_listed_and_opens_as_its_form_that_asks_for_papers(
    tmp_path: Path,
) -> None:
    async with with_an_online_dossier(tmp_path).app().run_test(size=(120, 36)) as pilot:
        await signed_in(pilot)
        await until(pilot, lambda: "Chờ bổ sung 0   Đến hạn 0   Bản nháp 0" in seen(pilot.app))
        await pilot.resize_terminal(80, 24)
        names = "Hôm nay 0 Trực tuyến 1 Bổ sung 0 Hạn 0 Nháp 0 Tất cả 1"
        await until(pilot, lambda: names in seen(pilot.app))
        await pilot.press("f6")
        await until(pilot, lambda: "Lê Thị Hạnh" in seen(pilot.app))
        await pilot.press("down", "enter")
        await settle(pilot)
        await until(pilot, lambda: isinstance(pilot.app.screen, ReceptionScreen))
        await until(pilot, lambda: "THIẾU 2 giấy tờ" in seen(pilot.app))
        for key in ("f3", "f2"):
            await pilot.press(key)
            await settle(pilot)
        assert "Q1-0001/HDHS" in seen(pilot.app)


def test_what_was_submitted_online_is_asked_for_its_papers_and_received_once_they_are_there(
    tmp_path: Path,
) -> None:
    desk, dossier = with_an_online_dossier(tmp_path).desk(), an_id("online")
    form = bring_back(dossier, desk, "lan")
    assert form is not None
    first, _, *others = checklist(CASE)
    assert form.papers == (first, SENT, *others)
    for papers in (form.papers, ()):
        refused = receive_dossier(form.model_copy(update={"papers": papers}), desk)
        assert isinstance(refused, Refused)
        assert [one.code for one in refused.doubts] == ["papers_lacking"]
    assert isinstance(request_supplement(form, Telling(), desk), Requested)
    (waiting,) = waiting_page(desk, 0, 10)
    assert (waiting.id, waiting.code) == (dossier, CODE)
    assert (counts(desk).online, counts(desk).waiting) == (0, 1)
    held = dossier_by_id(desk, dossier)
    assert held is not None
    said = {words.rpartition(": ")[2] for _, words in paper_lines(held)}
    assert said == {"THIẾU", "nếu có", "1 chính"}
    back = bring_back(dossier, desk, "lan")
    assert back is not None
    papers = all_required(back.papers, CASE)
    accepted = receive_dossier(back.model_copy(update={"papers": papers}), desk)
    assert isinstance(accepted, Accepted)
    assert accepted.code == CODE
    assert counts(desk).waiting == 0
    assert verify(desk) == ()
    assert isinstance(request_supplement(form, Telling(), desk), Refused)
