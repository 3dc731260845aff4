"""An element's own ladders, played: who hears at which level, who when nobody is there, and where the order goes."""

import asyncio
import uuid
from datetime import timedelta
from typing import Any

import httpx
import pytest
from prometheus_client import REGISTRY

from fieldloop import db
from fieldloop.sla.jobs import reconcile, sweep_due
from tests.api.client import a_signal, accepted, acted, order_of, submitted, told
from tests.api.rosters import off
from tests.cast import bearer, person_id
from tests.story.ledger_check import check


async def ladders(**said: list[dict[str, Any]]) -> None:
    """Give every element these ladders."""
    await db.execute("update element set ladders = $1", said)


async def sweep(minutes: float = 0) -> None:
    """Let time pass, then let two workers sweep at once, and one of them again."""
    db.clock.shift += timedelta(minutes=minutes)
    await asyncio.gather(sweep_due(), sweep_due())
    await sweep_due()


async def levels(client: httpx.AsyncClient, order: str) -> list[tuple[int, str]]:
    """Return the levels of an order as its timeline tells them, each with who was told."""
    events = (await order_of(client, "dora", order))["events"]
    await check(uuid.UUID(order))
    assert not await reconcile(), "no clock that the watchdog would have to mend"
    assert not await db.fetchval("select repaired from sweep_watch")
    return [(event["data"]["level"], event["data"]["who"]) for event in events if event["action"] == "escalate"]


async def see(client: httpx.AsyncClient, who: str) -> None:
    """Let somebody's phone say that it showed every notice."""
    for row in await db.fetch("select id from notice where person_id = $1 and seen_at is null", person_id(who)):
        answer = await client.post(f"/notices/{row['id']}/seen", headers=bearer(who))
        assert answer.status_code in {200, 204}, answer.text


NOT_SEEN = [{"who": "coordinator", "share": 0.4}, {"who": "street", "share": 0.6}]


async def test_what_nobody_has_seen_goes_up_until_a_device_says_seen(client: httpx.AsyncClient):
    await ladders(not_seen=NOT_SEEN)
    order = (await a_signal(client))["order_id"]
    await sweep(1.9)
    assert await levels(client, order) == []
    await sweep(0.2)
    assert await levels(client, order) == [(1, "coordinator")]
    assert await told(order, "unseen") == ["carol"]
    await see(client, "carol")
    await sweep(1.1)
    assert await told(order, "unseen") == ["carol"]
    await sweep(1)
    assert await told(order, "warning") == ["carol"]
    for minutes in (1, 10.1, 10.1, 60):
        await sweep(minutes)
    assert await levels(client, order) == [(1, "coordinator"), (2, "coordinator"), (3, "street"), (4, "district")]
    assert [event["data"]["ladder"] for event in (await order_of(client, "dora", order))["events"][-2:]] == [
        "not_accepted"
    ] * 2
    assert "escalate" not in (await order_of(client, "mia", order))["actions"]


async def test_seen_before_its_moment_nobody_is_told(client: httpx.AsyncClient):
    await ladders(not_seen=NOT_SEEN)
    order = (await a_signal(client))["order_id"]
    await see(client, "carol")
    await sweep(3.9)
    assert await levels(client, order) == []


async def test_seen_by_somebody_who_was_not_told_it_is_not_seen(client: httpx.AsyncClient):
    await ladders(not_seen=NOT_SEEN)
    order = (await a_signal(client))["order_id"]
    await acted(client, "dora", order, "seen")
    await sweep(2.1)
    assert await levels(client, order) == [(1, "coordinator")]


