"""Pillow once more: covers parts of a picture, and writes the stamp on the copy that people look at."""

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from fieldloop.evidence.redaction import Rectangle

_COVER = (24, 24, 24)
_SMALLEST = 9


def cover(picture: Image.Image, boxes: Sequence[Rectangle]) -> None:
    """Fill the boxes; nothing of what was there is left in the file."""
    pen = ImageDraw.Draw(picture)
    for box in boxes:
        pen.rectangle(box.pixels(*picture.size), fill=_COVER)


def stamped(view: bytes, lines: Sequence[str]) -> bytes:
    """Return the view with the lines written along its lower edge."""
    with Image.open(BytesIO(view), formats=["WEBP"]) as opened:
        picture = opened.convert("RGB")
    font, pad = _fitting(lines, picture.width), max(2, picture.width // 160)
    step = round(font.size * 1.3)
    top = max(0, picture.height - step * len(lines) - pad)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        # Rimmed letters instead of a dark strip: they hide less of what the photo shows.
        rim = max(1, round(font.size / 12))
        pen.text((pad, top + number * step), line, fill="white", font=font, stroke_width=rim, stroke_fill="black")
    out = BytesIO()
    picture.save(out, "WEBP", quality=78, method=2)
    return out.getvalue()


def _fitting(lines: Sequence[str], width: int) -> ImageFont.FreeTypeFont:
    """Return the font at the size at which the longest line still fits; what does not even then is cut at the edge."""
    size = max(_SMALLEST, width // 56)
    room = width * 0.97
    longest = max((_font(size).getlength(line) for line in lines), default=0.0)
    return _font(max(_SMALLEST, int(size * min(1.0, room / longest)))) if longest else _font(size)


@lru_cache(maxsize=64)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(BytesIO(files("fieldloop.evidence").joinpath("font", "stamp.woff2").read_bytes()), size)
