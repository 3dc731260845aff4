"""Reopening: closed, and yet not solved."""

import httpx
import pytest

from tests.api.client import acted, box_of, closed, order_of, refused, submitted, told
from tests.api.test_reports import a_report


async def test_it_begins_anew_with_the_unit_and_all_its_time(client: httpx.AsyncClient):
    order = await closed(client)
    again = await acted(client, "mia", order, "reopen", reason="not_fixed")
    assert (again["state"], again["unit"]["code"], again["person"]) == ("dispatched", "u1", None)
    assert (again["closed_at"], again["moments"]["closed"], again["clock"]["kind"]) == (None, None, "accept")
    assert order in await box_of(client, "carol", "unit")
    assert await told(order, "new") == ["carol", "carol"]


async def test_a_unit_that_had_declined_may_be_asked_again(client: httpx.AsyncClient):
    order = (await a_report(client, "vera", site="site1"))["order_id"]
    await acted(client, "carol", order, "decline", reason="no_time")
    await acted(client, "mia", order, "dispatch", unit="u2")
    await acted(client, "wes", order, "accept")
    from tests.api.client import a_shot

    await acted(client, "wes", order, "submit", photos=[await a_shot(client, "wes")])
    await acted(client, "mia", order, "approve")
    assert (await acted(client, "mia", order, "reopen", reason="not_fixed"))["unit"]["code"] == "u1"


async def test_whoever_reported_it_may_say_that_it_is_not_solved(client: httpx.AsyncClient):
    order = (await a_report(client, "vera"))["order_id"]
    assert await closed(client) == order, "the signal joined the report"
    assert "reopen" in (await order_of(client, "vera", order))["actions"]
    again = await acted(client, "vera", order, "reopen", reason="not_fixed")
    assert again["events"][-2]["actor"]["role"] == "volunteer"


@pytest.mark.parametrize("who", ["will", "carol", "ira"])
async def test_others_may_not(client: httpx.AsyncClient, who: str):
    order = await closed(client)
    assert await refused(client, who, order, "reopen", reason="not_fixed") == (403, "order.not_allowed")


async def test_only_what_is_closed_and_with_a_reason(client: httpx.AsyncClient):
    order = await submitted(client)
    assert await refused(client, "mia", order, "reopen", reason="not_fixed") == (409, "order.wrong_state")
    await acted(client, "mia", order, "approve")
    assert await refused(client, "mia", order, "reopen") == (400, "reason.required")
