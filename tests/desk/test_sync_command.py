"""What `desk sync --once` says when it did not come to the end."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from desk import errands
from desk.commands import app
from desk.store.replica import StoreReplica
from desk.usecases.receive import Accepted, receive_dossier
from schemas.wire import REQUEST_HEADER, Result
from tests.desk.office import Office, complete_form, open_office

Answer = Callable[[httpx.Request], httpx.Response]


def unreachable(_: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("")


def busy(request: httpx.Request) -> httpx.Response:
    head = {"protocol": 1, "request": request.headers[REQUEST_HEADER], "incarnation": "i"}
    return httpx.Response(503, json=head | {"error": "busy", "retry_after": 600})


def office_that_sent_all(path: Path) -> Office:
    office = open_office(path)
    replica = StoreReplica(office.desk.store, office.home.instance())
    head = replica.head()
    replica.acknowledge(head, [Result(seq=head.seq, outcome="applied")])
    return office


def said(office: Office, answer: Answer, monkeypatch: pytest.MonkeyPatch) -> str:
    client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    monkeypatch.setattr(errands, "open_client", lambda _: client)
    done = CliRunner().invoke(app, ["sync", "--once", "--home", str(office.home.path)])
    assert (done.exit_code, done.stdout) == (1, "")
    return done.stderr


def test_a_centre_that_cannot_be_reached_is_named_whether_or_not_anything_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = office_that_sent_all(tmp_path)
    unreached = "Không liên lạc được với trung tâm. "
    nothing_waits = f"{unreached}Không còn gì chờ gửi.\n"
    assert said(office, unreachable, monkeypatch) == nothing_waits
    assert isinstance(receive_dossier(complete_form(office), office.desk), Accepted)
    one_waits = f"{unreached}Còn 1 bút toán chưa gửi, vẫn được giữ ở máy này.\n"
    assert said(office, unreachable, monkeypatch) == one_waits


def test_a_centre_that_answers_that_it_is_busy_was_reached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = said(office_that_sent_all(tmp_path), busy, monkeypatch)
    assert told == "Chưa đồng bộ hết: trung tâm đang bận. Không còn gì chờ gửi.\n"
