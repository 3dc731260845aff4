"""What the record's migration costs an installation that is years old: `python -m tests.bench.bench_record`."""

import asyncio
import resource
import time

from fieldloop import db
from fieldloop.migrate import _load, migration_files
from fieldloop.record.actions import give_places
from tests.bench.server import machine

MIGRATION = "2026-11-27T07:00:00:000001"
ORDERS, EVENTS = 20_000, 10
BEFORE = """
alter table order_event drop column prev, drop column hash;
alter table orders drop column chain;
drop table record_export, record_head, record_node, record_leaf, record_queue;
"""
_FILL = """
insert into orders (id, no, state, element, scenario, channel, area, district, street, lat, lon, unit,
    discovered_at, filed_at, closed_at, round, version, changed_at, changed_by)
select gen_random_uuid(), 'P' || n, 'closed', 'waste.bag', 'waste', 'camera', 'bench-s', 'bench', 'bench-s', 31.2,
    121.5, 'bench-u', now(), now(), now(), 1, $2, now(), n from generate_series(1, $1::int) n
"""
_EVENTS = """
insert into order_event (id, order_id, seq, action, from_state, to_state, actor, role, at, received_at, text, data,
    prev, hash)
select gen_random_uuid(), id, n, 'comment', 'filed', 'filed', 'system', null, filed_at, filed_at, '干净了', '{"n": 1}',
    '', '' from orders cross join generate_series(1, $1::int) n
"""


def peak_mb() -> float:
    """Return the most memory that this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def migrated(orders: int) -> None:
    """Fill a database as it was before the record, and run the record's migration on it."""
    async with db.transaction():
        await db.execute("set local statement_timeout = 0")
        await db.execute("set local synchronous_commit = off")
        await db.execute(_FILL, orders, EVENTS)
        await db.execute(_EVENTS, EVENTS)
        await db.execute(BEFORE)
    before, start = peak_mb(), time.perf_counter()
    manager = await _load(migration_files()[MIGRATION]).forwards()
    async with db.transaction():
        await db.execute("set local statement_timeout = 0")
        await manager.run()
    took = time.perf_counter() - start
    events = await db.fetchval("select count(*) from order_event")
    print(f"the record's migration: {events:,} events in {took:.1f} s, peak memory {before:.0f} -> {peak_mb():.0f} MB")
    start = time.perf_counter()
    while await give_places():
        pass
    print(f"their places in the tree: {time.perf_counter() - start:.1f} s; peak {peak_mb():.0f} MB", flush=True)


async def main() -> None:
    """Measure it."""
    async with machine():
        await migrated(ORDERS)


if __name__ == "__main__":
    asyncio.run(main())
