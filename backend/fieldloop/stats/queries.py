"""Figures: what is open, late, and closed today in one area; how fair review was in a period."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from fieldloop import db
from fieldloop.orders.scope import LEVEL_COLUMNS, Params, overseen
from fieldloop.people.rules import Caller, RoleKind

# A stratum is named as `orders.draw` names it: area, unit, element.
_AGREEMENT = """
select s.*, split_part(s.stratum, '/', 1) as area, split_part(s.stratum, '/', 2) as unit,
    split_part(s.stratum, '/', 3) as element, a.name_zh as area_zh, a.name_en as area_en, u.name_zh as unit_zh,
    u.name_en as unit_en, e.name_zh as element_zh, e.name_en as element_en
from (
    select i.stratum, count(*) as drawn, count(i.verdict) as judged,
        count(*) filter (where i.verdict = 'good') as agreed
    from inspection i where i.drawn_at >= $1 and ({areas}) group by 1) s
left join area a on a.code = split_part(s.stratum, '/', 1) left join unit u on u.code = split_part(s.stratum, '/', 2)
left join element e on e.code = split_part(s.stratum, '/', 3) order by s.judged desc, s.stratum
"""


async def area(code: str) -> db.Row | None:
    """Return the area a board is for."""
    return await db.fetchrow(
        "select code, level, name_zh, name_en, zone, district, street, neighbourhood, grid from area where code = $1",
        code,
    )


def midnight(now: datetime, zone: str) -> datetime:
    """Return the beginning of today, by the area's own clock."""
    return now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)


async def open_orders(column: str, value: str, now: datetime) -> list[db.Row]:
    """Count open orders by state and scenario, and those late among them; cost grows with what is open."""
    _known(column)
    return await db.fetch(
        f"select state, scenario, count(*) as open, count(*) filter (where due_at <= $2) as late,"
        f" count(*) filter (where priority = 'urgent') as urgent, count(*) filter (where urged > 0) as urged,"
        f" count(unheard_at) as unheard"
        f" from orders where {column} = $1 and due_at is not null and state <> 'closed' group by state, scenario",
        value,
        now,
    )


async def closed_since(column: str, value: str, since: datetime) -> list[db.Row]:
    """Count orders closed since a moment, by scenario."""
    _known(column)
    return await db.fetch(
        f"select scenario, count(*) as closed from orders where {column} = $1 and closed_at >= $2 group by scenario",
        value,
        since,
    )


async def agreement(caller: Caller, kinds: Sequence[RoleKind], since: datetime) -> list[db.Row]:
    """Count what was drawn for re-inspection in the caller's areas, judged, and found good, by stratum."""
    params = Params([since])
    areas = " or ".join(overseen(caller, params, kinds, of="i")) or "false"
    return await db.fetch(_AGREEMENT.format(areas=areas), *params)


async def reversals(caller: Caller, kinds: Sequence[RoleKind], since: datetime) -> list[db.Row]:
    """Count decided and granted appeals of returns in the caller's areas by who returned; a late mark is nobody's."""
    params = Params([since])
    areas = " or ".join(overseen(caller, params, kinds, of="a")) or "false"
    return await db.fetch(
        "select p.id, p.name, count(*) as decided, count(*) filter (where a.reversed) as reversed"
        " from appeal a join person p on p.id = a.judged_by"
        f" where a.decided_at >= $1 and a.kind = 'return' and ({areas}) group by p.id, p.name"
        " order by decided desc, p.id",
        *params,
    )


def _known(column: str) -> None:
    if column not in {*LEVEL_COLUMNS, "unit"}:
        raise ValueError(column)
