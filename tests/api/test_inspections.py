"""Blind re-inspection: drawn once a day, seen without names, judged once; disagreement opens the order again."""

import asyncio
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.orders.jobs import CATCH_UP_DAYS, draw_day
from fieldloop.record.check import check_record
from tests.api.client import a_shot, acted, closed, order_of, refused
from tests.cast import bearer, person_id


@pytest.fixture(autouse=True)
def clock_set_back() -> Iterator[None]:
    yield
    db.clock.shift = timedelta()


async def drawn(client: httpx.AsyncClient) -> tuple[str, dict[str, Any]]:
    """Return a closed order that chance had to draw, and what an inspector sees of it."""
    await db.execute("update element set inspect_share = 1")
    order = await closed(client)
    db.clock.shift += timedelta(days=1)
    while await draw_day():
        pass
    [seen] = await pending(client, "ira")
    return order, seen


async def pending(client: httpx.AsyncClient, who: str) -> list[dict[str, Any]]:
    answer = await client.get("/inspections", headers=bearer(who))
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def judge(client: httpx.AsyncClient, seen: dict[str, Any], who: str = "ira", **said: Any) -> httpx.Response:
    body = {"id": str(new_id()), "verdict": "good"} | said
    return await client.post(f"/inspections/{seen['id']}/verdict", json=body, headers=bearer(who))


async def test_an_inspector_sees_the_pair_and_no_names(client: httpx.AsyncClient):
    order, seen = await drawn(client)
    whole = await order_of(client, "mia", order)
    assert (seen["after"], seen["site"]["code"], seen["element"]["code"]) == (
        whole["after"], "site1", "waste.bag_outside",
    )  # fmt: skip
    answer = await client.get("/inspections", headers=bearer("ira"))
    assert not [word for word in ("王师傅", "马主任", "u1", order, whole["order_no"]) if word in answer.text]


async def test_a_day_is_drawn_once_and_missed_days_are_drawn_later(client: httpx.AsyncClient):
    await drawn(client)
    assert await db.fetchval("select count(*) from inspection_draw") == CATCH_UP_DAYS
    assert not await draw_day()
    row = await db.fetchrow("select seed, stratum, rate from inspection")
    assert row
    assert (row["stratum"], row["rate"]) == ("n1/u1/waste.bag_outside", 1)
    assert row["seed"] in {each["seed"] for each in await db.fetch("select seed from inspection_draw")}


async def test_whoever_judged_or_did_it_does_not_inspect_it(client: httpx.AsyncClient):
    _, seen = await drawn(client)
    assert await pending(client, "mia") == [], "her own review"
    assert [each["id"] for each in await pending(client, "mike")] == [seen["id"]]
    assert (await judge(client, seen, "mia")).status_code == 404
    for who in ("will", "carol", "vera", "otto"):
        assert await pending(client, who) == []
        assert (await judge(client, seen, who)).status_code == 404


async def test_agreement_changes_nothing_but_the_figures(client: httpx.AsyncClient):
    order, seen = await drawn(client)
    shot = await a_shot(client, "ira")
    shot.pop("phase")
    assert (await judge(client, seen, photos=[shot])).json() == {"id": seen["id"], "verdict": "good"}
    assert (await order_of(client, "mia", order))["state"] == "closed"
    assert await pending(client, "ira") == []
    await check_record([])
    figures = (await client.get("/stats/inspections", headers=bearer("mia"))).json()
    assert {name: figures["all"][name] for name in ("drawn", "judged", "agreed", "rate", "high")} == {
        "drawn": 1, "judged": 1, "agreed": 1, "rate": 1.0, "high": 1.0,
    }  # fmt: skip
    [stratum] = figures["strata"]
    assert stratum["stratum"] == "n1/u1/waste.bag_outside"
    named = [stratum[name]["name"]["en"] for name in ("area", "unit", "element")]
    assert named == ["Jinyang RC 1", "Jinyang RC 1 Committee", "Bag outside the room"]


async def test_disagreement_opens_it_again_with_the_inspector_s_own_photo(client: httpx.AsyncClient):
    order, seen = await drawn(client)
    assert (await judge(client, seen, verdict="bad")).json()["code"] == "text.required"
    shot = await a_shot(client, "ira")
    shot.pop("phase")
    assert (await judge(client, seen, verdict="bad", text="油渍还在", photos=[shot])).status_code == 200
    again = await order_of(client, "mia", order)
    assert again["state"] == "dispatched"
    [event] = [each for each in again["events"] if each["action"] == "reopen"]
    assert event["actor"] == {"kind": "person", "name": "", "role": "inspector"}, "blind, so nameless"
    assert (event["reason"], event["text"], event["data"]["verdict"]) == ("reinspection", "油渍还在", "bad")
    found = [photo for photo in again["photos"] if photo["phase"] == "inspect"]
    assert [(photo["sha256"], photo["event"], photo["person"]) for photo in found] == [
        (shot["sha256"], event["id"], None)
    ]
    await check_record([])


async def test_what_was_found_is_in_the_record_with_when_and_by_whom(client: httpx.AsyncClient):
    order, seen = await drawn(client)
    said, at = str(new_id()), db.clock.now() - timedelta(hours=3)
    assert (await judge(client, seen, id=said, at=at.isoformat(), text="干净")).status_code == 200
    row = await db.fetchrow("select * from order_event where id = $1", uuid.UUID(said))
    assert row
    assert (row["action"], row["person"], row["role"], row["at"]) == ("inspect", person_id("ira"), "inspector", at)
    assert row["received_at"] > at
    assert (row["text"], row["data"]) == ("干净", {"inspection": seen["id"], "verdict": "good"})
    assert (await order_of(client, "will", order))["events"][-1]["actor"]["name"] == ""


async def test_a_verdict_s_id_is_nobody_else_s(client: httpx.AsyncClient):
    order, seen = await drawn(client)
    earlier = (await order_of(client, "mia", order))["events"][-1]["id"]
    answer = await judge(client, seen, id=earlier)
    assert (answer.status_code, answer.json()["code"]) == (409, "command.reused")
    assert await pending(client, "ira") == [seen]


async def test_its_reason_has_a_name_and_is_nobody_s_to_choose(client: httpx.AsyncClient):
    listed = (await client.get("/reasons", headers=bearer("mia"))).json()["items"]
    assert [one["code"] for one in listed if not one["offered"]] == ["reinspection"]
    order = await closed(client)
    assert await refused(client, "mia", order, "reopen", reason="reinspection") == (400, "reason.required")


async def test_sent_again_it_counts_once_and_two_inspectors_do_not_both_judge(client: httpx.AsyncClient):
    order, seen = await drawn(client)
    said = {"id": str(new_id()), "verdict": "bad", "text": "还在"}
    answers = await asyncio.gather(*(judge(client, seen, **said) for _ in range(3)), judge(client, seen, "mike"))
    codes = sorted(answer.status_code for answer in answers)
    assert codes in ([200, 200, 200, 409], [200, 409, 409, 409])
    reopened = "select count(*) from order_event where order_id = $1 and action = 'reopen'"
    assert await db.fetchval(reopened, uuid.UUID(order)) <= 1


async def test_what_was_opened_again_meanwhile_is_no_longer_inspected(client: httpx.AsyncClient):
    order, seen = await drawn(client)
    await acted(client, "mike", order, "reopen", reason="not_fixed")
    assert await pending(client, "ira") == []
    answer = await judge(client, seen)
    assert (answer.status_code, answer.json()["code"]) == (409, "inspection.over")
