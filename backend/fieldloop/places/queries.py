"""Where something is: areas with their ancestors, units, sites and their files."""

from fieldloop import db
from fieldloop.places.rules import LEVELS, Level, Lineage

# Not the outline: it is only for the map, and long.
AREA = "code, level, parent, name_zh, name_en, zone, lat, lon, district, street, neighbourhood, grid"


async def site(code: str) -> db.Row | None:
    """Return an active site with its area's zone and lineage."""
    return await db.fetchrow(_SITE + "where s.code = $1 and s.active", code)


async def area(code: str) -> db.Row | None:
    """Return an area."""
    return await db.fetchrow(f"select {AREA} from area where code = $1", code)


async def districts_of(codes: list[str]) -> list[str]:
    """Return the districts in which any of the areas lies."""
    rows = await db.fetch("select distinct district from area where code = any($1::text[])", codes)
    return [row["district"] for row in rows]


def lineage(row: db.Row) -> Lineage:
    """Return an area's ancestors from a row that has them."""
    return Lineage(row["district"], row["street"], row["neighbourhood"], row["grid"])


_SITE = """
select s.code, s.lat, s.lon, s.address, a.code as area, a.zone, a.district, a.street, a.neighbourhood, a.grid
from site s join area a on a.code = s.area
"""

_FROM_THE_TOP = "array_position(array['district', 'street', 'neighbourhood', 'grid'], {level}::text)"
AROUND = "a.district in (select district from area where code = any($1::text[]))"


async def unit(code: str) -> db.Row | None:
    """Return a unit with its area's zone."""
    sql = "select u.*, a.zone from unit u join area a on a.code = u.area where u.code = $1"
    return await db.fetchrow(sql, code)


async def areas_around(codes: list[str]) -> list[db.Row]:
    """Return every area of the districts in which any of the areas lies."""
    return await db.fetch(
        f"select {AREA} from area a where {AROUND} order by {_FROM_THE_TOP.format(level='a.level')}, a.code",
        codes,
    )


async def site_row(code: str) -> db.Row | None:
    """Return a whole active site."""
    return await db.fetchrow("select * from site where code = $1 and active", code)


async def chain(code: str) -> list[db.Row]:
    """Return code and names of the areas around an area and its own, from the top."""
    return await db.fetch(
        "select up.code, up.name_zh, up.name_en from area a"
        " join area up on up.code in (a.district, a.street, a.neighbourhood, a.grid) where a.code = $1"
        f" order by {_FROM_THE_TOP.format(level='up.level')}",
        code,
    )


async def units(codes: list[str]) -> list[db.Row]:
    """Return these units, by name."""
    return await db.fetch("select * from unit where code = any($1::text[]) and active order by name_zh, code", codes)


async def sites_of(units: list[str], areas: list[str], code: str | None, limit: int) -> list[db.Row]:
    """Return active sites of the units, below their duties, or below the areas, by code; or one of them."""
    # In two steps: an `or` across both tables, or areas that the planner cannot count, would read every site.
    below = " or ".join(f"a.{level} = any(homes.codes)" for level in LEVELS)
    near = await db.fetch(
        "with homes as (select array(select d.area from duty d where d.unit = any($1::text[])) || $2::text[] as codes)"
        f" select a.code from homes, area a where {below}",
        units,
        areas,
    )
    return await db.fetch(
        "select s.* from site s where s.active and (s.unit = any($1::text[]) or s.area = any($2::text[]))"
        " and ($3::text is null or s.code = $3) order by s.code limit $4",
        units,
        [row["code"] for row in near],
        code,
        limit,
    )


async def units_around(codes: list[str], area: str | None) -> list[db.Row]:
    """Return active units of those districts, or of one area below them."""
    return await db.fetch(
        f"select u.*, a.zone from unit u join area a on a.code = u.area where u.active and {AROUND}"
        " and ($2::text is null or $2 in (a.district, a.street, a.neighbourhood, a.grid)) order by u.name_zh, u.code",
        codes,
        area,
    )


async def drawn_areas(codes: list[str]) -> list[db.Row]:
    """Return these areas, drawn or not, and up to a hundred drawn ones of their districts."""
    return await db.fetch(
        "select a.code, a.level, a.name_zh, a.name_en, a.lat, a.lon, a.outline from area a"
        f" where a.code = any($1::text[]) or (a.outline is not null and {AROUND})"
        " order by a.code = any($1::text[]) desc, a.code limit 100",
        codes,
    )


async def positions_in(level: str, code: str) -> list[tuple[float, float]]:
    """Return (lat, lon) of up to 1,000 active sites of an area."""
    rows = await db.fetch(
        "select s.lat, s.lon from site s join area a on a.code = s.area where s.active and s.lat is not null"
        f" and a.{Level(level)} = $1 order by s.code limit 1000",
        code,
    )
    return [(row["lat"], row["lon"]) for row in rows]
