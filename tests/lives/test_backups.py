"""Backups and what is made of them: whole, sealed, in a new epoch, and no number given twice."""

from pathlib import Path

import pytest
from sqlmodel import select

from desk.store.home import Home
from desk.store.scans import StoreScans
from desk.store.tables import PrintJob
from desk.usecases.backup import BackedUp, NotBackedUp, back_up
from desk.usecases.outbox import outbox
from desk.usecases.receive import Refused
from desk.usecases.restore import NotRestored, Restored, restore
from schemas.backups import read_label, unseal_key
from schemas.sealing import SealError, seal_for, unseal
from sync.bundle import public_key
from sync.centre.keys import bundle_private_key
from tests.lives.commands import run
from tests.lives.scenes import Scene
from tests.properties.world import CounterOf, drawn

pytestmark = pytest.mark.slow


def backed_up(scene: Scene, at: CounterOf, name: str = "saoluu") -> Path:
    path = scene.world.folder / name
    answer = back_up(path, at.home, at.desk)
    assert isinstance(answer, BackedUp), answer
    return path


def restored(
    scene: Scene, path: Path, home: Home, key: bytes | None = None
) -> Restored | NotRestored:
    draws = drawn(f"restore-{path.name}-{len(scene.printed)}")
    return restore(path, home, recovery_key=key, now=scene.world.clock, random_bytes=draws)


def codes_refused(scene: Scene, at: CounterOf) -> list[str]:
    answer = scene.attempt(at)
    assert isinstance(answer, Refused)
    return [one.code for one in answer.doubts]


def test_a_desk_restored_from_yesterday_gets_everything_back_by_the_line(scene: Scene) -> None:
    at = scene.counter()
    scene.receive(at, 2)
    path = backed_up(scene, at)
    scene.receive(at, 3)
    assert scene.sync(at)
    scene.stop(at)
    answer = restored(scene, path, at.home)
    assert isinstance(answer, Restored)
    assert answer.unsent > 0
    scene.start(at)
    assert codes_refused(scene, at) == ["numbers_frozen"]
    assert scene.sync(at)
    scene.receive(at, 2)
    assert scene.sync(at)
    assert scene.row(at).slot == 3
    scene.nothing_is_lost_and_no_number_given_twice(at)


def test_without_the_line_a_restored_desk_issues_no_number_and_asks_for_papers(
    scene: Scene,
) -> None:
    at = scene.counter()
    scene.receive(at, 2)
    path = backed_up(scene, at)
    assert scene.sync(at)
    scene.stop(at)
    assert isinstance(restored(scene, path, at.home), Restored)
    scene.start(at)
    assert codes_refused(scene, at) == ["numbers_frozen"]
    with at.store.read() as session:
        assert set(session.exec(select(PrintJob.state))) == {"unknown"}
    assert scene.sync(at)
    scene.nothing_is_lost_and_no_number_given_twice(at)


def have_scans_refused(scene: Scene, at: CounterOf) -> None:
    """A centre that does not know their kind answered; the machine is switched off again."""
    scene.start(at)
    scans = StoreScans(at.store)
    for one in scans.waiting_scans():
        scans.scan_refused(one.sha256, "wrong_type")
    scene.stop(at)


def test_a_restore_never_gives_up_what_the_centre_lacks(scene: Scene) -> None:
    at = scene.counter()
    path = backed_up(scene, at)
    scene.receive(at, 2)
    before = at.journal()
    scene.stop(at)
    answer = restored(scene, path, at.home)
    assert isinstance(answer, NotRestored)
    assert (answer.reason, answer.count) == ("unsent", len(before) - 1)
    scene.start(at)
    assert at.journal() == before
    scene.attach(at)
    assert scene.sync(at)
    scene.stop(at)
    for _ in ("waiting", "refused"):
        code, told = run(at.home.path, "restore", str(path))
        assert (code, "0 bút toán và 1 bản quét" in told, "desk backup" in told) == (1, True, True)
        have_scans_refused(scene, at)
    scene.start(at)
    assert not scene.attach(at)
    assert scene.send_scans(at) == 0
    newer = backed_up(scene, at, "newer")
    # Since then there is a doubt whether the centre still has it.
    assert not scene.attach(at)
    scene.stop(at)
    answer = restored(scene, newer, at.home)
    assert isinstance(answer, Restored)
    kept = list(at.home.path.glob("truoc-phuc-hoi-*/desk.db"))
    assert [str(one.parent) for one in kept] == [answer.kept]
    scene.start(at)
    assert outbox(at.desk).scans == 1
    assert scene.sync(at)
    scene.nothing_is_lost_and_no_number_given_twice(at)


