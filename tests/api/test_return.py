"""Returning: refused with a reason, back to the one who did it."""

import httpx
import pytest

from tests.api.client import a_shot, act, acted, box_of, refused, submitted, told


async def test_it_comes_back_with_all_its_time_and_is_counted(client: httpx.AsyncClient):
    order = await submitted(client)
    back = await acted(client, "mia", order, "return", reason="other", text="角落没清")
    assert (back["state"], back["returned"], back["person"]["name"]) == ("accepted", 1, "王师傅")
    assert back["clock"]["kind"] == "fix"
    assert back["events"][-1]["text"] == "角落没清"
    assert order in await box_of(client, "will", "mine")
    assert await told(order, "returned") == ["will"]
    assert back["moments"]["closed"] is None


async def test_a_reason_is_needed(client: httpx.AsyncClient):
    order = await submitted(client)
    assert await refused(client, "mia", order, "return") == (400, "reason.required")
    assert await refused(client, "mia", order, "return", reason="other") == (400, "reason.required")


async def test_only_reviewers_return(client: httpx.AsyncClient):
    order = await submitted(client)
    for who in ("will", "carol", "ira"):
        assert await refused(client, who, order, "return", reason="not_done") == (403, "order.not_allowed")


async def test_a_reviewer_may_show_on_a_photo_what_is_meant_and_that_proves_nothing(client: httpx.AsyncClient):
    order = await submitted(client)
    arrow = await a_shot(client, "mia", "mark")
    back = await acted(client, "mia", order, "return", reason="not_done", photos=[arrow], checks=[True, False])
    [shown] = [photo for photo in back["photos"] if photo["phase"] == "mark"]
    assert (shown["sha256"], shown["event"]) == (arrow["sha256"], back["events"][-1]["id"])
    assert back["events"][-1]["data"]["checks"] == [True, False]
    assert back["after"] != arrow["sha256"]
    assert await refused(client, "will", order, "submit") == (409, "evidence.incomplete")


@pytest.mark.parametrize(("action", "phase"), [("approve", "mark"), ("return", "after"), ("comment", "mark")])
async def test_nothing_else_is_taken_from_a_reviewer(client: httpx.AsyncClient, action: str, phase: str):
    order = await submitted(client)
    shot = await a_shot(client, "mia", phase)
    answer = await act(client, "mia", order, action, reason="not_done", text="看", photos=[shot])
    assert (answer.status_code, answer.json()["code"]) == (403, "order.not_allowed")
