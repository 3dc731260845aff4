"""Pauses of their own kind: for the reporter's answer, or another unit's."""

import uuid
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.sla.jobs import sweep_due
from tests.api.client import accepted, act, acted, order_of, refused, told
from tests.api.working import BAG, deadline, it_is, local, taken, when
from tests.cast import bearer
from tests.story.ledger_check import check


@pytest.fixture(autouse=True)
async def _orders_may_wait(database: str) -> None:
    await db.execute(
        "update element set wait_times = 2, reporter_minutes = 60, unit_minutes = 120 where code = $1", BAG
    )


async def found_by_vera(client: httpx.AsyncClient) -> str:
    """Let a volunteer say "me too" to an order that will has taken."""
    order = await taken(client)
    body = {"id": str(new_id()), "order": order, "element": BAG, "site": "site1", "at": db.clock.now().isoformat()}
    answer = await client.post("/reports", json=body, headers=bearer("vera"))
    assert answer.status_code == 201, answer.text
    return order


async def waits(client: httpx.AsyncClient, order: str, who: str = "will", **more: Any) -> dict[str, Any]:
    return await acted(client, who, order, "wait", **{"waits_for": "reporter", "text": "具体在哪里？"} | more)


async def test_the_reporter_is_asked_the_clock_stands_still_and_the_answer_lets_it_run_on(client: httpx.AsyncClient):
    it_is("2026-12-04T15:00")
    order = await found_by_vera(client)
    it_is("2026-12-04T15:10")
    waiting = await waits(client, order)
    assert (waiting["state"], waiting["waits_for"], waiting["clock"]) == ("suspended", "reporter", None)
    assert await told(order, "asked") == ["vera"]
    it_is("2026-12-04T15:30")
    await acted(client, "carol", order, "comment", text="我也不知道")
    assert (await order_of(client, "will", order))["state"] == "suspended", "somebody else's words are no answer"
    await acted(client, "vera", order, "comment", text="垃圾房后面")
    now = await order_of(client, "will", order)
    assert (now["state"], now["waits_for"], when(now["clock"]["due_at"])) == (
        "accepted",
        None,
        local("2026-12-04T15:50"),
    )
    [event] = [each for each in now["events"] if each["action"] == "resume"]
    assert (event["actor"]["kind"], event["data"]["why"]) == ("system", "answered")
    [pause] = deadline(now, "fix")["pauses"]
    assert (pause["waits_for"], pause["text"], pause["reason"]) == ("reporter", "具体在哪里？", None)
    assert abs(pause["given_back_s"] - 1200) < 60
    assert await told(order, "resumed") == ["will"]
    row = await db.fetchrow("select waits_for, to_at is null as open from order_pause where order_id = $1", order)
    assert dict(row or {}) == {"waits_for": "reporter", "open": False}
    await check(uuid.UUID(order))


async def test_no_answer_ends_it_all_the_same_when_its_time_is_over(client: httpx.AsyncClient):
    it_is("2026-12-04T15:00")
    order = await found_by_vera(client)
    await waits(client, order)
    it_is("2026-12-04T15:59")
    await sweep_due()
    assert (await order_of(client, "will", order))["state"] == "suspended"
    it_is("2026-12-04T16:01")
    await sweep_due()
    now = await order_of(client, "will", order)
    assert (now["state"], when(now["clock"]["due_at"])) == ("accepted", local("2026-12-04T16:31"))


async def test_another_unit_s_coordinator_sees_the_order_and_answers_it(client: httpx.AsyncClient):
    it_is("2026-12-04T15:00")
    order = await taken(client)
    assert (await client.get(f"/orders/{order}", headers=bearer("cody"))).status_code == 404
    await waits(client, order, "carol", waits_for="unit", unit="u2", text="请关水阀")
    assert await told(order, "asked") == ["cody"]
    it_is("2026-12-04T15:20")
    await acted(client, "cody", order, "comment", text="已关")
    now = await order_of(client, "will", order)
    assert (now["state"], now["unit"]["code"], when(now["clock"]["due_at"])) == (
        "accepted", "u1", local("2026-12-04T15:50"),
    )  # fmt: skip
    await check(uuid.UUID(order))


async def test_the_coordinator_ends_a_wait_but_not_a_suspension(client: httpx.AsyncClient):
    order = await accepted(client)
    waiting = await waits(client, order, waits_for="unit", unit="u2")
    assert "resume" not in waiting["actions"]
    assert (await acted(client, "carol", order, "resume"))["state"] == "accepted"
    await acted(client, "mia", order, "suspend", reason="weather")
    assert await refused(client, "carol", order, "resume") == (403, "order.not_allowed")


async def test_it_waits_as_often_as_the_element_says_and_not_at_all_by_default(client: httpx.AsyncClient):
    order = await accepted(client)
    await db.execute("update element set wait_times = 0 where code = $1", BAG)
    assert "wait" not in (await order_of(client, "will", order))["actions"]
    await db.execute("update element set wait_times = 2 where code = $1", BAG)
    for _ in range(2):
        await waits(client, order, waits_for="unit", unit="u2")
        await acted(client, "carol", order, "resume")
    again = await act(client, "will", order, "wait", waits_for="unit", unit="u2", text="x")
    assert (again.status_code, again.json()["code"]) == (409, "order.wrong_state")


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"text": "?"}, (400, "input.invalid")),
        ({"waits_for": "reporter"}, (400, "text.required")),
        ({"waits_for": "reporter", "text": "?"}, (409, "wait.nobody")),
        ({"waits_for": "unit", "text": "?"}, (422, "order.unknown_unit")),
        ({"waits_for": "unit", "unit": "u1", "text": "?"}, (422, "order.unknown_unit")),
        ({"waits_for": "unit", "unit": "u9", "text": "?"}, (422, "order.unknown_unit")),
    ],
)
async def test_a_wait_for_nobody_or_without_a_question_is_refused(
    client: httpx.AsyncClient, said: dict[str, Any], refusal: tuple[int, str]
):
    order = await accepted(client)
    answer = await act(client, "will", order, "wait", **said)
    assert (answer.status_code, answer.json()["code"]) == refusal
    assert (await order_of(client, "will", order))["state"] == "accepted"


async def test_a_question_sent_again_is_asked_once(client: httpx.AsyncClient):
    order = await found_by_vera(client)
    said = {"id": str(new_id()), "waits_for": "reporter", "text": "哪里？"}
    for _ in range(2):
        await acted(client, "will", order, "wait", **said)
    assert await told(order, "asked") == ["vera"]
    assert await refused(client, "will", order, "wait", **said | {"waits_for": "unit"}) == (409, "command.reused")
