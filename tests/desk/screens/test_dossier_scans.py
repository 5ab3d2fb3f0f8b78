"""Attaching from the dossier screen: F3, a file or a scan, the paper, and it is on its way."""

import os
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from textual.pilot import Pilot

from desk.screens.dossier import DossierScreen
from desk.usecases.lists import dossier_by_id
from desk.usecases.paper_scans import WATCHED, home_of
from desk.usecases.receive import Accepted, receive_dossier
from desk.widgets.scanned import Scanned
from desk.widgets.typing_input import TypingInput
from tests.desk.office import CARD, LAN, Office, complete_form, open_office
from tests.desk.screens.shell import Shell, seen, settle, until_seen
from tests.desk.shell_office import until

PDF = b"%PDF-1.7\n" + bytes(3_000)
LONG_AGO = 1_583_110_800


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
    folder = home_of(office.desk) / WATCHED
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def test_a_scanned_file_is_attached_with_four_keys(office: Office, dossier: UUID) -> None:
    lay(office, "quet-0001.pdf")
    async with shell(office, dossier).run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "f3")
        assert "quet-0001.pdf (4 KB, 08:00)" in seen(pilot.app)
        await press(pilot, "enter")
        assert "quet-0001.pdf\n" in seen(pilot.app).replace(" ", "").replace("│", "\n")
        # Bytes that only begin as a PDF, or one with a password: the paper is still in his hand.
        assert "Quầy không mở được tệp PDF này" in seen(pilot.app)
        await press(pilot, "f2", "1")
        await until_seen(pilot, "Đã đính kèm")
        await until_seen(pilot, "chưa gửi")
        # What is said of one is not left standing over the next, which is not stored.
        await press(pilot, "f3", "escape")
        assert isinstance(pilot.app.screen, DossierScreen)
        assert "Đã đính kèm" not in seen(pilot.app)
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
        await press(pilot, "f3", "1")
        pilot.app.screen.query_one(TypingInput).value = str(tmp_path / "a.pdf")
        await press(pilot, "enter")
        empty = pilot.app.screen_stack[0]
        for card in (CARD, CARD.replace("2", "3")):
            pilot.app.screen.post_message(Scanned(card))
        await press(pilot, "f2", "3")
        await until(pilot, lambda: pilot.app.screen is empty)  # For both cards, only the dossier.
        assert any("Đã đính kèm" in one.message for one in pilot.app._notifications)
    state = dossier_by_id(office.desk, dossier)
    assert state is not None
    assert [one.paper for one in state.scans] == [""]
    assert (tmp_path / "a.pdf").exists()
