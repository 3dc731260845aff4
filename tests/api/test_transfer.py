"""Transferring and dispatching: to another unit, by those who coordinate or manage."""

import httpx
import pytest

from fieldloop import db
from tests.api.client import a_signal, accepted, acted, box_of, order_of, refused, submitted, told
from tests.cast import person_id


async def test_it_leaves_one_unit_for_another_with_all_its_time(client: httpx.AsyncClient):
    order = await accepted(client, "will")
    moved = await acted(client, "carol", order, "transfer", unit="u2", reason="wrong_unit")
    assert (moved["state"], moved["unit"]["code"], moved["person"]) == ("dispatched", "u2", None)
    assert (moved["clock"]["kind"], moved["late"], moved["level"]) == ("accept", False, 0)
    assert order in await box_of(client, "cody", "unit")
    assert order not in await box_of(client, "will", "mine")
    assert order not in await box_of(client, "carol", "unit")
    assert await told(order, "new") == ["carol", "cody"]
    assert moved["events"][-1]["data"]["unit"]["name"]["zh"] == "洁美保洁"


@pytest.mark.parametrize("unit", ["u1", "u9", "nowhere", None])
async def test_not_to_itself_another_district_or_nowhere(client: httpx.AsyncClient, unit: str | None):
    order = (await a_signal(client))["order_id"]
    got = await refused(client, "mia", order, "transfer", unit=unit, reason="wrong_unit")
    assert got == (422, "order.unknown_unit")


async def test_not_to_a_unit_that_no_longer_works(client: httpx.AsyncClient):
    await db.execute("update unit set active = false where code = 'u2'")
    order = (await a_signal(client))["order_id"]
    got = await refused(client, "mia", order, "transfer", unit="u2", reason="wrong_unit")
    assert got == (422, "order.unknown_unit")


async def test_a_reason_is_needed_and_a_right(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    assert await refused(client, "carol", order, "transfer", unit="u2") == (400, "reason.required")
    got = await refused(client, "will", order, "transfer", unit="u2", reason="wrong_unit")
    assert got == (403, "order.not_allowed")


async def test_what_is_in_review_is_not_moved(client: httpx.AsyncClient):
    order = await submitted(client)
    got = await refused(client, "mia", order, "transfer", unit="u2", reason="wrong_unit")
    assert got == (409, "order.wrong_state")


async def test_the_desk_dispatches_what_found_no_unit(client: httpx.AsyncClient):
    await db.execute("delete from duty")
    order = (await a_signal(client, site="site2"))["order_id"]
    wrong = {"unit": "u2", "person": str(person_id("will"))}
    assert await refused(client, "mia", order, "dispatch", **wrong) == (422, "order.unknown_person")
    sent = await acted(client, "mia", order, "dispatch", unit="u2", person=str(person_id("wes")))
    assert (sent["state"], sent["unit"]["code"], sent["person"]["name"]) == ("dispatched", "u2", "魏师傅")
    assert await told(order, "new") == ["mia", "mike", "wes"]
    assert await refused(client, "mia", order, "dispatch", unit="u1") == (409, "order.wrong_state")


async def test_a_unit_that_gets_it_from_the_desk_has_all_its_time(client: httpx.AsyncClient):
    await db.execute("delete from duty")
    order = (await a_signal(client, site="site2"))["order_id"]
    before = await order_of(client, "mia", order)
    sent = await acted(client, "mia", order, "dispatch", unit="u2")
    assert sent["clock"]["started_at"] > before["clock"]["started_at"]
