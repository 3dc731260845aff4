"""The record: each order's chain of events, the tree over all of them, its signed heads, and who was handed them."""

from collections.abc import AsyncIterator
from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db
from fieldloop.record.rules import GENESIS, Event, Tied, canonical, link

ID = "2026-11-27T07:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "record"

_BEGIN = """
alter table orders add column chain bytea;
alter table order_event add column prev bytea, add column hash bytea;
alter table order_event disable trigger order_event_append_only;

create table record_queue (event uuid primary key);
create table record_leaf (
    number bigint primary key,
    event uuid unique not null references order_event (id) on delete restrict,
    hash bytea not null
);
create table record_node (place bigint primary key, hash bytea not null);
create table record_head (
    id uuid primary key,
    size bigint not null,
    root bytea not null,
    at timestamptz not null,
    kid varchar(32) not null,
    signature bytea not null
);
create table record_export (
    id uuid primary key,
    head uuid not null references record_head (id) on delete restrict,
    holder varchar(8) not null,
    next_at timestamptz not null,
    attempts integer not null default 0,
    done_at timestamptz,
    error varchar(300),
    constraint record_export_once unique (head, holder),
    constraint record_export_holder_known check (holder in ('file', 'webhook', 'mail'))
);
create index record_head_size on record_head (size);
create index record_export_waiting on record_export (next_at) where done_at is null;

-- Which event brought a photo that was found: the one that joined the discovery, else the one that filed the order.
update order_photo p set event = coalesce(
    (select e.id from order_event e where e.order_id = p.order_id and e.action = 'join'
     and e.data ->> 'discovery' = p.discovery::text limit 1),
    (select e.id from order_event e where e.order_id = p.order_id and e.seq = 1)
) where event is null;
"""
_END = """
insert into record_queue (event) select id from order_event;
alter table order_event alter column prev set not null, alter column hash set not null;
alter table order_event enable trigger order_event_append_only;
"""
_EVENTS = """
select e.*, coalesce(t.tied, '[]') as tied from order_event e
left join lateral (
    select json_agg(json_build_array(p.phase, p.photo, coalesce(to_jsonb(p) ->> 'claim', ''))) as tied from order_photo p
    where p.order_id = e.order_id and p.event = e.id
) t on true
where e.order_id = any($1) order by e.order_id, e.seq
"""
_ORDERS_AT_ONCE = 500


async def forwards() -> MigrationManager:
    """Add the tables, and chain the events that are there, each order's in their order."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        await db.execute(_BEGIN)
        async for orders in _orders():
            await _chain(orders)
        await db.execute(_END)

    manager.add_raw(change)
    return manager


async def _orders() -> AsyncIterator[list[Any]]:
    last: Any = None
    while rows := await db.fetch(
        "select id from orders where $1::uuid is null or id > $1 order by id limit $2", last, _ORDERS_AT_ONCE
    ):
        yield [row["id"] for row in rows]
        last = rows[-1]["id"]


async def _chain(orders: list[Any]) -> None:
    newest: dict[Any, bytes] = {}
    hashes: list[tuple[Any, bytes, bytes]] = []
    for row in await db.fetch(_EVENTS, orders):
        prev = newest.get(row["order_id"], GENESIS)
        names = ("id", "seq", "action", "from_state", "to_state", "actor", "person", "role", "at", "received_at")
        said = {name: row[name] for name in (*names, "reason", "text", "data")}
        photos = [Tied(*tied) for tied in row["tied"]]
        found = newest[row["order_id"]] = link(prev, canonical(Event(order=row["order_id"], photos=photos, **said)))
        hashes.append((row["id"], prev, found))
    await db.executemany("update order_event set prev = $2, hash = $3 where id = $1", hashes)
    await db.executemany("update orders set chain = $2 where id = $1", list(newest.items()))
