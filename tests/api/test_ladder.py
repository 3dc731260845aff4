"""Administrators set the ladder and the words, and read what became of each notice; everybody sets their own hours."""

import uuid
from datetime import timedelta
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.notify import words
from tests.api.client import a_signal
from tests.cast import administers, bearer, person_id


async def asked(client: httpx.AsyncClient, method: str, path: str, who: str = "ada", **said: Any) -> httpx.Response:
    return await client.request(method, path, headers=bearer(who), **said)


async def test_the_ladder_is_set_for_everybody_an_element_or_a_unit(client: httpx.AsyncClient):
    await administers("ada", "d2")
    for said in (
        {"kind": "new", "rung": "supervisor", "minutes": 10},
        {"kind": "new", "rung": "supervisor", "minutes": 15},
        {"kind": "new", "rung": "gateway", "element": "waste.overflow"},
        {"kind": "late", "rung": "stand_in", "unit": "u1", "minutes": 0},
    ):
        assert (await asked(client, "PUT", "/ladder", json=said)).status_code == 204
    found = (await asked(client, "GET", "/ladder")).json()
    set_ = {
        (step["kind"], step["rung"], step.get("element"), step.get("unit")): step.get("minutes")
        for step in found["items"]
    }
    assert set_["new", "supervisor", None, None] == 15
    assert set_["new", "gateway", None, None] == 2
    assert set_["new", "gateway", "waste.overflow", None] is None
    assert set_["late", "stand_in", None, "u1"] == 0
    assert found["may_change"]
    assert "late" in found["kinds"]


async def test_an_element_or_a_unit_goes_back_to_what_holds_for_everybody(client: httpx.AsyncClient):
    own = {"kind": "new", "rung": "gateway", "unit": "u1"}
    await asked(client, "PUT", "/ladder", json=own | {"minutes": 9})
    assert (await asked(client, "DELETE", "/ladder", params=own)).status_code == 204
    steps = (await asked(client, "GET", "/ladder")).json()["items"]
    assert [step.get("minutes") for step in steps if (step["kind"], step["rung"]) == ("new", "gateway")] == [2]
    assert (await asked(client, "DELETE", "/ladder", params=own)).status_code == 404
    for said, status in (
        (own | {"unit": "u9"}, 404),
        (own | {"unit": "nounit"}, 404),
        (own | {"kind": "nothing"}, 400),
        ({"kind": "new", "rung": "gateway"}, 403),
    ):
        assert (await asked(client, "DELETE", "/ladder", params=said)).status_code == status, said
    await administers("ada", "d2")
    assert (await asked(client, "DELETE", "/ladder", params={"kind": "new", "rung": "gateway"})).status_code == 204


async def test_of_one_district_only_its_units_steps_are_set(client: httpx.AsyncClient):
    general = await asked(client, "PUT", "/ladder", json={"kind": "new", "rung": "gateway", "minutes": 3})
    assert (general.status_code, general.json()["code"]) == (403, "element.shared")
    for unit, status in (("u1", 204), ("u9", 404), ("nounit", 404)):
        said = {"kind": "new", "rung": "gateway", "unit": unit, "minutes": 3}
        assert (await asked(client, "PUT", "/ladder", json=said)).status_code == status
    assert not (await asked(client, "GET", "/ladder")).json()["may_change"]


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "nothing", "rung": "gateway", "minutes": 1},
        {"kind": "new", "rung": "push", "minutes": 1},
        {"kind": "new", "rung": "gateway", "minutes": -1},
        {"kind": "new", "rung": "gateway", "unit": "u1", "element": "waste.overflow"},
    ],
)
async def test_a_step_that_is_none_is_refused(client: httpx.AsyncClient, said: dict[str, Any]):
    await administers("ada", "d2")
    assert (await asked(client, "PUT", "/ladder", json=said)).status_code == 400


