"""Who was told of an order: every way of every notice, and to whom that is shown."""

from datetime import datetime
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.notify import ladder
from tests.api.client import a_signal, acted, order_of
from tests.cast import bearer, person_id


async def telling(client: httpx.AsyncClient, who: str, order: str) -> list[dict[str, Any]]:
    answer = await client.get(f"/orders/{order}/telling", headers=bearer(who))
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def test_each_notice_says_how_it_went_and_when_it_was_seen(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    notice = await db.fetchval("select id from notice where person_id = $1", person_id("carol"))
    await ladder.streamed([notice, notice], db.clock.now())
    await client.post(f"/notices/{notice}/seen", headers=bearer("carol"))
    [told] = await telling(client, "mia", order)
    assert (told["person"]["name"], told["kind"]) == ("陈协调", "new")
    assert {rung["rung"]: rung["outcome"] for rung in told["rungs"]} == {"push": "superseded", "stream": "delivered"}
    assert told["seen_at"] >= told["told_at"]


async def test_whoever_does_something_with_the_order_has_seen_what_he_was_told_of_it(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await acted(client, "carol", order, "assign", person=str(person_id("will")))
    seen = {told["person"]["name"]: told["seen_at"] for told in await telling(client, "mia", order)}
    events = (await order_of(client, "mia", order))["events"]
    [assigned] = [event["at"] for event in events if event["action"] == "assign"]
    assert (seen["陈协调"] >= assigned, seen["王师傅"]) == (True, None)


async def test_what_waits_says_when_it_is_tried(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    [told] = await telling(client, "carol", order)
    [push] = told["rungs"]
    assert (push["rung"], push["outcome"], push["attempts"]) == ("push", None, 0)
    assert told["seen_at"] is None


async def test_the_order_itself_says_when_it_was_pushed_and_seen(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    assert (await order_of(client, "carol", order))["moments"]["pushed"] is None
    notice = await db.fetchrow("select id, next_at from notice where person_id = $1", person_id("carol"))
    assert notice
    await db.execute("update notice set outcome = 'delivered', done_at = next_at where id = $1", notice["id"])
    await client.post(f"/notices/{notice['id']}/seen", headers=bearer("carol"))
    moments = (await order_of(client, "carol", order))["moments"]
    assert datetime.fromisoformat(moments["pushed"]) == notice["next_at"]
    assert moments["seen"] >= moments["pushed"]


async def test_those_who_watch_see_how_each_rung_does(client: httpx.AsyncClient):
    await a_signal(client)
    found = await client.get("http://fieldloop.test/metrics")
    assert 'fieldloop_rung_notices{outcome="waiting",rung="push"} 1.0' in found.text


async def test_a_worker_reads_of_himself_only(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await acted(client, "carol", order, "assign", person=str(person_id("will")))
    assert {told["person"]["name"] for told in await telling(client, "mia", order)} == {"陈协调", "王师傅"}
    assert [told["person"]["name"] for told in await telling(client, "will", order)] == ["王师傅"]


async def test_an_inspector_reads_nobody(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    assert [told for told in await telling(client, "ira", order) if told["person"]] == []


@pytest.mark.parametrize("who", ["otto", "omar"])
async def test_an_outsider_finds_nothing(client: httpx.AsyncClient, who: str):
    order = (await a_signal(client))["order_id"]
    assert (await client.get(f"/orders/{order}/telling", headers=bearer(who))).status_code == 404
