"""Areas, units and sites as screens need them."""

from typing import Annotated

import msgspec
from litestar import Router, get
from litestar.params import FromQuery, QueryParameter

from fieldloop.asks import Asker
from fieldloop.errors import problem
from fieldloop.packed import PACKED
from fieldloop.places import nearest, outline, queries
from fieldloop.places.shapes import AreaView, MapView, SiteView, Tiles, UnitView, names, site_view, unit_view
from fieldloop.settings import settings

Search = Annotated[str | None, QueryParameter(max_length=100)]


class Areas(msgspec.Struct):
    """Areas, from the top."""

    items: list[AreaView]


class Units(msgspec.Struct):
    """Units, by name."""

    items: list[UnitView]


class Sites(msgspec.Struct):
    """Sites, the nearest first when a place was asked for, else by code."""

    items: list[SiteView]


@get("/areas", summary="The area tree")
async def areas(caller: Asker) -> Areas:
    """List areas of the districts in which the caller has a role."""
    rows = await queries.areas_around([role.area for role in caller.roles])
    return Areas([AreaView(row["code"], row["level"], row["parent"], names(row)) for row in rows])


@get("/units", summary="Units that answer for work")
async def units(caller: Asker, area: FromQuery[str | None] = None) -> Units:
    """List active units of the caller's districts, for handing work over."""
    rows = await queries.units_around([role.area for role in caller.roles], area)
    return Units([unit_view(row) for row in rows])


@get("/sites", summary="Supervised places")
async def sites(
    caller: Asker,
    near: Annotated[str | None, QueryParameter(max_length=60, description="lat,lon")] = None,
    q: Search = None,
    area: FromQuery[str | None] = None,
) -> Sites:
    """List up to 50 active sites of the caller's districts, near a place or by name."""
    place = _place(near) if near else None
    rows = await nearest.sites_around([role.area for role in caller.roles], place, q, area)
    return Sites([site_view(row, place) for row in rows])


@get("/map", summary="What a map shows beneath the orders", middleware=[PACKED])
async def area_map(caller: Asker) -> MapView:
    """Return the outlines of the caller's areas with those around them, and where pictures of the map come from."""
    features, named = await outline.around(caller)
    chosen = settings().tiles
    tiles = Tiles(chosen.url, chosen.attribution, chosen.system) if chosen else None
    return MapView(features, named, tiles)


def _place(near: str) -> tuple[float, float]:
    try:
        lat, lon = (float(part) for part in near.split(","))
    except ValueError as error:
        raise problem("input.invalid", errors=[{"field": "near", "message": "lat,lon"}]) from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise problem("input.invalid", errors=[{"field": "near", "message": "outside the world"}])
    return lat, lon


router = Router(path="/", route_handlers=[areas, units, sites, area_map], tags=["places"])
