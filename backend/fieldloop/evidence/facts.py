"""Writes what was measured of photos."""

from typing import Any

from fieldloop import db
from fieldloop.evidence.measures import Measured

_COLUMNS = (
    *("hash", "mirror", "grey", "sharpness", "brightness", "contrast", "orientation"),
    *("exif_at", "exif_offset_minutes", "exif_lat", "exif_lon", "exif_camera", "made_at"),
)
_KEPT = (
    f"insert into photo_fact (photo, {', '.join(_COLUMNS)})"
    f" select sha256, {', '.join(f'${number}' for number in range(2, len(_COLUMNS) + 2))} from photo"
    " where sha256 = $1 and removed_at is null"
    f" on conflict (photo) do update set {', '.join(f'{name} = excluded.{name}' for name in _COLUMNS)}"
)
_DERIVED = "derived_at = coalesce(derived_at, $14), derive_failures = 0, measured = true"


async def keep(sha256: str, measured: Measured) -> None:
    """Note that a photo's files are made, and what was measured on the way: both or neither."""
    await db.execute(
        f"with kept as ({_KEPT}) update photo set {_DERIVED} where sha256 = $1", *_values(sha256, measured)
    )


async def keep_none(sha256: str) -> None:
    """Note that nothing can be measured of a photo, so that nobody waits for it."""
    await db.execute("update photo set measured = true, derive_failures = 0 where sha256 = $1", sha256)


def _values(sha256: str, measured: Measured) -> list[Any]:
    said = measured.exif
    return [
        *(sha256, measured.hash, measured.mirror, measured.grey),
        *(measured.sharpness, measured.brightness, measured.contrast, said.orientation),
        *(said.at, said.offset_minutes, said.lat, said.lon, said.camera, db.clock.now()),
    ]
