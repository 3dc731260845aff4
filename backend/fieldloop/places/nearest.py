"""What is near a place, by true distance, found by the index."""

from fieldloop import db
from fieldloop.places.queries import AREA, AROUND, area
from fieldloop.places.rules import DEGREE_M, box, distance_m

NEAREST_SITE_M = 2_000
NEAREST_CENTRE_M = 15_000
MOST_SITES = 50


async def area_at(lat: float, lon: float) -> db.Row | None:
    """Return the area of a place: that of the nearest site within 2 km, else the nearest centre within 15 km."""
    near = await db.fetchval(
        "select area from site where active and point(lon, lat) <@ box(point($1, $2), point($3, $4))"
        f" and {metres_sql('$6', '$5')} <= $7 order by {metres_sql('$6', '$5')}, code limit 1",
        *corners(lat, lon, NEAREST_SITE_M),
        lon,
        lat,
        NEAREST_SITE_M,
    )
    if near:
        return await area(near)
    # Farther than this it is another city's problem.
    return await db.fetchrow(
        f"select {AREA} from area where level in ('neighbourhood', 'street')"
        " and point(lon, lat) <@ box(point($1, $2), point($3, $4))"
        f" and {metres_sql('$6', '$5')} < $7 order by {metres_sql('$6', '$5')}, code limit 1",
        *corners(lat, lon, NEAREST_CENTRE_M),
        lon,
        lat,
        NEAREST_CENTRE_M,
    )


def corners(lat: float, lon: float, radius_m: float) -> tuple[float, float, float, float]:
    """Return west, south, east, north around a circle: the two corners of PostgreSQL's `box`."""
    south, west, north, east = box(lat, lon, radius_m)
    return west, south, east, north


def metres_sql(lat: str, lon: str, table: str = "") -> str:
    """Return SQL for the distance of a row to a place.

    A degree of longitude is shorter than one of latitude, and PostgreSQL's own `<->` takes both for the same: by it
    the nearest is often not the nearest. The index finds the rows of a box; only these are measured.
    """
    row = f"{table}." if table else ""
    east = f"(({row}lon - {lon}::float8) * cos(radians({lat}::float8)))"
    return f"({DEGREE_M} * sqrt({east} ^ 2 + ({row}lat - {lat}::float8) ^ 2))"


async def sites_around(
    codes: list[str], place: tuple[float, float] | None, words: str | None, within: str | None
) -> list[db.Row]:
    """Return up to 50 active sites of those districts, the nearest to `place` first, else by code."""
    like = "%" + words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%" if words else None
    select = f"select s.* {_SITES_AROUND}"
    if place is None:
        return await db.fetch(f"{select} order by s.code limit {MOST_SITES}", codes, within, like)
    lat, lon = place
    found: list[db.Row] = []
    reach = await db.fetchval(_REACH, codes, within, like, lon, lat)
    if reach is not None:
        found = await db.fetch(
            f"{select} and point(s.lon, s.lat) <@ box(point($4, $5), point($6, $7))"
            f" order by {metres_sql('$9', '$8', 's')}, s.code limit {MOST_SITES}",
            *(codes, within, like),
            *corners(lat, lon, reach + 1),
            *(lon, lat),
        )
    if len(found) < MOST_SITES:
        # Those of which nobody knows where they are, last.
        found += await db.fetch(f"{select} and s.lat is null order by s.code limit {MOST_SITES}", codes, within, like)
    return found[:MOST_SITES]


_SITES_AROUND = (
    f"from site s join area a on a.code = s.area where s.active and {AROUND}"
    " and ($2::text is null or $2 in (a.district, a.street, a.neighbourhood, a.grid))"
    " and ($3::text is null or s.name_zh ilike $3 or s.name_en ilike $3 or s.address ilike $3 or s.code ilike $3)"
)
# Fifty that the index thinks near: the fifty that are near cannot be farther than the farthest of these.
_REACH = (
    f"select max({metres_sql('$5', '$4', 'near')}) from (select s.lat, s.lon {_SITES_AROUND}"
    f" and s.lat is not null order by point(s.lon, s.lat) <-> point($4, $5) limit {MOST_SITES}) near"
)


def metres(row: db.Row, place: tuple[float, float] | None) -> int | None:
    """Return a site's distance from a place in metres, when both are known."""
    if place is None or row["lat"] is None or row["lon"] is None:
        return None
    return round(distance_m(*place, row["lat"], row["lon"]))
