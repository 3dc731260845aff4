"""Ask the owner first: nobody of ours is sent while the owner of the site may still do it."""

import uuid
from datetime import datetime, timedelta

import httpx
import pytest

from fieldloop.ids import new_id
from tests.api.client import act, acted, box_of, order_of, told
from tests.api.owners import UNKNOWN, actions, asked, done, give_owner, link, refusal, say, sweep
from tests.cast import administers, bearer
from tests.story.ledger_check import check


@pytest.fixture(autouse=True)
async def has_an_owner(client: httpx.AsyncClient) -> None:
    await give_owner(client)


async def test_the_order_is_in_the_record_and_on_nobody_s_list(client: httpx.AsyncClient):
    order = await asked(client)
    for who, box in (("carol", "unit"), ("will", "mine"), ("dora", "late"), ("mia", "review")):
        assert await box_of(client, who, box) == []
    assert await box_of(client, "mia", "all") == [order]
    seen = await order_of(client, "mia", order)
    assert (seen["state"], seen["unit"], seen["clock"], seen["late"]) == ("filed", None, None, False)
    assert seen["asked_until"]
    assert actions(seen) == ["file", "owner_asked"]
    assert (seen["clocks"], [each["kind"] for each in seen["deadlines"]]) == ([], ["resident"])
    assert {"suspend", "escalate", "assign"} & set(seen["actions"]) == set()
    assert await told(order, "new") == []
    await check(uuid.UUID(order))


async def test_without_an_address_whoever_can_hand_the_link_over_is_told(client: httpx.AsyncClient):
    order = await asked(client)
    told_of = await told(order, "ask_owner")
    assert told_of
    for who in told_of:
        assert await link(client, order, who)


async def test_done_brings_it_to_review_as_nobody_s_work_of_ours(client: httpx.AsyncClient):
    order = await asked(client)
    sha256 = (await done(client, order, text="扫过了"))["sha256"]
    seen = await order_of(client, "mia", order)
    assert (seen["state"], seen["by_owner"], seen["after"], seen["asked_until"]) == ("submitted", True, sha256, None)
    [photo] = [each for each in seen["photos"] if each["phase"] == "after"]
    assert (photo["sha256"], photo["person"]) == (sha256, None)
    last = seen["events"][-1]
    assert (last["action"], last["actor"]["kind"], last["actor"]["name"], last["text"]) == (
        "owner_done", "owner", "", "扫过了",
    )  # fmt: skip
    assert await told(order, "submitted")
    assert await box_of(client, "mia", "review") == [order]
    assert "ask" not in seen["actions"], "nobody of ours could answer"
    closed = await acted(client, "mia", order, "approve")
    assert (closed["state"], closed["by_owner"], closed["overran"]) == ("closed", True, False)
    await check(uuid.UUID(order))


async def test_what_a_reviewer_returns_goes_to_the_unit(client: httpx.AsyncClient):
    order = await asked(client)
    await done(client, order)
    back = await acted(client, "mia", order, "return", reason="other", text="仍有垃圾")
    assert (back["state"], back["unit"]["code"], back["by_owner"], back["returned"]) == ("dispatched", "u1", False, 0)
    assert actions(back)[-2:] == ["return", "dispatch"]
    await check(uuid.UUID(order))
    await acted(client, "will", order, "accept")
    await acted(client, "will", order, "decline", reason="other", text="忙")
    await check(uuid.UUID(order))


async def test_silence_sends_it_out_once_and_its_clock_starts_then(client: httpx.AsyncClient):
    order = await asked(client)
    await sweep(9.9)
    assert (await order_of(client, "mia", order))["state"] == "filed"
    await sweep(0.2)
    await sweep(0)
    seen = await order_of(client, "mia", order)
    assert (seen["state"], seen["unit"]["code"]) == ("dispatched", "u1")
    assert actions(seen) == ["file", "owner_asked", "owner_left", "dispatch"]
    assert seen["events"][2]["data"]["why"] == "silence"
    assert [(run["kind"], run["late"]) for run in seen["clocks"]] == [("accept", False)]
    assert seen["clocks"][0]["started_at"] == seen["moments"]["dispatched"]
    assert (seen["overran"], seen["late"]) == (False, False)
    assert await told(order, "new") == ["carol"]
    assert [await told(order, kind) for kind in ("late", "warning", "ask_owner")][:2] == [[], []]
    await check(uuid.UUID(order))


async def test_not_mine_sends_it_out_at_once(client: httpx.AsyncClient):
    order = await asked(client)
    token = await link(client, order)
    assert (await say(client, token, done=False)).json()["outcome"] == "no"
    seen = await order_of(client, "mia", order)
    assert (seen["state"], actions(seen)[-2:]) == ("dispatched", ["owner_left", "dispatch"])
    assert seen["events"][2]["data"] == {"why": "no"} | {
        key: seen["events"][2]["data"][key] for key in ("clock_started_at", "due_at", "limit")
    }
    await check(uuid.UUID(order))


async def test_a_manager_may_send_somebody_without_waiting(client: httpx.AsyncClient):
    order = await asked(client)
    token = await link(client, order)
    sent = await acted(client, "mia", order, "dispatch", unit="u2")
    assert (sent["state"], sent["asked_until"]) == ("dispatched", None)
    assert refusal(await say(client, token, done=False)) == UNKNOWN
    await check(uuid.UUID(order))


async def test_off_by_default_and_without_an_owner(client: httpx.AsyncClient):
    answer = await client.delete("/sites/site1/owner", headers=bearer("mia"))
    assert answer.status_code == 204
    order = await asked(client)
    assert (await order_of(client, "carol", order))["state"] == "dispatched"
    assert (await client.get("/sites/site1/owner", headers=bearer("mia"))).json()["code"] == "not.found"


async def test_seen_again_while_the_owner_is_asked_is_the_same_order_and_the_same_time(client: httpx.AsyncClient):
    order = await asked(client)
    until = (await order_of(client, "mia", order))["asked_until"]
    assert await asked(client) == order
    await acted(client, "mia", order, "comment", text="业主已电话联系")
    assert (await order_of(client, "mia", order))["asked_until"] == until
    assert refusal(await act(client, "mike", order, "suspend", reason="other", text="x")) == (409, "order.wrong_state")
    assert (await act(client, "mia", order, "void", reason="other", text="看错")).status_code == 200
    await sweep(30)
    assert (await order_of(client, "mia", order))["state"] == "void"
    await check(uuid.UUID(order))


async def test_a_changed_limit_does_not_move_the_owner_s_time(client: httpx.AsyncClient):
    order = await asked(client)
    until = (await order_of(client, "mia", order))["asked_until"]
    await administers("ada", "d2")
    change = {"id": str(new_id()), "version": 1, "limits": {"accept": {"amount": 60, "unit": "minutes"}}}
    answer = await client.patch("/elements/waste.bag_outside", json=change, headers=bearer("ada"))
    assert answer.status_code == 200, answer.text
    assert (await order_of(client, "mia", order))["asked_until"] == until
    await sweep(10.1)
    clock = (await order_of(client, "mia", order))["clock"]
    started, due = (datetime.fromisoformat(clock[name]) for name in ("started_at", "due_at"))
    assert due - started == timedelta(minutes=60)
