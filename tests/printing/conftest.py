"""One private CUPS for all tests of a process; every test finds its printer well and idle."""

from collections.abc import Iterator
from functools import partial

import pytest

from desk.usecases.desk import Desk
from desk.usecases.printers import CurrentPrinters, open_printers
from tests.desk.shell_office import Shop
from tests.printing.cups import QUEUES, Cups, private_cups, until


@pytest.fixture(scope="session")
def cups_server() -> Iterator[Cups]:
    """Up in a tenth of a second, ended whatever happens."""
    with private_cups() as made:
        yield made


@pytest.fixture
def cups(cups_server: Cups) -> Iterator[Cups]:
    """The server with a printer that works and has nothing to do."""
    yield cups_server
    cups_server.behave("normal")
    for queue in QUEUES:
        cups_server.printer(queue).resume()
        until(partial(cups_server.is_idle, queue), "an idle printer")
        cups_server.forget_troubles(queue)
    (cups_server.root / "out" / "pages").unlink(missing_ok=True)
    for file in (cups_server.root / "out").glob("job-*.pdf"):
        file.unlink()


@pytest.fixture
def desk(counter: Shop) -> Iterator[Desk]:
    """The desk of the counter that a module sets up."""
    opened = counter.desk()
    yield opened
    opened.store.close()


@pytest.fixture
def printers(counter: Shop) -> CurrentPrinters:
    """The printers that its settings name."""
    return open_printers(counter.home)
