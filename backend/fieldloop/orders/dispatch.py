"""Who gets an order: the site's unit, else the area's unit for the element, else the desk of the next area up."""

from fieldloop import db
from fieldloop.orders.row import OrderRow
from fieldloop.orders.target import Target
from fieldloop.places.rules import Lineage

# All that the choice needs in one round trip: every signal pays for it.
_CHOICE = """
select
    (select u.code from site s join unit u on u.code = s.unit where s.code = $3 and u.active) as own,
    array(
        select d.unit from duty d join unit u on u.code = d.unit
        where d.area = any($1::text[]) and (d.element = $2 or d.element is null) and u.active
        order by array_position($1::text[], d.area::text), d.element nulls last, d.unit) as duties,
    (select a.code from area a
        where a.code = any($1::text[]) and exists (
            select 1 from role r join person p on p.id = r.person
            where r.area = a.code and r.unit is null and r.kind in ('coordinator', 'manager') and p.active)
        order by array_position($1::text[], a.code::text) limit 1) as desk
"""


def first_willing(candidates: list[str], declined: list[str]) -> str | None:
    """Return the first unit that has not declined yet."""
    return next((unit for unit in candidates if unit not in declined), None)


async def choose(order: OrderRow, also_declined: str | None = None) -> Target:
    """Return where the order goes next: always a desk that answers for it, and a unit or the pool when there is one.

    The desk is the nearest area up with a coordinator or a manager of its own; the district when there is none at all.
    """
    lineage = Lineage(order.district, order.street, order.neighbourhood, order.grid).codes()
    row = await db.fetchrow(_CHOICE, lineage, order.element, order.site)
    if row is None:
        raise LookupError("a select without from gave no row")
    candidates = [*([row["own"]] if row["own"] else []), *row["duties"]]
    unit = first_willing(candidates, [*order.declined_by, also_declined or ""])
    return Target(unit=unit, desk=row["desk"] or order.district, pool=order.dispatch == "pool")
