"""Pictures made into pages: their limits, their damage, and what they say of themselves."""

import io
import struct
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from desk.imaging.pages import DOTS_MAX, Leaf, NoPages, leaves_of
from tests.desk.imaging.sane import a_picture

UPRIGHT, ON_ITS_SIDE = 1, 6


def saved(picture: Image.Image, kind: str, **more: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **more)
    return buffer.getvalue()


def the_leaf(content: bytes) -> Leaf:
    made = leaves_of(content)
    assert isinstance(made, tuple)
    assert len(made) == 1
    return made[0]


def picture_of(leaf: Leaf) -> Image.Image:
    return Image.open(io.BytesIO(leaf.page.jpeg))


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_jpeg_that_needs_nothing_done_keeps_its_bytes(mode: str) -> None:
    content = saved(a_picture(mode=mode), "JPEG", dpi=(200, 200))
    page = the_leaf(content).page
    assert page.jpeg == content
    assert (page.wide, page.high, page.dpi) == (400, 566, 200.0)


def test_a_page_of_400_dpi_is_made_smaller_and_stays_as_large_on_paper() -> None:
    page = the_leaf(saved(a_picture(3300, 4676), "PNG", dpi=(400, 400), compress_level=1)).page
    assert page.wide <= DOTS_MAX[0]
    assert page.high == DOTS_MAX[1]
    assert page.dpi == pytest.approx(300, abs=0.2)
    assert len(page.jpeg) < 200_000


def test_a_page_that_names_no_resolution_is_taken_for_a4() -> None:
    page = the_leaf(saved(a_picture(827, 1169), "PNG")).page
    assert page.dpi == pytest.approx(100, abs=0.1)


def test_a_tiff_gives_all_its_pages_in_order() -> None:
    pictures = [a_picture(100 + n, 200) for n in range(3)]
    content = saved(pictures[0], "TIFF", save_all=True, append_images=pictures[1:], dpi=(75, 75))
    made = leaves_of(content)
    assert isinstance(made, tuple)
    assert [leaf.page.wide for leaf in made] == [100, 101, 102]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "I", "F"])
def test_a_page_of_any_kind_of_dots_is_white_where_it_is_white(mode: str) -> None:
    white = 65535 if mode.startswith("I") else 255
    picture = (
        a_picture(64, 64).convert(mode) if "I" not in mode else Image.new(mode, (64, 64), white)
    )
    leaf = the_leaf(saved(picture, "TIFF"))
    kept = picture_of(leaf)
    assert kept.mode in {"L", "RGB"}
    assert kept.convert("L").getpixel((60, 60)) == pytest.approx(255, abs=3)
    assert leaf.small.convert("L").getpixel((60, 60)) == pytest.approx(255, abs=3)


def test_what_is_transparent_shows_white() -> None:
    picture = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    assert picture_of(the_leaf(saved(picture, "PNG"))).convert("L").getpixel((9, 9)) == 255


def test_a_photograph_taken_on_its_side_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = ON_ITS_SIDE
    leaf = the_leaf(saved(a_picture(), "JPEG", exif=exif))
    assert (leaf.page.wide, leaf.page.high) == (566, 400)
    assert leaf.small.width > leaf.small.height


def test_four_quarter_turns_are_none() -> None:
    leaf = the_leaf(saved(a_picture(), "PNG"))
    turned = leaf.turned()
    assert turned.page.turn == 90
    assert turned.turned().turned().turned() == leaf


WHOLE = {kind: saved(a_picture(), kind) for kind in ("JPEG", "PNG", "TIFF")}


@settings(max_examples=50)
@given(
    kind=st.sampled_from(sorted(WHOLE)),
    at=st.floats(0, 1, exclude_max=True),
    junk=st.binary(max_size=40),
)
def test_a_damaged_picture_is_a_value_and_never_an_exception(
    kind: str, at: float, junk: bytes
) -> None:
    whole = WHOLE[kind]
    start = int(at * len(whole))
    assert isinstance(leaves_of(whole[:start] + junk), (tuple, NoPages))
    assert isinstance(
        leaves_of(whole[:start] + junk + whole[start + len(junk) :]), (tuple, NoPages)
    )


@pytest.mark.parametrize("kind", sorted(WHOLE))
def test_half_a_picture_is_damaged(kind: str) -> None:
    assert leaves_of(WHOLE[kind][: len(WHOLE[kind]) // 2]) == NoPages("damaged")


def test_a_picture_of_too_many_dots_is_not_even_unpacked() -> None:
    size = struct.pack(">II", 30_000, 30_000)
    head = b"IHDR" + size + b"\x08\0\0\0\0"
    whole = saved(a_picture(), "PNG")
    claims = whole[:12] + head + struct.pack(">I", zlib.crc32(head)) + whole[33:]
    assert leaves_of(claims) == NoPages("too_large")
