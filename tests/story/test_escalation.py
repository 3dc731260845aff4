"""Nobody does anything: whoever is next up hears of it, each exactly once, whatever goes wrong meanwhile."""

import asyncio
import uuid
from datetime import timedelta

import httpx

from fieldloop import db
from fieldloop.orders.actions import look
from fieldloop.sla.jobs import sweep_due
from tests.api.client import a_photo, a_signal, act, acted, order_of
from tests.cast import PERSONS, bearer, person_id
from tests.story.ledger_check import check

LOGINS = {person_id(str(login)): str(login) for login, *_ in PERSONS}


async def sweep(minutes: float = 0) -> None:
    """Let time pass, then let two workers sweep at once, and one of them again."""
    db.clock.shift += timedelta(minutes=minutes)
    await asyncio.gather(sweep_due(), sweep_due())
    await sweep_due()


async def told(order: str, *kinds: str) -> list[tuple[str, str]]:
    """Return (kind, login) of every notice of these kinds, in the order in which they were written."""
    rows = await db.fetch(
        "select n.kind, n.person_id from notice n join order_event e on e.id = n.event_id"
        " where n.order_id = $1 and n.kind = any($2::text[]) order by e.seq, n.id",
        uuid.UUID(order),
        list(kinds),
    )
    return [(row["kind"], LOGINS[row["person_id"]]) for row in rows]


