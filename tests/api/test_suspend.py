"""Suspending stops every clock; resuming gives the time back."""

import httpx
import pytest

from tests.api.client import a_signal, accepted, acted, box_of, closed, refused, submitted, told


@pytest.mark.parametrize("start", ["dispatched", "accepted", "submitted"])
async def test_it_comes_back_to_where_it_was(client: httpx.AsyncClient, start: str):
    made = {"accepted": accepted, "submitted": submitted}
    order = await made[start](client) if start in made else (await a_signal(client))["order_id"]
    paused = await acted(client, "mia", order, "suspend", reason="works_planned", until="2027-01-01T00:00:00+08:00")
    assert (paused["state"], paused["clock"], paused["late"]) == ("suspended", None, False)
    assert paused["events"][-1]["data"]["until"] == "2027-01-01T00:00:00+08:00"
    assert "resume" in paused["actions"]
    assert (await acted(client, "mia", order, "resume"))["state"] == start


async def test_those_who_work_on_it_are_told(client: httpx.AsyncClient):
    order = await accepted(client)
    await acted(client, "mia", order, "suspend", reason="weather")
    assert await told(order, "suspended") == ["will"]
    assert order not in await box_of(client, "will", "mine")
    await acted(client, "mia", order, "resume")
    assert await told(order, "resumed") == ["will"]
    assert order in await box_of(client, "will", "mine")


async def test_meanwhile_people_may_talk_and_cameras_may_see_it_again(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await acted(client, "mia", order, "suspend", reason="weather")
    await acted(client, "carol", order, "comment", text="下雨")
    await acted(client, "carol", order, "seen")
    again = await a_signal(client)
    assert (again["order_id"], again["joined"]) == (order, True)
    assert (await acted(client, "mia", order, "resume"))["clock"]["kind"] == "accept"


async def test_meanwhile_nobody_works_on_it(client: httpx.AsyncClient):
    order = await accepted(client)
    await acted(client, "mia", order, "suspend", reason="weather")
    for who, action in (("will", "arrive"), ("will", "submit"), ("mia", "escalate"), ("mia", "suspend")):
        assert await refused(client, who, order, action, reason="weather") == (409, "order.wrong_state")
    voided = await acted(client, "mia", order, "void", reason="not_ours")
    assert voided["state"] == "void"


async def test_only_a_manager_and_with_a_reason(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    assert await refused(client, "carol", order, "suspend", reason="weather") == (403, "order.not_allowed")
    assert await refused(client, "mia", order, "suspend") == (400, "reason.required")
    assert await refused(client, "mia", order, "resume") == (409, "order.wrong_state")
    await acted(client, "mia", order, "suspend", reason="weather")
    assert await refused(client, "carol", order, "resume") == (403, "order.not_allowed")


async def test_what_is_closed_needs_no_pause(client: httpx.AsyncClient):
    order = await closed(client)
    assert await refused(client, "mia", order, "suspend", reason="weather") == (409, "order.wrong_state")
