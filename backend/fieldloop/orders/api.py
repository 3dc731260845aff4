"""Boxes, one order, actions, sync, a site's file."""

import uuid
from typing import Annotated

from litestar import Router, get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from fieldloop import db
from fieldloop.asks import Asker
from fieldloop.errors import Problem, problem
from fieldloop.limits import limit
from fieldloop.orders import actions, at_site, boxes, queries, sync
from fieldloop.orders import pairs as site_pairs
from fieldloop.orders.boxes import LARGEST_PAGE, Box, Mark, Wanted
from fieldloop.orders.phone import Changes, SiteDetail
from fieldloop.orders.rules import Priority, State
from fieldloop.orders.shapes import OrderDetail, OrderPage
from fieldloop.packed import PACKED
from fieldloop.people.rules import Caller

Code = Annotated[str | None, QueryParameter(max_length=64)]


@get("/orders", summary="A box of orders")
async def orders(
    caller: Asker,
    box: FromQuery[Box] = Box.MINE,
    in_state: Annotated[State | None, QueryParameter(name="state")] = None,
    element: Code = None,
    scenario: Code = None,
    area: Code = None,
    site: Code = None,
    q: Annotated[str | None, QueryParameter(max_length=100)] = None,
    priority: FromQuery[Priority | None] = None,
    mark: FromQuery[Mark | None] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=LARGEST_PAGE)] = 50,
    cursor: Annotated[str | None, QueryParameter(max_length=200)] = None,
) -> OrderPage:
    """Return a page of a box; what is due first, or for `all` and `reported` what is newest.

    `mark`: of what is open only what a manager urged, or what is held by somebody whose phone gives no sign.
    """
    wanted = Wanted(in_state, element, scenario, area, site, q, priority, mark)
    items, after = await boxes.page(caller, box, wanted, limit, cursor)
    return OrderPage(items, after)


@get("/orders/{order_id:uuid}", summary="One order, whole")
async def order(caller: Asker, order_id: FromPath[uuid.UUID]) -> OrderDetail:
    """Return an order with its timeline and what the caller may do now; a foreign one looks like an unknown one."""
    return await _detail(order_id, caller)


@get("/orders/{order_id:uuid}/pairs", summary="The site's last pairs")
async def pairs(caller: Asker, order_id: FromPath[uuid.UUID]) -> site_pairs.Pairs:
    """Return the last five closed pairs of the order's site; none when it has no site."""
    found = await site_pairs.pairs(order_id, caller)
    if found is None:
        raise problem("not.found")
    return found


@post("/orders/{order_id:uuid}/actions", status_code=200, summary="Do something to an order")
async def act(caller: Asker, order_id: FromPath[uuid.UUID], data: JSONBody[actions.Order]) -> OrderDetail:
    """Carry out a command, once however often it is sent; return the order after it."""
    await limit(f"actions:{caller.id}", times=600, seconds=60)
    try:
        await actions.move(order_id, data, caller)
    except Problem as error:
        if error.code == "order.wrong_state":
            # The phone shows what the order has become beside what was wanted; some may no longer see it.
            found = await queries.detail(order_id, caller)
            error.facts |= {"order": found} if found else {"gone": True}
        raise
    return await _detail(order_id, caller)


@get("/sync", summary="What changed for me", middleware=[PACKED])
async def changes(
    caller: Asker,
    since: Annotated[str | None, QueryParameter(max_length=80)] = None,
    registry: Annotated[str | None, QueryParameter(max_length=80)] = None,
) -> Changes:
    """Return what changed since a token of an earlier answer, and what is no longer the caller's."""
    return await sync.since(caller, since, registry, db.clock.now())


@get("/sites/{code:str}", summary="The file of a site", middleware=[PACKED])
async def site(caller: Asker, code: FromPath[str]) -> SiteDetail:
    """Return a site with its facts, its open orders and its past ones; a foreign one looks like an unknown one."""
    # PostgreSQL stores no NUL, so no site is called by one.
    found = None if "\0" in code else await at_site.site(code, caller)
    if found is None:
        raise problem("not.found")
    return found


async def _detail(order_id: uuid.UUID, caller: Caller) -> OrderDetail:
    found = await queries.detail(order_id, caller)
    if found is None:
        raise problem("not.found")
    return found


router = Router(path="/", route_handlers=[orders, order, pairs, act, changes, site], tags=["orders"])
