"""Where something is: sites, the nearest of them, an area with its ancestors."""

from fieldloop import db
from fieldloop.places.rules import Lineage, box, distance_m

NEAREST_SITE_M = 2_000


async def site(code: str) -> db.Row | None:
    """Return an active site with its area's zone and lineage."""
    return await db.fetchrow(_SITE + "where s.code = $1 and s.active", code)


async def area(code: str) -> db.Row | None:
    """Return an area."""
    return await db.fetchrow("select * from area where code = $1", code)


async def districts_of(codes: list[str]) -> list[str]:
    """Return the districts in which any of the areas lies."""
    rows = await db.fetch("select distinct district from area where code = any($1::text[])", codes)
    return [row["district"] for row in rows]


async def area_at(lat: float, lon: float) -> db.Row | None:
    """Return the area of a place: that of the nearest site within 2 km, else the nearest neighbourhood's centre."""
    south, west, north, east = box(lat, lon, NEAREST_SITE_M)
    near = await db.fetchval(
        "select area from site where active and point(lon, lat) <@ box(point($1, $2), point($3, $4))"
        " order by point(lon, lat) <-> point($5, $6) limit 1",
        west,
        south,
        east,
        north,
        lon,
        lat,
    )
    if near:
        return await area(near)
    row = await db.fetchrow(
        "select * from area where lat is not null and level in ('neighbourhood', 'street')"
        " order by point(lon, lat) <-> point($1, $2) limit 1",
        lon,
        lat,
    )
    # Farther than this it is another city's problem.
    return row if row and distance_m(lat, lon, row["lat"], row["lon"]) < 15_000 else None


def lineage(row: db.Row) -> Lineage:
    """Return an area's ancestors from a row that has them."""
    return Lineage(row["district"], row["street"], row["neighbourhood"], row["grid"])


_SITE = """
select s.code, s.lat, s.lon, s.address, a.code as area, a.zone, a.district, a.street, a.neighbourhood, a.grid
from site s join area a on a.code = s.area
"""

_AROUND = "a.district in (select district from area where code = any($1::text[]))"


async def unit(code: str) -> db.Row | None:
    """Return a unit with its area's zone."""
    sql = "select u.*, a.zone from unit u join area a on a.code = u.area where u.code = $1"
    return await db.fetchrow(sql, code)


async def areas_around(codes: list[str]) -> list[db.Row]:
    """Return every area of the districts in which any of the areas lies."""
    return await db.fetch(
        f"select a.* from area a where {_AROUND}"
        " order by array_position(array['district', 'street', 'neighbourhood', 'grid'], a.level::text), a.code",
        codes,
    )


async def units_around(codes: list[str], area: str | None) -> list[db.Row]:
    """Return active units of those districts, or of one area below them."""
    return await db.fetch(
        f"select u.*, a.zone from unit u join area a on a.code = u.area where u.active and {_AROUND}"
        " and ($2::text is null or $2 in (a.district, a.street, a.neighbourhood, a.grid)) order by u.name_zh, u.code",
        codes,
        area,
    )


async def sites_around(
    codes: list[str], place: tuple[float, float] | None, words: str | None, area: str | None
) -> list[db.Row]:
    """Return up to 50 active sites of those districts, the nearest to `place` first, else by code."""
    order = "s.code" if place is None else "point(s.lon, s.lat) <-> point($4, $5), s.code"
    like = "%" + words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%" if words else None
    return await db.fetch(
        f"select s.* from site s join area a on a.code = s.area where s.active and {_AROUND}"
        " and ($2::text is null or $2 in (a.district, a.street, a.neighbourhood, a.grid))"
        " and ($3::text is null or s.name_zh ilike $3 or s.name_en ilike $3 or s.address ilike $3 or s.code ilike $3)"
        f" order by {order} limit 50",
        codes,
        area,
        like,
        *((place[1], place[0]) if place else ()),
    )


def metres(row: db.Row, place: tuple[float, float] | None) -> int | None:
    """Return a site's distance from a place in metres, when both are known."""
    if place is None or row["lat"] is None or row["lon"] is None:
        return None
    return round(distance_m(*place, row["lat"], row["lon"]))
