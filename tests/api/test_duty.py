"""What comes to somebody off duty goes to the stand-in, and the event says so."""

from datetime import timedelta

import httpx

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.sla.jobs import sweep_due
from tests.api.client import a_signal, act, acted, order_of, submitted, told
from tests.api.rosters import off, plan
from tests.cast import person_id


async def test_an_order_assigned_to_somebody_off_duty_is_the_stand_in_s(client: httpx.AsyncClient):
    await off(client, "will", "wanda")
    order = (await a_signal(client))["order_id"]
    seen = await acted(client, "carol", order, "assign", person=str(person_id("will")))
    assert seen["person"]["name"] == "Wanda"
    data = seen["events"][-1]["data"]
    assert (data["person"]["name"], data["instead_of"]["name"]) == ("Wanda", "王师傅")
    assert await told(order, "assigned") == ["wanda"]
    assert (await acted(client, "wanda", order, "accept"))["state"] == "accepted"


async def test_sent_again_it_is_the_same_command(client: httpx.AsyncClient):
    await off(client, "will", "wanda")
    order = (await a_signal(client))["order_id"]
    said = {"id": str(new_id()), "person": str(person_id("will"))}
    first = await acted(client, "carol", order, "assign", **said)
    again = await acted(client, "carol", order, "assign", **said)
    assert first["events"] == again["events"]
    other = await act(client, "carol", order, "assign", **said | {"person": str(person_id("wanda"))})
    assert other.json()["code"] == "command.reused"


async def test_who_takes_it_for_themselves_is_at_work(client: httpx.AsyncClient):
    await off(client, "carol", "wanda")
    order = (await a_signal(client))["order_id"]
    assert (await acted(client, "carol", order, "assign", person=str(person_id("carol"))))["person"]["name"] == "陈协调"


async def test_where_nobody_of_the_unit_stands_in_it_stays_and_the_event_says_so(client: httpx.AsyncClient):
    await off(client, "will")
    order = (await a_signal(client))["order_id"]
    seen = await acted(client, "carol", order, "assign", person=str(person_id("will")))
    assert (seen["person"]["name"], seen["events"][-1]["data"]["off_duty"]) == ("王师傅", True)
    assert await told(order, "assigned") == ["will"], "never nobody"
    assert (await plan(client, "ada", "will", 1, spells=[], stand_in=str(person_id("wes")))).status_code == 204
    await off(client, "wanda", "wes")
    seen = await acted(client, "carol", order, "assign", person=str(person_id("wanda")))
    assert seen["person"]["name"] == "Wanda", "of another unit: no order goes there unasked"


async def test_a_dispatch_by_hand_to_somebody_off_duty_goes_to_the_stand_in_too(client: httpx.AsyncClient):
    await off(client, "wes", "cody")
    order = (await a_signal(client, site="site2"))["order_id"]
    await acted(client, "cody", order, "decline", reason="no_time")
    seen = await acted(client, "mia", order, "dispatch", unit="u2", person=str(person_id("wes")))
    assert seen["person"]["name"] == "柯协调"


async def test_a_new_order_of_the_unit_is_told_to_who_stands_in_for_its_coordinator(client: httpx.AsyncClient):
    await off(client, "carol", "wanda")
    order = (await a_signal(client))["order_id"]
    assert await told(order, "new") == ["wanda"]


async def test_a_warning_and_a_return_of_somebody_who_went_home_reach_the_stand_in(client: httpx.AsyncClient):
    order = await submitted(client)
    await off(client, "will", "wanda")
    await acted(client, "mia", order, "return", reason="other", text="角落没清")
    assert await told(order, "returned") == ["wanda"]
    db.clock.shift += timedelta(minutes=25)
    await sweep_due()
    assert await told(order, "warning") == ["wanda"]
    assert (await order_of(client, "wanda", order))["order_no"]


async def test_what_is_to_be_judged_is_told_to_who_may_judge_it(client: httpx.AsyncClient):
    await off(client, "mia", "will")
    order = await submitted(client, by="wanda")
    assert await told(order, "submitted") == ["mike"]


async def test_news_that_asks_for_nothing_waits_for_its_person(client: httpx.AsyncClient):
    order = await submitted(client)
    await off(client, "will", "wanda")
    await acted(client, "mia", order, "approve")
    assert await told(order, "closed") == ["will"]
