"""What orders offer to a caller: what the machine permits, as far as something can come of it."""

import uuid
from collections.abc import Mapping, Sequence

from fieldloop.orders.audience import undecidable
from fieldloop.orders.photo_shapes import PhotoView
from fieldloop.orders.relations import Standing, permitted
from fieldloop.orders.rules import Action
from fieldloop.people.rules import Caller


async def offers(
    standings: Mapping[uuid.UUID, Standing], pictures: Mapping[uuid.UUID, Sequence[PhotoView]], caller: Caller
) -> dict[uuid.UUID, list[Action]]:
    """Return what each order offers to the caller: no appeal that nobody else could decide, no covering of nothing."""
    found = {order: permitted(standing, caller) for order, standing in standings.items()}
    for order, actions in found.items():
        if Action.REDACT in actions and all(photo.removed for photo in pictures.get(order, ())):
            actions.remove(Action.REDACT)
    nobody = await undecidable([order for order, actions in found.items() if Action.APPEAL in actions])
    for order in nobody:
        found[order].remove(Action.APPEAL)
    return found