async def test_a_level_that_nobody_is_left_to_hear_of_is_counted(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await db.execute("update person set active = false where login <> 'dora'")
    await db.execute("delete from role where person = $1 and kind = 'manager'", person_id("dora"))
    before = REGISTRY.get_sample_value("fieldloop_escalations_to_nobody_total") or 0
    await sweep(5.1)
    assert REGISTRY.get_sample_value("fieldloop_escalations_to_nobody_total") == before + 1
    assert await db.fetchval("select level from orders where id = $1", uuid.UUID(order)) == 1


async def test_a_transfer_begins_the_not_seen_ladder_anew(client: httpx.AsyncClient):
    await ladders(not_seen=NOT_SEEN)
    order = (await a_signal(client))["order_id"]
    await see(client, "carol")
    db.clock.shift += timedelta(minutes=1)
    await acted(client, "mia", order, "transfer", unit="u2", reason="other", text="x")
    await sweep(2.1)
    assert await levels(client, order) == [(1, "coordinator")]
    assert await told(order, "unseen") == ["cody"]


async def test_a_level_for_the_stand_in_finds_the_stand_in_or_the_next_one_up_and_says_so(client: httpx.AsyncClient):
    await ladders(not_fixed=[{"who": "stand_in", "share": 0.5}, {"who": "coordinator", "after_minutes": 0}])
    order = await accepted(client)
    await sweep(15.1)
    assert await levels(client, order) == [(1, "coordinator")]
    assert (await order_of(client, "dora", order))["events"][-1]["data"]["wanted"] == "stand_in"
    assert await told(order, "warning") == ["carol"], "before its deadline it is not late"
    await sweep(60)
    await off(client, "wanda", "will")
    second = await accepted(client, by="wanda", element="waste.overflow")
    await sweep(30.1)
    assert await levels(client, second) == [(1, "stand_in")]
    assert await told(second, "warning") == ["will"]
    await sweep(60)
    assert await levels(client, second) == [(1, "stand_in"), (2, "coordinator")]
    assert "escalate" not in (await order_of(client, "mia", second))["actions"], "two levels are all there are"


async def test_a_level_whose_people_are_off_duty_goes_up_and_where_all_are_off_it_is_told_all_the_same(
    client: httpx.AsyncClient,
):
    await off(client, "carol")
    order = (await a_signal(client))["order_id"]
    await sweep(5.1)
    assert await levels(client, order) == [(1, "street")]
    for who in ("mia", "mike", "dora", "ada"):
        await off(client, who)
    await sweep(10.1)
    assert await levels(client, order) == [(1, "street"), (2, "street")]
    assert await told(order, "late") == ["mia", "mia", "mike", "mike"]


async def test_a_named_person_is_told_and_after_they_left_the_street_is(client: httpx.AsyncClient):
    ira = {"who": "person", "person": str(person_id("ira"))}
    await ladders(not_accepted=[ira | {"after_minutes": 0}, ira | {"after_minutes": 5}])
    order = (await a_signal(client))["order_id"]
    await sweep(5.1)
    assert await told(order, "late") == ["ira"]
    await db.execute("update person set active = false where login = 'ira'")
    await sweep(5.1)
    assert await levels(client, order) == [(1, "person"), (2, "street")]


async def test_a_level_that_moves_the_order_gives_it_to_the_next_unit_with_a_clock_of_its_own(
    client: httpx.AsyncClient,
):
    await db.execute("insert into duty (area, unit) values ('n1', 'u2')")
    await ladders(
        not_accepted=[{"who": "street", "after_minutes": 0, "moves": True}, {"who": "district", "after_minutes": 5}]
    )
    order = (await a_signal(client))["order_id"]
    await sweep(5.1)
    seen = await order_of(client, "dora", order)
    assert (seen["unit"]["code"], seen["level"], seen["late"], seen["state"]) == ("u2", 0, False, "dispatched")
    assert await told(order, "new") == ["carol", "cody"]
    assert await told(order, "moved") == ["carol", "mia", "mike"]
    assert await told(order, "late") == []
    await sweep(5.1)
    # It does not go back to where nobody acted; where no unit is left it stays, and the event says so.
    seen = await order_of(client, "dora", order)
    assert (seen["unit"]["code"], seen["level"], seen["events"][-1]["data"]["stays"]) == ("u2", 1, True)
    await sweep(5.1)
    assert await levels(client, order) == [(1, "street"), (1, "street"), (2, "district")]
    rows = await db.fetch("select round, level from escalation order by round, level")
    assert [tuple(row.values()) for row in rows] == [(1, 1), (2, 1), (2, 2)]


async def test_work_that_was_begun_moves_too_and_its_nonce_ends(client: httpx.AsyncClient):
    await db.execute("insert into duty (area, unit) values ('n1', 'u2')")
    await ladders(not_fixed=[{"who": "coordinator", "after_minutes": 0, "moves": True}])
    order = await accepted(client)
    await sweep(31)
    seen = await order_of(client, "mia", order)
    assert (seen["unit"]["code"], seen["person"], seen["state"]) == ("u2", None, "dispatched")
    assert await levels(client, order) == [(1, "coordinator")]


async def test_a_manager_takes_the_next_level_of_the_element_s_own_ladder(client: httpx.AsyncClient):
    await ladders(not_reviewed=[{"who": "district", "after_minutes": 0}])
    order = await submitted(client)
    up = await acted(client, "mia", order, "escalate", text="急")
    assert (up["level"], up["events"][-1]["data"]["who"]) == (1, "district")
    assert await told(order, "late") == ["dora"]
    assert "escalate" not in up["actions"]


@pytest.mark.parametrize("kind", ["not_dispatched", "not_accepted"])
async def test_an_order_that_waits_at_a_desk_climbs_the_ladder_of_what_was_not_dispatched(
    client: httpx.AsyncClient, kind: str
):
    await db.execute("delete from duty")
    await ladders(**{kind: [{"who": "district", "share": 0.5}]})
    order = (await a_signal(client, site="site2"))["order_id"]
    await sweep(2.6)
    assert await levels(client, order) == ([(1, "district")] if kind == "not_dispatched" else [])
