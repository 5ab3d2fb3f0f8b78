"""Pictures from a scanner made into pages: whole, upright as far as they say, and not too large."""

import io
import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from PIL import Image, ImageOps, ImageSequence

from printing.bound_pages import ScannedPage

DPI_MAX = 300
_A4_INCHES = (8.27, 11.69)
DOTS_MAX = tuple(round(inches * DPI_MAX) for inches in _A4_INCHES)
"""The short and the long side of a page that is kept; more is made smaller."""
PAGES_MAX = 200
QUALITY = 80
THUMBNAIL = (120, 170)
_DPI_BELIEVED = range(50, 1201)
_KEPT_MODES = {"L", "RGB"}
_TOO_LARGE = (Image.DecompressionBombWarning, Image.DecompressionBombError)
DAMAGE = (
    OSError, SyntaxError, ValueError, EOFError, struct.error, IndexError, KeyError, TypeError,
    AttributeError, MemoryError, ArithmeticError, RecursionError, NotImplementedError, UserWarning,
    *_TOO_LARGE,
)  # fmt: skip
"""What decoders raise on damaged bytes, and on 90 million dots and more: an ordinary day.

A warning is raised only where warnings are errors, as in tests."""
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
PageReason = Literal["damaged", "too_large", "too_many"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page before it is stored, with a small picture of it to look at."""

    page: ScannedPage
    small: Image.Image

    def turned(self) -> "Leaf":
        """The page turned by a quarter, clockwise."""
        return replace(self, page=replace(self.page, turn=(self.page.turn + 90) % 360))


@dataclass(frozen=True, slots=True)
class NoPages:
    """No page could be made of some bytes."""

    reason: PageReason


def leaves_of(content: bytes) -> tuple[Leaf, ...] | NoPages:
    """The pages of a picture; a TIFF may hold several."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            if getattr(image, "n_frames", 1) > PAGES_MAX:
                return NoPages("too_many")
            return tuple(_leaves(image, content))
    except _TOO_LARGE:
        return NoPages("too_large")
    except DAMAGE:
        return NoPages("damaged")


def _leaves(image: Image.Image, content: bytes) -> Iterator[Leaf]:
    is_one = getattr(image, "n_frames", 1) == 1
    for frame in ImageSequence.Iterator(image):
        frame.load()
        page = _as_it_is(frame, content) if is_one else None
        yield Leaf(page or _smaller(frame), small_of(frame))


def _as_it_is(image: Image.Image, content: bytes) -> ScannedPage | None:
    """A JPEG that needs nothing done keeps its bytes: each encoding would lose a little."""
    is_kept = (
        image.format == "JPEG"
        and image.mode in _KEPT_MODES
        and _scale(image) == 1
        and ImageOps.exif_transpose(image).size == image.size
        and image.getexif().get(0x0112, 1) == 1
    )
    return ScannedPage(content, *image.size, _dpi(image)) if is_kept else None


def _smaller(image: Image.Image) -> ScannedPage:
    dpi, scale = _dpi(image), _scale(image)
    upright = _plain(ImageOps.exif_transpose(image))
    if scale < 1:
        upright = upright.resize([max(1, round(dots * scale)) for dots in upright.size])
    buffer = io.BytesIO()
    upright.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    return ScannedPage(buffer.getvalue(), *upright.size, dpi * scale)


def _plain(image: Image.Image) -> Image.Image:
    """Grey where it is grey, colours where it has some; what is transparent shows white."""
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(white, seen).convert("RGB")
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.convert("I").point(lambda grey: grey / 256).convert("L")
    return image.convert("L" if image.mode in {"1", "L", "F"} else "RGB")


def _scale(image: Image.Image) -> float:
    short, long = sorted(image.size)
    return min(1.0, DOTS_MAX[0] / short, DOTS_MAX[1] / long)


def _dpi(image: Image.Image) -> float:
    """The resolution that the picture names; what names none is taken for A4."""
    named = image.info.get("dpi", (0, 0))[0]
    if round(named) in _DPI_BELIEVED:
        return float(named)
    return max(image.size) / _A4_INCHES[1]


def small_of(image: Image.Image) -> Image.Image:
    """The picture as it is looked at in a terminal."""
    small = ImageOps.exif_transpose(image)
    small = _plain(small).convert("RGB")
    small.thumbnail(THUMBNAIL)
    return small
