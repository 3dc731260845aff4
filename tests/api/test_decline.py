"""Declining: with a reason, and the next candidate is tried at once."""

import httpx
import pytest

from fieldloop import db
from tests.api.client import a_signal, accepted, acted, box_of, order_of, refused, submitted, told
from tests.cast import person_id


async def test_a_unit_that_declines_is_passed_over_and_the_desk_is_told(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    declined = await acted(client, "carol", order, "decline", reason="not_mine")
    assert (declined["state"], declined["unit"], declined["person"]) == ("filed", None, None)
    assert await told(order, "new") == ["carol", "mia", "mike"]
    assert [event["action"] for event in declined["events"]] == ["file", "dispatch", "decline"]
    assert declined["events"][-1]["reason"] == "not_mine"


async def test_the_next_unit_on_duty_gets_it_at_once_with_all_its_time(client: httpx.AsyncClient):
    await db.execute("insert into duty (area, element, unit) values ('s1', null, 'u2')")
    order = (await a_signal(client))["order_id"]
    first = await order_of(client, "mia", order)
    declined = await acted(client, "carol", order, "decline", reason="no_time")
    assert (declined["state"], declined["unit"]["code"]) == ("dispatched", "u2")
    assert declined["clock"]["started_at"] > first["clock"]["started_at"]
    assert order in await box_of(client, "cody", "unit")
    assert order not in await box_of(client, "carol", "unit")
    assert await told(order, "new") == ["carol", "cody"]


async def test_a_unit_declines_once_and_is_not_asked_again(client: httpx.AsyncClient):
    await db.execute("insert into duty (area, element, unit) values ('s1', null, 'u2'), ('s1', null, 'u1')")
    order = (await a_signal(client))["order_id"]
    await acted(client, "carol", order, "decline", reason="no_time")
    last = await acted(client, "cody", order, "decline", reason="no_time")
    assert (last["state"], last["unit"]) == ("filed", None)


async def test_a_person_hands_it_back_to_the_unit(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await acted(client, "carol", order, "assign", person=str(person_id("will")))
    back = await acted(client, "will", order, "decline", reason="other", text="我在医院")
    assert (back["state"], back["unit"]["code"], back["person"]) == ("dispatched", "u1", None)
    assert order in await box_of(client, "carol", "unit")
    assert await told(order, "new") == ["carol", "carol"]


async def test_who_hands_it_back_is_not_told_of_it_again(client: httpx.AsyncClient):
    order = (await a_signal(client, element="waste.overflow"))["order_id"]
    assert await told(order, "new") == ["carol", "wanda", "will"]
    await acted(client, "will", order, "accept")
    await acted(client, "will", order, "decline", reason="no_tools")
    assert await told(order, "new") == ["carol", "carol", "wanda", "wanda", "will"]


async def test_who_holds_it_may_still_decline(client: httpx.AsyncClient):
    order = await accepted(client, "wanda")
    back = await acted(client, "wanda", order, "decline", reason="no_access")
    assert (back["state"], back["clock"]["kind"]) == ("dispatched", "accept")


@pytest.mark.parametrize("reason", [None, "nonsense", "false_alarm", "other"])
async def test_a_reason_of_the_list_is_needed_and_other_needs_words(client: httpx.AsyncClient, reason: str | None):
    order = (await a_signal(client))["order_id"]
    assert await refused(client, "carol", order, "decline", reason=reason) == (400, "reason.required")
    assert await refused(client, "carol", order, "decline", reason=reason, text=" ") == (400, "reason.required")


async def test_a_candidate_has_nothing_to_refuse(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    assert await refused(client, "will", order, "decline", reason="no_time") == (403, "order.not_allowed")


async def test_after_submitting_it_is_too_late(client: httpx.AsyncClient):
    order = await submitted(client)
    assert await refused(client, "will", order, "decline", reason="no_time") == (409, "order.wrong_state")
