"""Pillow: what a photo says of itself in its EXIF. Kept for ourselves; whatever it says, it costs nobody a photo."""

import math
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PIL import ExifTags, Image

_LONGEST_NAME = 120
_MOST_OFFSET_MINUTES = 14 * 60
_NEITHER = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Exif:
    """Claims of the camera; `at` is its own wall clock, in UTC only by `offset_minutes`."""

    orientation: int = 1
    at: datetime | None = None
    offset_minutes: int | None = None
    lat: float | None = None
    lon: float | None = None
    camera: str | None = None


def read(picture: Image.Image) -> Exif:
    """Return what can be read; each part that is garbage is left out, and never raises."""
    try:
        tags = picture.getexif()
        own = dict(tags)
        shot = _part(tags, ExifTags.IFD.Exif)
        place = _place(_part(tags, ExifTags.IFD.GPSInfo))
    except Exception:  # noqa: BLE001 - garbage in EXIF, of any kind, must not cost a worker the photo
        return Exif()
    lat, lon = place or (None, None)
    return Exif(
        orientation=_orientation(own.get(ExifTags.Base.Orientation)),
        at=_time(shot.get(ExifTags.Base.DateTimeOriginal)),
        offset_minutes=_offset(shot.get(ExifTags.Base.OffsetTimeOriginal)),
        lat=lat,
        lon=lon,
        camera=_camera(own.get(ExifTags.Base.Make), own.get(ExifTags.Base.Model)),
    )


def _part(tags: Image.Exif, part: ExifTags.IFD) -> dict[int, Any]:
    try:
        return dict(tags.get_ifd(part))
    except Exception:  # noqa: BLE001 - one broken part must not take the others along
        return {}


def _orientation(value: object) -> int:
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _time(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        return datetime.strptime(value.strip("\x00 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 (a wall clock)
    except ValueError:
        return None


def _offset(value: object) -> int | None:
    found = _OFFSET.fullmatch(value.strip("\x00 ")) if isinstance(value, str) else None
    if found is None:
        return None
    minutes = int(found[2]) * 60 + int(found[3])
    return (-minutes if found[1] == "-" else minutes) if minutes <= _MOST_OFFSET_MINUTES else None


def _place(said: dict[int, Any]) -> tuple[float, float] | None:
    lat = _degrees(said.get(ExifTags.GPS.GPSLatitude), said.get(ExifTags.GPS.GPSLatitudeRef), "NS", 90)
    lon = _degrees(said.get(ExifTags.GPS.GPSLongitude), said.get(ExifTags.GPS.GPSLongitudeRef), "EW", 180)
    # Null Island is where cameras without a fix believe they are.
    return (lat, lon) if lat is not None and lon is not None and (lat, lon) != (0, 0) else None


def _degrees(parts: Any, side: Any, sides: str, most: int) -> float | None:
    if side not in tuple(sides):
        return None
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if not (math.isfinite(value) and 0 <= minutes < 60 and 0 <= seconds < 60 and 0 <= value <= most):
        return None
    return -value if side == sides[1] else value


def _camera(*names: object) -> str | None:
    # PostgreSQL takes no NUL, and a name of four gigabytes is none.
    said = [_NEITHER.sub(" ", name[:_LONGEST_NAME]).strip() for name in names if isinstance(name, str)]
    return " ".join(word for word in said if word)[:_LONGEST_NAME] or None
