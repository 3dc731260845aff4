"""What a due order costs the sweep beside ever more open ones; what a notice costs a sender beside its encryption."""

import os
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Generator
from contextlib import contextmanager

from fieldloop import db
from fieldloop.notify.jobs import send_due
from fieldloop.notify.push import Pusher, open_pusher
from fieldloop.notify.rules import Subscription
from fieldloop.settings import settings
from fieldloop.sla.jobs import sweep_due
from tests.bench.bench_signals import Figure
from tests.pushservice import PushService

OPEN = (10_000, 100_000, 1_000_000)
DUE, ROUNDS, NOTICES = 400, 5, 2_000
AT_ONCE = 20_000  # no statement may take longer than half a minute


async def main(most: int = OPEN[-1]) -> list[Figure]:
    """Measure the sweep at each size, and then sending."""
    found: list[Figure] = []
    costs: list[float] = []
    there = 0
    for size in [size for size in OPEN if size <= most]:
        for first in range(there, size, AT_ONCE):
            await db.execute(_OPEN, first, min(AT_ONCE, size - first))
        await db.execute("analyze orders")
        there = size
        costs.append(await _sweep_ms())
        found.append((f"sweep of a due order at {size:,} open, beside {OPEN[0]:,}", costs[-1], costs[0], "ms"))
    return [*found, await _notices()]


async def _sweep_ms() -> float:
    """Return what one due order costs, the median of some rounds."""
    took: list[float] = []
    for _ in range(ROUNDS):
        await db.execute(_DUE, DUE)
        before = await db.fetchval("select count(*) from escalation")
        started = time.perf_counter()
        while await sweep_due():
            pass
        took.append((time.perf_counter() - started) / DUE * 1_000)
        assert await db.fetchval("select count(*) from escalation") == before + DUE
    return statistics.median(took)


async def _notices() -> Figure:
    """Send from this process as the worker does; a push service in another one takes everything."""
    with _sink() as port:
        os.environ["FIELDLOOP_PUSH_HOSTS"] = f"127.0.0.1:{port}"
        settings.cache_clear()
        service = PushService()
        service.url = f"http://127.0.0.1:{port}"
        phone = service.phone()
        pusher = open_pusher()
        keys = phone.subscription()["keys"]
        bare = _encryptions(pusher, Subscription(uuid.uuid4(), phone.endpoint, keys["p256dh"], keys["auth"]))
        await db.execute("update notice set done_at = now(), outcome = 'superseded' where done_at is null")
        await db.execute(_NOTICES, NOTICES)
        await db.execute(_SUBSCRIBE, uuid.uuid4(), phone.endpoint, keys["p256dh"], keys["auth"])
        await db.execute("vacuum analyze notice")
        started = time.perf_counter()
        while await send_due(pusher):
            pass
        took = time.perf_counter() - started
        await pusher.close()
    sent = await db.fetchval("select count(*) from notice where outcome = 'delivered'")
    assert sent == NOTICES, sent
    return ("notices of one sender process, beside encryption alone", NOTICES / took, bare, "/s")


def _encryptions(pusher: Pusher, to: Subscription) -> float:
    started = time.perf_counter()
    for number in range(1_000):
        pusher._sealed(b'{"number": %d}' % number, to)
    return 1_000 / (time.perf_counter() - started)


@contextmanager
def _sink() -> Generator[int]:
    command = [sys.executable, "-m", "tests.bench.sink"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as sink:
        assert sink.stdout
        try:
            yield int(sink.stdout.readline())
        finally:
            sink.kill()


_ORDERS = """
insert into orders (id, no, state, element, scenario, channel, site, area, district, street, lat, lon, unit,
    discovered_at, filed_at, round, clock_started_at, warn_at, due_at, look_at, warned, changed_at, changed_by)
select gen_random_uuid(), {no}, 'dispatched', 'waste.bag', 'waste', 'camera', 'site-' || (n % 20000), 'bench-s',
    'bench', 'bench-s', 31, 121.5, 'bench-u', now(), now(), 1, now() - interval '1 hour', {at}, {at}, {at}, true,
    now(), 0
"""
_OPEN = (
    _ORDERS.format(no="'O' || n", at="now() + interval '400 days' + n * interval '1 second'")
    + " from generate_series($1::int + 1, $1::int + $2::int) n"
)
_DUE = (
    _ORDERS.format(no="'D' || gen_random_uuid()::varchar(20)", at="now() - n * interval '1 millisecond'")
    + " from generate_series(1, $1::int) n"
)
_NOTICES = """
insert into notice (id, order_id, event_id, person_id, kind, created_at, next_at, attempts)
select gen_random_uuid(), v.order_id, v.id, p.id, 'late', now(), now(), 0
from (select distinct on (order_id) order_id, id from order_event where action = 'escalate' limit $1) v
join person p on p.login = 'manager'
"""
_SUBSCRIBE = """
insert into push_subscription (id, person_id, endpoint, p256dh, auth, created_at, failures)
select $1, id, $2, $3, $4, now(), 0 from person where login = 'manager'
"""
