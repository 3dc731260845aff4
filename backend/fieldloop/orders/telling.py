"""Who was told of an order, by which way and when: every rung of every notice, as its caller may read it."""

import uuid
from collections import defaultdict
from datetime import datetime

import msgspec

from fieldloop import db
from fieldloop.notify.delivery import RungView, rung
from fieldloop.orders import items, scope, whole
from fieldloop.orders.names import Names, blindly_decided
from fieldloop.orders.offers import offers
from fieldloop.orders.pictured import photos
from fieldloop.orders.relations import Appeal
from fieldloop.orders.scope import Params
from fieldloop.people.rules import Caller
from fieldloop.shapes import PersonRef

MOST = 200  # notices of one order, the newest
# The push is the notice's own row; the others have one each. `at` is when it ended, or else is tried next.
# Whoever opens the order or does something with it has seen what he was told of it, also when his phone never said so.
_TOLD = f"""
select n.id, n.person_id, p.name, n.kind, n.created_at, n.next_at, n.done_at, n.outcome, n.attempts,
    least(n.seen_at, (select min(v.received_at) from order_event v where v.order_id = n.order_id
        and v.person = n.person_id and v.received_at > n.created_at)) as seen_at
from notice n join person p on p.id = n.person_id where n.order_id = $1 and ($2::uuid is null or n.person_id = $2)
order by n.id desc limit {MOST}
"""
_RUNGS = """
select r.notice, r.rung, r.next_at, r.done_at, r.outcome, r.attempts from notice_rung r
where r.order_id = $1 order by coalesce(r.done_at, r.next_at), r.rung
"""


class ToldView(msgspec.Struct):
    """One person told of one event; `person` is absent where the caller reads no name."""

    person: PersonRef | None
    kind: str
    told_at: datetime
    rungs: list[RungView]
    seen_at: datetime | None


class OrderTelling(msgspec.Struct):
    """Who was told of an order, the newest first; whoever is not above those who work on it reads of himself only."""

    items: list[ToldView]


async def telling(order_id: uuid.UUID, caller: Caller) -> OrderTelling | None:
    """Return who was told of an order, or None when it is unknown or not the caller's to see."""
    known = await _names(order_id, caller)
    if known is None:
        return None
    notices = await db.fetch(_TOLD, order_id, None if known.oversees(order_id) else caller.id)
    rungs: defaultdict[uuid.UUID, list[RungView]] = defaultdict(list)
    for row in await db.fetch(_RUNGS, order_id) if notices else []:
        rungs[row["notice"]].append(rung(row["rung"], row))
    return OrderTelling([_told(row, rungs[row["id"]], order_id, known) for row in notices])


def _told(row: db.Row, rungs: list[RungView], order_id: uuid.UUID, known: Names) -> ToldView:
    shown = known.shows(order_id, row["person_id"])
    person = PersonRef(row["person_id"], row["name"]) if shown else None
    return ToldView(person, row["kind"], row["created_at"], [rung("push", row), *rungs], row["seen_at"])


async def _names(order_id: uuid.UUID, caller: Caller) -> Names | None:
    """Return whose names the caller reads in an order; None when it is not his to see."""
    params = Params([[order_id]])
    where = f"where o.id = any($1::uuid[]) and {scope.visible(caller, params)}"
    row = await db.fetchrow(f"{items.SELECT_WHOLE} {where}", *params)
    if row is None:
        return None
    by_whom = await whole.reporters([order_id])
    stands = {order_id: whole.standing(row, db.clock.now(), mine=caller.id in by_whom.get(order_id, ()))}
    offered = await offers(stands, await photos([order_id], caller), caller)
    appealed = [order_id] if Appeal.OPEN in {row["return_appeal"], row["late_appeal"]} else []
    return Names(caller, by_whom, stands, await blindly_decided(appealed, offered, caller))
