"""Accepting: one person holds the order from then on."""

import asyncio

import httpx
import pytest

from tests.api.client import a_signal, accepted, act, acted, box_of, order_of, refused, submitted
from tests.cast import person_id


async def test_the_unit_s_coordinator_accepts_for_the_unit(client: httpx.AsyncClient):
    order = await acted(client, "carol", (await a_signal(client))["order_id"], "accept")
    assert (order["state"], order["person"]["id"]) == ("accepted", str(person_id("carol")))
    assert order["clock"]["kind"] == "fix"
    assert order["moments"]["accepted"]


async def test_a_worker_of_the_unit_may_take_what_was_sent_to_the_unit(client: httpx.AsyncClient):
    order = await accepted(client, "wanda")
    assert order in await box_of(client, "wanda", "mine")
    assert order not in await box_of(client, "will", "unit")


async def test_what_was_given_to_one_is_not_another_s_to_take(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await acted(client, "carol", order, "assign", person=str(person_id("will")))
    # It may still stand on Wanda's screen, from when the whole unit could take it.
    assert await refused(client, "wanda", order, "accept") == (409, "order.wrong_state")
    assert (await acted(client, "will", order, "accept"))["person"]["name"] == "王师傅"


async def test_the_coordinator_may_take_over_what_the_addressee_has_not_taken(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await acted(client, "carol", order, "assign", person=str(person_id("will")))
    assert (await acted(client, "carol", order, "accept"))["person"]["id"] == str(person_id("carol"))


@pytest.mark.parametrize("who", ["mia", "ira", "ada", "vera"])
async def test_others_may_not(client: httpx.AsyncClient, who: str):
    order = (await a_signal(client))["order_id"]
    expected = (404, "not.found") if who == "vera" else (403, "order.not_allowed")
    assert await refused(client, who, order, "accept") == expected


@pytest.mark.parametrize("who", ["wes", "cody", "otto", "omar"])
async def test_another_unit_does_not_even_see_it(client: httpx.AsyncClient, who: str):
    order = (await a_signal(client))["order_id"]
    assert await refused(client, who, order, "accept") == (404, "not.found")


async def test_of_two_who_accept_at_once_one_holds_it(client: httpx.AsyncClient):
    for _ in range(5):
        order = (await a_signal(client))["order_id"]
        answers = await asyncio.gather(*(act(client, who, order, "accept") for who in ("will", "wanda", "carol")))
        codes = sorted(answer.status_code for answer in answers)
        assert codes[0] == 200
        assert codes.count(200) == 1
        assert set(codes[1:]) == {409}
        await acted(client, "mia", order, "void", reason="duplicate")


async def test_a_pool_s_order_is_taken_by_the_first_volunteer_of_the_neighbourhood(client: httpx.AsyncClient):
    order = (await a_signal(client, element="river.litter", site=None, lat=31.2505, lon=121.5705))["order_id"]
    assert order in await box_of(client, "vera", "pool")
    taken = await acted(client, "vera", order, "accept")
    assert (taken["pool"], taken["person"]["name"]) == (False, "吴志愿")
    assert order not in await box_of(client, "will", "pool")
    assert order in await box_of(client, "vera", "mine")


@pytest.mark.parametrize("state", ["accepted", "submitted"])
async def test_only_what_waits_is_accepted(client: httpx.AsyncClient, state: str):
    order = await (accepted(client) if state == "accepted" else submitted(client))
    answer = await act(client, "carol", order, "accept")
    assert (answer.status_code, answer.json()["code"]) == (409, "order.wrong_state")
    assert answer.json()["order"] == await order_of(client, "carol", order)
