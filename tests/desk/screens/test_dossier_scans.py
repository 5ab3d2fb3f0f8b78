"""Attaching a file from the dossier screen: the paper, then the file, then it is on its way."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from textual.pilot import Pilot

from desk.screens.dossier import DossierScreen
from desk.usecases.attach import watched_folder
from desk.usecases.lists import dossier_by_id
from desk.usecases.receive import Accepted, receive_dossier
from tests.desk.office import LAN, Office, complete_form, open_office
from tests.desk.screens.shell import Shell, seen, settle, until_seen

PDF = b"%PDF-1.7\n" + bytes(3_000)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return open_office(tmp_path)


@pytest.fixture
def dossier(office: Office) -> UUID:
    answer = receive_dossier(complete_form(office), office.desk)
    assert isinstance(answer, Accepted)
    return answer.id


def shell(office: Office, dossier: UUID) -> Shell:
    return Shell(
        DossierScreen(desk=office.desk, officer=LAN, dossier=dossier, print_soon=office.printer)
    )


def lay(office: Office, name: str, content: bytes = PDF) -> Path:
    """Let the scanner leave a file."""
    folder = watched_folder(office.desk)
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def test_a_scanned_file_is_attached_with_two_keys(office: Office, dossier: UUID) -> None:
    lay(office, "quet-0001.pdf")
    async with shell(office, dossier).run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "f3", "1")
        assert "quet-0001.pdf (4 KB)" in seen(pilot.app)
        await press(pilot, "1")
        await until_seen(pilot, "Đã đính kèm")
        await until_seen(pilot, "chưa gửi")
    state = dossier_by_id(office.desk, dossier)
    assert state is not None
    assert state.received is not None
    assert [one.paper for one in state.scans] == [state.received.papers[0].key]


async def test_a_typed_path_is_attached_to_another_paper(
    office: Office, dossier: UUID, tmp_path: Path
) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF)
    async with shell(office, dossier).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f3", "3")
        await press(pilot, *str(tmp_path / "a.pdf"), "enter")
    state = dossier_by_id(office.desk, dossier)
    assert state is not None
    assert [one.paper for one in state.scans] == [""]


async def test_what_may_not_be_attached_is_said_in_one_sentence(
    office: Office, dossier: UUID
) -> None:
    lay(office, "virus.exe", b"MZ")
    async with shell(office, dossier).run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "f3", "1", "1")
        await until_seen(pilot, "Tệp không phải PDF, JPEG hay PNG")
    state = dossier_by_id(office.desk, dossier)
    assert state is not None
    assert state.scans == ()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_choosing_the_file(
    office: Office, dossier: UUID, snap_compare: Callable[..., bool], size: tuple[int, int]
) -> None:
    lay(office, "quet-0001.pdf")

    async def prepare(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        await press(pilot, "f3", "1")

    assert snap_compare(shell(office, dossier), terminal_size=size, run_before=prepare)
