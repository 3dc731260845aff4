"""Reads of one order: as the machine needs it, and as a person sees it."""

import uuid
from datetime import timedelta

import msgspec

from fieldloop import db
from fieldloop.orders import scope, whole
from fieldloop.orders.row import OrderRow
from fieldloop.orders.scope import Params
from fieldloop.orders.shapes import OrderDetail
from fieldloop.people.rules import Caller

COLUMNS = ", ".join(f"{'e' if name in OrderRow.FROM_ELEMENT else 'o'}.{name}" for name in OrderRow.__struct_fields__)
# A phone may be without a network for so long (brief.md, promises.md); what it brings later is no news of this order.
LOST_FOR = timedelta(days=14)
_LOAD = f"select {COLUMNS} from orders o join element e on e.code = o.element where o.id = $1"


async def load(order_id: uuid.UUID, caller: Caller | None, *, lock: bool = False) -> OrderRow | None:
    """Return an order that the caller may see (anybody's for the system); `lock` keeps others out until COMMIT."""
    params = Params([order_id])
    seen = f" and {scope.visible(caller, params)}" if caller else ""
    row = await db.fetchrow(_LOAD + seen + (" for update of o" if lock else ""), *params)
    return as_order(row) if row else None


async def load_lost(order_id: uuid.UUID, caller: Caller) -> OrderRow | None:
    """Lock and return an order that the caller may no longer see, but was named for or could have taken lately."""
    params = Params([order_id])
    since = db.clock.now() - LOST_FOR
    recent = params.add(since)
    named = (
        f"exists (select from order_event v where v.order_id = o.id and v.received_at > {recent}"
        f" and v.data->>'person' = {params.add(str(caller.id))})"
    )
    once = f"({named} or {scope.once_takeable(caller, params, since)})"
    row = await db.fetchrow(f"{_LOAD} and {once} for update of o", *params)
    return as_order(row) if row else None


async def was_theirs(order_id: uuid.UUID, caller: Caller, *, to_take: bool) -> bool:
    """Tell whether the caller once held the order or was named for it, or else could have been the one `to_take` it."""
    params = Params([order_id])
    me = params.add(caller.id)
    found = (
        "exists (select from order_event v where v.order_id = o.id and"
        f" (v.action = 'accept' and v.person = {me} or v.data->>'person' = {me}::text))"
    )
    if to_take:
        found += f" or {scope.once_takeable(caller, params)}"
    return bool(await db.fetchval(f"select true from orders o where o.id = $1 and ({found})", *params))


async def load_unless_locked(order_id: uuid.UUID) -> OrderRow | None:
    """Lock and return an order, or None when somebody else is at it just now."""
    row = await db.fetchrow(_LOAD + " for update of o skip locked", order_id)
    return as_order(row) if row else None


def as_order(row: db.Row) -> OrderRow:
    """Make the machine's order of a row with COLUMNS."""
    return msgspec.convert(dict(row), OrderRow)


async def is_reporter(order_id: uuid.UUID, person: uuid.UUID) -> bool:
    """Tell whether the person reported this order."""
    return bool(
        await db.fetchval("select true from discovery where order_id = $1 and person = $2 limit 1", order_id, person)
    )


async def reporters(order_id: uuid.UUID) -> list[uuid.UUID]:
    """Return the persons who reported this order."""
    rows = await db.fetch("select distinct person from discovery where order_id = $1 and person is not null", order_id)
    return [row["person"] for row in rows]


async def detail(order_id: uuid.UUID, caller: Caller) -> OrderDetail | None:
    """Return an order whole, or None when it is unknown or not the caller's to see."""
    found = await whole.details([order_id], caller)
    return found[0] if found else None


async def told(order_id: uuid.UUID) -> list[uuid.UUID]:
    """Return the persons who were told anything of this order."""
    rows = await db.fetch("select distinct person_id from notice where order_id = $1", order_id)
    return [row["person_id"] for row in rows]
