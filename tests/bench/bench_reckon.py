"""What it costs to ask what a changed day would move, to change it, and to move the rest, beside bare updates."""

import time
from functools import partial

from fieldloop import db
from fieldloop.orders import reckoning
from fieldloop.orders.reckon_jobs import reckon_next
from fieldloop.sla.reckon_which import of_calendar
from tests.bench.bench_signals import Figure

AT_ONCE, BARE = 20_000, 2_000
_LIMITS = """
update element set own_limits = '{"accept": {"amount": 2, "unit": "working_days"}}' where code = 'waste.bag'
"""
_OPEN = """
insert into orders (id, no, state, element, scenario, channel, site, area, district, street, lat, lon, unit,
    discovered_at, filed_at, round, clock_started_at, warn_at, due_at, look_at, warned, changed_at, changed_by,
    clock_sum)
select gen_random_uuid(), 'R' || n, 'dispatched', 'waste.bag', 'waste', 'camera', 'site-' || (n % 20000), 'bench-s',
    'bench', 'bench-s', 31, 121.5, 'bench-u', now(), now(), 1, t.at, t.at + interval '30 days',
    t.at + interval '31 days', t.at + interval '30 days', false, now(), 0,
    jsonb_build_object('begun_at', t.at, 'amount', 2, 'unit', 'working_days', 'calendar', 'office')
from generate_series($1::int + 1, $1::int + $2::int) n, lateral (select now() - n * interval '20 milliseconds' as at) t
"""


async def main(most: int) -> list[Figure]:
    """Measure with so many open orders on one calendar."""
    await db.execute(_LIMITS)
    for first in range(0, most, AT_ONCE):
        await db.execute(_OPEN, first, min(AT_ONCE, most - first))
    await db.execute("analyze orders")
    bare = await _bare_ms()
    day = partial(db.execute, "update calendar set version = version + 1 where code = 'office'")
    started = time.perf_counter()
    asked = await reckoning.what_if(day, of_calendar("office"))
    what_if = time.perf_counter() - started
    assert (asked.open, asked.more) == (most, most > reckoning.LOOKS)
    started = time.perf_counter()
    _, moved = await reckoning.change(day, of_calendar("office"))
    change = time.perf_counter() - started
    started, longest, at = time.perf_counter(), 0.0, time.perf_counter()
    while await reckon_next():
        longest, at = max(longest, time.perf_counter() - at), time.perf_counter()
    rest = time.perf_counter() - started
    first, others = len(moved.moved), await db.fetchval("select coalesce(sum(moved), 0) from reckoning")
    assert first + others == most, (first, others)
    named = f"{most:,} open: "
    return [
        (f"{named}what-if, the first {asked.looked_at:,}, an order", what_if / asked.looked_at * 1e3, bare, "ms"),
        (f"{named}the change with the first {first:,}, an order", change / first * 1e3, bare, "ms"),
        (f"{named}the others by the worker, an order", rest / max(1, others) * 1e3, bare, "ms"),
        (f"{named}how long one step of the worker holds orders", longest * 1e3, bare, "ms"),
    ]


async def _bare_ms() -> float:
    rows = await db.fetch("select id from orders order by due_at limit $1", BARE)
    started = time.perf_counter()
    for row in rows:
        await db.execute("update orders set due_at = due_at where id = $1", row["id"])
    return (time.perf_counter() - started) / BARE * 1e3
