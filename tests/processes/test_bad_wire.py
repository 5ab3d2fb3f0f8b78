"""A real desk over a line that is cut within messages: nothing is lost, nothing arrives twice."""

import sys
from collections.abc import Iterator

import pytest

from tests.processes.bad_wire import BadWire, Fault, Way, a_bad_wire
from tests.processes.forked_counter import ForkedCounter
from tests.processes.forks import ForkedCentre, Forks

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="processes are forked"),
]
PUSH, FEED = b"POST /v1/counters/me/journal", b"GET /v1/units/000.17.22.H02/feed"
ME = b"GET /v1/counters/me "
UP: Way = "to the centre"
DOWN: Way = "to the desk"
LOST = {
    "before the push": Fault(PUSH, UP, 0),
    "within its first line": Fault(PUSH, UP, 9),
    "within its headers": Fault(PUSH, UP, 200),
    "within its body": Fault(PUSH, UP, 1000),
    "within its body, half": Fault(PUSH, UP, 1000, "half-close"),
    "a portal instead": Fault(PUSH, UP, 0, "portal"),
    "a portal that forbids": Fault(PUSH, UP, 0, "portal", "403 Forbidden"),
    "a portal for the first question": Fault(ME, UP, 0, "portal", "302 Found"),
}
"""What the centre never had."""
UNHEARD = {
    "before the answer": Fault(PUSH, DOWN, 0),
    "before the answer, half": Fault(PUSH, DOWN, 0, "half-close"),
    "within its status": Fault(PUSH, DOWN, 9),
    "within its headers": Fault(PUSH, DOWN, 60),
    "within its body": Fault(PUSH, DOWN, 300),
    "within its body, half": Fault(PUSH, DOWN, 300, "half-close"),
}
"""What the centre has, and the desk does not know of it."""
LATE = {
    "within a page of the feed": Fault(FEED, DOWN, 900),
    "within a page of the feed, half": Fault(FEED, DOWN, 900, "half-close"),
    "a portal instead of the feed": Fault(FEED, UP, 0, "portal"),
}
"""What was delivered and not confirmed yet."""
FAULTS = [
    *(pytest.param(fault, (False, True), id=f"push: {name}") for name, fault in LOST.items()),
    *(pytest.param(fault, (True, True), id=f"answer: {name}") for name, fault in UNHEARD.items()),
    *(pytest.param(fault, (True, False), id=name) for name, fault in LATE.items()),
]
Line = tuple[ForkedCounter, BadWire]


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory, forks: Forks) -> Iterator[Line]:
    """An enrolled counter, its running centre, and the line between them."""
    folder = tmp_path_factory.mktemp("line")
    home = folder / "centre"
    centre = ForkedCentre(forks, home, f"sqlite:///{home / 'centre.sqlite'}")
    centre.run("seed-demo")
    try:
        centre.start()
        with a_bad_wire(centre.url) as wire:
            centre.enrol(folder / "desk", wire.here)
            yield ForkedCounter(forks, centre, folder / "desk"), wire
    finally:
        centre.kill()


@pytest.mark.parametrize(("fault", "stands"), FAULTS)
def test_what_a_line_breaks_off_is_delivered_once_when_it_is_well(
    line: Line, fault: Fault, stands: tuple[bool, bool]
) -> None:
    counter, wire = line
    counter.accept(3)
    wire.fault, struck = fault, wire.struck
    counter.fail_to_sync()
    assert wire.struck == struck + 1
    assert counter.stands() == stands
    wire.is_away = False
    counter.sync()
    counter.assert_all_arrived()