async def test_nobody_accepts(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    assert await told(order, "new") == [("new", "carol")]
    await sweep(3.9)
    assert await told(order, "warning", "late") == []
    await sweep(0.2)
    assert await told(order, "warning", "late") == [("warning", "carol")]
    await sweep(0.8)
    assert await told(order, "late") == []
    await sweep(0.2)
    assert await told(order, "late") == [("late", "carol")]
    await sweep(9.8)
    assert await told(order, "late") == [("late", "carol")]
    await sweep(0.3)
    assert sorted(await told(order, "late")) == [("late", "carol"), ("late", "mia"), ("late", "mike")]
    await sweep(10.1)
    assert sorted(await told(order, "late")) == [("late", "carol"), ("late", "dora"), ("late", "mia"), ("late", "mike")]
    for _ in range(3):
        await sweep(60 * 24)
    assert len(await told(order, "warning", "late")) == 5
    seen = await order_of(client, "dora", order)
    assert (seen["level"], seen["late"], seen["state"]) == (3, True, "dispatched")
    assert [event["action"] for event in seen["events"]] == [
        "file", "dispatch", "warn", "escalate", "escalate", "escalate",
    ]  # fmt: skip
    assert [event["data"].get("level") for event in seen["events"][3:]] == [1, 2, 3]
    await check(uuid.UUID(order))


async def test_after_an_outage_of_all_workers_each_level_still_comes_once_and_has_its_time(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await sweep(60 * 24)
    assert await told(order, "warning", "late") == [("late", "carol")]
    await sweep(9.9)
    assert len(await told(order, "late")) == 1
    await sweep(0.2)
    assert len(await told(order, "late")) == 3


async def test_an_order_that_no_unit_answers_for_goes_up_from_its_desk(client: httpx.AsyncClient):
    await db.execute("delete from duty")
    order = (await a_signal(client, site="site2"))["order_id"]
    seen = await order_of(client, "dora", order)
    assert (seen["state"], seen["unit"]) == ("filed", None)
    assert sorted(await told(order, "new")) == [("new", "mia"), ("new", "mike")]
    await sweep(4.1)
    assert sorted(await told(order, "warning")) == [("warning", "mia"), ("warning", "mike")]
    for minutes in (1, 10.1, 10.1, 10.1):
        await sweep(minutes)
    rows = await db.fetch("select level from escalation where order_id = $1 order by level", uuid.UUID(order))
    assert [row["level"] for row in rows] == [1, 2, 3]
    assert [login for _, login in await told(order, "late")].count("dora") == 1
    await acted(client, "dora", order, "dispatch", unit="u2")


async def test_where_nobody_manages_the_administrator_hears_of_it(client: httpx.AsyncClient):
    await db.execute("delete from role where kind in ('manager', 'coordinator') and (area is not null or unit = 'u1')")
    await db.execute("delete from duty")
    order = (await a_signal(client, site="site2"))["order_id"]
    assert await told(order, "new") == [("new", "ada")]
    for minutes in (5.1, 10.1, 10.1):
        await sweep(minutes)
    assert await told(order, "late") == [("late", "ada")] * 3


async def test_who_is_no_longer_active_is_not_told(client: httpx.AsyncClient):
    await db.execute("update person set active = false where login in ('carol', 'mike')")
    order = (await a_signal(client))["order_id"]
    assert sorted(await told(order, "new")) == [("new", "wanda"), ("new", "will")]
    await sweep(5.1)
    assert await told(order, "late") == [("late", "mia")], "nobody coordinates the unit: the next level up"


async def test_accepting_stops_the_first_clock_and_starts_the_next(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await sweep(5.1)
    await acted(client, "will", order, "accept")
    await sweep(23.8)
    assert [kind for kind, _ in await told(order, "warning", "late")] == ["late"]
    await sweep(0.4)
    assert await told(order, "warning") == [("warning", "will")]
    await sweep(6)
    assert await told(order, "late") == [("late", "carol")] * 2
    rows = await db.fetch("select clock, round, level from escalation order by fired_at")
    assert [tuple(row.values()) for row in rows] == [("accept", 1, 1), ("fix", 2, 1)]


async def test_a_review_that_nobody_does_goes_up_too(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await acted(client, "will", order, "accept")
    shot = {"sha256": await a_photo(client, bearer("will")), "phase": "after"}
    await acted(client, "will", order, "submit", photos=[shot])
    await sweep(0.81 * 1440)
    assert sorted(await told(order, "warning")) == [("warning", "mia"), ("warning", "mike")]
    await sweep(0.2 * 1440)
    rows = await db.fetch("select clock, level from escalation")
    assert [tuple(row.values()) for row in rows] == [("review", 1)]


async def test_a_suspended_order_keeps_its_time(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    due_at = (await order_of(client, "mia", order))["clock"]["due_at"]
    await acted(client, "mia", order, "suspend", reason="weather")
    await sweep(60 * 24 * 7)
    assert await told(order, "warning", "late") == []
    assert (await order_of(client, "mia", order))["clock"] is None
    await acted(client, "carol", order, "comment", text="still raining")
    await a_signal(client)
    resumed = await acted(client, "mia", order, "resume")
    assert resumed["state"] == "dispatched"
    assert resumed["clock"]["due_at"] > due_at
    await sweep(3.8)
    assert await told(order, "warning", "late") == []
    await sweep(1.3)
    assert await told(order, "warning", "late") == [("late", "carol")]


async def test_a_manager_who_escalates_by_hand_takes_one_level(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    assert (await acted(client, "mia", order, "escalate"))["level"] == 1
    await sweep(5.1)
    assert (await order_of(client, "mia", order))["level"] == 1, "its ten minutes are not over"
    for minutes in (5, 10.1):
        await sweep(minutes)
    assert (await order_of(client, "mia", order))["level"] == 3
    refused = await act(client, "mia", order, "escalate")
    assert (refused.status_code, refused.json()["code"]) == (409, "order.wrong_state")
    assert "escalate" not in refused.json()["order"]["actions"]
    assert (await act(client, "carol", order, "escalate")).json()["code"] == "order.wrong_state"


async def test_closing_against_the_deadline_never_escalates_what_is_closed(client: httpx.AsyncClient):
    for _ in range(8):
        order = (await a_signal(client))["order_id"]
        await acted(client, "will", order, "accept")
        shot = {"sha256": await a_photo(client, bearer("will")), "phase": "after"}
        await acted(client, "will", order, "submit", photos=[shot])
        db.clock.shift += timedelta(minutes=1441)
        looks = [look(uuid.UUID(order)) for _ in range(2)]
        _, closed, _ = await asyncio.gather(looks[0], acted(client, "mia", order, "approve"), looks[1])
        assert closed["state"] == "closed"
        await sweep(30)
        row = await db.fetchrow(
            "select bool_and(x.fired_at <= o.closed_at) as before, count(x) as times from orders o"
            " left join escalation x on x.order_id = o.id where o.id = $1",
            uuid.UUID(order),
        )
        assert row
        assert row["times"] <= 1
        assert row["before"] is not False
        assert (await order_of(client, "mia", order))["events"][-1]["action"] == "approve"
