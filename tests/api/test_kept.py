"""A command that comes too late: it is refused, and what it brought stays with the order for everybody to see."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.ids import new_id
from tests.api.client import a_shot, a_signal, accepted, act, acted, history, order_of, refused
from tests.cast import bearer, person_id

WANDA = str(person_id("wanda"))


async def too_late(client: httpx.AsyncClient, order: str, **more: Any) -> tuple[httpx.Response, dict[str, Any]]:
    """Submit by Will, who no longer can; return the answer and the photo that came with it."""
    shot = await a_shot(client, "will")
    return await act(client, "will", order, "submit", text="都弄好了", photos=[shot], **more), shot


@pytest.mark.parametrize("how", ["void", "transfer", "suspend"])
async def test_photos_and_words_of_refused_work_stay_with_the_order(client: httpx.AsyncClient, how: str):
    order = await accepted(client)
    reason = {"void": "duplicate", "transfer": "wrong_unit", "suspend": "weather"}[how]
    before = await acted(client, "mia", order, how, reason=reason, unit="u2")
    answer, shot = await too_late(client, order)
    assert (answer.status_code, answer.json()["code"], answer.json()["kept"]) == (409, "order.wrong_state", True)
    after = answer.json()["order"]
    event = after["events"][-1]
    assert (event["action"], event["actor"]["name"], event["text"]) == ("kept", "王师傅", "都弄好了")
    assert event["data"] == {"wanted": "submit", "code": "order.wrong_state", "photos": 1}
    assert [(each["sha256"], each["phase"], each["event"]) for each in after["photos"]] == [
        (shot["sha256"], "kept", event["id"])
    ]
    # No state, no clock, no picture of the finished work; only the version, so that every screen hears of it.
    for name in ("state", "unit", "person", "clock", "clocks", "moments", "after", "level", "late"):
        assert after[name] == before[name], name
    assert after["version"] == before["version"] + 1


async def test_both_sides_see_it(client: httpx.AsyncClient):
    order = await accepted(client)
    await acted(client, "carol", order, "transfer", unit="u2", reason="wrong_unit")
    token = (await client.get("/sync", headers=bearer("cody"))).json()["next"]
    _, shot = await too_late(client, order)
    for who in ("will", "carol", "cody", "wes", "mia"):
        assert (await order_of(client, who, order))["events"][-1]["action"] == "kept"
        seen = await client.get(f"/photos/{shot['sha256']}/view", headers=bearer(who))
        assert seen.status_code == 200
    assert (await client.get(f"/photos/{shot['sha256']}/view", headers=bearer("otto"))).status_code == 404
    changed = (await client.get("/sync", params={"since": token}, headers=bearer("cody"))).json()["orders"]
    assert [item["id"] for item in changed] == [order]


async def test_the_same_command_hears_the_same_and_leaves_one_event(client: httpx.AsyncClient):
    order = await accepted(client)
    await acted(client, "carol", order, "void", reason="duplicate")
    shot = await a_shot(client, "will")
    command = {"id": str(new_id()), "at": "2026-11-23T10:00:00Z", "text": "done", "photos": [shot]}
    answers = await asyncio.gather(*(act(client, "will", order, "submit", **command) for _ in range(5)))
    answers.append(await act(client, "will", order, "submit", **command))
    assert len({answer.text for answer in answers}) == 1
    assert answers[0].json()["kept"] is True
    assert await db.fetchval("select count(*) from order_event where action = 'kept'") == 1
    other = await act(client, "will", order, "submit", **(command | {"text": "other words"}))
    assert (other.status_code, other.json()["code"]) == (409, "command.reused")


async def test_it_stays_refused_even_when_it_could_be_done_by_now(client: httpx.AsyncClient):
    order = await accepted(client)
    await acted(client, "mia", order, "suspend", reason="weather")
    shot = await a_shot(client, "will")
    command = {"id": str(new_id()), "photos": [shot]}
    assert (await act(client, "will", order, "submit", **command)).status_code == 409
    await acted(client, "mia", order, "resume")
    assert (await act(client, "will", order, "submit", **command)).json()["kept"] is True
    # A command of its own brings the same photo again, and now it counts.
    done = await acted(client, "will", order, "submit", photos=[shot])
    assert (done["state"], done["after"]) == ("submitted", shot["sha256"])
    assert [photo["phase"] for photo in done["photos"]] == ["kept", "after"]


async def test_what_is_kept_proves_nobody_s_work(client: httpx.AsyncClient):
    order = await accepted(client)
    await acted(client, "carol", order, "assign", person=WANDA)
    answer, _ = await too_late(client, order)
    assert (answer.json()["code"], answer.json()["kept"]) == ("order.wrong_state", True)
    assert await refused(client, "wanda", order, "submit") == (409, "evidence.incomplete")
    assert (await order_of(client, "wanda", order))["after"] is None


async def test_nothing_brought_is_nothing_kept(client: httpx.AsyncClient):
    order = await accepted(client)
    await acted(client, "carol", order, "void", reason="duplicate")
    for words in ({}, {"text": "  "}, {"reason": "other"}):
        before = await history(order)
        answer = await act(client, "will", order, "submit", **words)
        assert (answer.status_code, "kept" in answer.json()) == (409, False)
        assert await history(order) == before


async def test_evidence_that_is_incomplete_is_not_kept_but_sent_again(client: httpx.AsyncClient):
    order = await accepted(client, element="waste.overflow")
    got = await refused(client, "will", order, "submit", text="x", photos=[await a_shot(client, "will")])
    assert got == (409, "evidence.incomplete")


async def test_a_photo_that_has_not_arrived_is_asked_for_first(client: httpx.AsyncClient):
    order = await accepted(client)
    await acted(client, "carol", order, "void", reason="duplicate")
    shot = {"sha256": "0" * 64, "phase": "after", "source": "camera"}
    assert await refused(client, "will", order, "submit", photos=[shot]) == (409, "photo.missing")


async def test_who_is_not_allowed_a_step_is_kept_too(client: httpx.AsyncClient):
    order = await accepted(client)
    answer = await act(client, "ira", order, "void", reason="other", text="看着像误报")
    assert (answer.status_code, answer.json()["code"], answer.json()["kept"]) == (403, "order.not_allowed", True)
    event = (await order_of(client, "will", order))["events"][-1]
    assert (event["data"]["wanted"], event["text"]) == ("void", "看着像误报")


async def test_who_loses_the_race_hears_that_it_is_gone(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await acted(client, "will", order, "accept")
    before = await history(order)
    answer = await act(client, "wanda", order, "accept")
    body = answer.json()
    assert (answer.status_code, body["code"], body["gone"]) == (409, "order.wrong_state", True)
    assert not {"order", "kept"} & set(body)
    assert await history(order) == before


async def test_who_loses_the_race_leaves_what_was_brought_and_sees_no_more_of_the_order(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await acted(client, "will", order, "accept")
    shot = await a_shot(client, "wanda")
    command = {"id": str(new_id()), "text": "一句话", "photos": [shot]}
    for _ in range(2):
        answer = await act(client, "wanda", order, "submit", **command)
        body = answer.json()
        assert (answer.status_code, body["code"], body["kept"], body["gone"]) == (409, "order.wrong_state", True, True)
        assert "order" not in body
        assert (await client.get(f"/orders/{order}", headers=bearer("wanda"))).status_code == 404
        assert await refused(client, "wanda", order, "comment", text="?") == (404, "not.found")
    # Whoever sees the order sees what she left; she still sees her own picture.
    kept = (await order_of(client, "will", order))["events"][-1]
    assert (kept["action"], kept["actor"]["name"], kept["text"]) == ("kept", "Wanda", "一句话")
    for who in ("will", "wanda"):
        assert (await client.get(f"/photos/{shot['sha256']}/view", headers=bearer(who))).status_code == 200


@pytest.mark.parametrize("action", ["comment", "seen", "void", "approve", "reopen", "transfer", "assign", "suspend"])
async def test_only_steps_of_the_work_may_come_too_late(client: httpx.AsyncClient, action: str):
    order = await accepted(client)
    more = {"text": "x", "reason": "other", "unit": "u2", "person": WANDA}
    assert await refused(client, "wanda", order, action, **more) == (404, "not.found")


async def test_after_two_weeks_nothing_more_is_taken_from_who_did_not_have_it(client: httpx.AsyncClient):
    order = await accepted(client)
    db.clock.shift = timedelta(days=14, minutes=-5)
    assert (await act(client, "wanda", order, "submit", text="x")).json()["kept"] is True
    db.clock.shift = timedelta(days=14, minutes=5)
    assert await refused(client, "wanda", order, "submit", text="y") == (404, "not.found")
    # However long it waited for somebody: what counts is when it was taken.
    slow = (await a_signal(client, element="waste.overflow"))["order_id"]
    db.clock.shift += timedelta(days=20)
    await acted(client, "will", slow, "accept")
    assert (await act(client, "wanda", slow, "submit", text="x")).json()["kept"] is True


async def test_who_held_it_and_lost_it_is_heard_after_two_weeks_too(client: httpx.AsyncClient):
    order = await accepted(client)
    await acted(client, "carol", order, "transfer", unit="u2", reason="wrong_unit")
    db.clock.shift = timedelta(days=20)
    answer, _ = await too_late(client, order)
    assert (answer.status_code, answer.json()["kept"]) == (409, True)
    assert answer.json()["order"]["unit"]["code"] == "u2"


async def test_who_was_told_sees_who_was_quicker(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await acted(client, "carol", order, "transfer", unit="u2", reason="wrong_unit")
    answer = await act(client, "carol", order, "accept")
    assert (answer.status_code, answer.json()["code"]) == (409, "order.wrong_state")
    assert answer.json()["order"]["unit"]["code"] == "u2"


async def test_a_volunteer_who_was_too_slow_for_the_pool_hears_it(client: httpx.AsyncClient):
    order = (await a_signal(client, element="river.litter", site=None, lat=31.2505, lon=121.5705))["order_id"]
    await db.execute("delete from notice where person_id = $1", person_id("vera"))
    await acted(client, "mia", order, "void", reason="duplicate")
    answer = await act(client, "vera", order, "accept")
    assert (answer.status_code, answer.json()["gone"]) == (409, True)


@pytest.mark.parametrize("who", ["otto", "olga", "omar", "vera", "wes"])
async def test_who_never_had_to_do_with_it_learns_and_leaves_nothing(client: httpx.AsyncClient, who: str):
    order = await accepted(client)
    shot = await a_shot(client, who)
    assert await refused(client, who, order, "submit", text="x", photos=[shot]) == (404, "not.found")
    assert await refused(client, who, str(new_id()), "submit", text="x", photos=[shot]) == (404, "not.found")
