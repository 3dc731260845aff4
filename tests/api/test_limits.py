"""Limits in units: who sets them, what a change would move, and what it does to open orders."""

from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.orders import reckoning
from fieldloop.orders.reckon_jobs import reckon_next
from fieldloop.sla.jobs import sweep_due
from tests.api.client import a_signal, acted, order_of, told
from tests.api.working import BAG, deadline, found, it_is, local, taken, when
from tests.cast import administers, bearer


@pytest.fixture(autouse=True)
async def _ada_administers_all(database: str) -> None:
    await administers("ada", "d2")


async def changed(client: httpx.AsyncClient, version: int = 1, **limits: tuple[int, str]) -> dict[str, Any]:
    answer = await client.patch(f"/elements/{BAG}", json=_said(version, limits), headers=bearer("ada"))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def asked(client: httpx.AsyncClient, who: str = "ada", **limits: tuple[int, str]) -> dict[str, Any]:
    answer = await client.post(f"/elements/{BAG}/what-if", json=_said(1, limits), headers=bearer(who))
    assert answer.status_code == 200, answer.text
    return answer.json()


def _said(version: int, limits: dict[str, tuple[int, str]]) -> dict[str, Any]:
    own = {clock: {"amount": amount, "unit": unit} for clock, (amount, unit) in limits.items()}
    return {"id": str(new_id()), "version": version, "limits": own}


async def test_limits_are_set_with_their_unit_and_shown_in_the_dictionary(client: httpx.AsyncClient):
    settings = await changed(client, fix=(2, "working_days"), accept=(7, "minutes"))
    assert settings["limits"]["fix"] == {"amount": 2, "unit": "working_days"}
    assert settings["changes"][0]["was"]["limits"]["fix"] == {"amount": 30, "unit": "minutes"}
    [element] = [
        it for it in (await client.get("/elements", headers=bearer("will"))).json()["items"] if it["code"] == BAG
    ]
    assert (element["accept_minutes"], element["limits"]["accept"]) == (7, {"amount": 7, "unit": "minutes"})
    settings = await changed(client, 2, fix=(45, "minutes"))
    assert settings["limits"]["fix"] == {"amount": 45, "unit": "minutes"}
    assert await db.fetchval("select own_limits from element where code = $1", BAG) == {}


@pytest.mark.parametrize(
    ("amount", "unit"), [(366, "working_days"), (0, "minutes"), (8761, "urgent_hours"), (1, "weeks")]
)
async def test_limits_nobody_could_mean_are_refused(client: httpx.AsyncClient, amount: int, unit: str):
    answer = await client.patch(f"/elements/{BAG}", json=_said(1, {"fix": (amount, unit)}), headers=bearer("ada"))
    assert (answer.status_code, answer.json()["code"]) == (400, "input.invalid")
    assert answer.json()["errors"][0]["field"].startswith("limits.fix")


