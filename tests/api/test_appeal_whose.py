"""Whose right of reply it is: theirs who were marked, once in each round; and what nobody may do about it."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from fieldloop import db
from fieldloop.sla.jobs import sweep_due
from tests.api.client import a_shot, accepted, acted, box_of, order_of, refused, told
from tests.api.test_appeal import appeal_of, late, returned
from tests.cast import bearer, person_id


@pytest.fixture(autouse=True)
def clock_set_back() -> Iterator[None]:
    yield
    db.clock.shift = timedelta()


async def test_opened_again_it_begins_unmarked_and_with_its_own_right_of_reply(client: httpx.AsyncClient):
    order = await late(client)
    await acted(client, "will", order, "appeal", text="门锁着")
    again = await acted(client, "dora", order, "reopen", reason="not_fixed")
    assert (again["overran"], again["appealed"]) == (False, False)
    assert {name: (await appeal_of(order))[name] for name in ("reversed", "decided_by")} == {
        "reversed": True, "decided_by": None,
    }  # fmt: skip
    await acted(client, "wanda", order, "accept")
    db.clock.shift += timedelta(minutes=31)
    await acted(client, "wanda", order, "submit", photos=[await a_shot(client, "wanda")])
    await acted(client, "mike", order, "approve")
    assert "appeal" not in (await order_of(client, "will", order))["actions"]
    assert (await acted(client, "wanda", order, "appeal", text="水管爆了"))["appealed"] is True
    assert await refused(client, "mike", order, "excuse") == (403, "order.not_allowed")
    assert (await acted(client, "mia", order, "excuse"))["overran"] is False
    rows = await db.fetch("select person, reversed, decided_by from appeal order by made_at")
    assert [tuple(row) for row in rows] == [
        (person_id("will"), True, None), (person_id("wanda"), True, person_id("mia")),
    ]  # fmt: skip


async def test_whose_work_was_returned_may_appeal_whoever_has_it_now(client: httpx.AsyncClient):
    order = await returned(client)
    await acted(client, "carol", order, "assign", person=str(person_id("wanda")))
    assert "appeal" not in (await order_of(client, "wanda", order))["actions"], "no work of hers"
    assert (await acted(client, "will", order, "appeal", text="角落是干净的"))["state"] == "submitted"
    upheld = await acted(client, "mike", order, "return", reason="not_done")
    assert (upheld["state"], upheld["person"]["name"]) == ("accepted", "Wanda")
    assert await told(order, "returned") == ["wanda", "will", "will"]


async def test_who_was_late_may_say_why_whoever_ended_it(client: httpx.AsyncClient):
    order = await accepted(client)
    db.clock.shift += timedelta(minutes=31)
    await acted(client, "carol", order, "assign", person=str(person_id("wanda")))
    await acted(client, "carol", order, "transfer", unit="u2", reason="wrong_unit")
    await acted(client, "wes", order, "accept")
    await acted(client, "wes", order, "submit", photos=[await a_shot(client, "wes")])
    await acted(client, "mia", order, "approve")
    assert "appeal" not in (await order_of(client, "wes", order))["actions"], "in time"
    assert (await acted(client, "wanda", order, "appeal", text="刚交到我手上"))["appealed"] is True
    await acted(client, "mike", order, "excuse")
    assert await told(order, "decided") == ["wanda"]


async def test_whoever_is_appealed_against_does_not_make_it_void(client: httpx.AsyncClient):
    order = await returned(client)
    await acted(client, "will", order, "appeal", text="角落是干净的")
    assert "void" not in (await order_of(client, "mia", order))["actions"]
    assert await refused(client, "mia", order, "void", reason="false_alarm") == (403, "order.not_allowed")
    await acted(client, "mike", order, "suspend", reason="weather")
    assert await refused(client, "mia", order, "void", reason="false_alarm") == (403, "order.not_allowed")
    assert (await acted(client, "mike", order, "void", reason="false_alarm"))["state"] == "void"


async def test_whoever_decides_reads_no_names_by_asking_first(client: httpx.AsyncClient):
    order = await returned(client)
    await acted(client, "will", order, "appeal", text="角落是干净的")
    asked = await acted(client, "mike", order, "ask", text="是哪个角落？")
    assert asked["person"] is None
    assert "王师傅" not in {event["actor"]["name"] for event in asked["events"]}
    commented = await acted(client, "mike", order, "comment", text="再看看")
    assert commented["person"] is None


async def test_a_late_mark_under_appeal_waits_in_the_list_of_whoever_may_decide_and_on_a_clock(
    client: httpx.AsyncClient,
):
    order = await late(client)
    assert await box_of(client, "mike", "review") == []
    appealed = await acted(client, "will", order, "appeal", text="门锁着")
    assert appealed["clock"]["kind"] == "review"
    for who, waits in (("mike", [order]), ("dora", [order]), ("mia", []), ("carol", []), ("otto", [])):
        assert await box_of(client, who, "review") == waits, who
    assert await box_of(client, "carol", "unit") == [], "the unit has nothing left to do"
    figures = (await client.get("/stats/board", headers=bearer("mia"))).json()
    assert (figures["open"], figures["late"], figures["by_state"]) == (0, 0, {})
    db.clock.shift += timedelta(days=3)
    while await sweep_due():
        pass
    await sweep_due(1)
    assert "carol" in await told(order, "late")
    assert order in await box_of(client, "dora", "late")
    kept = await acted(client, "dora", order, "uphold")
    assert (kept["clock"], kept["late"], await box_of(client, "mike", "review")) == (None, False, [])
    run = kept["clocks"][-1]
    assert (run["kind"], run["late"], run["ended_at"]) == ("review", True, kept["events"][-1]["received_at"])
