from pathlib import Path

from desk.store.journal import counter_of
from desk.store.scans import StoreScans
from desk.usecases.attach import Attached, Place, attach_content
from desk.usecases.desk import Desk
from desk.usecases.drafts import save_draft
from desk.usecases.signing_in import greet
from desk.usecases.status import standing
from tests.desk.shell_office import filled_form, received, shop


def skewed(desk: Desk, milliseconds: int) -> str:
    with desk.store.write() as session:
        row = counter_of(session)
        row.skew_ms = milliseconds
        session.add(row)
    return standing(desk).clock


def test_everything_is_counted(tmp_path: Path) -> None:
    desk = shop(tmp_path).desk()
    before = standing(desk)
    received(desk, "Nguyễn Thị Hoa")
    save_draft(filled_form(desk, "Đỗ Văn Tư"), desk)
    after = standing(desk)
    assert (after.counter, after.unit, after.epoch) == ("Q1", "000.17.22.H02", 1)
    assert after.dossiers == before.dossiers + 1
    assert after.drafts == before.drafts + 1
    assert after.unsent == after.head_seq - after.acked_seq > before.unsent
    assert after.print_jobs == {"queued": 1}
    assert after.catalogue is not None
    assert after.catalogue.version == 1


def test_a_scan_is_counted_until_the_centre_has_it(tmp_path: Path) -> None:
    desk = shop(tmp_path).desk()
    dossier = received(desk, "Nguyễn Thị Hoa").id
    for number in range(3):
        place = Place(dossier, f"p{number}")
        answer = attach_content(b"%PDF-" + bytes([number]), "a.pdf", place, "lan", desk)
        assert isinstance(answer, Attached)
    scans = StoreScans(desk.store)
    first, second, _ = [one.sha256 for one in scans.waiting_scans()]
    scans.scan_sent(first)
    scans.scan_refused(second, "wrong_hash")
    left = standing(desk)
    assert (left.scans, left.scans_refused, greet(desk).scans) == (1, 1, 1)


def test_a_clock_behind_the_newest_entry_is_wrong(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    desk = counter.desk()
    received(desk, "Nguyễn Thị Hoa")
    assert standing(desk).clock == "right"
    counter.clock.pass_(-1)
    assert standing(desk).clock == "behind_entries"


def test_two_minutes_off_the_centre_are_allowed_and_no_more(tmp_path: Path) -> None:
    desk = shop(tmp_path).desk()
    assert skewed(desk, 120_000) == skewed(desk, -120_000) == "right"
    assert skewed(desk, 120_001) == skewed(desk, -120_001) == "off_centre"
