"""A change that moves more orders than one transaction should: the first due at once, the others by the worker."""

from datetime import timedelta

import httpx
import pytest

from fieldloop import db
from fieldloop.orders import reckoning
from fieldloop.orders.reckon_jobs import reckon_next
from tests.api.client import a_signal, order_of
from tests.api.test_calendars import a_day, patched, read
from tests.api.working import it_is, local, when
from tests.cast import administers, bearer


async def due(client: httpx.AsyncClient, order: str) -> object:
    return when((await order_of(client, "dora", order))["clock"]["due_at"])


@pytest.fixture
async def three(client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Three orders with a working day each, a minute apart, and room for one of them in a change's transaction."""
    monkeypatch.setattr(reckoning, "MOST", 1)
    monkeypatch.setattr(reckoning, "LOOKS", 2)
    await administers("ada", "d2")
    day = {"amount": 1, "unit": "working_days"}
    await db.execute("update element set own_limits = jsonb_build_object('accept', $1::jsonb)", day)
    orders: list[str] = []
    for minute, element in enumerate(("waste.bag_outside", "waste.overflow", "river.litter")):
        it_is(f"2026-12-04T15:0{minute}")
        made = await a_signal(client, element=element, seen_at=db.clock.now().isoformat())
        orders.append(made["order_id"])
    return orders


async def test_the_first_due_move_at_once_and_the_others_a_few_at_a_time(client: httpx.AsyncClient, three: list[str]):
    first, second, third = three
    body = {"id": "019a0000-0000-7000-8000-000000000001", "version": 1, "days": {"2026-12-07": a_day([])}}
    answer = await client.post("/calendars/office/what-if", json=body, headers=bearer("ada"))
    assert [answer.json()[name] for name in ("looked_at", "open", "moved", "more")] == [2, 3, 2, True]
    after = (await patched(client, "office", days={"2026-12-07": a_day([])})).json()
    assert (after["moving"]["moved"], after["moving"]["left"]) == (0, 2)
    monday, tuesday = local("2026-12-07T15:00"), local("2026-12-08T15:00")
    minute = timedelta(minutes=1)
    assert [await due(client, it) for it in three] == [tuesday, monday + minute, monday + 2 * minute]
    assert await reckon_next(1)
    moving = (await read(client, "office"))["moving"]
    assert (moving["moved"], moving["left"]) == (1, 1)
    while await reckon_next(1):
        pass
    assert [await due(client, it) for it in three] == [tuesday, tuesday + minute, tuesday + 2 * minute]
    assert (await read(client, "office"))["moving"] is None
    events = [(await order_of(client, "dora", it))["events"] for it in (first, second, third)]
    assert [[it["action"] for it in each].count("reckon") for each in events] == [1, 1, 1]


async def test_a_later_change_overtakes_what_is_left_of_an_earlier_one(client: httpx.AsyncClient, three: list[str]):
    await patched(client, "office", days={"2026-12-07": a_day([])})
    await patched(client, "office", version=2, days={"2026-12-07": None})
    assert await db.fetchval("select count(*) from reckoning where done_at is null") == 1
    while await reckon_next():
        pass
    assert [await due(client, it) for it in three] == [local(f"2026-12-07T15:0{minute}") for minute in range(3)]


async def test_an_order_that_cannot_be_counted_is_left_out_and_holds_up_nobody(
    client: httpx.AsyncClient, three: list[str]
):
    await patched(client, "office", days={"2026-12-07": a_day([])})
    await db.execute("update orders set clock_sum = jsonb_build_object('calendar', 'office') where id = $1", three[1])
    while await reckon_next():
        pass
    assert await due(client, three[2]) == local("2026-12-08T15:02")
    row = await db.fetchrow("select moved, skipped, done_at from reckoning")
    assert row
    assert (row["moved"], row["skipped"], row["done_at"] is not None) == (1, 1, True)
