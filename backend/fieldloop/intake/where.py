"""Finds the place that a discovery names; the edge between what clients send and what intake works with."""

from collections.abc import Sequence

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.intake.rules import Where
from fieldloop.places import nearest
from fieldloop.places import queries as places
from fieldloop.places.rules import LEVELS, Level


async def resolve(site: str | None, lat: float | None, lon: float | None, within: Sequence[str] | None = None) -> Where:
    """Return the place; raises site.unknown or place.unknown, also for one outside the areas `within`."""
    where = await _site(site, lat, lon) if site else await _position(lat, lon)
    if within is not None and not set(within) & set(where.lineage.codes()):
        raise problem("site.unknown" if site else "place.unknown")
    return where


async def at_home(areas: Sequence[str]) -> Where:
    """Return the most exact of a person's own areas: there lies what they found when only their words say where."""
    rows = [row for code in areas if (row := await places.area(code))]
    if not rows:
        raise problem("place.unknown")
    own = max(rows, key=lambda row: LEVELS.index(Level(row["level"])))
    return _where(own, own["code"], None, (None, None), "")


async def _site(code: str, lat: float | None, lon: float | None) -> Where:
    row = await places.site(code)
    if row is None:
        raise problem("site.unknown")
    if lat is None or lon is None:
        lat, lon = row["lat"], row["lon"]
    return _where(row, row["area"], code, (lat, lon), row["address"])


async def _position(lat: float | None, lon: float | None) -> Where:
    area = await nearest.area_at(lat, lon) if lat is not None and lon is not None else None
    if area is None:
        raise problem("place.unknown")
    return _where(area, area["code"], None, (lat, lon), "")


def _where(row: db.Row, area: str, site: str | None, place: tuple[float | None, float | None], address: str) -> Where:
    return Where(area, row["zone"], places.lineage(row), site, *place, address)
