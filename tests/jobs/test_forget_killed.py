"""A worker that is killed in the middle of removing what an order's days are over for: the next one finishes it."""

import os
import signal
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator, Generator
from contextlib import contextmanager
from typing import Any, cast

import asyncpg
import httpx
import pytest

from fieldloop import db
from fieldloop.evidence import actions
from fieldloop.evidence.rules import Shape, folder, key
from fieldloop.orders.forgetting_jobs import forget_next
from fieldloop.record.actions import give_places
from fieldloop.record.check import check_record
from fieldloop.record.photos import check_photos
from tests.api.client import a_shot, accepted, acted, order_of
from tests.cast import bearer
from tests.databases import owners

# Where it stands when it is killed: each is a lock that it has to wait for.
PLACES = {
    "before anything is noted": "select from photo where sha256 = (select max(sha256) from photo) for update",
    "between two photos": "select from photo_fact where photo = (select min(sha256) from photo) for update",
    "between the files and the row": "select from photo_fact where photo = (select max(sha256) from photo) for update",
    "between the last photo and the line that says so": "lock table order_event in share mode",
}


@pytest.fixture
async def beside(database: str) -> AsyncIterator[Any]:
    """A connection of the test's own, to hold a lock with."""
    connection: Any = await cast("Any", asyncpg).connect(owners(database))
    yield connection
    await connection.close()


@contextmanager
def working(database: str) -> Generator[subprocess.Popen[bytes]]:
    """A real worker on the test's database, until it is killed."""
    command = [sys.executable, "-m", "fieldloop", "worker"]
    env = os.environ | {"FIELDLOOP_DATABASE_URL": database, "FIELDLOOP_OWNER_URL": ""}
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


async def over(client: httpx.AsyncClient) -> tuple[str, list[str]]:
    """Return an order with two photos whose days are over by everybody's clock, and its photos in their order."""
    order = await accepted(client)
    shots = [await a_shot(client, "will", phase) for phase in ("before", "before")]
    await acted(client, "will", order, "arrive", photos=shots)
    await acted(client, "mia", order, "void", reason="false_alarm")
    for name in (shot["sha256"] for shot in shots):
        await db.execute(
            "insert into photo_fact (photo, hash, mirror, grey, sharpness, brightness, contrast, made_at)"
            " values ($1, 1, 1, 'x', 2, 2, 2, now())",
            name,
        )
    await db.execute("update photo set measured = true, derived_at = now()")
    await db.execute("update order_photo set checked = true")
    while await give_places():
        pass
    await db.execute("update element set keep_days = 1")
    await db.execute("update orders set ended_at = ended_at - interval '2 days' where id = $1", uuid.UUID(order))
    return order, sorted(shot["sha256"] for shot in shots)


def stored(name: str) -> bool:
    return actions.storage().has(key(name, Shape.ORIGINAL))


async def until(connection: Any, condition: str, *values: Any) -> Any:
    """Wait until the server says so; return what it says."""
    while not (found := await connection.fetchval(condition, *values)):
        pass
    return found


@pytest.mark.parametrize("place", PLACES)
async def test_a_worker_that_is_killed_while_it_forgets_leaves_what_the_next_one_finishes(
    client: httpx.AsyncClient, database: str, beside: Any, place: str
):
    order, names = await over(client)
    before = await order_of(client, "mia", order)
    async with beside.transaction():
        await beside.execute(PLACES[place])
        with working(database) as worker:
            blocked = await until(beside, "select pid from pg_locks where not granted and pid <> pg_backend_pid()")
            worker.send_signal(signal.SIGKILL)
            worker.wait()
    await until(beside, "select not exists (select from pg_stat_activity where pid = $1)", blocked)

    # Nothing of it happened for the order, and what is gone is not asked for: it is called removed before it is.
    assert await order_of(client, "mia", order) == before
    untouched = place == "before anything is noted"
    assert [stored(name) for name in names] == [untouched, untouched or place == "between two photos"]
    for name in names:
        answer = await client.get(f"/photos/{name}/original", headers=bearer("mia"))
        assert answer.status_code == (200 if untouched else 410), answer.text

    await forget_next()
    after = await order_of(client, "mia", order)
    assert [photo["removed"] for photo in after["photos"]] == [True, True]
    assert [event["action"] for event in after["events"]] == [*(e["action"] for e in before["events"]), "forget"]
    assert [list(actions.storage().listed(folder(name))) for name in names] == [[], []]
    for name in names:
        assert (await client.get(f"/photos/{name}/view", headers=bearer("mia"))).status_code == 410
    assert await db.fetchval("select count(*) from photo where damaged_at is not null") == 0
    assert await check_record([])
    assert await check_photos() == 0
