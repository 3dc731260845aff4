"""From the camera's request to the push arriving, at 20 signals a second; beside encrypting and posting alone."""

import asyncio
import os
import time
import uuid
from functools import partial

import msgspec

from fieldloop import db
from fieldloop.notify.push import Pusher, open_pusher
from fieldloop.notify.rules import Subscription
from fieldloop.settings import settings
from tests.bench.bench_signals import Figure, signals
from tests.bench.load import Connection, Result, evenly, result
from tests.bench.server import serving, working
from tests.pushservice import Phone, PushService

RATE, COUNT, FIRST_SITE = 20.0, 400, 10_000


async def main() -> list[Figure]:
    """Measure the bare push first, then the whole way."""
    async with PushService() as service:
        os.environ["FIELDLOOP_PUSH_HOSTS"] = service.host
        settings.cache_clear()
        phone = service.phone()
        bare = await _bare(service, phone)
        await _subscribe(phone)
        ours = await _whole(service)
    return [
        (f"signal to push at {RATE:.0f}/s, p50", ours.p50_ms, bare.p50_ms, "ms"),
        (f"signal to push at {RATE:.0f}/s, p99", ours.p99_ms, bare.p99_ms, "ms"),
    ]


async def _whole(service: PushService) -> Result:
    """Send signals evenly; a push is known by its order, the order by the signal's answer."""
    sent: dict[str, float] = {}
    arrived: dict[str, float] = {}
    service.received.clear()
    watching = asyncio.create_task(_watch(service, arrived))
    with serving("fieldloop.app:create_app", "/health/ready") as port, working():
        requests = signals("/api/v1/signals", COUNT + 20, FIRST_SITE)
        connections = asyncio.Queue[Connection]()
        async with asyncio.TaskGroup() as group:
            opened = [Connection(port) for _ in range(8)]
            for each in opened:
                await each.__aenter__()
                connections.put_nowait(each)

            async def one(number: int) -> None:
                started = time.perf_counter()
                connection = await connections.get()
                _, body = await connection.send(requests[number])
                connections.put_nowait(connection)
                sent[msgspec.json.decode(body)["order_id"]] = started

            group.create_task(evenly(RATE, len(requests), one))
        await asyncio.wait_for(service.wait_until(lambda: len(arrived) >= len(requests)), 60)
        for each in opened:
            await each.__aexit__()
    watching.cancel()
    took = [arrived[order] - sent[order] for order in list(sent)[20:]]
    return result(took, COUNT / RATE)


async def _watch(service: PushService, arrived: dict[str, float]) -> None:
    while True:
        seen = len(arrived)
        await service.wait_until(partial(_more_than, service, seen))
        now = time.perf_counter()
        for each in service.received[seen:]:
            arrived.setdefault(each.message["order_id"], now)


def _more_than(service: PushService, seen: int) -> bool:
    return len(service.received) > seen


async def _bare(service: PushService, phone: Phone) -> Result:
    """Encrypt and post, one at a time, from this process."""
    pusher: Pusher = open_pusher()
    to = Subscription(uuid.uuid4(), phone.endpoint, phone.p256dh, phone.subscription()["keys"]["auth"])
    took: list[float] = []
    for number in range(100):
        payload = msgspec.json.encode({"order_id": str(number), "title": "新工单", "body": "点位"})
        started = time.perf_counter()
        await pusher.send(to, payload, ttl_s=60, urgency="high", topic="bench")
        took.append(time.perf_counter() - started)
    await pusher.close()
    return result(took, sum(took))


async def _subscribe(phone: Phone) -> None:
    keys = phone.subscription()["keys"]
    # What earlier benchmarks left unsent would arrive first.
    await db.execute("update notice set done_at = now(), outcome = 'superseded' where done_at is null")
    await db.execute(
        "insert into push_subscription (id, person_id, endpoint, p256dh, auth, created_at)"
        " select $1, id, $2, $3, $4, now() from person where login = 'coordinator'",
        uuid.uuid4(),
        phone.endpoint,
        keys["p256dh"],
        keys["auth"],
    )
