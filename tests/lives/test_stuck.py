"""An entry that the centre cannot read: all before it arrives, and everybody says which it is."""

import pytest
from sqlmodel import text

from desk.rules.diagnosis import Facts, findings
from desk.screens.outbox_words import head_words, outbox_row
from desk.texts.diagnosis import line_of
from desk.texts.outbox import stuck
from desk.texts.standing import not_drained, what_is_wrong
from desk.usecases.line import LineStanding
from desk.usecases.outbox import Waiting, outbox, outbox_page
from desk.usecases.verify import verify
from sync.lanes import line_now
from sync.protocol import STUCK
from tests.lives.scenes import AN, Scene

pytestmark = pytest.mark.slow


def test_a_spoilt_entry_holds_up_only_what_follows_it_and_is_named(scene: Scene) -> None:
    at = scene.counter()
    scene.receive(at, 3)
    code, dossier = scene.printed[1]
    with at.store.write() as session:
        spoilt = "UPDATE journal SET text = replace(text, :name, 'X') WHERE dossier = :dossier"
        names = {"name": AN.name, "dossier": str(dossier)}
        session.connection().execute(text(spoilt), names)
    assert not scene.sync(at)
    assert (at.lanes.state.trouble, at.lanes.state.line) == (STUCK, "up")
    assert scene.world.runner.run(line_now(at.lanes.courier)).trouble == STUCK

    box, rows = outbox(at.desk), outbox_page(at.desk, 0, 10)
    assert box.next == Waiting(3, code)
    line = LineStanding("up", None, STUCK)
    named = stuck(3, code)
    assert "bút toán số 3" in named
    assert head_words(box, line).startswith(named)
    states = [outbox_row(one, line).cells[-1] for one in rows]
    assert states == [
        "trung tâm không nhận được: báo kỹ thuật viên",
        "chờ bút toán đầu hàng",
    ]
    assert not_drained("up", STUCK, "", named).startswith(named)
    assert what_is_wrong(STUCK, is_frozen=False, which=named) == (named,)
    facts = Facts(at=at.now(), enrolled=True, line=STUCK, next_seq=3, unsent=2)
    (found,) = [one for one in findings(facts) if one.code == "line_stuck"]
    assert "bút toán số 3" in line_of(found.code, found.level, found.params)
    assert "broken_entry" in {one.code for one in verify(at.desk)}
