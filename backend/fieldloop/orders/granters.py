"""Who decides a request for more time: a second person, as near to the order as there is one."""

import uuid

from fieldloop.orders.row import OrderRow
from fieldloop.people.queries import persons_in_role
from fieldloop.people.rules import RoleKind


def upwards(order: OrderRow, start: str | None) -> list[str]:
    """Return the areas around an order from one of them up; from the smallest when it is none of them."""
    chain = [code for code in (order.grid, order.neighbourhood, order.street, order.district) if code]
    return chain[chain.index(start) :] if start in chain else chain


async def granters(order: OrderRow) -> list[uuid.UUID]:
    """Return who decides a request: the unit's coordinators where the element lets them, else the managers around."""
    besides = [person for person in (order.request_by, order.person) if person]
    if order.unit_grants and order.unit:
        own = [each for each in await persons_in_role(RoleKind.COORDINATOR, unit=order.unit) if each not in besides]
        if own:
            return own
    for area in upwards(order, None):
        if found := await persons_in_role(RoleKind.MANAGER, area=area, besides=besides):
            return found
    return []
