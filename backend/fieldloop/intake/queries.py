"""Reads of intake: a discovery's earlier answer, the open order it repeats, what is open nearby."""

import uuid

from fieldloop import db
from fieldloop.evidence.redaction import COVERED
from fieldloop.intake.rules import Near, Taken, Where, repeats
from fieldloop.orders.scope import Params, suggestible
from fieldloop.people.rules import Caller
from fieldloop.places.nearest import corners, metres_sql
from fieldloop.places.rules import distance_m

_EARLIER = """
select d.id, d.order_id, o.no, d.joined from discovery d join orders o on o.id = d.order_id where
"""
SUGGEST_M = 500
_OPEN = "state not in ('closed', 'void')"


async def earlier(
    discovery: uuid.UUID, device: uuid.UUID | None, source: str | None, source_id: str | None, person: uuid.UUID | None
) -> Taken | None:
    """Return the answer that this discovery got before; a machine's is known by its source, a person's by its id."""
    if device:
        where, args = "d.device = $1 and d.source = $2 and d.source_id = $3", (device, source, source_id)
    else:
        where, args = "d.id = $1 and d.person = $2", (discovery, person)
    row = await db.fetchrow(_EARLIER + where, *args)
    return Taken(row["id"], row["order_id"], row["no"], row["joined"], fresh=False) if row else None


async def repeated(element: str, where: Where, radius_m: float) -> uuid.UUID | None:
    """Return the open order that a discovery repeats, the oldest when there are several."""
    if where.site:
        sql = f"select id from orders where site = $1 and element = $2 and {_OPEN} order by id limit 1"
        return await db.fetchval(sql, where.site, element)
    if where.lat is None or where.lon is None:
        return None
    rows = await db.fetch(
        f"select id, site, lat, lon from orders where point(lon, lat) <@ box(point($1, $2), point($3, $4))"
        f" and element = $5 and {_OPEN} order by id limit 50",
        *corners(where.lat, where.lon, radius_m),
        element,
    )
    near = [(row["id"], Near(str(row["id"]), row["site"], row["lat"], row["lon"])) for row in rows]
    return next((order for order, place in near if repeats(where, place, radius_m)), None)


async def joinable(order: uuid.UUID, where: Where) -> bool:
    """Tell whether a person there may join this order: it is open and near; a far one looks like an unknown one."""
    row = await db.fetchrow(f"select site, lat, lon from orders where id = $1 and {_OPEN}", order)
    if row is None:
        return False
    if where.site and row["site"] == where.site:
        return True
    if None in (where.lat, where.lon, row["lat"], row["lon"]):
        return False
    return distance_m(where.lat or 0, where.lon or 0, row["lat"], row["lon"]) <= SUGGEST_M


async def in_my_districts(caller: Caller, order: uuid.UUID) -> bool:
    """Tell whether an order lies in a district where the caller has a role; one elsewhere looks like an unknown one."""
    params = Params([order])
    homes = params.add(sorted({role.area for role in caller.roles}))
    sql = f"select true from orders where id = $1 and district in (select district from area where code = any({homes}))"
    return bool(await db.fetchval(sql, *params))


async def open_nearby(caller: Caller, lat: float, lon: float, element: str | None) -> list[db.Row]:
    """Return open orders of the caller's districts within 500 m, the nearest first, ten at the most."""
    params = Params([*corners(lat, lon, SUGGEST_M), lon, lat, element, SUGGEST_M])
    metres = metres_sql("$6", "$5", "o")
    return await db.fetch(
        f"select o.id, o.no, o.state, o.lat, o.lon, o.filed_at, o.note, o.picture, e.code, e.name_zh, e.name_en,"
        f" {COVERED} from orders o join element e on e.code = o.element"
        f" where point(o.lon, o.lat) <@ box(point($1, $2), point($3, $4)) and o.{_OPEN}"
        f" and ($7::text is null or o.element = $7) and {suggestible(caller, params)}"
        f" and {metres} <= $8 order by {metres}, o.id limit 10",
        *params,
    )
