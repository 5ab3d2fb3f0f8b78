"""A network printer without a queue before it: CUPS's own `ippeveprinter`."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from printing import discovery
from printing.discovery import can_look_round, found_on_network
from printing.ipp import IppPrinter, PrinterStanding
from printing.ipp_transport import IppTransport
from printing.receipt import render_receipt
from printing.spool import Order, SendFailed, Sent, Stage
from tests.printing.cups import free_port, require, until
from tests.printing.reading import sizes
from tests.printing.samples import a_receipt

PDF = render_receipt(a_receipt())
COMMAND = """\
#!/bin/sh
cat "$1" >"{out}.part" && mv "{out}.part" "{out}"
[ -e "{hold}" ] && echo "STATE: +media-empty" >&2
while [ -e "{hold}" ]; do sleep 0.05; done
echo "STATE: -media-empty" >&2
"""


@pytest.fixture(scope="module")
def printer() -> Iterator[tuple[IppTransport, Path]]:
    """A printer of its own; it announces itself, so it runs only beside avahi."""
    require("ippeveprinter")
    root = Path(tempfile.mkdtemp(prefix="eve-"))
    command = root / "command"
    command.write_text(COMMAND.format(out=root / "out.pdf", hold=root / "hold"))
    command.chmod(0o755)
    keys = root / "keys"
    keys.mkdir()
    port = free_port()
    arguments = ["-p", str(port), "-d", str(root), "-c", str(command), "-f", "application/pdf"]
    program = shutil.which("ippeveprinter", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program is not None
    process = subprocess.Popen(
        [program, *arguments, "-K", str(keys), "-n", "localhost", f"quay {port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    made = IppTransport(IppPrinter(f"ipp://localhost:{port}/ipp/print"))
    try:
        until(lambda: process.poll() is not None or _answers(made), "the printer")
        if process.poll() is not None:
            alone = "ippeveprinter does not start without avahi-daemon"
            pytest.fail(alone) if "CI" in os.environ else pytest.skip(alone)
        yield made, root
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(root, ignore_errors=True)


def _answers(transport: IppTransport) -> bool:
    return isinstance(transport.printer.standing(), PrinterStanding)


def test_a_network_printer_prints_to_the_end(printer: tuple[IppTransport, Path]) -> None:
    transport, root = printer
    (root / "hold").touch()
    answer = transport.send("giay.pdf", PDF, Order(paper="A4"))
    assert isinstance(answer, Sent)
    until(lambda: transport.ask(answer.where).reasons == ("media-empty-warning",), "no paper")
    (root / "hold").unlink()
    until(lambda: transport.ask(answer.where).stage is Stage.DONE, "the page")
    assert sizes((root / "out.pdf").read_bytes()) == {(210, 297)}


def test_a_network_printer_prints_over_tls_once_its_own_certificate_is_copied(
    printer: tuple[IppTransport, Path],
) -> None:
    url, root = printer[0].printer.url.replace("ipp:", "ipps:"), printer[1]
    unknown = IppTransport(IppPrinter(url))
    assert unknown.send("giay.pdf", PDF, Order(paper="A4")) == SendFailed("certificate_authority")
    [own] = (root / "keys").glob("*.crt")
    known = IppTransport(IppPrinter(url, own))
    answer = known.send("giay.pdf", PDF, Order(paper="A4"))
    assert isinstance(answer, Sent)
    until(lambda: known.ask(answer.where).stage is Stage.DONE, "the page")


def test_a_printer_that_announces_itself_is_found(
    printer: tuple[IppTransport, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    require("ippfind")
    monkeypatch.setattr(discovery, "SECONDS_MAX", 3)
    port = printer[0].printer.url.rpartition(":")[2]
    # A look may come before the announcement, or so soon after another that nobody answers twice.
    assert any(f"ipp:{port}" in on_any_host(found_on_network()) for _ in range(6))
    assert can_look_round()


def on_any_host(addresses: tuple[str, ...]) -> set[str]:
    """Scheme, port and path; the host is this machine's name on the local network."""
    return {f"{one.partition(':')[0]}:{one.rpartition(':')[2]}" for one in addresses}


def test_a_paper_that_the_printer_has_not_is_refused_before_any_page(
    printer: tuple[IppTransport, Path],
) -> None:
    transport, _ = printer
    assert transport.send("giay.pdf", PDF) == SendFailed("unsupported")
