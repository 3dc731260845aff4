"""What changed for one person, by PostgreSQL's own transaction ids, so that no late commit slips through.

Each change stores the id of its transaction. The token is the oldest transaction still running when the answer was
made: everything before it had been seen, everything from it on comes next time. A change may come twice; none is left
out. Between two pages the token also says where the next page begins; the oldest transaction stays that of the first.
"""

import re
import uuid
from datetime import datetime

import msgspec

from fieldloop import db
from fieldloop.orders import boxes, items, scope, whole
from fieldloop.orders.boxes import Box, Wanted
from fieldloop.orders.phone import Changes
from fieldloop.orders.registry import kept
from fieldloop.orders.rules import State
from fieldloop.orders.scope import Params
from fieldloop.orders.shapes import OrderItem
from fieldloop.people.rules import Caller, RoleKind

_MOST = 500
_AT_FIRST = 200
_MOST_WHOLE = 100
_WORKED_ON = frozenset({State.DISPATCHED, State.ACCEPTED, State.SUBMITTED, State.SUSPENDED})
_ORDER = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HORIZON = "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


class _Token(msgspec.Struct, frozen=True):
    """Where to go on: after this order among those that this transaction changed, and from where the time after."""

    changed_by: int
    order: uuid.UUID
    horizon: int | None


async def since(caller: Caller, token: str | None, registry: str | None, now: datetime) -> Changes:
    """Return up to 500 changes after `token`; without one, or with one of another database, what concerns me now.

    The registry comes along at first, or when a token of it is given and it is no longer the same.
    """
    async with db.transaction():
        # One snapshot for all reads: the token must not be newer than what was read.
        await db.execute("set transaction isolation level repeatable read, read only")
        horizon: int = await db.fetchval(_HORIZON)
        start = _read(token)
        if start is None or (start.horizon or start.changed_by) > horizon:
            found = await _everything(caller, str(horizon))
            registry = registry or ""
        else:
            found = await _after(caller, start, horizon if start.horizon is None else start.horizon, now)
        # One's own before what anybody of the unit may take.
        at_hand = [item for item in found.orders if _at_hand(item, caller)]
        at_hand.sort(key=lambda item: item.person is None)
        found.details = await whole.details([item.id for item in at_hand[:_MOST_WHOLE]], caller)
        mine = await whole.reported([item.id for item in found.orders], caller.id)
        found.reported = [item.id for item in found.orders if item.id in mine]
    # It compares by content and needs no snapshot; nothing of the orders waits for it.
    found.registry = await kept(caller, registry) if registry is not None else None
    return found


async def _everything(caller: Caller, after: str) -> Changes:
    """Return the first page of each box that a phone works from."""
    found: dict[uuid.UUID, OrderItem] = {}
    cut: list[str] = []
    for box in (Box.MINE, Box.UNIT, Box.POOL, Box.REVIEW, Box.REPORTED):
        page, cursor = await boxes.page(caller, box, Wanted(), _AT_FIRST, None)
        found |= {item.id: item for item in page}
        cut += [box] if cursor else []
    return _changes(list(found.values()), [], after, cut=cut)


def _at_hand(item: OrderItem, caller: Caller) -> bool:
    """Tell whether the caller may have to work on this order before there is a network again."""
    if item.person:
        return item.person.id == caller.id and item.state in _WORKED_ON
    if item.state is not State.DISPATCHED:
        return False
    addressed = item.unit is not None and item.unit.code in caller.units(RoleKind.WORKER, RoleKind.COORDINATOR)
    return addressed or (item.pool and caller.has(*scope.HANDS))


async def _after(caller: Caller, start: _Token, horizon: int, now: datetime) -> Changes:
    params = Params([start.changed_by, start.order])
    mine = scope.concerns(caller, params)
    once = f"{scope.involved(caller, params)} or {scope.once_takeable(caller, params)}"
    rows = await db.fetch(
        f"select o.id, o.changed_by, {mine} as mine from orders o where (o.changed_by, o.id) > ($1::bigint, $2::uuid)"
        f" and ({mine} or {once}) order by o.changed_by, o.id limit {_MOST + 1}",
        *params,
    )
    page, more = rows[:_MOST], len(rows) > _MOST
    after = f"{page[-1]['changed_by']}.{page[-1]['id']}.{horizon}" if more else str(horizon)
    orders = await items.items_of([row["id"] for row in page if row["mine"]], now, caller)
    return _changes(orders, [row["id"] for row in page if not row["mine"]], after, more=more)


def _changes(
    orders: list[OrderItem], gone: list[uuid.UUID], after: str, *, cut: list[str] | None = None, more: bool = False
) -> Changes:
    return Changes(
        orders=orders, details=[], reported=[], gone=gone, cut=cut or [], registry=None, next=after, more=more
    )


def _read(token: str | None) -> _Token | None:
    """Read `horizon` or `transaction.order.horizon`; anything else counts as no token, which loses nothing."""
    match (token or "").split("."):
        case [number] if _is_id(number):
            return _Token(int(number) - 1, uuid.UUID(int=2**128 - 1), None)
        case [number, order, horizon] if _is_id(number) and _is_id(horizon) and _ORDER.fullmatch(order):
            return _Token(int(number), uuid.UUID(order), int(horizon))
        case _:
            return None


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
