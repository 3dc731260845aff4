"""The last pairs of a site: what a place looked like before and after, for comparison while reviewing."""

import uuid
from datetime import datetime

import msgspec

from fieldloop import db
from fieldloop.evidence.redaction import COVERED, only
from fieldloop.orders import scope
from fieldloop.orders.scope import Params
from fieldloop.people.rules import Caller

MOST = 5


class Pair(msgspec.Struct):
    """One closed order's first picture and its last."""

    order_id: uuid.UUID
    order_no: str
    closed_at: datetime
    before: str | None
    after: str
    covered: dict[str, int]
    """As in an order."""


class Pairs(msgspec.Struct):
    """The newest first."""

    items: list[Pair]


async def pairs(order_id: uuid.UUID, caller: Caller) -> Pairs | None:
    """Return the last closed pairs of an order's site that the caller may see; None when the order is not theirs."""
    params = Params([order_id])
    sql = f"select o.site from orders o where o.id = $1 and {scope.visible(caller, params)}"
    order = await db.fetchrow(sql, *params)
    if order is None:
        return None
    params = Params([order["site"], order_id, MOST])
    rows = await db.fetch(
        "select o.id, o.no, o.closed_at, o.after, coalesce((select p.photo from order_photo p where p.order_id = o.id"
        " and p.phase = 'before' order by p.received_at desc limit 1), o.picture) as before,"
        f" {COVERED} from (select * from orders where site = $1 and id <> $2 and state = 'closed' and after is not null"
        f" order by id desc limit 100) o where {scope.visible(caller, params)} order by o.closed_at desc limit $3",
        *params,
    )
    return Pairs([_pair(row) for row in rows])


def _pair(row: db.Row) -> Pair:
    before, after = row["before"], row["after"]
    return Pair(row["id"], row["no"], row["closed_at"], before, after, only(row["covered"], before, after))
