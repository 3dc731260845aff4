"""Open orders that no sweep would come to: found, put right, counted, and nobody else touched."""

import uuid
from datetime import timedelta

import httpx
import pytest

from fieldloop import db
from fieldloop.sla import jobs, queries
from fieldloop.sla.jobs import reconcile, sweep_due
from tests.api.client import a_signal, acted


@pytest.fixture
async def order(client: httpx.AsyncClient) -> uuid.UUID:
    """An order dispatched just now, with five minutes to be accepted."""
    return uuid.UUID((await a_signal(client))["order_id"])


async def clock_of(order: uuid.UUID) -> db.Row:
    row = await db.fetchrow("select level, warned, warn_at, due_at, look_at from orders where id = $1", order)
    assert row
    return row


async def test_a_clock_that_is_right_is_left_alone(order: uuid.UUID):
    before = await clock_of(order)
    assert await reconcile() is False
    assert await clock_of(order) == before
    assert (await queries.watch()).repaired == 0


async def test_an_order_that_nobody_would_look_at_is_warned_and_escalated_after_all(order: uuid.UUID):
    await db.execute("update orders set look_at = null")
    await reconcile()
    clock = await clock_of(order)
    assert clock["look_at"] == clock["warn_at"]
    assert (await queries.watch()).repaired == 1
    db.clock.shift += timedelta(minutes=6)
    await sweep_due()
    assert (await clock_of(order))["level"] == 1


async def test_what_was_warned_already_is_looked_at_when_it_is_due(order: uuid.UUID):
    await db.execute("update orders set look_at = null, warned = true")
    await reconcile()
    clock = await clock_of(order)
    assert clock["look_at"] == clock["due_at"]


async def test_a_look_that_was_set_after_the_deadline_comes_at_the_deadline(order: uuid.UUID):
    await db.execute("update orders set look_at = due_at + interval '1 day', warned = true")
    await reconcile()
    clock = await clock_of(order)
    assert clock["look_at"] == clock["due_at"]


async def test_a_ladder_that_broke_off_goes_on(order: uuid.UUID):
    db.clock.shift += timedelta(minutes=6)
    await sweep_due()
    await db.execute("update orders set look_at = null")
    assert await reconcile() is False
    await sweep_due()
    assert (await clock_of(order))["level"] == 1, "and not at once"
    db.clock.shift += timedelta(minutes=10.1)
    await sweep_due()
    assert (await clock_of(order))["level"] == 2


async def test_an_order_without_even_a_warning_is_looked_at_when_it_is_due(order: uuid.UUID):
    await db.execute("update orders set look_at = null, warn_at = null")
    await reconcile()
    clock = await clock_of(order)
    assert clock["warn_at"] == clock["look_at"] == clock["due_at"]


async def test_at_the_top_of_the_ladder_and_after_the_end_nobody_has_to_look(
    client: httpx.AsyncClient, order: uuid.UUID
):
    for _ in range(3):
        db.clock.shift += timedelta(minutes=20)
        await sweep_due()
    assert (await clock_of(order))["look_at"] is None
    await reconcile()
    assert (await clock_of(order))["look_at"] is None
    await acted(client, "carol", str(order), "void", reason="false_alarm")
    await reconcile()
    assert (await queries.watch()).repaired == 0


async def test_who_was_pushed_aside_keeps_the_pause(order: uuid.UUID):
    db.clock.shift += timedelta(minutes=6)
    await jobs._push_aside(order, db.clock.now() + timedelta(minutes=5), ValueError("poison"))
    before = await clock_of(order)
    await reconcile()
    assert await clock_of(order) == before
    assert (await queries.watch()).aside == 1


async def test_an_order_that_ended_while_it_was_aside_is_forgotten(client: httpx.AsyncClient, order: uuid.UUID):
    await jobs._push_aside(order, db.clock.now() + timedelta(minutes=5), ValueError("poison"))
    await acted(client, "carol", str(order), "void", reason="false_alarm")
    assert (await queries.watch()).aside == 0
    await reconcile()
    assert await db.fetchval("select count(*) from sweep_aside") == 0


async def test_a_full_batch_says_that_there_may_be_more(client: httpx.AsyncClient, order: uuid.UUID):
    await a_signal(client, element="waste.overflow")
    await db.execute("update orders set look_at = null")
    assert await reconcile(limit=1) is True
    assert await reconcile(limit=2) is False
    assert await db.fetchval("select count(*) from orders where look_at is null") == 0
