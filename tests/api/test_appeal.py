"""The right of reply: once for a return and once for a late mark; somebody else decides."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from fieldloop import db
from tests.api.client import a_shot, accepted, act, acted, box_of, closed, order_of, refused, submitted, told
from tests.cast import person_id


async def returned(client: httpx.AsyncClient, by: str = "mia") -> str:
    order = await submitted(client)
    await acted(client, by, order, "return", reason="not_done")
    return order


async def late(client: httpx.AsyncClient) -> str:
    """Return a closed order whose work took longer than the half hour it had."""
    order = await accepted(client)
    db.clock.shift += timedelta(minutes=31)
    await acted(client, "will", order, "submit", photos=[await a_shot(client, "will")])
    await acted(client, "mia", order, "approve")
    return order


@pytest.fixture(autouse=True)
def clock_set_back():
    yield
    db.clock.shift = timedelta()


async def appeal_of(order: str) -> dict[str, Any]:
    row = await db.fetchrow(
        "select kind, judged_by, decided_by, reversed, text from appeal where order_id = $1", uuid.UUID(order)
    )
    return dict(row or {})


async def test_of_a_return_it_goes_back_into_review_and_somebody_else_is_told(client: httpx.AsyncClient):
    order = await returned(client)
    appealed = await acted(client, "will", order, "appeal", text="角落是干净的")
    assert (appealed["state"], appealed["appealed"], appealed["clock"]["kind"]) == ("submitted", True, "review")
    assert await told(order, "appeal") == ["mike"], "and not mia, whose return it is"
    nonces = await db.fetch("select used from order_nonce where order_id = $1 order by made_at", uuid.UUID(order))
    assert [row["used"] for row in nonces] == [True, False], "an appeal submits no photo"
    assert await appeal_of(order) == {
        "kind": "return", "judged_by": person_id("mia"), "decided_by": None, "reversed": None, "text": "角落是干净的",
    }  # fmt: skip


async def test_whoever_returned_it_decides_nothing(client: httpx.AsyncClient):
    order = await returned(client)
    await acted(client, "will", order, "appeal", text="角落是干净的")
    assert not {"approve", "return", "ask"} & set((await order_of(client, "mia", order))["actions"])
    assert order not in await box_of(client, "mia", "review")
    assert order in await box_of(client, "mike", "review")
    assert await refused(client, "mia", order, "approve") == (403, "order.not_allowed")
    assert await refused(client, "mia", order, "return", reason="not_done") == (403, "order.not_allowed")


async def test_reversed_it_is_closed_and_the_return_no_longer_counts(client: httpx.AsyncClient):
    order = await returned(client)
    await acted(client, "will", order, "appeal", text="角落是干净的")
    decided = await acted(client, "mike", order, "approve")
    assert (decided["state"], decided["appealed"], decided["returned"]) == ("closed", False, 0)
    assert (await appeal_of(order))["reversed"] is True
    assert await told(order, "closed") == ["will"]


async def test_upheld_it_is_back_with_the_worker_and_counts_once(client: httpx.AsyncClient):
    order = await returned(client)
    await acted(client, "will", order, "appeal", text="角落是干净的")
    decided = await acted(client, "mike", order, "return", reason="not_done")
    assert (decided["state"], decided["appealed"], decided["returned"]) == ("accepted", False, 1)
    assert (await appeal_of(order))["reversed"] is False
    assert "appeal" not in (await order_of(client, "will", order))["actions"], "once"
    assert await refused(client, "will", order, "appeal") == (403, "order.not_allowed")


async def test_only_the_one_whose_work_it_was_and_only_before_anything_new_is_submitted(client: httpx.AsyncClient):
    order = await returned(client)
    for who in ("wanda", "carol", "mia"):
        answer = await act(client, who, order, "appeal")
        assert answer.status_code in {403, 404}
    await acted(client, "will", order, "submit", photos=[await a_shot(client, "will")])
    assert await refused(client, "will", order, "appeal") == (409, "order.wrong_state")


@pytest.mark.parametrize("make", [returned, late])
async def test_where_nobody_else_could_decide_it_is_refused_and_the_words_are_kept(
    client: httpx.AsyncClient, make: Callable[[httpx.AsyncClient], Awaitable[str]]
):
    order = await make(client)
    assert "appeal" in (await order_of(client, "will", order))["actions"]
    await db.execute("update person set active = login not in ('mike', 'dora')")
    assert "appeal" not in (await order_of(client, "will", order))["actions"], "not offered, but sent all the same"
    answer = await act(client, "will", order, "appeal", text="门锁着")
    assert (answer.status_code, answer.json()["code"]) == (409, "appeal.nobody_else")
    assert await appeal_of(order) == {}
    last = (await order_of(client, "will", order))["events"][-1]
    assert (last["action"], last["text"]) == ("kept", "门锁着")
    await db.execute("update person set active = true where login = 'dora'")
    assert (await acted(client, "will", order, "appeal", text="门锁着"))["appealed"] is True
    assert await told(order, "appeal") == ["dora"]


async def test_it_needs_words_and_something_to_appeal_against(client: httpx.AsyncClient):
    order = await returned(client)
    assert await refused(client, "will", order, "appeal") == (400, "text.required")
    fresh = await accepted(client, "wes", site="site2")
    assert await refused(client, "wes", fresh, "appeal") == (403, "order.not_allowed")


async def test_a_late_mark_is_lifted_by_somebody_who_did_not_review_the_order(client: httpx.AsyncClient):
    order = await late(client)
    assert (await order_of(client, "will", order))["overran"] is True
    appealed = await acted(client, "will", order, "appeal", text="门锁着，等了保安四十分钟")
    assert (appealed["state"], appealed["appealed"]) == ("closed", True)
    assert await told(order, "appeal") == ["mike"]
    assert await refused(client, "mia", order, "excuse") == (403, "order.not_allowed")
    lifted = await acted(client, "mike", order, "excuse")
    assert (lifted["state"], lifted["overran"], lifted["appealed"]) == ("closed", False, False)
    assert (await appeal_of(order))["reversed"] is True
    assert await told(order, "decided") == ["will"]


async def test_a_late_mark_that_stands_stands(client: httpx.AsyncClient):
    order = await late(client)
    await acted(client, "will", order, "appeal", text="门锁着")
    kept = await acted(client, "dora", order, "uphold")
    assert (kept["overran"], kept["appealed"]) == (True, False)
    assert await refused(client, "dora", order, "excuse") == (403, "order.not_allowed")
    assert await refused(client, "will", order, "appeal") == (403, "order.not_allowed")


async def test_what_was_in_time_has_no_late_mark_to_appeal_against(client: httpx.AsyncClient):
    order = await closed(client)
    assert "appeal" not in (await order_of(client, "will", order))["actions"]
    assert await refused(client, "will", order, "appeal") == (403, "order.not_allowed")


async def test_with_one_manager_in_the_street_the_next_area_up_decides(client: httpx.AsyncClient):
    await db.execute("update person set active = false where login = 'mike'")
    order = await returned(client)
    await acted(client, "will", order, "appeal", text="角落是干净的")
    assert await told(order, "appeal") == ["dora"]
    assert (await acted(client, "dora", order, "approve"))["state"] == "closed"


async def test_two_decide_at_once_and_one_of_them_does(client: httpx.AsyncClient):
    order = await returned(client)
    await acted(client, "will", order, "appeal", text="角落是干净的")
    answers = await asyncio.gather(
        act(client, "mike", order, "approve"), act(client, "dora", order, "return", reason="not_done")
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert (await appeal_of(order))["decided_by"] in {person_id("mike"), person_id("dora")}


async def test_sent_again_it_is_one_appeal(client: httpx.AsyncClient):
    order = await returned(client)
    command = str(uuid.uuid4())
    for _ in range(2):
        await acted(client, "will", order, "appeal", id=command, text="角落是干净的")
    assert await db.fetchval("select count(*) from appeal where order_id = $1", uuid.UUID(order)) == 1
