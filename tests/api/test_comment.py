"""Comments and "seen": by anybody who sees the order; no clock moves and no phone rings."""

import httpx
import pytest

from fieldloop import db
from tests.api.client import a_signal, acted, closed, order_of, refused


@pytest.mark.parametrize("who", ["carol", "will", "mia", "dora", "ira", "ada"])
async def test_whoever_sees_it_may_say_something(client: httpx.AsyncClient, who: str):
    order = (await a_signal(client))["order_id"]
    before = await order_of(client, "mia", order)
    after = await acted(client, who, order, "comment", text="  请带扫帚 ")
    assert (after["clock"], after["state"], after["level"]) == (before["clock"], "dispatched", 0)
    assert after["events"][-1]["actor"]["name"]
    assert after["version"] == before["version"] + 1


async def test_it_rings_nobody(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    before = await db.fetchval("select count(*) from notice")
    await acted(client, "mia", order, "comment", text="hello")
    await acted(client, "will", order, "seen")
    assert await db.fetchval("select count(*) from notice") == before


async def test_nothing_is_no_comment(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    for text in (None, "", " \n"):
        assert await refused(client, "carol", order, "comment", text=text) == (400, "text.required")


async def test_what_is_over_may_still_be_talked_about(client: httpx.AsyncClient):
    order = await closed(client)
    after = await acted(client, "will", order, "comment", text="done in four minutes")
    assert (after["state"], after["closed_at"] is not None) == ("closed", True)


async def test_the_first_to_see_it_counts(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    first = await acted(client, "carol", order, "seen")
    assert first["moments"]["seen"]
    later = await acted(client, "will", order, "seen")
    assert later["moments"]["seen"] == first["moments"]["seen"]
    assert later["clock"] == first["clock"]


@pytest.mark.parametrize("who", ["wes", "vera", "otto"])
async def test_who_does_not_see_it_says_nothing(client: httpx.AsyncClient, who: str):
    order = (await a_signal(client))["order_id"]
    assert await refused(client, who, order, "comment", text="hello") == (404, "not.found")
