"""Printing through a real CUPS whose printer fails as it is told."""

import socket
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from printing.ipp import IppFailed, IppPrinter, Printout
from printing.ipp_transport import IppTransport
from printing.receipt import render_receipt
from printing.routing import PrintRoom, Route
from printing.spool import (
    PLAIN,
    FolderTransport,
    InDoubt,
    Order,
    Progress,
    SendFailed,
    Sent,
    Stage,
)
from tests.printing.cups import QUEUES, Cups, free_port, until
from tests.printing.samples import a_receipt

PDF = render_receipt(a_receipt())


def sent(cups: Cups, order: Order = PLAIN) -> str:
    answer = cups.transport().send("giay.pdf", PDF, order)
    assert isinstance(answer, Sent)
    assert answer.is_followed
    return answer.where


def reaches(cups: Cups, where: str, stage: Stage, *reasons: str) -> None:
    seen: list[Progress] = []

    def is_so() -> bool:
        seen.append(cups.transport().ask(where))
        # CUPS keeps what a cancelled job said of the printer, until another one goes through.
        return seen[-1].stage is stage and set(reasons) <= set(seen[-1].reasons)

    try:
        until(is_so, f"{stage} {reasons}")
    except AssertionError:
        pytest.fail(f"{stage} {reasons} never came, last {seen[-1]}")


def test_a_receipt_is_printed_to_the_end_with_the_very_same_bytes(cups: Cups) -> None:
    opened: list[str] = []
    where = sent(cups, Order(opened=opened.append))
    assert opened == [where]
    reaches(cups, where, Stage.DONE)
    assert cups.printed() == [PDF]


@pytest.mark.parametrize(
    ("mode", "stage", "reason"),
    [
        ("paper", Stage.HALTED, "media-empty-error"),
        ("door", Stage.HALTED, "door-open-error"),
        ("offline", Stage.PRINTING, "offline-report"),
    ],
)
def test_what_hinders_the_printer_is_told_until_it_is_mended(
    cups: Cups, mode: str, stage: Stage, reason: str
) -> None:
    cups.behave(mode)
    where = sent(cups)
    reaches(cups, where, stage, reason)
    cups.behave("normal")
    reaches(cups, where, Stage.DONE)


def test_a_stopped_queue_goes_on_when_it_is_told_to(cups: Cups) -> None:
    cups.behave("stop")
    where = sent(cups)
    reaches(cups, where, Stage.HALTED, "paused")
    cups.behave("normal")
    assert cups.transport().resume(where, "receipt") is None
    reaches(cups, where, Stage.DONE)


def test_a_job_can_be_taken_back(cups: Cups) -> None:
    cups.behave("paper-1")
    where = sent(cups)
    reaches(cups, where, Stage.HALTED, "media-empty-error")
    assert cups.transport().cancel(where) is None
    reaches(cups, where, Stage.BROKEN_OFF)


def test_a_job_that_the_printer_gave_up_midway_is_no_success(cups: Cups) -> None:
    cups.behave("cancel")
    reaches(cups, sent(cups), Stage.BROKEN_OFF)


def test_a_job_whose_pages_never_came_is_known_to_be_empty(cups: Cups) -> None:
    number = cups.printer().open_job(Printout("giay.pdf", "iso_a5_148x210mm"))
    where = f"{cups.printer().url}#{number}"
    assert cups.transport().ask(where).stage is Stage.EMPTY
    cups.transport().cancel(where)
    assert cups.transport().ask(where).stage is Stage.NEVER_BEGUN


def test_what_a_printer_does_not_know_is_lost(cups: Cups) -> None:
    assert cups.transport().ask(f"{cups.printer().url}#999999").stage is Stage.LOST
    assert cups.printer("khong-co").standing() == IppFailed("not_found")


def test_the_queues_of_a_server_are_listed(cups: Cups) -> None:
    queues = IppPrinter(f"ipp://127.0.0.1:{cups.port}/").queues()
    assert not isinstance(queues, IppFailed)
    assert [(one.name, one.about) for one in queues] == [
        (name, "Quầy 1 · Bộ phận Một cửa") for name in QUEUES
    ]


def test_a_stopped_printer_leaves_its_forms_to_the_fallback(cups: Cups, tmp_path: Path) -> None:
    cups.behave("stop")
    reaches(cups, sent(cups), Stage.HALTED, "paused")
    printers = {"may": cups.transport(), "hai": cups.transport(QUEUES[1])}
    room = PrintRoom(printers, Route("may", fallback="hai"))
    cups.behave("normal")
    answer = room.send("giay.pdf", PDF, Order(form="receipt"))
    assert isinstance(answer, Sent)
    assert answer.passed_over == "stopped"
    assert cups.printer(QUEUES[1]).url in answer.where
    until(lambda: room.ask(answer.where).stage is Stage.DONE, "the fallback's print")


