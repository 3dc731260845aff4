"""Ladders as a setting: kept as they were said, refused when they could tell nobody, and in force at once."""

import uuid
from datetime import timedelta
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.sla.jobs import sweep_due
from tests.api.client import a_signal, order_of, told
from tests.api.owners import asked, give_owner
from tests.cast import administers, bearer, person_id

BAG = "waste.bag_outside"
LATE = {"who": "district", "after_minutes": 0}


@pytest.fixture(autouse=True)
async def _ada_administers_all(database: str) -> None:
    await administers("ada", "d2")


async def patched(client: httpx.AsyncClient, version: int = 1, **ladders: Any) -> httpx.Response:
    body = {"id": str(new_id()), "version": version, "ladders": ladders}
    return await client.patch(f"/elements/{BAG}", json=body, headers=bearer("ada"))


async def test_what_is_said_is_kept_and_what_is_left_out_is_the_default_again(client: httpx.AsyncClient):
    own = [{"who": "stand_in", "share": 0.5}, {"who": "person", "after_minutes": 0, "person": str(person_id("ira"))}]
    found = (await patched(client, not_fixed=own, not_seen=[])).json()
    assert found["ladders"] == {"not_fixed": own, "not_seen": []}
    assert found["changes"][0]["became"] == {"ladders": found["ladders"]}
    found = (await patched(client, version=2)).json()
    assert (found["ladders"], found["version"]) == ({}, 3)


@pytest.mark.parametrize(
    ("levels", "wrong"),
    [
        ([], [{"ladder": "not_fixed", "level": 1, "code": "nobody"}]),
        ([LATE, LATE], [{"ladder": "not_fixed", "level": 2, "code": "order"}]),
        ([{"who": "person", "after_minutes": 0, "person": str(uuid.UUID(int=1))}], []),
    ],
)
async def test_what_could_tell_nobody_is_refused_with_its_place(
    client: httpx.AsyncClient, levels: list[Any], wrong: list[Any]
):
    answer = await patched(client, not_fixed=levels)
    assert (answer.status_code, answer.json()["code"], answer.json()["levels"]) == (422, "element.ladders", wrong)
    assert await db.fetchval("select count(*) from element_change") == 0


@pytest.mark.parametrize(
    "level", [{"who": "boss", "share": 1}, {"who": "street", "share": 1.5}, {"who": "street", "x": 1}]
)
async def test_what_is_no_level_is_no_input(client: httpx.AsyncClient, level: dict[str, Any]):
    assert (await patched(client, not_fixed=[level])).json()["code"] == "input.invalid"


async def test_orders_that_wait_already_follow_it_at_once(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    db.clock.shift += timedelta(minutes=3)
    assert (await patched(client, not_accepted=[{"who": "district", "share": 0.5}])).status_code == 200
    await sweep_due()
    assert await told(order, "warning") == ["dora"]
    seen = await order_of(client, "mia", order)
    assert (seen["level"], "escalate" in seen["actions"]) == (1, False)
    longer = [{"who": "district", "share": 0.5}, LATE | {"who": "street"}]
    assert (await patched(client, version=2, not_accepted=longer)).status_code == 200
    await sweep_due()
    assert (await order_of(client, "mia", order))["level"] == 1, "not before its deadline"
    db.clock.shift += timedelta(minutes=2.6)  # what came half a minute late has its time all the same
    await sweep_due()
    await sweep_due()
    assert await told(order, "late") == ["mia", "mike"]


async def test_what_was_just_told_goes_no_higher_because_a_ladder_was_changed(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    db.clock.shift += timedelta(minutes=500)
    await sweep_due()
    assert (await patched(client, not_fixed=[LATE])).status_code == 200
    await sweep_due()
    assert (await order_of(client, "mia", order))["level"] == 1
    db.clock.shift += timedelta(minutes=10)
    await sweep_due()
    assert (await order_of(client, "mia", order))["level"] == 2


async def test_whose_owner_is_asked_is_left_alone(client: httpx.AsyncClient):
    await give_owner(client)
    order = await asked(client)
    until = await db.fetchval("select asked_until from orders where id = $1", uuid.UUID(order))
    assert (await patched(client, not_accepted=[LATE])).status_code == 200
    assert await db.fetchval("select look_at from orders where id = $1", uuid.UUID(order)) == until
    await db.execute("update orders set look_at = filed_at where id = $1", uuid.UUID(order))
    await sweep_due()
    assert await db.fetchval("select look_at from orders where id = $1", uuid.UUID(order)) == until, "or it would spin"


async def test_the_default_and_who_is_named_are_told_with_it(client: httpx.AsyncClient):
    named = {"who": "person", "after_minutes": 0, "person": str(person_id("ira"))}
    found = (await patched(client, not_fixed=[named])).json()
    assert found["default_ladders"]["not_seen"] == []
    assert [level["who"] for level in found["default_ladders"]["not_fixed"]] == ["coordinator", "street", "district"]
    assert [person["id"] for person in found["named"]] == [str(person_id("ira"))]
    assert (await patched(client, version=2)).json()["named"] == found["named"], "its changes name her still"


@pytest.mark.parametrize(("at_once", "minutes"), [([], {2}), (["gateway", "supervisor"], {0})])
async def test_a_level_may_go_to_the_chat_at_once_and_not_minutes_after_its_push(
    client: httpx.AsyncClient, at_once: list[str], minutes: set[int]
):
    chat = {"unit": "u1", "url": "wecombot://0123456789abcdef"}
    assert (await client.put("/gateways", json=chat, headers=bearer("ada"))).status_code == 200
    level = {"who": "coordinator", "after_minutes": 0, "at_once": at_once}
    assert (await patched(client, not_accepted=[level])).status_code == 200
    order = (await a_signal(client))["order_id"]
    db.clock.shift += timedelta(minutes=5.1)
    await sweep_due()
    rungs = await db.fetch(
        "select r.rung, extract(epoch from r.due_at - n.created_at) / 60 as after from notice_rung r"
        " join notice n on n.id = r.notice where n.order_id = $1 and n.kind = 'late'",
        uuid.UUID(order),
    )
    assert {float(row["after"]) for row in rungs} == minutes
    assert {row["rung"] for row in rungs} == {"gateway", *at_once}