async def test_words_are_previewed_kept_used_and_forgotten(client: httpx.AsyncClient):
    await administers("ada", "d2")
    own = {"kind": "new", "language": "zh-CN", "title": "快看：{element}", "body": "{place}，{deadline}"}
    seen = await asked(client, "POST", "/notice-words/preview", json=own)
    assert seen.json()["title"] == "快看：小包垃圾"
    assert seen.json()["body"].startswith("737弄垃圾厢房，请于 ")
    assert (await asked(client, "GET", "/notice-words")).json()["items"] == []
    assert (await asked(client, "PUT", "/notice-words", json=own)).status_code == 204
    assert (await asked(client, "GET", "/notice-words")).json()["items"] == [own]
    await a_signal(client)
    [notice] = (await asked(client, "GET", "/notices", "carol")).json()["items"]
    assert notice["title"] == "快看：小包垃圾"
    assert (await asked(client, "DELETE", "/notice-words/new/zh-CN")).status_code == 204
    assert (await asked(client, "DELETE", "/notice-words/new/zh-CN")).status_code == 404
    [notice] = (await asked(client, "GET", "/notices", "carol")).json()["items"]
    assert notice["title"] == "新工单：小包垃圾"


async def test_words_with_unknown_facts_say_which(client: httpx.AsyncClient):
    own = {"kind": "new", "language": "en", "title": "{deadline}", "body": "{phone}"}
    refused = await asked(client, "POST", "/notice-words/preview", json=own)
    assert (refused.status_code, refused.json()["code"]) == (422, "words.unknown_fact")
    assert (refused.json()["title"], refused.json()["body"]) != (None, None)
    unknown = await asked(client, "POST", "/notice-words/preview", json=own | {"kind": "x"})
    assert unknown.status_code == 400
    shared = await asked(client, "PUT", "/notice-words", json=own | {"title": "a", "body": "b"})
    assert shared.json()["code"] == "element.shared"


async def test_the_log_is_filtered_and_paged(client: httpx.AsyncClient):
    orders = [
        (await a_signal(client, site="site1", element=element))["order_id"]
        for element in ("waste.bag_outside", "waste.overflow")
    ]
    everything = (await asked(client, "GET", "/telling-log")).json()["items"]
    assert {item["order_id"] for item in everything} == set(orders)
    first = (await asked(client, "GET", "/telling-log", params={"limit": 1})).json()
    second = (await asked(client, "GET", "/telling-log", params={"limit": 1, "cursor": first["next_cursor"]})).json()
    assert [first["items"][0]["id"], second["items"][0]["id"]] == [item["id"] for item in everything[:2]]
    of = {"order": orders[0], "person": str(person_id("carol"))}
    [item] = (await asked(client, "GET", "/telling-log", params=of)).json()["items"]
    assert (item["person"]["name"], item["kind"], item["rungs"][0]["rung"]) == ("陈协调", "new", "push")
    await db.execute("update notice set outcome = 'no_device', done_at = next_at where id = $1", item["id"])
    missed = (await asked(client, "GET", "/telling-log", params={"outcome": "not_arrived"})).json()["items"]
    assert [each["id"] for each in missed] == [item["id"]]


async def logged(client: httpx.AsyncClient, **query: Any) -> list[str]:
    answer = await asked(client, "GET", "/telling-log", params=query)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


