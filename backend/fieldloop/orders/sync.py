"""What changed for one person, by PostgreSQL's own transaction ids, so that no late commit slips through.

Each change stores the id of its transaction. The token is the oldest transaction still running when the answer was
made: everything before it had been seen, everything from it on comes next time. A change may come twice; none is left
out.
"""

import uuid
from datetime import datetime

from fieldloop import db
from fieldloop.orders import boxes, items, scope
from fieldloop.orders.boxes import Box, Wanted
from fieldloop.orders.scope import Params
from fieldloop.orders.shapes import Changes, OrderItem
from fieldloop.people.rules import Caller

_MOST = 500
_AT_FIRST = 200
_HORIZON = "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


async def since(caller: Caller, token: str | None, now: datetime) -> Changes:
    """Return up to 500 changes after `token`; without one, or with one of another database, what concerns me now."""
    async with db.transaction():
        # One snapshot for all reads: the token must not be newer than what was read.
        await db.execute("set transaction isolation level repeatable read, read only")
        horizon: int = await db.fetchval(_HORIZON)
        start = _read(token)
        if start is None or start[0] > horizon:
            return Changes(await _everything(caller), [], str(horizon), more=False)
        return await _after(caller, start, horizon, now)


async def _everything(caller: Caller) -> list[OrderItem]:
    """Return the first page of each box that a phone works from."""
    found: dict[uuid.UUID, OrderItem] = {}
    for box in (Box.MINE, Box.UNIT, Box.POOL, Box.REVIEW, Box.REPORTED):
        page, _ = await boxes.page(caller, box, Wanted(), _AT_FIRST, None)
        found |= {item.id: item for item in page}
    return list(found.values())


async def _after(caller: Caller, start: tuple[int, uuid.UUID], horizon: int, now: datetime) -> Changes:
    params = Params(start)
    mine = scope.concerns(caller, params)
    rows = await db.fetch(
        f"select o.id, o.changed_by, {mine} as mine from orders o where (o.changed_by, o.id) > ($1::bigint, $2::uuid)"
        f" and ({mine} or {scope.involved(caller, params)}) order by o.changed_by, o.id limit {_MOST + 1}",
        *params,
    )
    page = rows[:_MOST]
    more = len(rows) > _MOST and page[-1]["changed_by"] < horizon
    after = f"{page[-1]['changed_by']}.{page[-1]['id']}" if more else str(horizon)
    orders = await items.items_of([row["id"] for row in page if row["mine"]], now)
    return Changes(orders, [row["id"] for row in page if not row["mine"]], after, more)


def _read(token: str | None) -> tuple[int, uuid.UUID] | None:
    """Read `transaction` or `transaction.order`; anything else counts as no token, which loses nothing."""
    number, _, order = (token or "").partition(".")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    try:
        return int(number) - (0 if order else 1), uuid.UUID(order) if order else uuid.UUID(int=2**128 - 1)
    except ValueError:
        return None
