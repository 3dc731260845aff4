"""Reads of the record: events with all that their hashes are made of, places in the tree, signed heads."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from fieldloop import db
from fieldloop.record.heads import Head
from fieldloop.record.merkle import Place, position
from fieldloop.record.rules import Event, Tied

# An event `e` with the photos that it tied to its order.
_TIED = (
    "(select coalesce(json_agg(json_build_array(p.phase, p.photo, coalesce(p.claim, ''))), '[]') from order_photo p"
    " where p.order_id = e.order_id and p.event = e.id) as tied"
)
EVENT_COLUMNS = (
    "e.id, e.order_id, e.seq, e.action, e.from_state, e.to_state, e.actor, e.person, e.role, e.at, e.received_at,"
    f" e.reason, e.text, e.data, e.prev, e.hash, {_TIED}"
)


def as_event(row: Any) -> Event:
    """Return the event of a row of EVENT_COLUMNS."""
    return Event(
        id=row["id"],
        order=row["order_id"],
        seq=row["seq"],
        action=row["action"],
        from_state=row["from_state"],
        to_state=row["to_state"],
        actor=row["actor"],
        person=row["person"],
        role=row["role"],
        at=row["at"],
        received_at=row["received_at"],
        reason=row["reason"],
        text=row["text"],
        data=row["data"],
        photos=[Tied(*tied) for tied in row["tied"]],
    )


async def timelines(orders: Sequence[uuid.UUID]) -> list[db.Row]:
    """Return the events of some orders, each order's in their order, and each one's place in the tree if it has one."""
    return await db.fetch(
        f"select {EVENT_COLUMNS}, l.number, q.event is not null as waits from order_event e"
        " left join record_leaf l on l.event = e.id left join record_queue q on q.event = e.id"
        " where e.order_id = any($1) order by e.order_id, e.seq",
        list(orders),
    )


async def size() -> int:
    """Return how many events have a place."""
    last = await db.fetchval("select number from record_leaf order by number desc limit 1")
    return 0 if last is None else last + 1


async def nodes(places: Collection[Place]) -> dict[Place, bytes]:
    """Return stored subtrees."""
    leaves = {number for level, number in places if not level}
    whole = {position(place): place for place in places if place[0]}
    found = await db.fetch("select number, hash from record_leaf where number = any($1)", list(leaves))
    more = await db.fetch("select place, hash from record_node where place = any($1)", list(whole))
    return {(0, row["number"]): row["hash"] for row in found} | {whole[row["place"]]: row["hash"] for row in more}


_HEAD = "select size, root, at, kid, signature from record_head"


async def newest_head() -> Head | None:
    """Return the head that covers most."""
    rows = await db.fetch(f"{_HEAD} order by size desc limit 1")
    return Head(**rows[0]) if rows else None


async def heads(limit: int, below: int | None = None) -> list[Head]:
    """Return heads, the newest first, those of fewer events than `below` only."""
    rows = await db.fetch(f"{_HEAD} where $2::bigint is null or size < $2 order by size desc limit $1", limit, below)
    return [Head(**row) for row in rows]


async def all_heads() -> list[Head]:
    """Return every head, the smallest first."""
    return [Head(**row) for row in await db.fetch(f"{_HEAD} order by size")]


async def leaves(first: int, limit: int) -> list[db.Row]:
    """Return places from a number on, each with its event's hash."""
    return await db.fetch(
        "select l.number, l.hash, e.id, e.order_id, e.seq, e.hash as said from record_leaf l"
        " join order_event e on e.id = l.event where l.number >= $1 order by l.number limit $2",
        first,
        limit,
    )
