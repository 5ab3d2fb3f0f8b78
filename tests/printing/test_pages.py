"""Margins, reprints, and forms found again by their keys."""

import io
import json
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError
from pypdf import PdfReader

from printing.faces import BOLD, ITALIC, LETTERS, REGULAR, VIETNAMESE, loaded
from printing.forms import VERSION, UnknownFormError, render
from printing.receipt import render_receipt
from printing.reprint import stamp
from printing.supplement import render_supplement
from tests.printing.reading import dots, inked, scanned, texts
from tests.printing.samples import CODE, a_receipt, a_slip, papers

FORMS: dict[str, Callable[[], bytes]] = {
    "receipt of one paper": lambda: render_receipt(a_receipt(papers=papers(1))),
    "receipt of six papers": lambda: render_receipt(a_receipt(is_demo=True)),
    "receipt of sixty papers": lambda: render_receipt(a_receipt(papers=papers(60))),
    "receipt with the widest code": lambda: render_receipt(
        a_receipt(code="000.17.22.H02-191231-999999", email="a" * 300, note="ÁỴ" * 2000)
    ),
    "slip": lambda: render_supplement(a_slip()),
}


@pytest.mark.parametrize("name", FORMS)
def test_nothing_stands_within_eight_millimetres_of_the_edge(name: str) -> None:
    pdf = stamp(FORMS[name](), 12)
    margin = int(8 / 25.4 * 150)
    for page in range(len(texts(pdf))):
        picture = dots(pdf, page, dpi=150)
        left, top, right, bottom = inked(picture)
        assert min(left, top, picture.width - right, picture.height - bottom) >= margin


@pytest.mark.parametrize("name", FORMS)
def test_stamp_stands_clear_of_the_form(name: str) -> None:
    pdf = FORMS[name]()
    frame = int(12.8 / 25.4 * 150)
    for page in range(len(texts(pdf))):
        assert inked(dots(pdf, page, dpi=150))[1] > frame


def test_reprint_is_stamped_on_every_page_and_otherwise_the_same() -> None:
    kept = render_receipt(a_receipt(papers=papers(60)))
    for before, after in zip(texts(kept), texts(stamp(kept, 3)), strict=True):
        assert after.count("BẢN IN LẠI LẦN 3") == 1
        assert after.replace("BẢN IN LẠI LẦN 3", "").split() == before.split()


def test_reprint_scans_as_the_first_printing() -> None:
    kept = render_receipt(a_receipt())
    first, again = scanned(dots(kept)), scanned(dots(stamp(kept, 1)))
    assert {s.text for s in again.values()} == {s.text for s in first.values()}


def test_same_reprint_gives_the_same_bytes() -> None:
    kept = render_receipt(a_receipt())
    assert stamp(kept, 2) == stamp(kept, 2) != stamp(kept, 1)


def test_reprints_are_counted_from_one() -> None:
    with pytest.raises(ValueError, match="counted from 1"):
        stamp(render_receipt(a_receipt()), 0)


@pytest.mark.parametrize(("form", "values"), [("receipt", a_receipt()), ("supplement", a_slip())])
def test_stored_job_renders_as_its_values_do(form: str, values: object) -> None:
    direct = render_receipt(a_receipt()) if form == "receipt" else render_supplement(a_slip())
    stored = json.loads((a_receipt() if form == "receipt" else a_slip()).model_dump_json())
    assert render(form, VERSION, stored) == direct


@pytest.mark.parametrize(("form", "version"), [("01", VERSION), ("receipt", "tt03-2025")])
def test_unknown_form_is_a_bug(form: str, version: str) -> None:
    with pytest.raises(UnknownFormError):
        render(form, version, a_receipt().model_dump(mode="json"))


def test_values_of_another_form_are_refused() -> None:
    with pytest.raises(ValidationError):
        render("receipt", VERSION, a_slip().model_dump(mode="json"))


def test_copies_are_never_printed_on_two_sides_or_scaled() -> None:
    catalogue = PdfReader(io.BytesIO(render_receipt(a_receipt()))).root_object
    wishes: Any = catalogue["/ViewerPreferences"]
    assert (wishes["/Duplex"], wishes["/PrintScaling"]) == ("/Simplex", "/None")


@pytest.mark.parametrize("face", [REGULAR, BOLD, ITALIC])
def test_face_has_every_letter(face: str) -> None:
    glyphs = loaded(face).face.charToGlyph
    assert [letter for letter in LETTERS if ord(letter) not in glyphs] == []


def test_vietnamese_has_134_letters_beyond_ascii() -> None:
    assert len(set(VIETNAMESE)) == 134
    assert unicodedata.normalize("NFC", VIETNAMESE) == VIETNAMESE


def test_form_is_small_enough_to_keep() -> None:
    assert len(render_receipt(a_receipt())) < 80_000
    assert CODE in texts(render_receipt(a_receipt()))[0]