async def test_the_log_is_filtered_by_how_a_way_ended_whichever_way_that_was(client: httpx.AsyncClient):
    await a_signal(client)
    await a_signal(client, element="waste.overflow")
    older, newer = sorted(await logged(client))[:2]
    assert sorted(await logged(client, outcome="waiting"))[:2] == [older, newer]
    now = db.clock.now()
    await db.execute("update notice set outcome = 'superseded', done_at = $1", now)
    await db.execute("update notice set outcome = 'given_up' where id = $1", uuid.UUID(older))
    await db.execute(
        "insert into notice_rung (id, notice, order_id, event_id, rung, due_at, next_at, done_at, outcome)"
        " select gen_random_uuid(), id, order_id, event_id, 'gateway', $2, $2, $2, 'given_up'"
        " from notice where id = $1",
        uuid.UUID(newer),
        now,
    )
    assert await logged(client, outcome="given_up") == [newer, older]
    assert await logged(client, outcome="given_up", limit=1) == [newer]
    assert await logged(client, outcome="given_up", cursor=newer) == [older]
    assert await logged(client, outcome="not_arrived") == [older]
    assert await logged(client, outcome="refused") == await logged(client, outcome="waiting") == []


async def test_the_log_is_filtered_by_area_unit_and_days(client: httpx.AsyncClient):
    await a_signal(client)
    everything = await logged(client)
    assert everything
    for query in ({"area": "d1"}, {"area": "n1"}, {"unit": "u1"}, {"unit": "u1", "area": "s1", "days": 1}):
        assert await logged(client, **query) == everything, query
    for query in ({"area": "d2"}, {"area": "n2"}, {"area": "nowhere"}, {"unit": "u2"}, {"unit": "u9"}):
        assert await logged(client, **query) == [], query
    db.clock.shift += timedelta(days=2)
    assert await logged(client, days=1) == []
    assert await logged(client, days=3) == everything


async def test_figures_say_how_each_rung_did(client: httpx.AsyncClient):
    await a_signal(client)
    notice = await db.fetchval("select id from notice where person_id = $1", person_id("carol"))
    await db.execute("update notice set outcome = 'delivered', done_at = next_at where id = $1", notice)
    await asked(client, "POST", f"/notices/{notice}/seen", "carol")
    found = (await asked(client, "GET", "/stats/telling")).json()
    assert found == {"days": 7, "rungs": [{"rung": "push", "tried": 1, "arrived": 1, "seen": 1}]}


@pytest.mark.parametrize("path", ["/ladder", "/notice-words", "/telling-log", "/stats/telling"])
@pytest.mark.parametrize("who", ["carol", "will", "mia", "ira"])
async def test_it_is_for_administrators(client: httpx.AsyncClient, path: str, who: str):
    refused = await asked(client, "GET", path, who)
    assert (refused.status_code, refused.json()["code"]) == (403, "role.not_allowed")


async def test_another_district_s_notices_are_not_in_the_log(client: httpx.AsyncClient):
    await a_signal(client)
    await db.execute("update role set area = 'd2' where kind = 'administrator'")
    assert (await asked(client, "GET", "/telling-log")).json() == {"items": [], "next_cursor": None}
    assert (await asked(client, "GET", "/stats/telling")).json()["rungs"] == []


async def test_everybody_sets_their_own_hours(client: httpx.AsyncClient):
    none = {"quiet_from": None, "quiet_to": None, "digest_at": None, "bundle": False}
    assert (await asked(client, "GET", "/me/telling", "will")).json() == none
    wish = {"quiet_from": "22:00", "quiet_to": "06:30", "digest_at": "18:00", "bundle": True}
    assert (await asked(client, "PUT", "/me/telling", "will", json=wish)).json() == wish
    assert (await asked(client, "GET", "/me/telling", "will")).json() == wish
    assert (await asked(client, "GET", "/me/telling", "carol")).json() == none


@pytest.mark.parametrize(
    "wish", [{"quiet_from": "22:00"}, {"quiet_from": "22:00", "quiet_to": "22:00"}, {"digest_at": "25:00"}]
)
async def test_hours_that_are_none_are_refused(client: httpx.AsyncClient, wish: dict[str, str]):
    assert (await asked(client, "PUT", "/me/telling", "will", json=wish)).status_code == 400


def test_every_kind_that_is_told_has_words():
    from fieldloop.orders.audience import TOLD

    assert {kind for kind, _ in TOLD.values()} <= set(words.kinds())
