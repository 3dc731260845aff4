"""Returning: refused with a reason, back to the one who did it."""

import httpx

from tests.api.client import acted, box_of, refused, submitted, told


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
