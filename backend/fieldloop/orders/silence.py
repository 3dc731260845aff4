"""A phone that gives no sign: its person's open orders come to the coordinator's attention, once.

It is never held against anybody: the flag is the order's, goes when they look at it or act, and no figure counts it.
"""

import uuid

from fieldloop import db
from fieldloop.orders import queries
from fieldloop.orders.audience import supervisors
from fieldloop.orders.ledger import Heard, Ledger
from fieldloop.orders.rules import Action
from fieldloop.orders.target import Target
from fieldloop.orders.timeline import SYSTEM, Entry
from fieldloop.roster.queries import present, told_for

_TAKE = "select * from sign_wanted where due_at <= $1 order by due_at, id limit 1 for update skip locked"
_SIGN = """
select exists (select from notice where person_id = $1 and seen_at >= $2) or exists (
    select from orders o join order_event v on v.order_id = o.id and v.person = $1
    where o.person = $1 and o.state in ('dispatched', 'accepted', 'submitted') and v.received_at >= $2)
"""
_HELD = (
    f"select {queries.COLUMNS} from orders o join element e on e.code = o.element where o.person = $1"
    " and o.state in ('dispatched', 'accepted') and o.unheard_at is null order by o.due_at, o.id for update of o"
)


async def hand_over_next(ledger: Ledger) -> bool:
    """Take the sign that is longest overdue; tell whether there was one. In the caller's transaction."""
    now = ledger.moment.now
    wanted = await db.fetchrow(_TAKE, now)
    if wanted is None:
        return False
    await db.execute("delete from sign_wanted where id = $1", wanted["id"])
    person = wanted["person"]
    # Who is off duty by now need not answer; who looked at anything, or did anything, is there.
    if await present([person], now) == [person] and not await db.fetchval(_SIGN, person, wanted["since"]):
        await _hand_over(ledger, person, wanted["order_id"])
    return True


async def _hand_over(ledger: Ledger, person: uuid.UUID, asked: uuid.UUID) -> None:
    held = [queries.as_order(row) for row in await db.fetch(_HELD, person)]
    if asked not in {order.id for order in held}:
        return  # it has gone on, or was handed over before
    now = ledger.moment.now
    told_of = set[str | None]()
    for order in sorted(held, key=lambda each: each.id != asked):
        # One notice to each unit, on the order that was asked about first.
        new = order.unit not in told_of
        told_of.add(order.unit)
        told = await told_for(await supervisors(order, person), now) if new else []
        entry = Entry(Action.UNHEARD, SYSTEM, now)
        await ledger.record(order, entry, Target(), {"unheard_at": now}, told=[Heard("unheard", told)])
