"""Scans that a hand or an input method had a part in: what was typed stays, and nothing else."""

from itertools import cycle, islice
from typing import Any

from desk.widgets.checklist import Checklist
from desk.widgets.scan_box import ScanBox
from desk.widgets.typing_input import TypingInput
from tests.desk.widgets.input_methods import SENTENCE, TELEX, WAYS, Step, strokes, typed
from tests.desk.widgets.keys import type_in_one_read
from tests.desk.widgets.scan_desk import CARD, Form


def rewritten(step: Step) -> str:
    """A card as it arrives when an input method takes the scanner for a hand."""
    return CARD.replace("Nguyễn Văn An", typed(TELEX, step))


async def test_a_card_that_an_input_method_rewrites_leaves_nothing_anywhere() -> None:
    app, at = Form(), 0.0
    async with app.run_test(size=(80, 24)) as pilot:
        app.section.fill({"name": "Lê An", "note": "Ghi chú cũ"})
        ways = cycle(WAYS.values())
        for place in app.places:
            app.go_to(place)
            await pilot.pause()
            before = app.standing
            for number, step in enumerate(islice(ways, 2)):
                at += 9.0
                type_in_one_read(app, rewritten(step) + "\r" * (number % 2), at=at, gap=0.002)
                type_in_one_read(app, "\r" * (number % 2 == 0), at=at + 0.9)
                await pilot.pause()
                assert app.standing == before
        assert (app.scans, app.mangled) == ([], 2 * len(app.places))


async def test_a_hand_with_an_input_method_is_no_scanner_even_with_bars() -> None:
    app, at = Form(), 0.0
    async with app.run_test(size=(80, 24)) as pilot:
        ways = cycle(WAYS.values())
        for place in ("#name", "note"):
            app.go_to(place)
            for step in islice(ways, 5):
                type_in_one_read(app, "\x15", at=at)  # Ctrl+U empties a line.
                for stroke in ["x|||||", *strokes(TELEX, step)]:
                    at += 0.06
                    type_in_one_read(app, stroke, at=at)
                await pilot.pause()
                wanted = f"x|||||{SENTENCE}"
                field = app.screen.query_one("#name", TypingInput).value
                assert wanted == (field if place == "#name" else app.section.texts["note"])
        assert (app.scans, app.mangled) == ([], 0)


async def test_what_a_hand_typed_just_before_a_card_stays_and_the_card_is_used() -> None:
    app, at = Form(), 0.0
    hands = cycle(
        [strokes(TELEX, WAYS["backspaces"]), [SENTENCE], strokes(TELEX, WAYS["composed"])]
    )
    async with app.run_test(size=(80, 24)) as pilot:
        for place in (ScanBox, "#name", "name", "note", "note"):
            app.go_to(place)
            type_in_one_read(app, "\x15", at=at + 1)  # Ctrl+U empties a line.
            at += 9.0
            for stroke in next(hands):
                at += 0.08
                type_in_one_read(app, stroke, at=at)
            type_in_one_read(app, CARD + "\r", at=at + 0.06, gap=0.003)
            await pilot.pause()
            box, name = app.screen.query(TypingInput).results(TypingInput)
            written: dict[Any, str] = {ScanBox: box.value, "#name": name.value}
            written |= app.section.texts
            assert written[place].endswith(SENTENCE)
            assert "|" not in "".join(written.values())
        assert (app.scans, app.mangled) == ([CARD] * 5, 0)


async def test_a_tick_just_before_a_card_stays() -> None:
    app = Form()
    async with app.run_test(size=(80, 24)) as pilot:
        papers = app.screen.query_one(Checklist)
        papers.focus()
        await pilot.pause()
        type_in_one_read(app, " ", at=1.0)
        type_in_one_read(app, CARD + "\r", at=1.05, gap=0.003)
        await pilot.pause()
        assert [row.state for row in papers.rows] == ["ok", "absent"]
        assert app.scans == [CARD]
