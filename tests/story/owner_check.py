"""What must be true of an order whose site's owner was asked first."""

from fieldloop import db
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import State


async def check_owner(order: OrderRow, events: list[db.Row]) -> None:
    """An owner is asked once; the asking ends with the first step that takes the order out of their hands."""
    rows = await db.fetch("select * from owner_ask where order_id = $1", order.id)
    assert len(rows) == sum(event["action"] == "owner_asked" for event in events)
    for row in rows:
        assert (row["ended_at"] is None) == (order.asked_until is not None)
        left = [event["data"]["why"] for event in events if event["action"] == "owner_left"]
        done = ["done" for event in events if event["action"] == "owner_done"]
        assert (left + done or ["ours"]) == [row["outcome"] or "ours"]
        assert row["answer"] in {None, *(event["id"] for event in events if event["actor"] == "owner")}
    if order.asked_until:
        assert (order.state, order.unit, order.person) == (State.FILED, None, None)
