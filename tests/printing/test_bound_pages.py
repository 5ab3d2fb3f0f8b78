"""Scanned pages in one PDF, read back by two libraries that did not write it."""

import io

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader

from printing.bound_pages import ScannedPage, bound

MM = 72 / 25.4


def a_page(wide: int = 827, high: int = 1169, *, turn: int = 0, mode: str = "L") -> ScannedPage:
    """A4 at 100 dpi whose top left quarter is black."""
    picture = Image.new(mode, (wide, high), "white")
    ImageDraw.Draw(picture).rectangle((0, 0, wide // 2, high // 2), fill="black")
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG")
    return ScannedPage(buffer.getvalue(), wide, high, dpi=100.0, turn=turn)


def test_pictures_stand_in_the_document_byte_for_byte_on_pages_of_their_paper() -> None:
    pages = [a_page(), a_page(583, 827), a_page(mode="RGB")]
    made = bound(pages)
    read = PdfReader(io.BytesIO(made)).pages
    for page, back in zip(pages, read, strict=True):
        assert [image.data for image in back.images] == [page.jpeg] or page.jpeg in made
    assert page_sizes(made) == [(210, 297), (148, 210), (210, 297)]
    assert len(made) < sum(len(page.jpeg) for page in pages) + 4000


def page_sizes(pdf: bytes) -> list[tuple[int, int]]:
    boxes = (page.mediabox for page in PdfReader(io.BytesIO(pdf)).pages)
    return [(round(float(box.width) / MM), round(float(box.height) / MM)) for box in boxes]


@pytest.mark.parametrize(
    ("turn", "dark"),
    [(0, (0.25, 0.25)), (90, (0.75, 0.25)), (180, (0.75, 0.75)), (270, (0.25, 0.75))],
)
def test_a_turned_page_is_shown_turned_clockwise(turn: int, dark: tuple[float, float]) -> None:
    page = pypdfium2.PdfDocument(bound([a_page(turn=turn)]))[0]
    shown = page.render(scale=0.2).to_pil().convert("L")
    corners = {
        (x, y): shown.getpixel((int(x * shown.width), int(y * shown.height)))
        for x in (0.25, 0.75)
        for y in (0.25, 0.75)
    }
    assert [at for at, grey in corners.items() if isinstance(grey, int) and grey < 128] == [dark]
    assert (shown.width > shown.height) is (turn in {90, 270})


def test_the_same_pages_give_the_same_bytes_and_no_pages_no_document() -> None:
    assert bound([a_page(), a_page(turn=90)]) == bound([a_page(), a_page(turn=90)])
    with pytest.raises(ValueError, match="has pages"):
        bound([])
