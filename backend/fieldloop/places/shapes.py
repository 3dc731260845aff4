"""What clients see of places. Positions are WGS-84."""

from typing import Any, Literal

import msgspec

from fieldloop import db
from fieldloop.places.nearest import metres
from fieldloop.settings import TilesSystem
from fieldloop.shapes import Names


class AreaView(msgspec.Struct):
    """A node of the area tree."""

    code: str
    level: str
    parent: str | None
    name: Names


class UnitView(msgspec.Struct):
    """A unit that answers for work."""

    code: str
    kind: str
    name: Names
    area: str
    phone: str | None


class SiteView(msgspec.Struct, kw_only=True):
    """A supervised place; `distance_m` only when a place was asked for."""

    code: str
    kind: str
    name: Names
    area: str
    unit: str | None
    lat: float | None
    lon: float | None
    address: str
    distance_m: int | None = None


class SiteFile(SiteView, kw_only=True):
    """A supervised place with its file: the facts that only its kind has."""

    file: dict[str, Any]


class OutlineFacts(msgspec.Struct):
    """Whose outline it is. `own`: of the caller's; `exact`: drawn by a surveyor, not guessed around its sites."""

    code: str
    level: str
    name: Names
    own: bool
    exact: bool


class Outline(msgspec.Struct):
    """A GeoJSON feature."""

    type: Literal["Feature"]
    properties: OutlineFacts
    geometry: dict[str, Any]


class Outlines(msgspec.Struct):
    """A GeoJSON feature collection."""

    type: Literal["FeatureCollection"]
    features: list[Outline]


class Tiles(msgspec.Struct):
    """Where the pictures of a map come from, and in which coordinate system they are drawn."""

    url: str
    attribution: str
    system: TilesSystem


class MapView(msgspec.Struct):
    """What a map shows beneath the orders; `credits` must be shown with it."""

    outline: Outlines
    credits: list[str]
    tiles: Tiles | None


def names(row: db.Row) -> Names:
    """Return the names of a row."""
    return Names(row["name_zh"], row["name_en"])


def unit_view(row: db.Row) -> UnitView:
    """Make a unit of its row."""
    return UnitView(row["code"], row["kind"], names(row), row["area"], row["phone"])


def site_view(row: db.Row, place: tuple[float, float] | None) -> SiteView:
    """Make a site of its row."""
    return SiteView(**_site(row), distance_m=metres(row, place))


def site_file(row: db.Row) -> SiteFile:
    """Make a site's file of its row."""
    return SiteFile(**_site(row), file=row["file"])


def _site(row: db.Row) -> dict[str, Any]:
    plain = {name: row[name] for name in ("code", "kind", "area", "unit", "lat", "lon", "address")}
    return plain | {"name": names(row)}
