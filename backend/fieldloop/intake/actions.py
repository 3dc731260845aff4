"""Take a discovery in: find its earlier answer, join the open order it repeats, or file a new one."""

import uuid
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from fieldloop import db
from fieldloop.catalogue.queries import element as find_element
from fieldloop.errors import problem
from fieldloop.evidence.attach import Shot
from fieldloop.intake import queries
from fieldloop.intake.rules import Taken, Where
from fieldloop.orders.actions import moment
from fieldloop.orders.filing import NewOrder, file, join
from fieldloop.orders.ledger import Ledger
from fieldloop.orders.queries import load
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import Action, Priority, next_state
from fieldloop.orders.timeline import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A discovery, from a machine or a person."""

    id: uuid.UUID
    channel: str
    actor: Actor
    device: uuid.UUID | None = None
    source: str | None = None
    source_id: str | None = None
    element: str
    where: Where
    seen_at: datetime
    text: str = ""
    confidence: float | None = None
    shots: tuple[Shot, ...] = ()
    order: uuid.UUID | None = None
    priority: Priority = Priority.NORMAL


async def take_in(found: Found) -> Taken:
    """Take a discovery in, once however often it is sent."""
    if earlier := await queries.earlier(found.id, found.device, found.source, found.source_id, found.actor.person):
        return earlier
    ledger = Ledger(moment(), by=found.actor.person)
    try:
        async with db.transaction():
            taken = await _take_in(ledger, found)
    except asyncpg.UniqueViolationError as error:
        # The same discovery came twice at the same moment; the other call won, and its answer is ours.
        again = await queries.earlier(found.id, found.device, found.source, found.source_id, found.actor.person)
        if again is None:
            raise problem("command.reused") from error
        return again
    ledger.announce()
    return taken


async def _take_in(ledger: Ledger, found: Found) -> Taken:
    element = await find_element(found.element)
    if element is None:
        raise problem("element.unknown")
    # Two discoveries of one problem at the same moment must not file two orders: they queue here, by element and place.
    await db.execute("select pg_advisory_xact_lock(hashtextextended($1, 0))", queue(found))
    repeated = await _repeated(found, element["join_radius_m"])
    ledger.moment = moment(repeated)
    order = repeated or await _file(ledger, found, element)
    joined = repeated is not None
    await _keep(ledger, found, order, joined=joined)
    if joined:
        await join(ledger, order, found.actor, discovery=found.id, shots=found.shots, device=found.device)
    return Taken(found.id, order.id, order.no, joined, fresh=True)


def queue(found: Found) -> str:
    """Return the name under which discoveries of one problem wait for each other."""
    return f"{found.element}@{found.where.site or found.where.area}"


async def _repeated(found: Found, radius_m: float) -> OrderRow | None:
    if found.order and not await queries.joinable(found.order, found.where):
        raise problem("not.found")
    order_id = found.order or await queries.repeated(found.element, found.where, radius_m)
    order = await load(order_id, None, lock=True) if order_id else None
    # It may have been closed while we waited for its lock: then this is a new problem.
    return order if order and next_state(Action.JOIN, order.state) else None


async def _file(ledger: Ledger, found: Found, element: db.Row) -> OrderRow:
    where = found.where
    new = NewOrder(
        element=element,
        channel=found.channel,
        note=found.text,
        site=where.site,
        area=where.area,
        zone=where.zone,
        lineage=where.lineage,
        lat=where.lat,
        lon=where.lon,
        address=where.address,
        discovered_at=min(found.seen_at, ledger.moment.now),
        discovery=found.id,
        device=found.device,
        shots=found.shots,
        priority=found.priority,
    )
    return await file(ledger, new, found.actor)


async def _keep(ledger: Ledger, found: Found, order: OrderRow, *, joined: bool) -> None:
    await db.execute(
        "insert into discovery (id, order_id, channel, device, source, source_id, person, element, site, lat, lon,"
        " confidence, text, joined, seen_at, received_at)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        found.id,
        order.id,
        found.channel,
        found.device,
        found.source,
        found.source_id,
        found.actor.person,
        found.element,
        found.where.site,
        found.where.lat,
        found.where.lon,
        found.confidence,
        found.text,
        joined,
        found.seen_at,
        ledger.moment.now,
    )
