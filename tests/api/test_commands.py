"""A command's id: exactly once, whoever retries; and never for something else."""

import asyncio
import uuid
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.ids import new_id
from tests.api.client import a_shot, a_signal, accepted, act, acted, history, refused
from tests.cast import bearer, person_id

NOW = "2026-11-23T10:00:00+08:00"


async def test_many_retries_at_once_are_one_command(client: httpx.AsyncClient):
    order, command = (await a_signal(client))["order_id"], str(new_id())
    answers = await asyncio.gather(*(act(client, "will", order, "accept", id=command, at=NOW) for _ in range(10)))
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.json()["version"] for answer in answers} == {3}


async def test_a_retry_is_answered_with_the_order_as_it_is_now(client: httpx.AsyncClient):
    order, command = (await a_signal(client))["order_id"], str(new_id())
    await acted(client, "will", order, "accept", id=command)
    await acted(client, "carol", order, "transfer", unit="u2", reason="wrong_unit")
    again = await acted(client, "will", order, "accept", id=command)
    assert (again["state"], again["unit"]["code"]) == ("dispatched", "u2")


async def test_a_retry_after_handing_it_back_still_finds_its_answer(client: httpx.AsyncClient):
    await db.execute("insert into duty (area, element, unit) values ('s1', null, 'u2')")
    order, command = (await a_signal(client))["order_id"], str(new_id())
    for _ in range(2):
        answer = await act(client, "carol", order, "decline", id=command, reason="no_time")
        assert answer.status_code == 200
        assert answer.json()["unit"]["code"] == "u2"


async def test_photos_come_once_however_often_they_are_sent(client: httpx.AsyncClient):
    order, command = await accepted(client), str(new_id())
    shots = [await a_shot(client, "will")]
    for _ in range(2):
        order_after = await acted(client, "will", order, "submit", id=command, photos=shots)
        assert len(order_after["photos"]) == 1


WILL, WANDA = str(person_id("will")), str(person_id("wanda"))
FIRST: dict[str, Any] = {"action": "assign", "person": WILL}


@pytest.mark.parametrize(
    "second",
    [
        {"action": "comment", "text": "x"},
        {"action": "assign", "person": WANDA},
        {"action": "assign", "person": WILL, "text": "other words"},
        {"action": "assign", "person": WILL, "reason": "other"},
    ],
)
async def test_an_id_stands_for_one_command_only(client: httpx.AsyncClient, second: dict[str, Any]):
    order, command = (await a_signal(client))["order_id"], str(new_id())
    await acted(client, "carol", order, id=command, **FIRST)
    assert await refused(client, "carol", order, id=command, **second) == (409, "command.reused")


async def test_nor_for_another_person_or_another_order(client: httpx.AsyncClient):
    order, command = (await a_signal(client))["order_id"], str(new_id())
    other = (await a_signal(client, element="waste.overflow"))["order_id"]
    await acted(client, "carol", order, id=command, **FIRST)
    assert await refused(client, "mia", order, id=command, **FIRST) == (409, "command.reused")
    assert await refused(client, "carol", other, id=command, **FIRST) == (409, "command.reused")


async def test_two_orders_at_once_under_one_id_are_one_order(client: httpx.AsyncClient):
    orders = [(await a_signal(client, element=name))["order_id"] for name in ("waste.overflow", "waste.bag_outside")]
    command = str(new_id())
    answers = await asyncio.gather(*(act(client, "carol", order, id=command, **FIRST) for order in orders))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert {answer.json().get("code") for answer in answers} == {None, "command.reused"}


async def test_an_id_that_a_machine_s_event_has_is_taken(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    event = await db.fetchval("select id from order_event where action = 'file'")
    got = await refused(client, "carol", order, "comment", id=str(event), text="x")
    assert got == (409, "command.reused")


@pytest.mark.parametrize(
    "body",
    [
        {"id": "no-uuid"},
        {"action": "explode"},
        {"at": "noon"},
        {"state": "closed"},
        {"version": 1},
        {"text": "x" * 2001},
        {"photos": [{"sha256": "0" * 64}]},
        {"photos": [{"sha256": "0" * 64, "phase": "inspect"}]},
        {"photos": [{"sha256": "0" * 63, "phase": "after"}]},
        {"photos": [{"sha256": "0" * 64, "phase": "after", "lat": 91}]},
        {"person": "will"},
    ],
)
async def test_what_has_the_wrong_shape_changes_nothing(client: httpx.AsyncClient, body: dict[str, Any]):
    order = (await a_signal(client))["order_id"]
    whole = {"id": str(new_id()), "action": "comment", "at": NOW, "text": "x"} | body
    before = await history(order)
    answer = await client.post(f"/orders/{order}/actions", json=whole, headers=bearer("carol"))
    assert (answer.status_code, answer.json()["code"]) == (400, "input.invalid")
    assert answer.json()["errors"]
    assert await history(order) == before


@pytest.mark.parametrize("action", ["file", "join", "warn", "kept"])
async def test_what_only_the_system_does_is_nobody_s(client: httpx.AsyncClient, action: str):
    order = (await a_signal(client))["order_id"]
    assert await refused(client, "mia", order, action) == (403, "order.not_allowed")


@pytest.mark.parametrize("value", [{"text": "a\u0000b"}, {"at": "0001-01-01T00:00:00+14:00"}, {"reason": "a\u0000"}])
async def test_what_no_column_can_hold_is_refused(client: httpx.AsyncClient, value: dict[str, str]):
    order = (await a_signal(client))["order_id"]
    body = {"reason": "other", "text": "x"} | value
    status, _ = await refused(client, "carol", order, "void", **body)
    assert status == 400


@pytest.mark.parametrize("who", ["will", "otto"])
async def test_an_order_that_is_unknown_is_not_found(client: httpx.AsyncClient, who: str):
    answer = await act(client, who, str(uuid.uuid4()), "accept")
    assert (answer.status_code, answer.json()["code"]) == (404, "not.found")
    assert (await client.post("/orders/x/actions", headers=bearer(who))).status_code in {404, 405}
