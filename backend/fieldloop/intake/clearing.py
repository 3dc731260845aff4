"""A machine that looks again where it found something: so many clear frames in a row close the order by rule."""

import uuid
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from fieldloop import db
from fieldloop.catalogue.queries import element as find_element
from fieldloop.errors import problem
from fieldloop.evidence import queries as evidence
from fieldloop.evidence.attach import Shot, attach
from fieldloop.evidence.rules import Uploader
from fieldloop.ids import new_id
from fieldloop.intake import queries
from fieldloop.intake.actions import Found, queue
from fieldloop.orders.actions import moment
from fieldloop.orders.ledger import Ledger
from fieldloop.orders.queries import load
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import Action, next_state
from fieldloop.orders.target import Target
from fieldloop.orders.timeline import Entry

# Of an order and a machine's eye: what it saw clear since anybody last found it dirty, or it was opened again. A claim
# about the future counts as now; a frame without a photo is no evidence where the element asks for some.
_IN_A_ROW = """
select f.photo, f.seen_at from clear_frame f
where f.order_id = $1 and f.device = $2 and f.source = $3 and ($4 or f.photo is not null)
    and least(f.seen_at, f.received_at) > (
        select coalesce(max(least(d.seen_at, d.received_at)), '-infinity') from discovery d where d.order_id = $1)
    and f.received_at > coalesce((
        select max(v.received_at) from order_event v where v.order_id = $1 and v.action = 'reopen'), '-infinity')
order by f.seen_at desc
"""


@dataclass(frozen=True, slots=True)
class Clear:
    """What became of a clear frame; `order` is None when nothing that this machine found is open there."""

    id: uuid.UUID
    order: uuid.UUID | None
    order_no: str | None
    fresh: bool


async def take_clear(found: Found) -> Clear:
    """Take a clear frame in, once however often it is sent; it files no order and joins none."""
    if earlier := await _earlier(found):
        return earlier
    ledger = Ledger(moment())
    try:
        async with db.transaction():
            seen = await _take(ledger, found)
    except asyncpg.UniqueViolationError:
        again = await _earlier(found)
        if again is None:
            raise
        return again
    ledger.announce()
    return seen


async def _earlier(found: Found) -> Clear | None:
    row = await db.fetchrow(
        "select f.id, f.order_id, o.no from clear_frame f left join orders o on o.id = f.order_id"
        " where f.device = $1 and f.source = $2 and f.source_id = $3",
        *(found.device, found.source, found.source_id),
    )
    return Clear(row["id"], row["order_id"], row["no"], fresh=False) if row else None


async def _take(ledger: Ledger, found: Found) -> Clear:
    element = await find_element(found.element)
    if element is None:
        raise problem("element.unknown")
    await db.execute("select pg_advisory_xact_lock(hashtextextended($1, 0))", queue(found))
    shot = found.shots[0] if found.shots else None
    if shot and await evidence.missing([shot.sha256], Uploader(None, found.device)):
        raise problem("photo.missing", missing=[shot.sha256])
    order = await _found_before(found, element["join_radius_m"]) if element["clear_frames"] else None
    if order is None:
        # Nothing is kept of it: thousands of cameras see a clear place every minute.
        return Clear(found.id, None, None, fresh=True)
    ledger.moment = moment(order)
    await db.execute(
        "insert into clear_frame (id, device, source, source_id, order_id, photo, seen_at, received_at)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8)",
        *(found.id, found.device, found.source, found.source_id, order.id),
        *(shot.sha256 if shot else None, found.seen_at, ledger.moment.now),
    )
    await _close(ledger, found, order, element["clear_frames"])
    return Clear(found.id, order.id, order.no, fresh=True)


async def _found_before(found: Found, radius_m: float) -> OrderRow | None:
    """Lock and return the open order there, if this very eye found it: another's clear view says nothing of it."""
    order_id = await queries.repeated(found.element, found.where, radius_m)
    order = await load(order_id, None, lock=True) if order_id else None
    if order is None or next_state(Action.CLEAR, order.state) is None:
        return None
    sql = "select true from discovery where order_id = $1 and device = $2 and source = $3 limit 1"
    return order if await db.fetchval(sql, order.id, found.device, found.source) else None


async def _close(ledger: Ledger, found: Found, order: OrderRow, needed: int) -> None:
    frames = await db.fetch(_IN_A_ROW, order.id, found.device, found.source, order.after_photos == 0)
    if len(frames) < needed:
        return
    newest, seen_at = frames[0]["photo"], _known(frames[0]["seen_at"], ledger.moment.now)
    data = {"frames": len(frames), "source": found.source}
    entry = Entry(Action.CLEAR, found.actor, seen_at, id=new_id(), data=data)
    if newest:
        shot = Shot(sha256=newest, taken_at=seen_at, source="device")
        await attach(order.id, [("after", shot)], None, ledger.moment.now, event=entry.id, device=found.device)
    await ledger.record(order, entry, Target(), {"after": newest} if newest else None)


def _known(seen_at: datetime, now: datetime) -> datetime:
    return min(seen_at, now)
