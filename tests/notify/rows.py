"""Orders and events as bare rows: what the sender and the stream read, without the machine that writes them."""

import uuid
from datetime import timedelta
from typing import Any

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.notify.actions import tell
from tests.cast import person_id


async def an_order(state: str = "dispatched", *, minutes: float = 5, **columns: Any) -> uuid.UUID:
    """Insert an order of unit u1 at site1 that is due in `minutes`."""
    now, order_id = db.clock.now(), columns.pop("id", None) or new_id()
    open_ = state not in ("closed", "void", "suspended")
    values: dict[str, Any] = {
        "id": order_id,
        "no": f"T{order_id.hex[-12:]}",
        "version": 1,
        "state": state,
        "element": "waste.bag_outside",
        "scenario": "waste",
        "channel": "camera",
        "site": "site1",
        "area": "n1",
        "district": "d1",
        "street": "s1",
        "neighbourhood": "n1",
        "unit": "u1",
        "discovered_at": now,
        "filed_at": now,
        "changed_at": now,
        "closed_at": now if state == "closed" else None,
        "clock_started_at": now if open_ else None,
        "due_at": now + timedelta(minutes=minutes) if open_ else None,
        **columns,
    }
    places = ", ".join(f"${number}" for number in range(1, len(values) + 1))
    await db.execute(f"insert into orders ({', '.join(values)}) values ({places})", *values.values())
    return order_id


async def an_event(
    order_id: uuid.UUID,
    action: str,
    state: str = "dispatched",
    event_id: uuid.UUID | None = None,
    person: uuid.UUID | None = None,
) -> uuid.UUID:
    """Append a line to the order's timeline and count its version up."""
    event_id, now = event_id or new_id(), db.clock.now()
    await db.execute(
        "insert into order_event (id, order_id, seq, action, from_state, to_state, actor, person, at, received_at,"
        " prev, hash) select $1, $2, coalesce(max(seq), 0) + 1, $3, $4, $4, case when $6::uuid is null then 'system'"
        " else 'person' end, $6, $5, $5, '', '' from order_event"
        " where order_id = $2",
        event_id,
        order_id,
        action,
        state,
        now,
        person,
    )
    await db.execute("update orders set version = version + 1, changed_at = $2 where id = $1", order_id, now)
    return event_id


async def told(order_id: uuid.UUID, *logins: str, kind: str = "new", action: str = "dispatch") -> uuid.UUID:
    """Append an event of which persons are told."""
    event_id = new_id()
    async with db.transaction():
        await an_event(order_id, action, event_id=event_id)
        await tell(order_id, event_id, [person_id(login) for login in logins], kind, db.clock.now())
    return event_id


async def notice_of(login: str) -> db.Row:
    """Return a person's only notice."""
    (row,) = await db.fetch("select * from notice where person_id = $1", person_id(login))
    return row
