"""On one order time never runs backwards, whoever waited for whom and whatever two processes think the time is."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, cast

import asyncpg
import httpx
import pytest

from fieldloop import db
from tests.api.client import a_shot, a_signal, accepted, acted, order_of, submitted


@pytest.fixture
async def beside(database: str) -> AsyncIterator[Any]:
    """A connection of the test's own, to hold a lock with."""
    connection: Any = await cast("Any", asyncpg).connect(database)
    yield connection
    await connection.close()


async def test_who_waited_for_the_order_acts_when_the_waiting_is_over(client: httpx.AsyncClient, beside: Any):
    order = await submitted(client)
    async with beside.transaction():
        await beside.execute("select 1 from orders where id = $1 for update", order)
        task = asyncio.create_task(acted(client, "mia", order, "approve"))
        while not await beside.fetchval("select exists (select from pg_locks where not granted)"):
            pass
        db.clock.shift += timedelta(hours=1)
        freed_at = db.clock.now()
    closed = await task
    assert closed["closed_at"] >= freed_at.isoformat().replace("+00:00", "Z")


async def test_a_process_whose_clock_is_behind_steps_after_the_one_before_it(client: httpx.AsyncClient):
    order = await accepted(client)
    await acted(client, "will", order, "submit", photos=[await a_shot(client, "will")])
    for seconds in (-1, -5, -60):
        db.clock.shift = timedelta(seconds=seconds)
        await acted(client, "carol", order, "comment", text="?")
    closed = await acted(client, "mia", order, "approve")
    received = [event["received_at"] for event in closed["events"]]
    assert received[0] == received[1], "filed and dispatched in one moment"
    assert received[1:] == sorted(set(received))
    assert closed["closed_at"] == received[-1]


async def test_a_signal_that_joins_steps_after_what_it_joins(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    db.clock.shift = timedelta(seconds=-30)
    await a_signal(client)
    events = (await order_of(client, "carol", order))["events"]
    assert events[-1]["received_at"] > events[-2]["received_at"]
