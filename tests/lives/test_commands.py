"""The commands of backups, restores and vouchers, as a technician types them."""

import json

import pytest
from typer.testing import CliRunner

from desk.commands import app as desk_app
from sync.centre.commands import app as centre_app
from tests.lives.scenes import Scene

pytestmark = pytest.mark.slow


def run(app: object, *words: object) -> tuple[int, str]:
    answer = CliRunner().invoke(app, [str(word) for word in words])  # type: ignore[arg-type]
    return answer.exit_code, (answer.stdout or answer.output).strip()


def test_a_counter_is_backed_up_restored_and_thawed_by_its_commands(scene: Scene) -> None:
    at = scene.counter()
    assert scene.sync(at)
    scene.receive(at, 1)
    assert scene.sync(at)
    scene.stop(at)
    home, centre = at.home.path, scene.world.folder
    file = centre / "quay.saoluu"
    assert run(desk_app, "backup", file, "--home", home)[0] == 0
    assert run(desk_app, "backup", file, "--home", home)[0] == 1
    code, key = run(centre_app, "unseal-backup", file, "--home", centre)
    assert (code, bytes.fromhex(key)) == (0, at.home.key())
    code, told = run(desk_app, "restore", file, "--home", centre / "new", "--key", key, "--json")
    assert (code, json.loads(told)["counter"]) == (0, scene.row(at).counter)
    asked = json.loads(run(desk_app, "voucher", "--home", centre / "new", "--json")[1])
    assert (
        f"mã kỳ nhật ký {asked['epoch_name']}"
        in run(desk_app, "status", "--home", centre / "new")[1]
    )
    assert asked["frozen"]
    words = (asked["counter"], asked["epoch_name"], "--home", centre)
    code, voucher = run(centre_app, "voucher", *words)
    assert (code, len(voucher) <= 40) == (0, True)
    assert run(desk_app, "voucher", voucher[:-1], "--home", centre / "new")[0] == 1
    assert run(desk_app, "voucher", voucher, "--home", centre / "new")[0] == 0
    assert run(desk_app, "restore", file, "--home", home, "--key", "12")[0] == 2


def test_the_centre_says_what_it_does_not_know(scene: Scene) -> None:
    centre = scene.world.folder
    counter = scene.row(scene.counter()).counter
    assert run(centre_app, "voucher", "nobody", "2222", "--home", centre)[0] == 1
    assert run(centre_app, "voucher", counter, "2222", "--home", centre)[0] == 1
    assert run(centre_app, "unseal-backup", centre / "none", "--home", centre)[0] == 1
    assert run(centre_app, "settle-clone", counter, "--home", centre)[0] == 0
    before = scene.world.centre.incarnation()
    assert run(centre_app, "restored", "--home", centre)[0] == 0
    assert scene.world.centre.incarnation() != before
