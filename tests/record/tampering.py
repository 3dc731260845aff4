"""What a superuser could do to the rows of the record."""

from collections.abc import Awaitable, Callable
from random import Random
from typing import Any

from fieldloop import db
from fieldloop.evidence import signing
from fieldloop.ids import new_id
from fieldloop.record.check import Fault, check_record
from fieldloop.record.heads import Head
from fieldloop.record.merkle import Frontier, leaf, position
from fieldloop.record.queries import as_event, timelines
from fieldloop.record.rules import GENESIS, canonical, head_text, link


async def _free() -> None:
    """Switch off triggers and foreign keys."""
    await db.execute("set local session_replication_role = replica")


async def _any_event(chance: Random) -> db.Row:
    await _free()
    rows = await db.fetch("select id, order_id, seq from order_event order by id")
    return chance.choice(rows)


async def _edit(chance: Random) -> None:
    row = await _any_event(chance)
    change = chance.choice(["text = coalesce(text, '') || '.'", "at = at - interval '1 microsecond'", "role = 'x'"])
    await db.execute(f"update order_event set {change} where id = $1", row["id"])


async def _delete(chance: Random) -> None:
    row = await _any_event(chance)
    for table, column in (("record_leaf", "event"), ("order_event", "id")):
        await db.execute(f"delete from {table} where {column} = $1", row["id"])


# Only an order with two events has two to swap.
_WITH_OTHERS = """
select id, order_id, seq from order_event e
where exists (select from order_event o where o.order_id = e.order_id and o.id <> e.id) order by id
"""


async def _swap(chance: Random) -> None:
    await _free()
    row = chance.choice(await db.fetch(_WITH_OTHERS))
    other = await db.fetchval(
        "select id from order_event where order_id = $1 and id <> $2 order by seq limit 1", row["order_id"], row["id"]
    )
    for event, new in ((other, -1), (row["id"], -2)):
        await db.execute("update order_event set seq = $2 where id = $1", event, new)
    number = await db.fetchval(
        "select g from generate_series(1, (select version from orders where id = $1)) g where g <> $2"
        " and not exists (select from order_event where order_id = $1 and seq = g)",
        *(row["order_id"], row["seq"]),
    )
    await db.execute("update order_event set seq = $2 where id = $1", other, row["seq"])
    await db.execute("update order_event set seq = $2 where id = $1", row["id"], number)


def _sql(sql: str) -> Callable[[Random], Awaitable[None]]:
    async def change(chance: Random) -> None:
        await _free()
        await db.execute(sql)

    return change


TAMPERINGS: dict[str, Callable[[Random], Awaitable[None]]] = {
    "edit": _edit,
    "delete": _delete,
    "swap": _swap,
    "newest event": _sql(
        "with e as (delete from order_event where (order_id, seq) in (select id, version from orders limit 1)"
        " returning id) delete from record_leaf where event in (select id from e)"
    ),
    "chain": _sql("update orders set chain = null where id = (select id from orders limit 1)"),
    "place": _sql("delete from record_leaf where number = 7"),
    "node": _sql("update record_node set hash = 'x' where place = 3"),
    "root": _sql("update record_head set root = sha256('x')"),
    "photo": _sql("delete from order_photo where id = (select id from order_photo limit 1)"),
    "photo of none": _sql("update order_photo set event = null where id = (select id from order_photo limit 1)"),
    "claim": _sql("update order_photo set lat = lat + 0.01 where lat is not null"),
    "receipt": _sql("update order_photo set receipt = receipt || 'A' where receipt is not null"),
}


async def rewrite_everything() -> None:
    """Number and hash all events anew, and make tree and head of them: nothing of it shows by itself."""
    for order in await db.fetch("select id from orders"):
        prev, rows = GENESIS, await timelines([order["id"]])
        for number, row in enumerate(rows, 1):
            said: dict[str, Any] = dict(row) | {"seq": number}
            found = link(prev, canonical(as_event(said)))
            await db.execute(
                "update order_event set seq = $2, prev = $3, hash = $4 where id = $1", row["id"], number, prev, found
            )
            prev = found
        await db.execute("update orders set version = $2, chain = $3 where id = $1", order["id"], len(rows), prev)
    await db.execute("delete from order_photo p where not exists (select from order_event e where e.id = p.event)")
    frontier = Frontier()
    rows = await db.fetch(
        "select l.event, e.hash from record_leaf l join order_event e on e.id = l.event order by number"
    )
    await db.execute("delete from record_leaf")
    await db.execute("delete from record_node")
    for row in rows:
        made = dict(frontier.add(row["hash"]))
        number = frontier.size - 1
        await db.execute("insert into record_leaf values ($1, $2, $3)", number, row["event"], leaf(row["hash"]))
        nodes = [(position(place), found) for place, found in made.items() if place[0]]
        await db.executemany("insert into record_node values ($1, $2)", nodes)
    await db.execute("delete from record_head")
    now = db.clock.now()
    kid, signature = signing.sign(head_text(frontier.size, frontier.root(), now))
    await db.execute(
        "insert into record_head (id, size, root, at, kid, signature) values ($1, $2, $3, $4, $5, $6)",
        *(new_id(), frontier.size, frontier.root(), now, kid, signature),
    )


async def taken_back(change: Callable[[], Awaitable[None]], *others: Head) -> str:
    """Change something, verify as `fieldloop verify` does, and take the change back; return what was found."""
    async with db.transaction():
        await db.execute("savepoint before")
        try:
            await change()
            await check_record(others)
        except Fault as fault:
            return str(fault)
        finally:
            await db.execute("rollback to savepoint before")
    return ""
