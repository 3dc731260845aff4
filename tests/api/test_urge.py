"""Urging: a manager asks in words for an order to be done; the unit hears it at once, and no clock changes."""

import httpx
import pytest

from tests.api.client import a_signal, accepted, acted, box_of, closed, order_of, refused, submitted, told


async def test_who_has_it_and_the_unit_s_coordinator_are_told_and_it_is_counted(client: httpx.AsyncClient):
    order = await accepted(client)
    before = await order_of(client, "mia", order)
    urged = await acted(client, "mia", order, "urge", text="今天有检查，请尽快")
    assert (urged["urged"], urged["level"], urged["clock"], urged["state"]) == (1, 0, before["clock"], "accepted")
    assert await told(order, "urged") == ["carol", "will"]
    event = urged["events"][-1]
    assert (event["action"], event["text"], event["actor"]["role"]) == ("urge", "今天有检查，请尽快", "manager")
    assert (await acted(client, "dora", order, "urge", text="再催"))["urged"] == 2
    assert await box_of(client, "carol", "unit") == [order]


async def test_a_unit_that_has_not_taken_it_yet_hears_it_by_its_coordinator(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await acted(client, "mia", order, "urge", text="请接单")
    assert await told(order, "urged") == ["carol"]


async def test_work_that_waits_for_review_is_asked_of_those_who_review(client: httpx.AsyncClient):
    order = await submitted(client)
    await acted(client, "dora", order, "urge", text="请核查")
    assert await told(order, "urged") == ["carol", "mia", "mike"]


async def test_it_needs_words(client: httpx.AsyncClient):
    order = await accepted(client)
    assert await refused(client, "mia", order, "urge") == (400, "text.required")
    assert await refused(client, "mia", order, "urge", text=" ") == (400, "text.required")


@pytest.mark.parametrize("who", ["carol", "will", "ira", "ada"])
async def test_only_a_manager(client: httpx.AsyncClient, who: str):
    order = await accepted(client)
    assert await refused(client, who, order, "urge") == (403, "order.not_allowed")


async def test_not_what_is_over_or_suspended(client: httpx.AsyncClient):
    order = await closed(client)
    assert await refused(client, "mia", order, "urge") == (409, "order.wrong_state")
    other = await accepted(client)
    await acted(client, "mia", other, "suspend", reason="weather")
    assert await refused(client, "mia", other, "urge") == (409, "order.wrong_state")
