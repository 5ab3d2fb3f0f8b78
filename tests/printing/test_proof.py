"""The test page and the papers: what it shows is what a printer must get right."""

from datetime import datetime

import pytest

from printing.codes import MM
from printing.faces import BOLD, ITALIC, REGULAR, VIETNAMESE
from printing.papers import media_of, on_paper
from printing.proof import ProofValues, render_proof
from printing.receipt import render_receipt
from printing.spool import PaperName
from printing.supplement import render_supplement
from schemas.calendars import HANOI
from schemas.codes import PROOF_BARS, PROOF_SQUARE
from tests.printing.reading import dots, inked, rectangles, scanned, set_in, sizes, texts
from tests.printing.samples import a_receipt, a_slip, papers

AT = datetime(2020, 3, 2, 9, 0, tzinfo=HANOI)
ALPHABET = (
    "ÀàẢảÃãÁáẠạ" "ĂăẰằẲẳẴẵẮắẶặ" "ÂâẦầẨẩẪẫẤấẬậ" "Đđ" "ÈèẺẻẼẽÉéẸẹ" "ÊêỀềỂểỄễẾếỆệ" "ÌìỈỉĨĩÍíỊị"
    "ÒòỎỏÕõÓóỌọ" "ÔôỒồỔổỖỗỐốỘộ" "ƠơỜờỞởỠỡỚớỢợ" "ÙùỦủŨũÚúỤụ" "ƯưỪừỬửỮữỨứỰự" "ỲỳỶỷỸỹÝýỴỵ"
)  # fmt: skip
MEDIA = {"A4": "iso_a4_210x297mm", "A5": "iso_a5_148x210mm"}


@pytest.mark.parametrize("paper", ["A4", "A5"])
def test_the_test_page_has_both_codes_every_letter_and_a_frame(paper: PaperName) -> None:
    pdf = render_proof(ProofValues("Quầy Q1", AT, paper))
    page = dots(pdf)
    read = {name: found.text for name, found in scanned(page).items()}
    assert read == {"Code 128": PROOF_BARS, "QR Code": PROOF_SQUARE}
    assert "09:00 02/03/2020" in texts(pdf)[0]
    left, top, right, bottom = inked(page)
    edge = 8 * MM * 203 / 72
    margins = (left, top, page.width - right, page.height - bottom)
    assert all(abs(one - edge) <= 3 for one in margins)
    assert media_of(pdf) == MEDIA[paper]


@pytest.mark.parametrize(("paper", "sizes_set"), [("A4", (11.5, 10)), ("A5", (9.2, 8.4))])
def test_every_face_and_size_of_the_forms_shows_each_letter_once_in_alphabetical_order(
    paper: PaperName, sizes_set: tuple[float, float]
) -> None:
    pdf = render_proof(ProofValues("Quầy Q1", AT, paper))
    said = set_in(pdf)
    assert sorted(ALPHABET) == sorted(VIETNAMESE)
    for face in (REGULAR, BOLD, ITALIC):
        for size in sizes_set:
            # Its own table only: the sentences above it have letters too.
            table = said[face, size].partition(f", cỡ {size:g}".replace(".", ","))[2]
            assert "".join(one for one in table if not one.isascii()) == ALPHABET, (face, size)
    assert min(bottom for _, bottom, _, _ in rectangles(pdf)) < 15 * MM  # no half of it is empty


def test_no_form_is_set_in_a_face_that_the_test_page_does_not_show() -> None:
    forms = render_receipt(a_receipt()), render_supplement(a_slip())
    used = {face for form in forms for face, _ in set_in(form)}
    assert used == {REGULAR, BOLD, ITALIC}


def test_small_pages_stand_unscaled_on_the_only_paper_there_is() -> None:
    small = render_receipt(a_receipt())
    large = on_paper(small, "A4")
    assert (sizes(small), sizes(large)) == ({(148, 210)}, {(210, 297)})
    assert texts(large) == texts(small)
    assert scanned(dots(large))["Code 128"].text == scanned(dots(small))["Code 128"].text
    before, after = inked(dots(small)), inked(dots(large))
    assert abs((after[2] - after[0]) - (before[2] - before[0])) <= 2


def test_pages_that_fit_are_left_as_they_are() -> None:
    small, large = render_receipt(a_receipt()), render_receipt(a_receipt(papers=papers(30)))
    assert sizes(large) == {(210, 297)}
    for pdf, paper in ((small, None), (small, "A5"), (large, "A4"), (large, "A5")):
        assert on_paper(pdf, paper) is pdf  # type: ignore[arg-type]  # a name or none
