"""Assigning: the coordinator hands an order to a person of the unit."""

import uuid

import httpx
import pytest

from fieldloop import db
from tests.api.client import a_signal, accepted, acted, box_of, refused, submitted, told
from tests.cast import person_id

WILL, WANDA, WES, OMAR = (str(person_id(login)) for login in ("will", "wanda", "wes", "omar"))


async def test_it_comes_into_the_person_s_own_box_and_the_person_is_told(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    given = await acted(client, "carol", order, "assign", person=WANDA)
    assert (given["state"], given["person"]["name"]) == ("dispatched", "Wanda")
    assert given["events"][-1]["data"]["person"] == {"id": WANDA, "name": "Wanda"}
    assert order in await box_of(client, "wanda", "mine")
    assert await told(order, "assigned") == ["wanda"]


async def test_who_takes_it_over_has_no_more_time_than_was_left(client: httpx.AsyncClient):
    order = await accepted(client, "will")
    before = await acted(client, "carol", order, "comment", text="he is ill")
    after = await acted(client, "carol", order, "assign", person=WANDA)
    assert after["state"] == "accepted"
    assert after["clock"] == before["clock"]
    assert order not in await box_of(client, "will", "mine")
    assert await refused(client, "will", order, "arrive") == (409, "order.wrong_state")


@pytest.mark.parametrize("person", [WES, OMAR, str(uuid.uuid4()), None])
async def test_only_to_people_of_the_unit(client: httpx.AsyncClient, person: str | None):
    order = (await a_signal(client))["order_id"]
    assert await refused(client, "carol", order, "assign", person=person) == (422, "order.unknown_person")


async def test_not_to_who_has_left(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await db.execute("update person set active = false where login = 'wanda'")
    assert await refused(client, "carol", order, "assign", person=WANDA) == (422, "order.unknown_person")


async def test_a_manager_may_but_a_worker_may_not(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    assert await refused(client, "will", order, "assign", person=WILL) == (403, "order.not_allowed")
    assert (await acted(client, "mia", order, "assign", person=WILL))["person"]["id"] == WILL


async def test_what_is_in_review_stays_with_whoever_submitted_it(client: httpx.AsyncClient):
    order = await submitted(client)
    assert await refused(client, "carol", order, "assign", person=WANDA) == (409, "order.wrong_state")


async def test_an_order_of_no_unit_has_nobody_to_choose_from(client: httpx.AsyncClient):
    await db.execute("delete from duty")
    order = (await a_signal(client, site="site2"))["order_id"]
    assert await refused(client, "mia", order, "assign", person=WILL) == (409, "order.wrong_state")
