"""Outlines of areas for a map: as they were drawn, else guessed around their sites."""

from collections.abc import Sequence
from typing import Any

from fieldloop import db
from fieldloop.people.rules import Caller
from fieldloop.places import queries
from fieldloop.places.rules import hull
from fieldloop.places.shapes import Outline, OutlineFacts, Outlines, names


async def around(caller: Caller) -> tuple[Outlines, list[str]]:
    """Return the caller's areas, then those drawn in the same districts, and whom to credit for the drawing."""
    mine = sorted({role.area for role in caller.roles})
    rows = await queries.drawn_areas(mine)
    drawn = [_feature(row, row["outline"], own=row["code"] in mine, exact=True) for row in rows if row["outline"]]
    guessed = [feature for row in rows if row["outline"] is None and (feature := await _guessed(row))]
    features = sorted([*guessed, *drawn], key=lambda feature: not feature.properties.own)
    named = sorted({row["outline"]["credit"] for row in rows if row["outline"] and "credit" in row["outline"]})
    return Outlines("FeatureCollection", features), named


async def _guessed(row: db.Row) -> Outline | None:
    places = await queries.positions_in(row["level"], row["code"])
    if row["lat"] is not None:
        places.append((row["lat"], row["lon"]))
    ring = hull(places)
    if not ring:
        return None
    return _feature(row, {"type": "Polygon", "coordinates": [ring]}, own=True, exact=False)


def _feature(row: db.Row, drawn: dict[str, Any], *, own: bool, exact: bool) -> Outline:
    geometry: dict[str, Sequence[Any]] = {name: drawn[name] for name in ("type", "coordinates")}
    facts = OutlineFacts(row["code"], row["level"], names(row), own, exact)
    return Outline("Feature", facts, geometry)