async def test_what_if_says_who_would_move_and_by_how_much_and_changes_nothing(client: httpx.AsyncClient):
    it_is("2026-12-04T15:00")
    order = await taken(client)
    waiting = await found(client)
    before = await order_of(client, "will", order)
    told = await asked(client, fix=(4, "working_hours"))
    [item] = told["items"]
    assert (told["looked_at"], told["moved"], told["earlier"], told["kept"], told["more"]) == (1, 1, 0, 0, False)
    assert (item["id"], item["clock"], when(item["was"])) == (order, "fix", local("2026-12-04T15:30"))
    assert (when(item["due_at"]), item["by_s"] // 60) == (local("2026-12-07T10:00"), (2 * 24 + 18.5) * 60)
    assert waiting == order, "the same bag, found once more"
    assert await order_of(client, "will", order) == before
    assert (await client.get(f"/elements/{BAG}", headers=bearer("ada"))).json()["version"] == 1


async def test_a_change_moves_what_it_said_and_each_order_tells_of_it(client: httpx.AsyncClient):
    it_is("2026-12-04T15:00")
    order = await taken(client)
    told = await asked(client, fix=(4, "working_hours"))
    await changed(client, fix=(4, "working_hours"))
    now = await order_of(client, "will", order)
    assert now["clock"]["due_at"] == told["items"][0]["due_at"]
    assert when(now["clock"]["warn_at"]) == local("2026-12-07T09:12"), "0.8 of four working hours"
    event, fix = now["events"][-1], deadline(now, "fix")
    assert (event["action"], event["actor"]["kind"], event["data"]["cause"]) == ("reckon", "system", "limit")
    assert event["data"]["was"] == told["items"][0]["was"].replace("Z", "+00:00")
    assert (fix["limit"], fix["calendar"]["code"]) == ({"amount": 4, "unit": "working_hours"}, "office")
    assert [move["due_at"] for move in fix["moves"]] == [now["clock"]["due_at"]]
    assert len([run for run in now["clocks"] if run["kind"] == "fix"]) == 1, "one run, and not a new one"


async def test_nobody_is_made_late_by_a_shorter_limit(client: httpx.AsyncClient):
    it_is("2026-12-04T15:00")
    order = await taken(client)
    it_is("2026-12-04T15:20")
    told = await asked(client, fix=(10, "minutes"))
    assert (told["moved"], told["kept"]) == (0, 1)
    await changed(client, fix=(10, "minutes"))
    now = await order_of(client, "will", order)
    assert (when(now["clock"]["due_at"]), now["events"][-1]["action"]) == (local("2026-12-04T15:30"), "accept")
    assert deadline(now, "fix")["limit"] == {"amount": 30, "unit": "minutes"}, "what held when it began"


async def test_who_was_late_and_is_no_longer_escalates_anew_from_the_first_level(client: httpx.AsyncClient):
    it_is("2026-12-04T15:00")
    order = await taken(client)
    it_is("2026-12-04T15:31")
    await sweep_due()
    assert (await order_of(client, "mia", order))["level"] == 1
    await changed(client, fix=(1, "urgent_hours"))
    now = await order_of(client, "mia", order)
    assert (now["level"], now["late"], when(now["clock"]["due_at"])) == (0, False, local("2026-12-04T16:00"))
    it_is("2026-12-04T16:01")
    await sweep_due()
    assert (await order_of(client, "mia", order))["level"] == 1
    assert await db.fetchval("select count(*) from escalation where order_id = $1", order) == 2


async def test_the_next_level_of_a_shorter_limit_does_not_wait_for_the_moment_of_the_longer_one(
    client: httpx.AsyncClient,
):
    early = [{"who": "coordinator", "share": 0.2}, {"who": "street", "share": 0.3}, {"who": "district", "share": 1}]
    await db.execute("update element set ladders = $2 where code = $1", BAG, {"not_fixed": early})
    await changed(client, fix=(10, "urgent_hours"))
    it_is("2026-12-04T15:00")
    order = await taken(client)
    it_is("2026-12-04T17:01")
    await sweep_due()
    assert (await order_of(client, "mia", order))["level"] == 1
    await changed(client, 2, fix=(5, "urgent_hours"))
    it_is("2026-12-04T17:30")
    await sweep_due()
    assert (await order_of(client, "mia", order))["level"] == 1, "half an hour lies between them now"
    it_is("2026-12-04T17:32")
    await sweep_due()
    assert (await order_of(client, "mia", order))["level"] == 2


async def test_pauses_count_in_a_deadline_that_is_counted_anew(client: httpx.AsyncClient):
    it_is("2026-12-04T15:00")
    order = await taken(client)
    await acted(client, "mia", order, "suspend", reason="weather")
    it_is("2026-12-04T16:00")
    await acted(client, "mia", order, "resume")
    await changed(client, fix=(2, "urgent_hours"))
    fix = deadline(await order_of(client, "will", order), "fix")
    assert (when(fix["started_at"]), when(fix["due_at"])) == (local("2026-12-04T15:00"), local("2026-12-04T18:00"))


async def test_a_change_sent_again_moves_nothing_again(client: httpx.AsyncClient):
    it_is("2026-12-04T15:00")
    order = await taken(client)
    body = _said(1, {"fix": (2, "urgent_hours")})
    for _ in range(2):
        answer = await client.patch(f"/elements/{BAG}", json=body, headers=bearer("ada"))
        assert answer.status_code == 200, answer.text
    events = (await order_of(client, "will", order))["events"]
    assert [event["action"] for event in events].count("reckon") == 1


async def test_who_may_not_change_may_not_ask_what_if(client: httpx.AsyncClient):
    for who in ("mia", "carol", "otto"):
        answer = await client.post(f"/elements/{BAG}/what-if", json=_said(1, {}), headers=bearer(who))
        assert (answer.status_code, answer.json()["code"]) == (403, "role.not_allowed")


@pytest.mark.parametrize("at_once", [reckoning.MOST, 1])
async def test_whoever_has_several_orders_that_are_due_earlier_now_is_told_once_and_of_later_ones_not(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, at_once: int
):
    monkeypatch.setattr(reckoning, "MOST", at_once)
    it_is("2026-12-04T15:00")
    orders = [await taken(client)]
    second = await a_signal(client, seen_at=db.clock.now().isoformat(), site="site2")
    await acted(client, "dora", second["order_id"], "transfer", reason="wrong_unit", unit="u1")
    await acted(client, "will", second["order_id"], "accept")
    orders.append(second["order_id"])
    assert len(set(orders)) == 2
    await changed(client, fix=(60, "minutes"))
    assert await reckon_next() is (at_once == 1)
    assert [await told(order, "sooner") for order in orders] == [[], []], "a later deadline rings no phone"
    await changed(client, 2, fix=(20, "minutes"))
    assert await reckon_next() is (at_once == 1)
    notices = [await told(order, "sooner") for order in orders]
    assert sorted(notices) == [[], ["will"]], "one notice for both"
    assert when((await order_of(client, "will", orders[1]))["clock"]["due_at"]) == local("2026-12-04T15:20")
