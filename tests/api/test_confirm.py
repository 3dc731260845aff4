"""The reporter's word: fixed or not, within the window, and not fixed only once."""

from datetime import datetime, timedelta

import httpx
import pytest

from fieldloop import db
from tests.api.client import a_shot, accepted, act, acted, closed, order_of, refused, told
from tests.api.test_reports import a_report
from tests.cast import bearer


@pytest.fixture(autouse=True)
def clock_set_back():
    yield
    db.clock.shift = timedelta()


async def reported_and_closed(client: httpx.AsyncClient) -> str:
    order = (await a_report(client, "vera"))["order_id"]
    assert await closed(client) == order
    return order


async def test_the_reporter_is_told_sees_the_after_photo_and_says_fixed(client: httpx.AsyncClient):
    order = await reported_and_closed(client)
    assert "vera" in await told(order, "closed")
    seen = await order_of(client, "vera", order)
    assert seen["after"]
    assert {"confirm", "reopen"} <= set(seen["actions"])
    said = await acted(client, "vera", order, "confirm")
    assert (said["state"], said["events"][-1]["action"]) == ("closed", "confirm")
    assert "confirm" not in said["actions"], "once is enough"


async def test_not_fixed_opens_it_again_once(client: httpx.AsyncClient):
    order = await reported_and_closed(client)
    await acted(client, "vera", order, "reopen", reason="not_fixed")
    await acted(client, "will", order, "accept")
    await acted(client, "will", order, "submit", photos=[await a_shot(client, "will")])
    await acted(client, "mia", order, "approve")
    actions = set((await order_of(client, "vera", order))["actions"])
    assert actions & {"confirm", "reopen"} == {"confirm"}
    assert await refused(client, "vera", order, "reopen", reason="not_fixed") == (403, "order.not_allowed")
    assert (await acted(client, "mia", order, "reopen", reason="not_fixed"))["state"] == "dispatched"


@pytest.mark.parametrize("who", ["vera", "mia"])
async def test_whoever_says_not_fixed_may_show_it_and_that_proves_no_work(client: httpx.AsyncClient, who: str):
    order = await reported_and_closed(client)
    photo = await a_shot(client, who, "found")
    opened = await acted(client, who, order, "reopen", reason="not_fixed", photos=[photo])
    event = next(line for line in opened["events"] if line["action"] == "reopen")
    assert event["data"]["photos"] == 1
    assert [(one["phase"], one["event"]) for one in opened["photos"] if one["sha256"] == photo["sha256"]] == [
        ("found", event["id"])
    ]
    await acted(client, "will", order, "accept")
    assert await refused(client, "will", order, "submit") == (409, "evidence.incomplete")


@pytest.mark.parametrize(("action", "phase"), [("confirm", "found"), ("reopen", "after"), ("reopen", "before")])
async def test_a_reporter_s_photo_comes_with_not_fixed_only_and_never_as_the_work_s(
    client: httpx.AsyncClient, action: str, phase: str
):
    order = await reported_and_closed(client)
    photos = [await a_shot(client, "vera", phase)]
    answer = await act(client, "vera", order, action, reason="not_fixed", photos=photos)
    assert (answer.status_code, answer.json()["code"], answer.json()["kept"]) == (403, "order.not_allowed", True)
    assert (await order_of(client, "vera", order))["state"] == "closed"


async def test_the_one_who_works_brings_no_photo_as_found(client: httpx.AsyncClient):
    order = await accepted(client)
    photos = [await a_shot(client, "will", "found")]
    answer = await act(client, "will", order, "submit", photos=photos)
    assert (answer.status_code, answer.json()["code"]) == (403, "order.not_allowed")


async def test_the_window_is_the_element_s(client: httpx.AsyncClient):
    order = await reported_and_closed(client)
    for days, wanted in ((6, {"confirm", "reopen"}), (2, set[str]())):
        db.clock.shift += timedelta(days=days)
        assert set((await order_of(client, "vera", order))["actions"]) & {"confirm", "reopen"} == wanted
    for action in ("confirm", "reopen"):
        assert await refused(client, "vera", order, action, reason="not_fixed") == (403, "order.not_allowed")


async def test_a_reporter_who_is_also_the_manager_opens_it_as_manager(client: httpx.AsyncClient):
    order = (await a_report(client, "mia"))["order_id"]
    await closed(client)
    await acted(client, "mike", order, "reopen", reason="not_fixed")
    assert not await db.fetchval("select disputed from orders where id = $1::text::uuid", order)


@pytest.mark.parametrize("who", ["will", "carol", "mike", "ira"])
async def test_nobody_else_speaks_for_the_reporter(client: httpx.AsyncClient, who: str):
    order = await reported_and_closed(client)
    assert await refused(client, who, order, "confirm") == (403, "order.not_allowed")


async def test_lists_say_until_when_a_reporters_word_is_wanted(client: httpx.AsyncClient):
    order = await reported_and_closed(client)

    async def wanted() -> str | None:
        items = (await client.get("/orders?box=reported", headers=bearer("vera"))).json()["items"]
        return next(item["word_until"] for item in items if item["id"] == order)

    closed_at = datetime.fromisoformat((await order_of(client, "vera", order))["closed_at"])
    assert datetime.fromisoformat(await wanted() or "") == closed_at + timedelta(days=7)
    db.clock.shift += timedelta(days=8)
    assert await wanted() is None
    db.clock.shift = timedelta()
    await acted(client, "vera", order, "confirm")
    assert await wanted() is None
