"""Void: not a case; kept for the figures, and its sender hears of it."""

import httpx
import pytest

from tests.api.client import a_signal, accepted, acted, box_of, closed, refused, told


async def test_it_is_over_and_nothing_leads_back(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    voided = await acted(client, "carol", order, "void", reason="false_alarm")
    assert (voided["state"], voided["clock"], voided["closed_at"]) == ("void", None, None)
    assert voided["events"][-1]["reason"] == "false_alarm"
    assert voided["actions"] == ["comment", "seen"]
    assert order not in await box_of(client, "carol", "unit")
    assert order in await box_of(client, "carol", "all", state="void")
    for action in ("accept", "reopen", "resume", "void"):
        assert await refused(client, "mia", order, action, reason="other") == (409, "order.wrong_state")


async def test_whoever_was_at_it_is_told(client: httpx.AsyncClient):
    order = await accepted(client)
    await acted(client, "carol", order, "void", reason="duplicate")
    assert await told(order, "void") == ["will"]


async def test_the_next_signal_is_a_new_order(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await acted(client, "carol", order, "void", reason="false_alarm")
    again = await a_signal(client)
    assert again["joined"] is False
    assert again["order_id"] != order


@pytest.mark.parametrize("who", ["will", "ira", "ada"])
async def test_only_those_who_coordinate_or_manage(client: httpx.AsyncClient, who: str):
    order = (await a_signal(client))["order_id"]
    assert await refused(client, who, order, "void", reason="false_alarm") == (403, "order.not_allowed")


async def test_with_a_reason_and_before_it_is_closed(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    assert await refused(client, "carol", order, "void", reason="weather") == (400, "reason.required")
    done = await closed(client)
    assert await refused(client, "mia", done, "void", reason="false_alarm") == (409, "order.wrong_state")
