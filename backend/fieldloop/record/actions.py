"""Give events their places in the tree, and sign its heads: one process at a time, at the cost of what is new."""

from datetime import timedelta

import structlog

from fieldloop import db
from fieldloop.evidence import receipts, signing
from fieldloop.ids import new_id
from fieldloop.record import merkle, queries
from fieldloop.record.heads import Head
from fieldloop.record.merkle import Frontier, Place
from fieldloop.record.rules import head_text

# Any fixed number: whoever writes on the tree holds the advisory lock of this name.
_LOCK = 0x7265636F7264
_log = structlog.get_logger()

# Each in its order's order, which the tree need not keep, but which is good to read.
_TAKE = (
    "delete from record_queue where event in (select event from record_queue order by event limit $1) returning event"
)
_NEW = "select id, hash from order_event where id = any($1) order by received_at, order_id, seq"


async def give_places(limit: int = 500) -> bool:
    """Append up to `limit` events to the tree; return whether there may be more.

    1. One writer: who does not get the lock has nothing to do.
    2. From the peaks of the tree, a handful of rows, the new subtrees follow; nothing older is read.
    """
    async with db.transaction():
        if not await db.fetchval("select pg_try_advisory_xact_lock($1)", _LOCK):
            return False
        taken = [row["event"] for row in await db.fetch(_TAKE, limit)]
        if not taken:
            return False
        rows = await db.fetch(_NEW, taken)
        frontier = await _frontier()
        first, made = frontier.size, dict[Place, bytes]()
        for row in rows:
            made |= dict(frontier.add(row["hash"]))
        leaves = range(first, frontier.size)
        await db.execute(
            "insert into record_leaf (number, event, hash) select * from unnest($1::bigint[], $2::uuid[], $3::bytea[])",
            list(leaves),
            [row["id"] for row in rows],
            [made[0, number] for number in leaves],
        )
        whole = {place: found for place, found in made.items() if place[0]}
        await db.execute(
            "insert into record_node (place, hash) select * from unnest($1::bigint[], $2::bytea[])",
            [merkle.position(place) for place in whole],
            list(whole.values()),
        )
    return len(taken) == limit


async def sign_head(holders: tuple[str, ...], every: timedelta) -> Head | None:
    """Sign the tree as it is, when the last head is `every` old and the tree has grown since; None when not."""
    await receipts.publish()
    async with db.transaction():
        if not await db.fetchval("select pg_try_advisory_xact_lock($1)", _LOCK):
            return None
        now, newest = db.clock.now(), await queries.newest_head()
        frontier = await _frontier()
        if not frontier.size or (newest and (newest.size == frontier.size or now - newest.at < every)):
            return None
        root = frontier.root()
        kid, signature = signing.sign(head_text(frontier.size, root, now))
        head, head_id = Head(frontier.size, root, now, kid, signature), new_id()
        await db.execute(
            "insert into record_head (id, size, root, at, kid, signature) values ($1, $2, $3, $4, $5, $6)",
            *(head_id, head.size, head.root, head.at, head.kid, head.signature),
        )
        await db.executemany(
            "insert into record_export (id, head, holder, next_at) values ($1, $2, $3, $4)",
            [(new_id(), head_id, holder, now) for holder in holders],
        )
    _log.info("record.head", size=head.size, root=head.root.hex(), kid=head.kid)
    return head


async def _frontier() -> Frontier:
    size = await queries.size()
    whole = merkle.peaks(0, size)
    nodes = await queries.nodes(whole)
    return Frontier(size, [nodes[place] for place in whole])
