"""What asks for attention: urged by a manager, or held by somebody of whom nobody hears; listed, and counted."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.orders.jobs import hand_over_silent
from tests.api.client import a_signal, acted, box_of, closed
from tests.cast import bearer, person_id


async def counted(client: httpx.AsyncClient, who: str) -> tuple[int, int]:
    found: dict[str, Any] = (await client.get("/stats/board", headers=bearer(who))).json()
    return found["urged"], found["unheard"]


async def marked(client: httpx.AsyncClient, who: str, box: str = "all") -> tuple[list[str], list[str]]:
    return await box_of(client, who, box, mark="urged"), await box_of(client, who, box, mark="unheard")


async def urged(client: httpx.AsyncClient, **signal: str) -> str:
    order = (await a_signal(client, **signal))["order_id"]
    await acted(client, "mia", order, "urge", text="请尽快")
    return order


async def unheard(client: httpx.AsyncClient) -> str:
    """Return an order given to somebody whose phone gives no sign."""
    await db.execute("update element set silent_minutes = 10 where code = 'waste.overflow'")
    order = (await a_signal(client, element="waste.overflow"))["order_id"]
    await acted(client, "carol", order, "assign", person=str(person_id("will")))
    db.clock.shift += timedelta(minutes=11)
    assert await hand_over_silent()
    return order


@pytest.mark.parametrize(("who", "box"), [("carol", "unit"), ("carol", "all"), ("mia", "all"), ("dora", "all")])
async def test_both_are_listed_and_counted_for_who_oversees_them(client: httpx.AsyncClient, who: str, box: str):
    await a_signal(client, element="river.litter")
    assert await marked(client, who, box) == ([], [])
    assert await counted(client, who) == (0, 0)
    asked, silent = await urged(client), await unheard(client)
    assert await marked(client, who, box) == ([asked], [silent])
    assert await counted(client, who) == (1, 1)


async def test_what_is_over_asks_for_nothing(client: httpx.AsyncClient):
    order = await closed(client)
    await db.execute("update orders set urged = 2")
    assert await marked(client, "mia") == ([], [])
    assert await counted(client, "mia") == (0, 0)
    assert await box_of(client, "mia", "all") == [order]


async def test_whoever_looks_is_heard_of_again(client: httpx.AsyncClient):
    order = await unheard(client)
    await acted(client, "will", order, "accept")
    assert await marked(client, "carol", "unit") == ([], [])
    assert await counted(client, "carol") == (0, 0)


@pytest.mark.parametrize("who", ["otto", "olga", "omar", "cody"])
async def test_others_see_none_of_it(client: httpx.AsyncClient, who: str):
    await urged(client)
    assert await marked(client, who) == ([], [])


async def test_no_other_mark_is_known(client: httpx.AsyncClient):
    answer = await client.get("/orders", params={"box": "all", "mark": "liked"}, headers=bearer("mia"))
    assert (answer.status_code, answer.json()["code"]) == (400, "input.invalid")
