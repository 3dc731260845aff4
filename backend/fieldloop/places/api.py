"""Areas, units and sites as screens need them."""

from typing import Annotated

import msgspec
from litestar import Router, get
from litestar.params import FromQuery, QueryParameter

from fieldloop import db
from fieldloop.asks import Asker
from fieldloop.errors import problem
from fieldloop.places import queries
from fieldloop.shapes import Names

Search = Annotated[str | None, QueryParameter(max_length=100)]


class AreaView(msgspec.Struct):
    """A node of the area tree."""

    code: str
    level: str
    parent: str | None
    name: Names


class Areas(msgspec.Struct):
    """Areas, from the top."""

    items: list[AreaView]


class UnitView(msgspec.Struct):
    """A unit that answers for work."""

    code: str
    kind: str
    name: Names
    area: str
    phone: str | None


class Units(msgspec.Struct):
    """Units, by name."""

    items: list[UnitView]


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


class Sites(msgspec.Struct):
    """Sites, the nearest first when a place was asked for, else by code."""

    items: list[SiteView]


@get("/areas", summary="The area tree")
async def areas(caller: Asker) -> Areas:
    """List areas of the districts in which the caller has a role."""
    rows = await queries.areas_around([role.area for role in caller.roles])
    return Areas([AreaView(row["code"], row["level"], row["parent"], _names(row)) for row in rows])


@get("/units", summary="Units that answer for work")
async def units(caller: Asker, area: FromQuery[str | None] = None) -> Units:
    """List active units of the caller's districts, for handing work over."""
    rows = await queries.units_around([role.area for role in caller.roles], area)
    return Units([UnitView(row["code"], row["kind"], _names(row), row["area"], row["phone"]) for row in rows])


@get("/sites", summary="Supervised places")
async def sites(
    caller: Asker,
    near: Annotated[str | None, QueryParameter(max_length=60, description="lat,lon")] = None,
    q: Search = None,
    area: FromQuery[str | None] = None,
) -> Sites:
    """List up to 50 active sites of the caller's districts, near a place or by name."""
    place = _place(near) if near else None
    rows = await queries.sites_around([role.area for role in caller.roles], place, q, area)
    return Sites(
        [
            SiteView(
                code=row["code"],
                kind=row["kind"],
                name=_names(row),
                area=row["area"],
                unit=row["unit"],
                lat=row["lat"],
                lon=row["lon"],
                address=row["address"],
                distance_m=queries.metres(row, place),
            )
            for row in rows
        ]
    )


def _names(row: db.Row) -> Names:
    return Names(row["name_zh"], row["name_en"])


def _place(near: str) -> tuple[float, float]:
    try:
        lat, lon = (float(part) for part in near.split(","))
    except ValueError as error:
        raise problem("input.invalid", errors=[{"field": "near", "message": "lat,lon"}]) from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise problem("input.invalid", errors=[{"field": "near", "message": "outside the world"}])
    return lat, lon


router = Router(path="/", route_handlers=[areas, units, sites], tags=["places"])
