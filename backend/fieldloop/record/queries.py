"""Reads of the record: events with all that their hashes are made of, places in the tree, signed heads."""

import uuid
from collections.abc import Sequence

from fieldloop import db
from fieldloop.record.rules import Event, Tied

# An event `e` with the photos that it tied to its order.
_TIED = (
    "(select coalesce(json_agg(json_build_array(p.phase, p.photo, coalesce(p.claim, ''))), '[]') from order_photo p"
    " where p.order_id = e.order_id and p.event = e.id) as tied"
)
EVENT_COLUMNS = (
    "e.id, e.order_id, e.seq, e.action, e.from_state, e.to_state, e.actor, e.person, e.role, e.at, e.received_at,"
    f" e.reason, e.text, e.data, e.prev, e.hash, {_TIED}"
)


def as_event(row: db.Row) -> Event:
    """Return the event of a row of EVENT_COLUMNS."""
    return Event(
        id=row["id"],
        order=row["order_id"],
        seq=row["seq"],
        action=row["action"],
        from_state=row["from_state"],
        to_state=row["to_state"],
        actor=row["actor"],
        person=row["person"],
        role=row["role"],
        at=row["at"],
        received_at=row["received_at"],
        reason=row["reason"],
        text=row["text"],
        data=row["data"],
        photos=[Tied(*tied) for tied in row["tied"]],
    )


async def timelines(orders: Sequence[uuid.UUID]) -> list[db.Row]:
    """Return the events of some orders, each order's in their order, and each one's place in the tree if it has one."""
    return await db.fetch(
        f"select {EVENT_COLUMNS}, l.number, q.event is not null as waits from order_event e"
        " left join record_leaf l on l.event = e.id left join record_queue q on q.event = e.id"
        " where e.order_id = any($1) order by e.order_id, e.seq",
        list(orders),
    )
