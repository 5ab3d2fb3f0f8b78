"""Bundles carried by hand arrive whole or are refused whole, and the network may repeat them."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select
from typer.testing import CliRunner

from desk.store.scan_tables import Scan
from desk.usecases.bundle import Exported, NotExported, export_bundle
from desk.usecases.outbox import outbox
from desk.usecases.verify import verify
from schemas.codes import dossier_code
from schemas.entries import Received
from sync.centre.blob_tables import CentreKey
from sync.centre.blobs import pending_scans
from sync.centre.bundles import Imported, import_bundle
from sync.centre.commands import app
from sync.centre.refusals import RefusedError
from tests.builders import a_received
from tests.desk.scans import attach_scan
from tests.desk.usecases.test_attach import Flaky, drain, file_of, lane, scan_of
from tests.properties.world import MORNING, UNIT, CounterOf, World


@pytest.fixture
def counter(world: World, tmp_path: Path) -> CounterOf:
    """Counter Q1 with five dossiers and two scans that nobody has sent."""
    made = world.counters["Q1"]
    for number in range(5):
        code = dossier_code(UNIT, MORNING.date(), 1001 + number)
        body = Received.model_validate(a_received(code))
        made.record("dossier.received", body, UUID(int=number + 1, version=4))
    for number in range(2):
        path = file_of(tmp_path, scan_of(number))
        attach_scan(path, UUID(int=1, version=4), f"p{number}", "lan", made.desk)
    return made


@pytest.fixture
def bundle(counter: CounterOf, tmp_path: Path) -> Path:
    path = tmp_path / "goi.bin"
    assert isinstance(export_bundle(path, counter.desk), Exported)
    return path


def take(world: World, path: Path) -> Imported:
    with path.open("rb") as file:
        return import_bundle(file, world.centre.store, now=MORNING)


def refused(world: World, path: Path) -> str:
    with pytest.raises(RefusedError) as refusal:
        take(world, path)
    return refusal.value.error


def test_a_bundle_brings_everything_and_the_network_may_repeat_it(
    world: World, counter: CounterOf, bundle: Path
) -> None:
    unsent = outbox(counter.desk)
    taken = take(world, bundle)
    assert (taken.entries, taken.scans, taken.pending) == (unsent.unsent, 2, 0)
    assert world.centre.journal("Q1") == counter.journal()
    with world.centre.store.reading() as session:
        assert pending_scans(session, UNIT) == {}
    assert outbox(counter.desk) == unsent, "a bundle empties nothing: only an answer does"
    before = world.centre.feed()
    while world.step("Q1", "up"):
        pass
    for _ in range(4):
        world.step("Q1", "down")
    drain(world, lane(counter, Flaky(world.centre.app, 0, bad=0.0)))
    assert world.centre.feed() == before
    assert outbox(counter.desk).count == 0
    assert counter.pending() == 0
    assert counter.dossiers() == world.centre.dossiers()
    assert world.centre.problems() == []
    assert verify(counter.desk) == ()


def test_a_bundle_that_comes_after_the_network_or_twice_changes_nothing(
    world: World, counter: CounterOf, bundle: Path
) -> None:
    while world.step("Q1", "up"):
        pass
    before = world.centre.feed()
    take(world, bundle)
    again = take(world, bundle)
    assert again.pending == 0
    assert world.centre.feed() == before
    assert world.centre.problems() == []


def test_a_scan_that_began_over_the_network_ends_by_hand(
    world: World, counter: CounterOf, bundle: Path
) -> None:
    content = scan_of(0)
    courier = lane(counter, Flaky(world.centre.app, 0, bad=0.0)).courier
    with counter.store.read() as session:
        names = set(session.exec(select(Scan.sha256)))
    from schemas.scans import sha256_of

    assert sha256_of(content) in names
    world.runner.run(courier.send_part(sha256_of(content), len(content), 0, content[:5001]))
    assert take(world, bundle).pending == 0


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.999])
def test_a_bundle_that_was_cut_off_is_refused_whole(
    world: World, counter: CounterOf, bundle: Path, share: float
) -> None:
    before = world.centre.journal("Q1")
    whole = bundle.read_bytes()
    bundle.write_bytes(whole[: int(len(whole) * share)])
    assert refused(world, bundle) in {"bundle_damaged", "bundle_not_a_bundle"}
    assert world.centre.journal("Q1") == before


@pytest.mark.parametrize("place", [60, 200, 400, 2000, -40, -1])
def test_a_bundle_with_one_altered_byte_is_refused_whole(
    world: World, counter: CounterOf, bundle: Path, place: int
) -> None:
    before = world.centre.journal("Q1")
    altered = bytearray(bundle.read_bytes())
    altered[place] ^= 1
    bundle.write_bytes(altered)
    assert refused(world, bundle).startswith("bundle_")
    assert world.centre.journal("Q1") == before


def test_a_bundle_with_something_added_is_refused(world: World, bundle: Path) -> None:
    bundle.write_bytes(bundle.read_bytes() + b"\0")
    assert refused(world, bundle) == "bundle_damaged"


def test_a_bundle_for_another_centre_is_refused(world: World, bundle: Path) -> None:
    with world.centre.store.writing() as session:
        key = session.get_one(CentreKey, "bundle")
        key.secret = bytes(range(32)).hex()
        session.add(key)
    assert refused(world, bundle) == "bundle_other_centre"


def test_a_bundle_of_a_counter_that_nobody_enrolled_is_refused(
    world: World, counter: CounterOf, tmp_path: Path
) -> None:
    from desk.store.journal import counter_of

    with counter.store.write() as session:
        own = counter_of(session)
        own.token = "somebody else's"
        session.add(own)
    path = tmp_path / "forged.bin"
    export_bundle(path, counter.desk)
    assert refused(world, path) == "bundle_unknown_writer"


def test_a_bundle_shows_nobodys_name_to_who_carries_it(bundle: Path, counter: CounterOf) -> None:
    content = bundle.read_bytes()
    assert counter.journal()[1].encode() not in content
    assert "Nguyễn Văn".encode() not in content


def test_nothing_unsent_an_existing_file_and_a_missing_key_are_said(
    world: World, counter: CounterOf, bundle: Path, tmp_path: Path
) -> None:
    assert export_bundle(bundle, counter.desk) == NotExported("exists")
    nowhere = tmp_path / "no" / "x.bin"
    assert export_bundle(nowhere, counter.desk) == NotExported("unwritable")
    while world.step("Q1", "up"):
        pass
    drain(world, lane(counter, Flaky(world.centre.app, 0, bad=0.0)))
    assert export_bundle(tmp_path / "y.bin", counter.desk) == NotExported("nothing")
    assert not (tmp_path / "y.bin").exists()


def test_the_centres_command_takes_a_bundle_and_refuses_another_with_one_sentence(
    world: World, counter: CounterOf, bundle: Path
) -> None:
    runner, home = CliRunner(), str(world.folder)
    database = f"sqlite:///{world.centre.path}"
    asked = ["import-bundle", str(bundle), "--home", home, "--database", database]
    taken = runner.invoke(app, [*asked, "--json"])
    assert taken.exit_code == 0, taken.output
    assert json.loads(taken.stdout)["entries"] == outbox(counter.desk).unsent
    assert runner.invoke(app, asked).exit_code == 0
    bundle.write_bytes(bundle.read_bytes()[:-10])
    refusal = runner.invoke(app, asked)
    assert refusal.exit_code == 1
    assert "cắt cụt hoặc bị sửa" in refusal.stderr
    assert refusal.stderr.count("\n") == 1
