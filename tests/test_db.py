"""The database's edge: whatever breaks, connections come back and a transaction is one."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import asyncpg
import pytest

from fieldloop import db
from fieldloop.clock import Clock
from fieldloop.embedded.postgres import APPLICATION
from tests.databases import as_owner

pytestmark = pytest.mark.usefixtures("database")
LARGEST = 10


class Boom(Exception):
    pass


@pytest.fixture(autouse=True)
async def tries(database: str) -> None:
    """A table whose uniqueness is checked at COMMIT."""
    async with as_owner():
        await db.execute("create table tries (n integer unique deferrable initially deferred)")
        await db.execute(f"grant all on tries to {APPLICATION}")


async def numbers() -> list[int]:
    return [row["n"] for row in await db.fetch("select n from tries order by n")]


def borrowed() -> int:
    pool: Any = db.engine.pool
    return pool.get_size() - pool.get_idle_size()


async def boom_after(number: int) -> None:
    async with db.transaction():
        await db.execute("insert into tries values ($1)", number)
        raise Boom


async def fail_to_commit() -> None:
    async with db.transaction():
        await db.execute("insert into tries values (1), (1)")


async def test_a_failing_commit_gives_its_connection_back():
    for _ in range(LARGEST + 2):
        with pytest.raises(asyncpg.UniqueViolationError):
            await fail_to_commit()
    assert borrowed() == 0
    assert await numbers() == []


async def test_after_a_failing_commit_the_next_transaction_of_the_task_is_a_real_one():
    with pytest.raises(asyncpg.UniqueViolationError):
        await fail_to_commit()
    with pytest.raises(Boom):
        await boom_after(7)
    assert await numbers() == []


async def test_an_error_undoes_everything_and_comes_out_as_it_is():
    with pytest.raises(Boom):
        await boom_after(1)
    assert (await numbers(), borrowed()) == ([], 0)


async def test_a_transaction_inside_another_joins_it():
    with contextlib.suppress(Boom):
        async with db.transaction():
            async with db.transaction():
                await db.execute("insert into tries values (1)")
            assert await numbers() == [1]
            raise Boom
    assert await numbers() == []


async def test_tasks_side_by_side_have_transactions_of_their_own():
    async def step(number: int) -> None:
        async with db.transaction():
            await db.execute("insert into tries values ($1)", number)
            if number % 2:
                raise Boom

    found = await asyncio.gather(*(step(number) for number in range(2 * LARGEST)), return_exceptions=True)
    assert sum(isinstance(each, Boom) for each in found) == LARGEST
    assert await numbers() == list(range(0, 2 * LARGEST, 2))
    assert borrowed() == 0


@pytest.fixture
async def beside(database: str) -> AsyncIterator[Any]:
    """A connection of the test's own, besides the pool."""
    connection: Any = await cast("Any", asyncpg).connect(database)
    yield connection
    await connection.close()


async def until(connection: Any, condition: str) -> None:
    """Wait until the server says so: what a task has sent may not have arrived."""
    while not await connection.fetchval(f"select exists (select {condition})"):
        pass


SLEEPS = (
    "from pg_stat_activity where query = 'select pg_sleep(60)' and state = 'active' and datname = current_database()"
)


async def test_a_task_that_is_cancelled_in_the_middle_leaves_nothing_behind(beside: Any):
    async def slow() -> None:
        async with db.transaction():
            await db.execute("insert into tries values (1)")
            await db.execute("select pg_sleep(60)")

    for _ in range(LARGEST + 2):
        task = asyncio.create_task(slow())
        await until(beside, SLEEPS)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert (await numbers(), borrowed()) == ([], 0)


async def test_a_task_that_is_cancelled_while_it_commits_gives_its_connection_back(beside: Any):
    # The check at COMMIT waits for another transaction that inserted the same number.
    async with beside.transaction():
        await beside.execute("insert into tries values (1)")
        task = asyncio.create_task(_insert_one())
        await until(beside, "from pg_locks where not granted")
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert (await numbers(), borrowed()) == ([1], 0)


async def _insert_one() -> None:
    async with db.transaction():
        await db.execute("insert into tries values (1)")


async def die_inside() -> None:
    async with db.transaction():
        await db.execute("insert into tries values (1)")
        await db.execute("select pg_terminate_backend(pg_backend_pid())")


async def test_a_backend_that_dies_in_a_transaction_says_so_and_the_next_one_works():
    for _ in range(LARGEST + 2):
        with pytest.raises(asyncpg.PostgresError) as caught:
            await die_inside()
        assert db.is_away(caught.value)
    assert (await numbers(), borrowed()) == ([], 0)


async def test_connections_that_died_in_the_pool_are_replaced_and_none_is_lost(beside: Any):
    dying = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'fieldloop'"
    for _ in range(LARGEST + 2):
        await asyncio.gather(*(db.fetchval("select pg_sleep(0.01)") for _ in range(3)))
        # The pool does not know yet: what it hands out next is dead, and the first words on it fail.
        await beside.execute(f"{dying} and datname = current_database()")
        found = [await failure_of(boom_after(1)) for _ in range(4)]
        assert all(isinstance(each, Boom) or db.is_away(each) for each in found), found
        assert isinstance(found[-1], Boom)
    assert (await numbers(), borrowed()) == ([], 0)


async def failure_of(step: Awaitable[Any]) -> BaseException:
    [found] = await asyncio.gather(step, return_exceptions=True)
    assert isinstance(found, BaseException)
    return found


async def test_a_wrong_value_does_not_mean_that_the_database_is_away():
    with pytest.raises(asyncpg.DataError) as caught:
        await db.execute("insert into tries values ($1)", 2**40)
    assert not db.is_away(caught.value)
    assert db.is_away(ConnectionRefusedError())


async def test_json_goes_in_and_comes_out_as_plain_values():
    value = {"zh": "工单", "n": [1, None, True]}
    assert await db.fetchval("select $1::jsonb", value) == value
    assert await db.fetchval("select $1::json", [1]) == [1]


def test_the_clock_follows_the_databases_and_is_moved_by_tests_only():
    clock, noon = Clock(), datetime(2026, 11, 23, 12, tzinfo=UTC)
    clock.follow(noon)
    assert clock.now() >= noon
    assert clock.now().tzinfo is UTC
    clock.shift = timedelta(days=1)
    assert clock.now() >= noon + clock.shift
