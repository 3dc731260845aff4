"""How an order begins: a discovery that joins no open order is filed, numbered and sent on at once."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.orders import queries
from fieldloop.orders.actions import send_on
from fieldloop.orders.dispatch import desk_of
from fieldloop.orders.effects import OrderRow, Target
from fieldloop.orders.ledger import Actor, Entry, Ledger, append_event
from fieldloop.orders.rules import Action, State
from fieldloop.places.rules import Lineage
from fieldloop.sla import rules as sla


@dataclass(frozen=True, slots=True)
class NewOrder:
    """What is known when an order is filed."""

    element: str
    scenario: str
    limits: sla.Limits
    channel: str
    note: str
    site: str | None
    area: str
    zone: str
    lineage: Lineage
    lat: float | None
    lon: float | None
    address: str
    discovered_at: datetime
    picture: str | None


_INSERT = """
insert into orders (id, no, state, element, scenario, channel, note, site, area, district, street, neighbourhood, grid,
    lat, lon, address, desk, discovered_at, filed_at, round, clock_started_at, warn_at, due_at, look_at, picture,
    changed_at, changed_by)
values ($1, $2 || '-' || lpad(nextval('order_no')::text, 6, '0'), 'filed', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
    $13, $14, $15, $16, $17, $18, 1, $18, $19, $20, $21, $22, $18, pg_current_xact_id()::text::bigint)
"""


async def file(ledger: Ledger, new: NewOrder, actor: Actor) -> OrderRow:
    """File an order and send it to whoever answers for it; part of the caller's transaction."""
    now = ledger.moment.now
    order_id = new_id()
    clock = sla.start(sla.ClockKind.ACCEPT, now, new.limits)
    where = new.lineage
    await db.execute(
        _INSERT,
        order_id,
        f"{now.astimezone(ZoneInfo(new.zone)):%Y%m%d}",
        new.element,
        new.scenario,
        new.channel,
        new.note,
        new.site,
        new.area,
        where.district,
        where.street,
        where.neighbourhood,
        where.grid,
        new.lat,
        new.lon,
        new.address,
        await desk_of(where),
        new.discovered_at,
        now,
        clock.warn_at,
        clock.due_at,
        clock.look_at,
        new.picture,
    )
    order = await _just_filed(order_id)
    entry = Entry(Action.FILE, actor, new.discovered_at)
    await append_event(None, order, entry, now)
    return await send_on(ledger, order, entry.id)


async def join(ledger: Ledger, order: OrderRow, actor: Actor, discovery: uuid.UUID) -> OrderRow:
    """Note on an open order that it was found once more; no clock changes and no phone rings."""
    entry = Entry(Action.JOIN, actor, ledger.moment.now, data={"discovery": str(discovery)})
    count = await db.fetchval("select count(*) from discovery where order_id = $1", order.id)
    return await ledger.record(order, entry, Target(), {"reporters": count})


async def _just_filed(order_id: uuid.UUID) -> OrderRow:
    order = await queries.load(order_id, None)
    if order is None or order.state is not State.FILED:
        raise RuntimeError("an order that was just filed is not there")
    return order
