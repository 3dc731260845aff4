"""Who reported and who did the work stay unknown to each other; who answers for it knows both."""

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.orders.scope import only_inspects
from fieldloop.people.rules import Caller, Role, RoleKind
from tests.api.client import a_shot, acted, order_of
from tests.cast import bearer, person_id


async def reported_and_done(client: httpx.AsyncClient) -> str:
    now = datetime.now(UTC).isoformat()
    body = {"id": str(new_id()), "element": "waste.bag_outside", "site": "site1", "text": "a bag", "at": now}
    order: str = (await client.post("/reports", json=body, headers=bearer("vera"))).json()["order_id"]
    await acted(client, "carol", order, "assign", person=str(person_id("will")))
    await acted(client, "will", order, "accept")
    await acted(client, "will", order, "submit", photos=[await a_shot(client, "will")])
    return order


def words(order: dict[str, Any]) -> set[str]:
    """Return the names of persons anywhere in an order."""
    found = {event["actor"]["name"] for event in order["events"]}
    found |= {event["data"]["person"]["name"] for event in order["events"] if "person" in event["data"]}
    found |= {photo["person"]["name"] for photo in order["photos"] if photo["person"]}
    found |= {order["person"]["name"]} if order["person"] else set()
    return found - {"", "Fieldloop"}


async def test_a_reporter_sees_that_it_is_done_and_not_by_whom(client: httpx.AsyncClient):
    order = await reported_and_done(client)
    seen = await order_of(client, "vera", order)
    assert words(seen) == {"吴志愿"}
    assert [event["actor"]["role"] for event in seen["events"]][-1] == "worker"
    assert str(person_id("will")) not in str(seen)


async def test_who_does_the_work_does_not_see_who_reported_it(client: httpx.AsyncClient):
    seen = await order_of(client, "will", await reported_and_done(client))
    assert words(seen) == {"王师傅", "陈协调"}
    assert str(person_id("vera")) not in str(seen)


async def test_who_answers_for_it_sees_both(client: httpx.AsyncClient):
    order = await reported_and_done(client)
    for who in ("mia", "carol", "dora", "ada"):
        assert words(await order_of(client, who, order)) == {"王师傅", "陈协调", "吴志愿"}


async def test_lists_and_the_sync_of_a_reporter_name_nobody_else(client: httpx.AsyncClient):
    order = await reported_and_done(client)
    for path in ("/orders?box=reported", "/sync", "/sites/site1"):
        answer = await client.get(path, headers=bearer("vera"))
        assert answer.status_code == 200
        assert ("王师傅" in answer.text, str(person_id("will")) in answer.text) == (False, False), path
    held = (await client.get("/orders", params={"box": "all"}, headers=bearer("mia"))).json()["items"]
    assert [one["person"]["name"] for one in held if one["id"] == order] == ["王师傅"]


# Persons and units of the order's timeline; a site's own file says who answers for the place, and not for an order.
WHOSE = ("王师傅", "陈协调", "马主任", "吴志愿", "金杨一居居委会", '"u1"', "021-5885-0001")


async def closed(client: httpx.AsyncClient) -> str:
    order = await reported_and_done(client)
    await acted(client, "mia", order, "approve")
    return order


def told_of(answer: httpx.Response, order: str) -> str:
    """Return what an answer says of the order: itself, or its lines in lists."""
    assert answer.status_code == 200, answer.text
    body = answer.json()
    lines = [line for key in ("items", "orders", "open", "history") for line in body.get(key, [])]
    return json.dumps([line for line in [body, *lines] if line.get("id") == order], ensure_ascii=False)


@pytest.mark.parametrize("make", [reported_and_done, closed])
@pytest.mark.parametrize("path", ["/orders/{}", "/orders?box=all", "/sync", "/sites/site1"])
async def test_an_inspector_judges_work_and_not_people(
    client: httpx.AsyncClient, make: Callable[[httpx.AsyncClient], Awaitable[str]], path: str
):
    order = await make(client)
    if path == "/sync":
        path += f"?since={(await client.get('/sync', headers=bearer('ira'))).json()['next']}"
        await acted(client, "mia", order, "comment", text="看一下")
    told = told_of(await client.get(path.format(order), headers=bearer("ira")), order)
    assert order in told
    assert [word for word in (*WHOSE, str(person_id("will")), str(person_id("vera"))) if word in told] == []


async def test_an_inspector_reads_what_they_say_themselves(client: httpx.AsyncClient):
    order = await closed(client)
    assert words(await acted(client, "ira", order, "comment", text="到过现场")) == {"尹巡查"}


@pytest.mark.parametrize(
    ("kind", "area", "unit"), [("manager", "s1", None), ("administrator", "d1", None), ("worker", None, "u1")]
)
async def test_an_inspector_who_answers_for_it_too_reads_names(
    client: httpx.AsyncClient, kind: str, area: str | None, unit: str | None
):
    order = await closed(client)
    await db.execute(
        "insert into role (id, person, kind, area, unit) values (gen_random_uuid(), $1, $2, $3, $4)",
        *(person_id("ira"), kind, area, unit),
    )
    seen = await order_of(client, "ira", order)
    assert seen["unit"]["code"] == "u1"
    assert "王师傅" in words(seen)


async def test_only_who_answers_for_the_place_or_is_of_the_unit_is_more_than_an_inspector():
    role = Role(RoleKind.INSPECTOR, "d1", "district", None)
    volunteer = Role(RoleKind.VOLUNTEER, "n1", "neighbourhood", None)
    elsewhere = Role(RoleKind.MANAGER, "s9", "street", None)
    areas = frozenset({"d1", "s1", "n1"})
    for roles, blind in (((role,), True), ((role, volunteer), True), ((role, elsewhere), True), ((elsewhere,), False)):
        assert only_inspects(Caller(person_id("ira"), "", "en", roles), areas, "u1") is blind


async def test_who_found_it_themselves_and_fixed_it_is_known_as_the_one_who_works(client: httpx.AsyncClient):
    now = datetime.now(UTC).isoformat()
    body = {"id": str(new_id()), "element": "waste.bag_outside", "site": "site1", "at": now}
    order = (await client.post("/reports", json=body, headers=bearer("will"))).json()["order_id"]
    await acted(client, "will", order, "accept")
    assert words(await order_of(client, "will", order)) == {"王师傅"}
