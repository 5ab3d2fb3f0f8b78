"""A printer that is found is put among the others once, and where it was looked for."""

import pytest

from desk.settings import Settings
from desk.usecases.printer_choice import take_printer
from desk.usecases.settings_form import PrinterRow, Texts, doubts_in, rows_in, texts_of
from desk.usecases.settings_trials import Offer

QUAY = PrinterRow("quay-1", "ipp", "ipps://127.0.0.1/printers/q1", "may-in.pem")
FOLDER = PrinterRow("tep", "folder", "ipp://localhost:631/printers/q2")
FOUND = Offer("ipps://localhost:631/printers/q1", "", "q1")
OTHER = Offer("ipp://localhost:631/printers/q2", "", "hàng đợi tầng hai")


def typed() -> Texts:
    return texts_of(Settings()) | QUAY.texts(0) | FOLDER.texts(1)


@pytest.mark.parametrize(
    ("field", "route"),
    [
        ("forms.receipt.printer", "forms.receipt.printer"),
        ("forms.receipt.copies", "forms.receipt.printer"),
        ("forms.supplement.paper", "forms.supplement.printer"),
        ("printing.fallback", "printing.fallback"),
        ("printers.0.address", ""),
        ("printers.2.name", ""),
    ],
)
def test_a_printer_that_is_there_is_not_added_but_used(field: str, route: str) -> None:
    taken = take_printer(typed(), FOUND, field)
    assert (taken.how, taken.at, taken.name, taken.route) == ("known", 0, "quay-1", route)
    assert rows_in(taken.texts) == {0: QUAY, 1: FOLDER}
    assert taken.texts == typed() | ({route: "quay-1"} if route else {})


@pytest.mark.parametrize(
    ("field", "at", "how", "name"),
    [
        ("forms.test-page.printer", 2, "added", "hàng đợi tầng"),
        ("printers.2.name", 2, "added", "hàng đợi tầng"),
        ("printers.0.name", 0, "moved", "quay-1"),
        ("printers.1.kind", 1, "moved", "tep"),
    ],
)
def test_another_goes_into_the_row_in_use_or_one_of_its_own(
    field: str, at: int, how: str, name: str
) -> None:
    taken = take_printer(typed(), OTHER, field)
    assert (taken.at, taken.how, taken.name) == (at, how, name)
    assert rows_in(taken.texts)[at] == PrinterRow(name, "ipp", OTHER.value)
    assert doubts_in(taken.texts, Settings()) == {}


def test_of_two_rows_of_one_queue_the_one_in_use_is_meant() -> None:
    twice = typed() | PrinterRow("lai", "ipp", FOUND.value).texts(2)
    assert take_printer(twice, FOUND, "printers.2.name").at == 2
    assert take_printer(twice, FOUND, "printing.printer").at == 0


@pytest.mark.parametrize("name", ["", "pdf", "quay-1", "tep"])
def test_a_new_printer_gets_a_name_that_no_other_has(name: str) -> None:
    there = typed() | PrinterRow("may-3", "command", "").texts(2)
    taken = take_printer(there, Offer(OTHER.value, "", name), "printing.printer")
    assert taken.name == "may-4"
    unnamed = typed() | PrinterRow("", "ipp", OTHER.value).texts(2)
    taken = take_printer(unnamed, Offer(OTHER.value, "", name), "printing.printer")
    assert (taken.how, taken.name) == ("known", "may-3")
