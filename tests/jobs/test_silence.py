"""A phone that gives no sign: its orders come to the coordinator's attention, once, and it is held against nobody."""

import asyncio
import uuid
from datetime import timedelta

import httpx
import pytest

from fieldloop import db
from fieldloop.orders.jobs import hand_over_silent
from tests.api.client import a_signal, accepted, acted, order_of, told
from tests.api.rosters import off
from tests.cast import bearer, person_id
from tests.story.ledger_check import check


@pytest.fixture(autouse=True)
async def _after_ten_minutes(database: str) -> None:
    await db.execute("update element set silent_minutes = 10")


async def wait(minutes: float) -> None:
    """Let time pass, then let two workers take what is overdue."""
    db.clock.shift += timedelta(minutes=minutes)
    while any(await asyncio.gather(hand_over_silent(), hand_over_silent())):
        pass


async def given(client: httpx.AsyncClient, who: str = "will", **signal: str) -> str:
    """Return an order that the coordinator gave to somebody."""
    order = (await a_signal(client, **signal))["order_id"]
    await acted(client, "carol", order, "assign", person=str(person_id(who)))
    return order


async def flagged(client: httpx.AsyncClient) -> set[str]:
    """Return the orders of the unit's list of which nobody has heard."""
    answer = await client.get("/orders", params={"box": "unit"}, headers=bearer("carol"))
    return {item["id"] for item in answer.json()["items"] if item["unheard_at"]}


async def test_all_that_a_silent_person_has_comes_to_the_coordinator_with_one_notice(client: httpx.AsyncClient):
    first = await given(client)
    second = await given(client, element="waste.overflow")
    other = await given(client, "wanda", element="river.litter")
    await wait(9.9)
    assert await flagged(client) == set()
    await acted(client, "wanda", other, "accept")
    await wait(0.2)
    assert await flagged(client) == {first, second}
    assert [*await told(first, "unheard"), *await told(second, "unheard")] == ["carol"]
    await wait(60)
    assert [*await told(first, "unheard"), *await told(second, "unheard")] == ["carol"]
    seen = await order_of(client, "carol", second)
    assert [event["action"] for event in seen["events"]].count("unheard") == 1
    assert seen["events"][-1]["actor"]["kind"] == "system"
    await check(uuid.UUID(second))


async def test_a_device_that_says_seen_is_a_sign_for_all_of_them(client: httpx.AsyncClient):
    order = await given(client)
    await given(client, element="waste.overflow")
    notice = await db.fetchval("select id from notice where person_id = $1 limit 1", person_id("will"))
    assert (await client.post(f"/notices/{notice}/seen", headers=bearer("will"))).is_success
    await wait(30)
    assert await flagged(client) == set()
    assert await told(order, "unheard") == []


async def test_the_flag_goes_when_they_look_act_or_somebody_else_has_it(client: httpx.AsyncClient):
    order = await given(client)
    await wait(11)
    assert await flagged(client) == {order}
    notice = await db.fetchval("select id from notice where person_id = $1", person_id("will"))
    assert (await client.post(f"/notices/{notice}/seen", headers=bearer("will"))).is_success
    assert await flagged(client) == set()
    second = await given(client, element="waste.overflow")
    await wait(11)
    assert await flagged(client) == {order, second}, "silent again, with all they have"
    await acted(client, "mia", second, "comment", text="?")
    assert await flagged(client) == {order, second}
    await acted(client, "carol", second, "assign", person=str(person_id("wanda")))
    assert await flagged(client) == {order}


async def test_who_is_off_duty_by_then_need_not_answer(client: httpx.AsyncClient):
    order = await given(client)
    await off(client, "will")
    await wait(11)
    assert await flagged(client) == set()
    assert await told(order, "unheard") == []


async def test_what_nobody_set_waits_for_nobody(client: httpx.AsyncClient):
    await db.execute("update element set silent_minutes = 0")
    await given(client)
    await accepted(client, element="waste.overflow")
    assert await db.fetchval("select count(*) from sign_wanted") == 0
