"""For administrators: orders whose sweep raised."""

import uuid
from typing import Annotated

from litestar import Router, get, post
from litestar.params import FromPath, QueryParameter

from fieldloop.asks import Asker
from fieldloop.orders import aside


@get("/pushed-aside", summary="Orders whose sweep raised")
async def pushed_aside(
    caller: Asker,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
    cursor: Annotated[uuid.UUID | None, QueryParameter()] = None,
) -> aside.AsidePage:
    """Return the orders that hold up no other and are tried again every five minutes, in the administrator's areas."""
    return await aside.page(caller, limit, cursor)


@post("/pushed-aside/{order_id:uuid}/again", status_code=204, summary="Try an order again now")
async def try_again(caller: Asker, order_id: FromPath[uuid.UUID]) -> None:
    """Let the sweeper come to an order pushed aside at once; 409 where not even its row can be written."""
    await aside.again(caller, order_id)


router = Router(path="/", route_handlers=[pushed_aside, try_again], tags=["orders"])
