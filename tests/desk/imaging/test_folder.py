"""The watched folder: a file counts when its writer is done, and leaves when it is kept."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desk.imaging.folder import TAKEN, Watch, put_away

WRITTEN = datetime(2020, 3, 2, 2, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\n" + b"x" * 5000 + b"\n%%EOF\n"


def lay(folder: Path, name: str, content: bytes = PDF, *, at: datetime = WRITTEN) -> Path:
    path = folder / name
    path.write_bytes(content)
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def seen(watch: Watch, seconds: float) -> list[str]:
    return [one.path.name for one in watch.look(WRITTEN + timedelta(seconds=seconds))]


def test_a_slow_writer_is_waited_for(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    lay(tmp_path, "a.pdf", PDF[:9])
    assert seen(watch, 0.5) == []
    lay(tmp_path, "a.pdf", PDF[:3000], at=WRITTEN + timedelta(seconds=1))
    assert seen(watch, 1.5) == []
    assert seen(watch, 2.5) == [], "it stands still, but it does not end as a PDF does"
    assert seen(watch, 3.5) == []
    lay(tmp_path, "a.pdf", at=WRITTEN + timedelta(seconds=4))
    assert seen(watch, 4.5) == []
    assert seen(watch, 5.5) == ["a.pdf"]


def test_a_renamed_file_is_seen_at_the_second_look_and_its_part_never(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    part = lay(tmp_path, "a.pdf.part")
    assert seen(watch, 0.2) == seen(watch, 1.2) == []
    part.rename(tmp_path / "a.pdf")
    assert seen(watch, 1.4) == []
    assert seen(watch, 1.9) == ["a.pdf"]


def test_what_lies_there_already_is_seen_at_once_oldest_first(tmp_path: Path) -> None:
    lay(tmp_path, "b.pdf", at=WRITTEN - timedelta(minutes=1))
    lay(tmp_path, "a.PNG", b"\x89PNG IEND\xaeB`\x82")
    for name in ("notes.txt", ".hidden.pdf", "~lock.pdf", "empty.pdf"):
        lay(tmp_path, name, b"" if name == "empty.pdf" else PDF)
    (tmp_path / "folder.pdf").mkdir()
    assert seen(Watch(tmp_path), 5) == ["b.pdf", "a.PNG"]


def test_a_file_that_never_ends_is_offered_in_the_end_so_that_it_can_be_told(
    tmp_path: Path,
) -> None:
    watch = Watch(tmp_path)
    lay(tmp_path, "a.jpg", b"\xff\xd8\xff half")
    assert seen(watch, 5) == seen(watch, 10) == []
    assert seen(watch, 16) == ["a.jpg"]


def test_a_folder_that_is_away_holds_nothing_and_comes_back(tmp_path: Path) -> None:
    watch = Watch(tmp_path / "share")
    assert (watch.is_there(), seen(watch, 5)) == (False, [])
    (tmp_path / "share").mkdir()
    lay(tmp_path / "share", "a.pdf")
    assert (watch.is_there(), seen(watch, 6)) == (True, ["a.pdf"])


def test_taken_files_are_deleted_or_kept_aside_under_names_of_their_own(tmp_path: Path) -> None:
    assert put_away(lay(tmp_path, "scan0001.pdf"), "delete")
    assert list(tmp_path.iterdir()) == []
    for content in (b"first", b"second", b"third"):
        assert put_away(lay(tmp_path, "scan0001.pdf", content), "keep")
    kept = sorted((tmp_path / TAKEN).iterdir())
    assert [one.name for one in kept] == ["scan0001-2.pdf", "scan0001-3.pdf", "scan0001.pdf"]
    assert {one.read_bytes() for one in kept} == {b"first", b"second", b"third"}
    assert seen(Watch(tmp_path), 60) == []


@pytest.mark.parametrize("after", ["keep"])
def test_a_file_that_cannot_be_moved_is_told(tmp_path: Path, after: str) -> None:
    (tmp_path / TAKEN).write_text("not a folder")
    assert not put_away(lay(tmp_path, "a.pdf"), "keep")