def knows_no_name(*_: object, **__: object) -> None:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def test_an_unplugged_printer_is_told_or_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = IppTransport(IppPrinter(f"ipp://127.0.0.1:{free_port()}/ipp/print"))
    assert gone.send("giay.pdf", PDF) == SendFailed("unreachable")
    assert gone.ask("ipp://127.0.0.1/ipp/print#1").stage is Stage.SILENT
    # No name is asked for in earnest: some providers answer for every one.
    monkeypatch.setattr(socket, "getaddrinfo", knows_no_name)
    nameless = IppTransport(IppPrinter("ipp://may-in.invalid/ipp/print"))
    # Not the same as a plug that is out: the officer would look for that in vain.
    assert nameless.send("giay.pdf", PDF) == SendFailed("unresolved")
    assert nameless.ask("ipp://may-in.invalid/ipp/print#1").stage is Stage.SILENT
    monkeypatch.undo()
    printers = {"may": gone, "pdf": FolderTransport(tmp_path)}
    answer = PrintRoom(printers, Route("may", fallback="pdf")).send("giay.pdf", PDF)
    assert answer == Sent(str(tmp_path / "giay.pdf"), passed_over="unreachable")
    assert PrintRoom(printers, Route("may")).send("giay.pdf", PDF) == SendFailed("unreachable")


def test_a_job_is_known_when_its_printer_is_spelled_anew_and_asked_for_when_it_left(
    tmp_path: Path,
) -> None:
    port = free_port()
    again = IppTransport(IppPrinter(f"ipp://LOCALHOST:{port}/ipp/print"))
    room = PrintRoom({"may": again, "pdf": FolderTransport(tmp_path)}, Route("may"))
    assert room.ask(f"ipp://127.0.0.1:{port}/ipp/print#7").stage is Stage.SILENT
    left = Progress(Stage.SILENT, ("left-settings", "unreachable"))
    assert room.ask(f"ipp://127.0.0.1:{port}/ipp/other#7") == left
    assert room.cancel(f"ipp://127.0.0.1:{port}/ipp/other#7") == "unreachable"
    assert room.ask("Canon LBP").stage is Stage.LOST


def test_each_form_has_its_own_printer(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    printers = {name: FolderTransport(tmp_path / name) for name in ("a", "b")}
    room = PrintRoom(printers, Route("a"), {"supplement": Route("b")})
    room.send("1.pdf", PDF, Order(form="receipt"))
    room.send("2.pdf", PDF, Order(form="supplement"))
    assert sorted(one.relative_to(tmp_path).as_posix() for one in tmp_path.rglob("*.pdf")) == [
        "a/1.pdf",
        "b/2.pdf",
    ]


def test_pages_whose_arrival_nobody_confirmed_are_asked_about(cups: Cups) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_swallow_third_answer, args=(server, cups.port))
        thread.start()
        port = server.getsockname()[1]
        line = IppTransport(IppPrinter(f"ipp://127.0.0.1:{port}/printers/{QUEUES[0]}"))
        opened: list[str] = []
        answer = line.send("giay.pdf", PDF, Order(opened=opened.append))
        thread.join()
    assert answer == InDoubt(opened[0])
    reaches(cups, opened[0], Stage.DONE)


@pytest.mark.parametrize(
    ("said", "failed"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnope", "not_understood"),
        (b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", "not_authorized"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n\x01\x01", "unreachable"),
        (b"garbage", "unreachable"),
    ],
)
def test_whatever_answers_in_a_printers_place_is_a_value(said: bytes, failed: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_answer, args=(server, said))
        thread.start()
        printer = IppPrinter(f"ipp://127.0.0.1:{server.getsockname()[1]}/ipp/print")
        answer = printer.print_at_once(Printout("giay.pdf", "iso_a5_148x210mm"), PDF)
        thread.join()
    assert isinstance(answer, IppFailed)
    assert answer.reason == failed
    # Whether a portal or a printer swallowed the pages, nobody knows.
    assert answer.was_delivered is (False if failed == "not_authorized" else None)


def _answer(server: socket.socket, said: bytes) -> None:
    connection, _ = server.accept()
    with connection:
        connection.settimeout(5)
        taken = b""
        while PDF[-20:] not in taken:
            taken += connection.recv(65536)
        connection.sendall(said)


def _swallow_third_answer(server: socket.socket, port: int) -> None:
    """Pass on how the printer stands and the opened job, then break once the pages are there."""
    for number in range(3):
        asking, _ = server.accept()
        asking.settimeout(5)
        with asking, socket.create_connection(("127.0.0.1", port), timeout=5) as printer:
            back = threading.Thread(target=_pass_back, args=(printer, asking, number < 2))
            back.start()
            while taken := asking.recv(65536):
                printer.sendall(taken)
            with suppress(OSError):
                printer.shutdown(socket.SHUT_RDWR)
            back.join()


def _pass_back(printer: socket.socket, asking: socket.socket, is_passed_on: bool) -> None:
    # Whoever is done first may reset the line to the other.
    with suppress(OSError):
        while taken := printer.recv(65536):
            if is_passed_on:
                asking.sendall(taken)
            else:
                asking.shutdown(socket.SHUT_RDWR)
