"""Approving: a second person closes the order."""

import asyncio
from datetime import UTC, datetime

import httpx
import pytest

from fieldloop.ids import new_id
from tests.api.client import a_shot, accepted, act, acted, box_of, history, order_of, refused, submitted, told


async def test_the_worker_and_the_reporters_hear_that_it_is_done(client: httpx.AsyncClient):
    order = await submitted(client)
    done = await acted(client, "mia", order, "approve")
    assert (done["state"], done["clock"], done["late"]) == ("closed", None, False)
    assert done["moments"]["reviewed"] == done["moments"]["closed"] == done["closed_at"]
    assert await told(order, "closed") == ["will"]
    assert order not in await box_of(client, "mia", "review")
    assert order in await box_of(client, "mia", "all", state="closed")


@pytest.mark.parametrize("who", ["will", "carol", "ira", "ada"])
async def test_only_managers_of_the_area_review(client: httpx.AsyncClient, who: str):
    order = await submitted(client)
    assert await refused(client, who, order, "approve") == (403, "order.not_allowed")


@pytest.mark.parametrize("who", ["otto", "omar", "wes"])
async def test_nobody_else_s_manager_even_sees_it(client: httpx.AsyncClient, who: str):
    order = await submitted(client)
    assert await refused(client, who, order, "approve") == (404, "not.found")


async def test_the_district_s_manager_may_too(client: httpx.AsyncClient):
    assert (await acted(client, "dora", await submitted(client), "approve"))["state"] == "closed"


async def test_what_was_not_submitted_cannot_be_approved(client: httpx.AsyncClient):
    order = await accepted(client)
    assert await refused(client, "mia", order, "approve") == (409, "order.wrong_state")


async def test_of_two_who_judge_at_once_one_is_heard(client: httpx.AsyncClient):
    order = await submitted(client)
    for _ in range(4):
        answers = await asyncio.gather(
            act(client, "mia", order, "approve"), act(client, "mike", order, "return", reason="not_done")
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        if answers[0].status_code == 200:
            await acted(client, "mia", order, "reopen", reason="not_fixed")
            await acted(client, "will", order, "accept")
        await acted(client, "will", order, "submit", photos=[await a_shot(client, "will")])


def as_javascript(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@pytest.mark.parametrize(("action", "reason"), [("approve", None), ("return", "not_done")])
async def test_a_verdict_is_on_the_work_that_was_looked_at_and_on_no_other(
    client: httpx.AsyncClient, action: str, reason: str | None
):
    order = await submitted(client)
    first = (await order_of(client, "mia", order))["moments"]["submitted"]
    await acted(client, "mike", order, "return", reason="not_done")
    second = await acted(client, "will", order, "submit", photos=[await a_shot(client, "will")])
    before = await history(order)
    # Mia judged the first round without a network, and her phone comes back now.
    late = await act(client, "mia", order, action, reason=reason, submitted=first)
    assert (late.status_code, late.json()["code"]) == (409, "order.wrong_state")
    assert late.json()["order"]["moments"]["submitted"] == second["moments"]["submitted"]
    assert await history(order) == before
    seen = as_javascript(second["moments"]["submitted"])
    assert (await acted(client, "mia", order, action, reason=reason, submitted=seen))["state"] != "submitted"


async def test_a_verdict_says_the_moment_as_the_order_does_and_hears_the_same_when_sent_again(
    client: httpx.AsyncClient,
):
    order = await submitted(client)
    command = {"id": str(new_id()), "submitted": (await order_of(client, "mia", order))["moments"]["submitted"]}
    for _ in range(2):
        assert (await acted(client, "mia", order, "approve", **command))["state"] == "closed"
