"""The anonymised pair: whoever may decide an open appeal, and had no part in the order, judges photos, not people."""

import uuid
from collections.abc import Sequence

from fieldloop import db
from fieldloop.orders.rules import Action
from fieldloop.orders.shapes import OrderDetail, OrderItem
from fieldloop.people.rules import Caller, RoleKind

_DECIDING = frozenset({Action.APPROVE, Action.EXCUSE})


async def hide(wholes: Sequence[OrderDetail], caller: Caller) -> None:
    """Take the names out of those orders whose appeal the caller may decide without having had a part in them."""
    asked = [whole.id for whole in wholes if whole.appealed and _DECIDING & set(whole.actions)]
    if not asked:
        return
    involved = await _involved(asked, caller.id)
    for whole in wholes:
        if whole.id in asked and whole.id not in involved:
            _without_names(whole)


def hide_in_list(items: Sequence[OrderItem], caller: Caller) -> None:
    """Leave out whose work it is in the lists of managers while an appeal waits."""
    for item in items:
        if item.appealed and caller.has(RoleKind.MANAGER) and item.person and item.person.id != caller.id:
            item.person = None


async def _involved(orders: Sequence[uuid.UUID], person: uuid.UUID) -> frozenset[uuid.UUID]:
    # Whoever only looked at it is told nothing by the names that were left out.
    rows = await db.fetch(
        "select distinct order_id from order_event where order_id = any($1::uuid[]) and person = $2"
        " and action not in ('seen', 'kept')",
        *(list(orders), person),
    )
    return frozenset(row["order_id"] for row in rows)


def _without_names(whole: OrderDetail) -> None:
    whole.person, whole.phone = None, None
    for photo in whole.photos:
        photo.person = None
    for event in whole.events:
        if event.actor.kind == "person":
            event.actor.name = ""
        event.data = {name: value for name, value in event.data.items() if name != "person"}
