"""Requests for more time and for suspension: asked for by whoever has the order, decided by a second person."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.orders.actions import look
from tests.api.client import a_shot, a_signal, accepted, act, acted, box_of, order_of, refused, told

ELEMENT = "waste.bag_outside"


@pytest.fixture(autouse=True)
def clock_set_back() -> Iterator[None]:
    yield
    db.clock.shift = timedelta()


def due(order: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(order["clock"]["due_at"])


def soon(**by: float) -> datetime:
    return db.clock.now() + timedelta(**by)


async def asked(client: httpx.AsyncClient, order: str, until: datetime, wants: str = "extend") -> dict[str, Any]:
    return await acted(client, "will", order, "request", wants=wants, until=until.isoformat(), reason="waiting_parts")


async def test_more_time_is_granted_by_a_second_person_and_the_deadline_moves(client: httpx.AsyncClient):
    order = await accepted(client)
    before = await order_of(client, "will", order)
    until = due(before) + timedelta(hours=2)
    waiting = await asked(client, order, until)
    assert (waiting["request"], waiting["asked"]["kind"], waiting["asked"]["reason"]) == (
        "extend", "extend", "waiting_parts",
    )  # fmt: skip
    assert due(waiting) == due(before), "asking alone moves nothing"
    assert "request" not in waiting["actions"]
    assert not {"grant", "refuse"} & set(waiting["actions"])
    assert not {"grant", "refuse"} & set((await order_of(client, "carol", order))["actions"])
    assert await told(order, "request") == ["mia", "mike"]
    assert order in await box_of(client, "mia", "review")

    given = await acted(client, "mia", order, "grant")
    assert (due(given), given["request"], given["state"]) == (until, None, "accepted")
    assert await told(order, "granted") == ["will"]
    assert order not in await box_of(client, "mia", "review")
    [run] = [each for each in given["clocks"] if each["kind"] == "fix"]
    assert (datetime.fromisoformat(run["due_at"]), run["late"]) == (until, False)


async def test_a_request_sent_again_is_the_same_and_one_until_another_time_is_not(client: httpx.AsyncClient):
    order = await accepted(client)
    until = due(await order_of(client, "will", order)) + timedelta(hours=1)
    said = {"id": str(new_id()), "wants": "extend", "reason": "weather"}
    await acted(client, "will", order, "request", **said, until=until.isoformat())
    assert (await act(client, "will", order, "request", **said, until=until.isoformat())).status_code == 200
    later = (until + timedelta(hours=1)).isoformat()
    assert await refused(client, "will", order, "request", **said, until=later) == (409, "command.reused")


async def test_the_sum_says_who_granted_more_time_and_why_it_was_asked_for(client: httpx.AsyncClient):
    order = await accepted(client)
    await asked(client, order, due(await order_of(client, "will", order)) + timedelta(hours=2))
    given = await acted(client, "mia", order, "grant")
    [move] = next(each for each in given["deadlines"] if each["kind"] == "fix")["moves"]
    by = given["events"][-1]["actor"]["name"]
    assert (move["cause"], move["by"], move["reason"], move["text"]) == ("granted", by, "waiting_parts", None)


async def test_what_ends_within_the_granted_time_is_not_late(client: httpx.AsyncClient):
    order = await accepted(client)
    await asked(client, order, due(await order_of(client, "will", order)) + timedelta(minutes=20))
    await acted(client, "mia", order, "grant")
    db.clock.shift += timedelta(minutes=40)
    done = await acted(client, "will", order, "submit", photos=[await a_shot(client, "will")])
    assert done["overran"] is False


async def test_after_the_granted_time_the_next_level_is_told_once(client: httpx.AsyncClient):
    order = await accepted(client)
    await asked(client, order, due(await order_of(client, "will", order)) + timedelta(minutes=20))
    await acted(client, "mia", order, "grant")
    db.clock.shift += timedelta(minutes=31)
    await look_twice(order)
    assert (await order_of(client, "will", order))["level"] == 0, "the old deadline no longer counts"
    db.clock.shift += timedelta(minutes=20)
    await look_twice(order)
    assert (await order_of(client, "will", order))["level"] == 1


async def look_twice(order: str) -> None:
    row = await db.fetchval("select id from orders where id = $1::text::uuid", order)
    await look(row)
    await look(row)


async def test_less_may_be_granted_than_was_asked_for_and_not_more(client: httpx.AsyncClient):
    order = await accepted(client)
    first = due(await order_of(client, "will", order))
    await asked(client, order, first + timedelta(hours=2))
    more, less = first + timedelta(hours=3), first + timedelta(hours=1)
    assert await refused(client, "mia", order, "grant", until=more.isoformat()) == (422, "request.until")
    given = await acted(client, "mia", order, "grant", until=less.isoformat())
    assert due(given) == less


async def test_a_refusal_says_why_and_leaves_the_clock_alone(client: httpx.AsyncClient):
    order = await accepted(client)
    first = due(await asked(client, order, soon(hours=2)))
    assert await refused(client, "mia", order, "refuse") == (400, "text.required")
    after = await acted(client, "mia", order, "refuse", text="两个人可以今天做完")
    assert (due(after), after["request"]) == (first, None)
    assert await told(order, "refused") == ["will"]
    assert "request" in (await order_of(client, "will", order))["actions"], "a refusal uses nothing up"


async def test_how_often_and_how_long_is_data_of_the_element(client: httpx.AsyncClient):
    await db.execute(f"update element set extend_minutes = 60, suspend_days = 0 where code = '{ELEMENT}'")
    order = await accepted(client)
    seen = await order_of(client, "will", order)
    assert seen["room"] == {"extend_minutes": 60, "suspend_days": None}
    latest = due(seen) + timedelta(minutes=60)
    wrong = {"wants": "extend", "reason": "weather"}
    for until in (latest + timedelta(seconds=1), due(seen), soon(days=-1)):
        assert await refused(client, "will", order, "request", until=until.isoformat(), **wrong) == (
            422, "request.until",
        )  # fmt: skip
    assert await refused(client, "will", order, "request", **wrong) == (422, "request.until")
    suspension = {"wants": "suspend", "reason": "weather", "until": soon(days=1).isoformat()}
    assert await refused(client, "will", order, "request", **suspension) == (409, "request.not_offered")
    await asked(client, order, latest)
    await acted(client, "mia", order, "grant")
    again = {"wants": "extend", "reason": "weather", "until": (latest + timedelta(minutes=5)).isoformat()}
    assert await refused(client, "will", order, "request", **again) == (409, "request.not_offered")


async def test_who_decides_second_hears_that_it_is_decided(client: httpx.AsyncClient):
    order = await accepted(client)
    await asked(client, order, soon(hours=2))
    await acted(client, "mia", order, "grant")
    assert await refused(client, "mike", order, "grant") == (409, "order.wrong_state")
    answer = await act(client, "mike", order, "refuse", text="no")
    assert (answer.status_code, answer.json()["code"]) == (409, "order.wrong_state")


async def test_where_the_element_lets_it_the_units_coordinator_decides(client: httpx.AsyncClient):
    await db.execute(f"update element set unit_grants = true where code = '{ELEMENT}'")
    order = await accepted(client)
    await asked(client, order, soon(hours=2))
    assert await told(order, "request") == ["carol"]
    assert (await acted(client, "carol", order, "grant"))["request"] is None


async def test_nobody_decides_about_their_own_request(client: httpx.AsyncClient):
    await db.execute(f"update element set unit_grants = true where code = '{ELEMENT}'")
    order = (await a_signal(client))["order_id"]
    await acted(client, "carol", order, "request", wants="extend", until=soon(hours=2).isoformat(), reason="more_work")
    assert await refused(client, "carol", order, "grant") == (403, "order.not_allowed")
    assert await refused(client, "will", order, "grant") == (403, "order.not_allowed")


async def test_a_suspension_that_could_not_end_by_itself_is_refused(client: httpx.AsyncClient):
    order = await accepted(client)
    now, hour = db.clock.now(), timedelta(hours=1)
    for until in ((now - hour).isoformat(), (now + hour).replace(tzinfo=None).isoformat(), "2999-01-01T00:00:00Z"):
        suspended = {"reason": "waiting_parts", "until": until}
        assert await refused(client, "mia", order, "suspend", **suspended) == (422, "request.until")
    assert (await order_of(client, "mia", order))["state"] == "accepted"


async def test_a_granted_suspension_stops_the_clock_and_ends_by_itself(client: httpx.AsyncClient):
    order = await accepted(client)
    left = due(await order_of(client, "will", order)) - db.clock.now()
    until = soon(days=3)
    await asked(client, order, until, "suspend")
    paused = await acted(client, "mia", order, "grant")
    assert (paused["state"], paused["clock"]) == ("suspended", None)
    assert [event["action"] for event in paused["events"]][-2:] == ["grant", "suspend"]
    assert (paused["events"][-1]["reason"], paused["events"][-1]["actor"]["kind"]) == ("waiting_parts", "person")
    db.clock.shift += timedelta(days=2)
    await look_twice(order)
    assert (await order_of(client, "will", order))["state"] == "suspended"
    db.clock.shift += timedelta(days=1, minutes=1)
    await look_twice(order)
    back = await order_of(client, "will", order)
    assert (back["state"], back["events"][-1]["action"]) == ("accepted", "resume")
    assert abs((due(back) - db.clock.now()) - left) < timedelta(minutes=1)
    pauses = await db.fetch("select reason, to_at from order_pause")
    assert [(row["reason"], row["to_at"] is not None) for row in pauses] == [("waiting_parts", True)]


@pytest.mark.parametrize("how", ["submit", "decline", "transfer", "void", "suspend"])
async def test_a_request_ends_with_what_it_was_about(client: httpx.AsyncClient, how: str):
    order = await accepted(client)
    await asked(client, order, soon(hours=2))
    match how:
        case "submit":
            await acted(client, "will", order, "submit", photos=[await a_shot(client, "will")])
        case "decline":
            await acted(client, "will", order, "decline", reason="no_time")
        case "transfer":
            await acted(client, "mia", order, "transfer", unit="u2", reason="wrong_unit")
        case _:
            await acted(client, "mia", order, how, reason={"void": "duplicate"}.get(how, "weather"))
    row = await db.fetchrow("select decided_at, decided_by, granted_until from time_request")
    assert row
    assert (row["decided_at"] is None, row["decided_by"], row["granted_until"]) == (False, None, None)
    assert (await order_of(client, "mia", order))["request"] is None


async def test_sent_again_it_is_one_request_and_one_grant(client: httpx.AsyncClient):
    order = await accepted(client)
    command = {"wants": "extend", "until": soon(hours=2).isoformat(), "reason": "weather", "id": _ID}
    for _ in range(2):
        assert (await act(client, "will", order, "request", **command)).status_code == 200
    other = await act(client, "will", order, "request", **command | {"wants": "suspend"})
    assert (other.status_code, other.json()["code"]) == (409, "command.reused")
    steps = [event["action"] for event in (await order_of(client, "will", order))["events"]]
    assert steps.count("request") == 1


_ID = "019bd000-0000-7000-8000-00000000f001"


async def test_an_accept_clock_can_be_extended_too(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    until = due(await order_of(client, "carol", order)) + timedelta(minutes=10)
    await acted(client, "carol", order, "request", wants="extend", until=until.isoformat(), reason="more_work")
    given = await acted(client, "mia", order, "grant")
    assert (due(given), given["clock"]["kind"]) == (until, "accept")
