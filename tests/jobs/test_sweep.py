"""The sweeper: what is due gets looked at, once, whoever else sweeps and whatever one row does to us."""

import asyncio
import uuid
from datetime import timedelta

import asyncpg
import httpx
import pytest

from fieldloop import db
from fieldloop.sla.jobs import sweep_due
from fieldloop.sla.queries import watch
from fieldloop.sla.watch import wrong
from tests.api.client import a_signal, acted
from tests.databases import as_its_owner

# A trigger that fails for one order: not a mock, but what a bad row, a bad constraint or a bad extension does.
POISON = """
create function poison() returns trigger language plpgsql as
$$ begin if new.{column} = '{order}' then raise exception 'poisoned'; end if; return new; end $$;
create trigger poison before {when} on {table} for each row execute function poison();
"""


async def poison(table: str, column: str, when: str, order: str) -> None:
    await as_its_owner(POISON.format(table=table, column=column, when=when, order=uuid.UUID(order)))


async def orders(client: httpx.AsyncClient, count: int) -> list[str]:
    """File orders of different elements and sites, so that none joins another; the first is due first."""
    found: list[str] = []
    for number in range(count):
        site = f"drop{number}"
        await db.execute(
            "insert into site (code, kind, name_zh, name_en, area, unit, lat, lon)"
            " values ($1, 'drop_off', '点', 'Point', 'n1', 'u1', 31.25, 121.57)",
            site,
        )
        found.append((await a_signal(client, site=site))["order_id"])
    return found


async def levels() -> dict[str, int]:
    return {str(row["id"]): row["level"] for row in await db.fetch("select id, level from orders")}


async def test_the_most_overdue_come_first_in_small_batches(client: httpx.AsyncClient):
    found = await orders(client, 5)
    db.clock.shift += timedelta(minutes=6)
    assert await sweep_due(limit=2) is True
    assert [(await levels())[order] for order in found] == [1, 1, 0, 0, 0]
    assert await sweep_due(limit=2) is True
    assert await sweep_due(limit=2) is False
    assert set((await levels()).values()) == {1}
    assert await sweep_due(limit=2) is False


async def test_nothing_due_is_nothing_done(client: httpx.AsyncClient):
    await orders(client, 2)
    assert await sweep_due() is False
    assert await db.fetchval("select count(*) from order_event where action in ('warn', 'escalate')") == 0


async def test_many_sweepers_at_once_take_each_step_once(client: httpx.AsyncClient):
    await orders(client, 6)
    db.clock.shift += timedelta(minutes=6)
    await asyncio.gather(*(sweep_due(limit=4) for _ in range(5)))
    await sweep_due()
    rows = await db.fetch("select level, count(*) as n from escalation group by level")
    assert [(row["level"], row["n"]) for row in rows] == [(1, 6)]
    assert await db.fetchval("select count(*) from notice where kind = 'late'") == 6


async def test_an_order_that_somebody_holds_is_left_for_the_next_tick(client: httpx.AsyncClient):
    held, free = await orders(client, 2)
    db.clock.shift += timedelta(minutes=6)

    async def busy(sweeping: asyncio.Event, swept: asyncio.Event) -> None:
        async with db.transaction():
            await db.execute("select 1 from orders where id = $1 for update", uuid.UUID(held))
            sweeping.set()
            await swept.wait()

    sweeping, swept = asyncio.Event(), asyncio.Event()
    task = asyncio.create_task(busy(sweeping, swept))
    await sweeping.wait()
    assert await sweep_due() is False
    assert await levels() == {held: 0, free: 1}
    swept.set()
    await task
    await sweep_due()
    assert await levels() == {held: 1, free: 1}


async def test_a_row_that_raises_is_pushed_aside_and_comes_back(client: httpx.AsyncClient):
    bad, *good = await orders(client, 3)
    await poison("order_event", "order_id", "insert", bad)
    db.clock.shift += timedelta(minutes=6)
    assert await sweep_due() is False
    assert await levels() == {bad: 0} | dict.fromkeys(good, 1)
    aside = await db.fetchval("select look_at from orders where id = $1", uuid.UUID(bad))
    assert timedelta(minutes=4) < aside - db.clock.now() < timedelta(minutes=6)
    assert (await watch()).aside == 1
    await as_its_owner("drop trigger poison on order_event")
    await sweep_due()
    assert (await levels())[bad] == 0
    db.clock.shift += timedelta(minutes=5)
    await sweep_due()
    assert (await levels())[bad] == 1
    assert (await watch()).aside == 0


async def test_how_often_and_with_what_a_row_raised_is_kept(client: httpx.AsyncClient):
    [bad] = await orders(client, 1)
    await poison("order_event", "order_id", "insert", bad)
    for _ in range(3):
        db.clock.shift += timedelta(minutes=6)
        await sweep_due()
    [row] = await db.fetch("select * from sweep_aside")
    assert (str(row["order_id"]), row["times"], row["error"]) == (bad, 3, "RaiseError")


async def test_each_sweep_leaves_its_mark_and_a_failing_one_none(client: httpx.AsyncClient):
    assert (await watch()).swept_s is None
    await sweep_due()
    assert (await watch()).swept_s is not None
    await db.execute("update sweep_watch set looked_at = now() - interval '1 hour'")
    async with db.transaction():
        await db.execute("set local transaction read only")
        with pytest.raises(asyncpg.PostgresError):
            await sweep_due()
    assert wrong(await watch()) == ["sweep_late"]
    await sweep_due()
    assert wrong(await watch()) == []


async def test_a_row_that_cannot_even_be_pushed_aside_holds_up_nobody(client: httpx.AsyncClient):
    *bad, good = await orders(client, 3)
    for number, order in enumerate(bad):
        text = POISON.format(table="orders", column="id", when="update", order=uuid.UUID(order))
        await as_its_owner(text.replace("poison", f"poison{number}"))
    db.clock.shift += timedelta(minutes=6)
    await sweep_due(limit=2)
    assert await sweep_due(limit=2) is False
    assert await levels() == dict.fromkeys(bad, 0) | {good: 1}
    assert (await watch()).aside == 2
    assert (await watch()).overdue_s == 0, "what is pushed aside is told of by itself"
    await as_its_owner("drop trigger poison0 on orders; drop trigger poison1 on orders")
    db.clock.shift += timedelta(minutes=6)
    await sweep_due()
    assert (await levels())[bad[0]] == 1


async def test_a_database_that_is_away_is_no_fault_of_an_order(client: httpx.AsyncClient):
    [order] = await orders(client, 1)
    before = await db.fetchval("select look_at from orders")
    db.clock.shift += timedelta(minutes=6)
    await as_its_owner("create function leave() returns trigger language plpgsql as $$ begin"
                       " perform pg_terminate_backend(pg_backend_pid()); return new; end $$")  # fmt: skip
    await as_its_owner("create trigger leave before insert on order_event for each row execute function leave()")
    with pytest.raises((OSError, asyncpg.InterfaceError, asyncpg.PostgresError)):
        await sweep_due()
    assert await db.fetchval("select look_at from orders") == before
    await as_its_owner("drop trigger leave on order_event")
    await sweep_due()
    assert (await levels())[order] == 1


async def test_what_was_done_by_hand_is_not_looked_at_again(client: httpx.AsyncClient):
    [order] = await orders(client, 1)
    await acted(client, "carol", order, "void", reason="false_alarm")
    db.clock.shift += timedelta(minutes=60)
    assert await sweep_due() is False
    assert await db.fetchval("select count(*) from escalation") == 0
