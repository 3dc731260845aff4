"""Who was told of an order."""

import uuid

from litestar import Router, get
from litestar.params import FromPath

from fieldloop.asks import Asker
from fieldloop.errors import problem
from fieldloop.orders.telling import OrderTelling, telling


@get("/orders/{order_id:uuid}/telling", summary="Who was told of an order")
async def order_telling(caller: Asker, order_id: FromPath[uuid.UUID]) -> OrderTelling:
    """Return each notice with every way it went and when it was seen; a foreign order looks like an unknown one."""
    found = await telling(order_id, caller)
    if found is None:
        raise problem("not.found")
    return found


router = Router(path="/", route_handlers=[order_telling], tags=["orders"])
