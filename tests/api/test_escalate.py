"""Escalating by hand: a manager will not wait for the deadline."""

import httpx
import pytest

from tests.api.client import a_signal, acted, closed, refused, told


async def test_the_next_one_up_is_told_and_the_deadline_stays(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    before = await acted(client, "mia", order, "comment", text="?")
    up = await acted(client, "mia", order, "escalate", text="急")
    assert (up["level"], up["clock"]) == (1, before["clock"])
    assert await told(order, "late") == ["carol"]
    await acted(client, "mia", order, "escalate")
    assert await told(order, "late") == ["carol", "mike"], "and not mia, who did it herself"


async def test_there_is_a_top(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    for level in (1, 2, 3):
        up = await acted(client, "mia", order, "escalate")
        assert up["level"] == level
    assert "escalate" not in up["actions"]
    assert await refused(client, "mia", order, "escalate") == (409, "order.wrong_state")


@pytest.mark.parametrize("who", ["carol", "will", "ira"])
async def test_only_a_manager(client: httpx.AsyncClient, who: str):
    order = (await a_signal(client))["order_id"]
    assert await refused(client, who, order, "escalate") == (403, "order.not_allowed")


async def test_not_what_is_over(client: httpx.AsyncClient):
    assert await refused(client, "mia", await closed(client), "escalate") == (409, "order.wrong_state")
