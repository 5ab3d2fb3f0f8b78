"""Scanning a dossier's papers: from the scanner to the centre, and files that are never lost."""

import io
import json
import sys
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from sqlmodel import select

from desk.imaging.leftovers import FOLDER_START, LOOKED_AT
from desk.imaging.pages import Leaf, leaves_of
from desk.program import _office
from desk.settings import ScanSettings
from desk.store.scans import StoreScans
from desk.store.tables import Journal
from desk.texts.paper_scan import ASK_PATH, FILE_SAYS
from desk.texts.scans import FORMATS, NOT_ATTACHED
from desk.usecases.attach import Attached, NotAttached, Place
from desk.usecases.outbox import outbox
from desk.usecases.paper_scans import (
    WATCHED,
    Document,
    NotTaken,
    Papers,
    home_of,
    named_file,
    scanning_of,
    store_papers,
    take_file,
    watch_of,
)
from schemas.entries import Received
from sync.centre.blobs import pending_scans
from tests.builders import a_received
from tests.desk.imaging.sane import FEEDER_PAGES, a_device, a_picture, require_sane
from tests.desk.office import open_office
from tests.properties.world import UNIT, CounterOf, World

DOSSIER = UUID(int=7, version=4)
PLACE = Place(DOSSIER, "p")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a backslash stands between folders")


@pytest.fixture
def counter(world: World) -> CounterOf:
    """A counter that has received a dossier."""
    one = world.counters["Q1"]
    one.record("dossier.received", Received.model_validate(a_received()), DOSSIER)
    return one


def a_pdf(pages: int = 3) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/nhà/a.pdf", "/nhà/a.pdf"),
        ("'/nhà/bản quét.pdf' ", "/nhà/bản quét.pdf"),
        ('"C:\\Bản quét\\a.pdf"', "C:\\Bản quét\\a.pdf"),
        ("file:///nh%C3%A0/b%E1%BA%A3n%20qu%C3%A9t%23.pdf\n", "/nhà/bản quét#.pdf"),
        ("'FILE:///C:/nh%C3%A0/a.pdf'", "C:/nhà/a.pdf"),
        ("~không có ai/a.pdf", "~không có ai/a.pdf"),
        ("'", "'"),
        ("/nhà/của Lan's.pdf", "/nhà/của Lan's.pdf"),
        ("/nhà/bản  quét.pdf", "/nhà/bản  quét.pdf"),
        ("file://localhost/nh%C3%A0/a.pdf", "/nhà/a.pdf"),
        pytest.param("'/nhà/Lan'\\''s.pdf'", "/nhà/Lan's.pdf", marks=POSIX),
        pytest.param("/nhà/bản\\ quét\\ \\(1\\).pdf", "/nhà/bản quét (1).pdf", marks=POSIX),
    ],
)
def test_a_path_is_taken_as_terminals_paste_it(text: str, path: str) -> None:
    assert named_file(text) == Path(path)
    assert named_file("~/a.pdf") == Path.home() / "a.pdf"


def some_leaves(path: Path) -> tuple[Leaf, ...]:
    a_picture().save(path, "JPEG")
    taken = take_file(path, ScanSettings())
    assert isinstance(taken, tuple)
    return taken


