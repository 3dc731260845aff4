"""Pillow: looks into pictures that strangers send, and makes the ones we serve."""

import threading
import warnings
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from io import BytesIO
from typing import Literal, NamedTuple

from PIL import Image

from fieldloop.evidence import exif, paint
from fieldloop.evidence.measures import Measured, measure
from fieldloop.evidence.redaction import Rectangle
from fieldloop.evidence.rules import (
    BYTES_A_PIXEL,
    MOST_PIXELS,
    THUMB_PIXELS,
    VIEW_PIXELS,
    fit,
    format_of,
    scans_endlessly,
)

Code = Literal["photo.not_image", "photo.broken", "photo.too_large"]

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = {5, 6, 7, 8}

# Pillow only warns of a bomb up to twice its limit, and mutters about every phone's odd EXIF.
Image.MAX_IMAGE_PIXELS = max(MOST_PIXELS.values())
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)

# However many threads decode, only one of them holds a picture that needs more than this.
_LARGE_BYTES = 64_000_000
_one_large = threading.Lock()


class ImageError(Exception):
    """The bytes are no picture we can take; trying again cannot help."""

    permanent = True

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code


@dataclass(frozen=True, slots=True)
class Facts:
    """What a picture says of itself; width and height as a person sees it, upright."""

    format: str
    width: int
    height: int


class Derived(NamedTuple):
    """What is made of a photo: view and thumbnail in WebP, upright, on white, without metadata; and its measures."""

    view: bytes
    thumb: bytes
    measured: Measured


def inspect(data: bytes) -> Facts:
    """Decode the picture to its last byte and return its facts, or raise ImageError."""
    picture, kind = _open(data)
    width, height = picture.size
    with _room(kind, width, height):
        try:
            # An eighth of the size still reads all of a JPEG, at a quarter of the cost.
            picture.draft(None, (max(1, width // 8), max(1, height // 8)))
            picture.load()
        except Exception as error:
            raise ImageError("photo.broken") from error
    if exif.read(picture).orientation in _SIDEWAYS:
        width, height = height, width
    return Facts(kind, width, height)


def derive(data: bytes, covered: Sequence[Rectangle] = ()) -> Derived:
    """Make what is shown of a photo, without what is covered, and measure it whole: one decode for all of it."""
    view, small, measured = _shown(data)
    for part in (view, small):
        paint.cover(part, covered)
    return Derived(_encode(view), _encode(small), measured)


def look(data: bytes) -> Measured:
    """Measure a photo whose files are made already."""
    return _shown(data)[2]


def _shown(data: bytes) -> tuple[Image.Image, Image.Image, Measured]:
    picture, kind = _open(data)
    size = fit(*picture.size, VIEW_PIXELS)
    with _room(kind, *picture.size):
        try:
            # Only a size of the right proportions lets the decoder skip work.
            picture.draft(None, size)
            picture.load()
            view = _resized(_plain(picture), size)
            small = _resized(view, fit(*size, THUMB_PIXELS))
            said = exif.read(picture)
            view, small = (_upright(_on_paper(part), said.orientation) for part in (view, small))
            return view, small, measure(view, small, said)
        except Exception as error:
            raise ImageError("photo.broken") from error


def _open(data: bytes) -> tuple[Image.Image, str]:
    kind = format_of(data[:16])
    if kind is None:
        raise ImageError("photo.not_image")
    if kind == "JPEG" and scans_endlessly(data):
        raise ImageError("photo.broken")
    try:
        picture = Image.open(BytesIO(data), formats=[kind])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageError("photo.too_large") from error
    except Exception as error:  # Pillow raises OSError, ValueError, TypeError, SyntaxError, MemoryError...
        raise ImageError("photo.broken") from error
    if picture.width * picture.height > MOST_PIXELS[kind]:
        raise ImageError("photo.too_large")
    return picture, kind


def _room(kind: str, width: int, height: int) -> AbstractContextManager[object]:
    return _one_large if width * height * BYTES_A_PIXEL[kind] > _LARGE_BYTES else nullcontext()


def _plain(picture: Image.Image) -> Image.Image:
    """Bring palettes, bits and 16-bit grey to a mode that can be resized smoothly."""
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode.startswith("I"):
        # A plain convert would clip all but the darkest to white.
        grey = picture.point(lambda value: value / 256)
        return grey.convert("L")
    if picture.mode in ("P", "PA"):
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    return picture


def _resized(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    return picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def _on_paper(picture: Image.Image) -> Image.Image:
    if picture.mode in ("LA", "RGBA"):
        coloured = picture.convert("RGBA")
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(coloured, mask=coloured)
        return paper
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _upright(picture: Image.Image, orientation: int) -> Image.Image:
    return picture.transpose(_TURNS[orientation]) if orientation in _TURNS else picture


def _encode(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "WEBP", quality=75, method=2)  # metadata is written only when passed, and none is
    return out.getvalue()