def test_a_new_machine_opens_the_backup_with_what_the_province_unsealed(scene: Scene) -> None:
    at = scene.counter()
    assert scene.sync(at)
    scene.receive(at, 2)
    path = backed_up(scene, at)
    label = read_label(path.read_bytes().split(b"\n", 1)[0])
    with scene.world.centre.store.reading() as session:
        private = bundle_private_key(session)
    assert private is not None
    key = unseal_key(private, label)
    scene.stop(at)
    fresh = Home(scene.world.folder / "fresh")
    assert restored(scene, path, fresh) == NotRestored("no_key")
    assert restored(scene, path, fresh, b"x" * 32) == NotRestored("wrong_key")
    assert not fresh.database.exists()
    assert isinstance(restored(scene, path, fresh, key), Restored)
    assert fresh.instance() != at.home.instance()
    at.home = fresh
    scene.start(at)
    assert scene.sync(at)
    scene.receive(at, 1)
    assert scene.sync(at)
    scene.nothing_is_lost_and_no_number_given_twice(at)


def test_a_backup_holds_nothing_readable_and_no_instance(scene: Scene) -> None:
    at = scene.counter()
    scene.receive(at, 1)
    content = backed_up(scene, at).read_bytes()
    for secret in ("Nguyễn".encode(), b"024090000123", at.home.key(), b"SQLite format"):
        assert secret not in content
    assert at.home.instance().encode() not in content
    assert sorted(one.name for one in scene.world.folder.glob("saoluu*")) == ["saoluu"]


def test_a_backup_never_takes_the_place_of_a_file(scene: Scene) -> None:
    at = scene.counter()
    path = backed_up(scene, at)
    assert back_up(path, at.home, at.desk) == NotBackedUp("exists")
    nowhere = scene.world.folder / "none" / "saoluu"
    assert back_up(nowhere, at.home, at.desk) == NotBackedUp("unwritable")


@pytest.mark.parametrize("part", [0.3, 0.9])
def test_a_damaged_backup_changes_nothing(scene: Scene, part: float) -> None:
    at = scene.counter()
    scene.receive(at, 1)
    assert scene.sync(at)
    path = backed_up(scene, at)
    content = bytearray(path.read_bytes())
    content[int(len(content) * part)] ^= 1
    path.write_bytes(content)
    cut = path.with_name("cut")
    cut.write_bytes(content[: len(content) // 2])
    junk = path.with_name("junk")
    junk.write_bytes(b"<html>")
    before = at.journal()
    scene.stop(at)
    assert restored(scene, path, at.home) == NotRestored("damaged")
    assert restored(scene, cut, at.home) == NotRestored("damaged")
    assert restored(scene, junk, at.home) == NotRestored("unreadable")
    scene.start(at)
    assert at.journal() == before
    assert list(at.home.path.glob("phuc-hoi-*")) == []


def test_another_counters_backup_does_not_take_a_home(scene: Scene) -> None:
    first, second = scene.counter(), scene.counter("Q2")
    path = backed_up(scene, second)
    key = second.home.key()
    assert scene.sync(first)
    scene.stop(first)
    assert restored(scene, path, first.home, key) == NotRestored("other_counter")
    scene.start(first)
    assert scene.row(first).counter.endswith("/Q1")


def test_a_store_that_no_longer_opens_is_kept_aside(scene: Scene) -> None:
    at = scene.counter()
    scene.receive(at, 2)
    path = backed_up(scene, at)
    assert scene.sync(at)
    scene.stop(at)
    at.home.database.write_bytes(b"damaged" * 1000)
    assert isinstance(restored(scene, path, at.home), Restored)
    (kept,) = at.home.path.glob("truoc-phuc-hoi-*/desk.db")
    assert kept.read_bytes().startswith(b"damaged")
    scene.start(at)
    assert scene.sync(at)
    scene.nothing_is_lost_and_no_number_given_twice(at)


def test_what_is_sealed_opens_for_one_key_and_one_purpose_only() -> None:
    private, other = b"p" * 32, b"q" * 32
    sealed = seal_for(public_key(private), b"secret", b"this", lambda size: b"r" * size)
    assert unseal(private, sealed, b"this") == b"secret"
    for key, text, purpose in (
        (other, sealed, b"this"),
        (private, sealed, b"that"),
        (private, sealed[:-1], b"this"),
        (private, b"", b"this"),
    ):
        with pytest.raises(SealError):
            unseal(key, text, purpose)
