"""Photographs made up for a test: no two alike, so that each has a hash of its own."""

import hashlib
import secrets
from io import BytesIO

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload


def photograph(colour: tuple[int, int, int], size: tuple[int, int] = (1280, 960)) -> bytes:
    """Return a JPEG of a wall, a floor and one heap of the given colour."""
    width, height = size
    picture = Image.new("RGB", size, (196, 204, 208))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, height * 2 // 3, width, height), fill=(132, 126, 118))
    left = width // 4 + secrets.randbelow(width // 4)
    draw.ellipse((left, height // 2, left + width // 4, height * 4 // 5), fill=colour)
    draw.text((8, 8), secrets.token_hex(8), fill=(90, 90, 90))
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def rubbish() -> bytes:
    return photograph((34, 34, 40))


def clean() -> bytes:
    return photograph((140, 134, 126))


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def from_camera(data: bytes) -> FilePayload:
    """Return a picture as the phone's camera hands it to a page."""
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": data}