@pytest.mark.parametrize("kind", FORMATS.replace(" hay ", ", ").split(", "))
def test_every_kind_of_file_that_is_asked_for_is_taken(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a"
    a_picture().save(path, kind)
    assert not isinstance(take_file(path, ScanSettings()), NotTaken)
    path.write_text("no picture")
    assert take_file(path, ScanSettings()) == NotTaken("damaged")
    told = (ASK_PATH, FILE_SAYS["damaged"], NOT_ATTACHED["wrong_type"])
    assert [kind in words for words in told] == [True, True, True]


def stored(papers: Papers, counter: CounterOf, **settings: object) -> tuple[object, bool]:
    return store_papers(papers, PLACE, "lan", ScanSettings.model_validate(settings), counter.desk)


def test_ten_pages_of_a_feeder_reach_the_outbox_as_one_pdf(
    world: World, counter: CounterOf
) -> None:
    require_sane()
    leaves: list[Leaf] = []

    def took(content: bytes) -> None:
        made = leaves_of(content)
        assert isinstance(made, tuple)
        leaves.extend(made)

    assert scanning_of(counter.desk, a_device()).run("feeder", took) is None
    answer, is_tidy = stored(Papers((leaves[0].turned(), *leaves[1:])), counter)
    assert isinstance(answer, Attached)
    assert (answer.created, is_tidy) == (True, True)

    (waiting,) = StoreScans(counter.store).waiting_scans()
    kept = b"".join(StoreScans(counter.store).parts(waiting.sha256))
    assert len(pypdfium2.PdfDocument(kept)) == FEEDER_PAGES
    assert PdfReader(io.BytesIO(kept)).pages[0].rotation == 90

    with counter.store.read() as session:
        entries = [(one.kind, json.loads(one.text)) for one in session.exec(select(Journal))]
    kind, entry = entries[-1]
    assert (kind, entry["body"]["paper"]) == ("scan.attached", "p")
    assert entry["body"]["sha256"] == waiting.sha256
    while world.step("Q1", "up"):
        pass
    with world.centre.store.reading() as session:
        assert list(pending_scans(session, UNIT)) == [DOSSIER]
    assert {one.name for one in home_of(counter.desk).iterdir() if one.is_dir()} <= {WATCHED}


def test_storing_the_same_pages_twice_attaches_them_once(
    counter: CounterOf, tmp_path: Path
) -> None:
    papers = Papers(some_leaves(tmp_path / "a.jpg"))
    first, again = (stored(papers, counter)[0] for _ in range(2))
    assert isinstance(first, Attached)
    assert isinstance(again, Attached)
    assert (first.created, again.created) == (True, False)
    assert len(counter.dossiers()[DOSSIER].scans) == 1


def test_a_pdf_is_attached_byte_for_byte_under_its_own_name(
    counter: CounterOf, tmp_path: Path
) -> None:
    path = tmp_path / "đơn.pdf"
    path.write_bytes(a_pdf())
    document = take_file(path, ScanSettings())
    assert document == Document(a_pdf(), path, pages=3)
    answer, _ = stored(Papers((), document), counter)
    assert isinstance(answer, Attached)
    assert b"".join(StoreScans(counter.store).parts(answer.sha256)) == a_pdf()
    assert [one.name for one in counter.dossiers()[DOSSIER].scans] == ["đơn.pdf"]
    assert path.exists(), "only the watched folder is tidied"


def test_a_file_leaves_the_watched_folder_when_it_is_kept_and_not_before(
    counter: CounterOf, tmp_path: Path
) -> None:
    folder = watch_of(counter.desk, ScanSettings()).folder
    paths = [folder / "a.jpg", folder / "b.jpg"]
    leaves = tuple(leaf for path in paths for leaf in some_leaves(path))
    papers = Papers(leaves, files=frozenset(paths))
    nobody = store_papers(papers, Place(UUID(int=9), ""), "lan", ScanSettings(), counter.desk)
    assert nobody == (NotAttached("gone"), True)
    assert all(path.exists() for path in paths)
    answer, is_tidy = stored(papers, counter)
    assert isinstance(answer, Attached)
    assert is_tidy
    assert not any(path.exists() for path in paths)


def test_a_folder_named_in_the_settings_keeps_what_was_taken_aside(
    counter: CounterOf, tmp_path: Path
) -> None:
    path = tmp_path / "a.jpg"
    papers = Papers(some_leaves(path), files=frozenset({path}))
    stored(papers, counter, folder=tmp_path, after="keep")
    assert [one.name for one in tmp_path.rglob("*.jpg")] == ["a.jpg"]
    assert not path.exists()


def test_a_folder_that_cannot_be_made_is_only_not_there(counter: CounterOf) -> None:
    (home_of(counter.desk) / WATCHED).write_text("in its place")
    assert not watch_of(counter.desk, ScanSettings()).is_there()


def test_what_is_too_large_is_told_and_nothing_is_recorded(
    counter: CounterOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    big = tmp_path / "big.pdf"
    big.write_bytes(a_pdf() + bytes(1024 * 1024))
    assert take_file(big, ScanSettings(megabytes=1)) == NotTaken("too_big")
    noise = tmp_path / "noise.jpg"
    Image.effect_noise((1600, 1600), 200).save(noise, "JPEG", quality=95)
    leaves = take_file(noise, ScanSettings())
    assert isinstance(leaves, tuple)
    before = len(counter.journal())
    assert stored(Papers(leaves), counter, megabytes=1) == (NotAttached("too_big"), True)
    assert len(counter.journal()) == before
    assert outbox(counter.desk).scans == 0
    # The limit of the settings is for what is kept of a picture, not for the picture.
    monkeypatch.setattr("desk.usecases.paper_scans.PICTURE_BYTES_MAX", 1_000)
    assert take_file(noise, ScanSettings(megabytes=1)) == NotTaken("too_large")
    noise.write_bytes(bytes(2_000))
    assert take_file(noise, ScanSettings(megabytes=1)) == NotTaken("damaged")


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (b"MZ\x90 %PDF-1.7", "damaged"), (b"\xff\xd8\xff\xe0 half", "damaged")],
    ids=["empty", "no picture", "half a picture"],
)
def test_what_no_page_can_be_made_of_stays_where_it_is(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    assert take_file(path, ScanSettings()) == NotTaken(reason)  # type: ignore[arg-type]  # any text
    assert path.exists()
    assert take_file(tmp_path / "gone.pdf", ScanSettings()) == NotTaken("unreadable")
    assert take_file(tmp_path, ScanSettings()) == NotTaken("unreadable")


def test_a_pdf_that_we_cannot_read_is_still_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(3_000))
    assert take_file(path, ScanSettings()) == Document(path.read_bytes(), path)


def test_a_pdf_of_a_scanner_shows_its_first_page(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    a_picture().save(path, save_all=True, append_images=[Image.new("L", (9, 9))])
    document = take_file(path, ScanSettings())
    assert isinstance(document, Document)
    assert document.pages == 2
    assert document.small is not None
    assert document.small.size == (120, 170)
    assert document.small.getpixel((5, 5)) == (0, 0, 0)


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_broken_pdf_is_kept_as_it_is(tmp_path: Path, cut: float) -> None:
    path = tmp_path / "a.pdf"
    a_picture().save(path)
    path.write_bytes(path.read_bytes()[: int(cut * path.stat().st_size)])
    document = take_file(path, ScanSettings())
    assert isinstance(document, Document)
    assert document.content == path.read_bytes()


def test_the_next_start_removes_the_pages_of_a_scan_that_a_power_cut_ended(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    office.desk.store.close()
    left = [office.home.path / name for name in (f"{FOLDER_START}x", LOOKED_AT)]
    for folder in left:
        folder.mkdir()
        (folder / "trang0001.png").write_bytes(b"a page")
    again = _office(office.home.path, "")
    assert [folder for folder in left if folder.exists()] == []
    again.desk.store.close()
