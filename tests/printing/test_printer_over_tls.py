"""CUPS over TLS: whom an `ipps` address is believed to be, and what is said of the others."""

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from desk import machine
from desk.commands import app
from desk.texts.prints import problem_words
from printing.ipp import IppFailed, IppPrinter
from printing.ipp_transport import IppTransport
from printing.receipt import render_receipt
from printing.spool import Sent, Stage
from tests.certificates import Authority
from tests.printing.cups import Cups, until
from tests.printing.samples import a_receipt

PDF = render_receipt(a_receipt())
DAY = timedelta(days=1)


def at(cups: Cups, certificate: Path | None = None, host: str = "localhost") -> IppPrinter:
    """The first queue over TLS."""
    return IppPrinter(f"ipps://{host}:{cups.port}/printers/quay01", certificate)


def refusal(printer: IppPrinter) -> str:
    """Why nothing was asked of the printer; empty when it answered."""
    told = printer.standing()
    if not isinstance(told, IppFailed):
        return ""
    assert told.was_delivered is False
    assert "máy in báo" not in problem_words(told.reason), "it has words"
    return told.reason


def shows(cups: Cups, pair: tuple[Path, Path]) -> None:
    """Have the server show another certificate from now on."""
    [held] = (cups.root / "ssl").glob("*.crt")
    for made, file in zip(pair, (held, held.with_suffix(".key")), strict=True):
        shutil.copy(made, file.with_suffix(".new"))
        os.chown(file.with_suffix(".new"), held.stat().st_uid, held.stat().st_gid)
        file.with_suffix(".new").replace(file)


@pytest.fixture
def own(cups: Cups, tmp_path: Path) -> Iterator[Path]:
    """The certificate that CUPS made for itself, as a technician copies it."""
    assert refusal(at(cups)) == "certificate_authority", "nobody vouches for it"
    [held] = (cups.root / "ssl").glob("*.crt")
    pair = [
        Path(shutil.copy(one, tmp_path / name))
        for one, name in ((held, "may-in.pem"), (held.with_suffix(".key"), "may-in.key"))
    ]
    yield pair[0]
    shows(cups, (pair[0], pair[1]))


def test_a_printers_own_certificate_is_enough_whatever_it_names(cups: Cups, own: Path) -> None:
    transport = IppTransport(at(cups, own))
    answer = transport.send("giay.pdf", PDF)
    assert isinstance(answer, Sent)
    until(lambda: transport.ask(answer.where).stage is Stage.DONE, "the page")
    assert cups.printed() == [PDF]
    assert refusal(at(cups, own, "127.0.0.1")) == ""


def test_an_authority_vouches_for_the_host_that_it_names_and_for_nobody_else(
    cups: Cups, own: Path, tmp_path: Path
) -> None:
    province, now = Authority(tmp_path / "province"), machine.now()
    shows(cups, province.certificate(host="localhost"))
    assert refusal(at(cups, province.file)) == ""
    assert refusal(at(cups, province.file, "127.0.0.1")) == "certificate_name"
    assert refusal(at(cups, own)) == "certificate_authority", "another printer's"
    shows(cups, province.certificate(host="127.0.0.1"))
    assert refusal(at(cups, province.file)) == "certificate_name"
    assert refusal(at(cups, province.file, "127.0.0.1")) == ""
    shows(cups, province.certificate(host="localhost", until=now - DAY))
    assert refusal(at(cups, province.file)) == "certificate_over"
    shows(cups, province.certificate(host="localhost", began=now + DAY))
    assert refusal(at(cups, province.file)) == "certificate_early"


def test_the_file_in_the_settings_is_used_and_a_new_one_at_once(
    cups: Cups, own: Path, tmp_path: Path
) -> None:
    def said(*words: str) -> str:
        return CliRunner().invoke(app, [*words, "--home", str(tmp_path)]).output

    (tmp_path / "desk.toml").write_text(
        f"[printers.quay]\nkind = 'ipp'\nurl = '{at(cups).url}'\ncertificate = 'moi.pem'\n"
        "[forms.test-page]\nprinter = 'quay'\n"
    )
    assert "tệp chứng thư của máy in không đọc được" in said("test-page")
    other = Authority(tmp_path / "other").file
    shutil.copy(other, tmp_path / "moi.pem")
    assert "chứng thư của máy in không được tin" in said("test-page")
    shutil.copy(own, tmp_path / "moi.pem")
    assert "máy in báo đã xong" in said("test-page", "--paper", "A4")
