"""What citizens submitted online waits on the desk screen, and opens as a form to be completed."""

import json
from pathlib import Path

from desk.screens.reception import ReceptionScreen
from desk.store.replica import StoreReplica
from desk.store.store import open_store
from schemas.wire import FeedPage, FeedRow
from sync.centre.data import demo_unit
from tests.builders import JournalOf, an_id
from tests.desk.screens.shell import seen
from tests.desk.shell_office import PROCEDURE, Shop, settle, shop, signed_in, until

UNIT = demo_unit().identifier


def with_an_online_dossier(folder: Path) -> Shop:
    counter = shop(folder)
    dossier = an_id("online")
    person = {"kind": "person", "name": "Lê Thị Hạnh"}
    form = {"id": str(dossier), "submitter": person, "procedure": PROCEDURE, "channel": "online"}
    body = {"code": f"{UNIT}-200302-0001", "procedure_name": "Khai sinh", "catalogue": 1}
    entry = JournalOf(f"{UNIT}/C0").write(
        "dossier.registered", dossier=dossier, body=body | {"form": form}
    )
    row = FeedRow(rank=1, entry=json.loads(entry), outcome="applied")
    page = FeedPage(request="r", incarnation="i", unit=UNIT, rows=(row,), position=1)
    store = open_store(counter.home)
    StoreReplica(store, counter.home.instance()).apply_page(page)
    store.close()
    return counter


async def test_an_online_dossier_is_listed_and_opens_as_its_form(tmp_path: Path) -> None:
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
        await until(pilot, lambda: "Lê Thị Hạnh" in seen(pilot.app))
