"""Orders that the sweep pushed aside: administrators see which, why, and can have one tried at once."""

import uuid
from datetime import timedelta
from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.orders.aside import trouble
from fieldloop.sla.jobs import sweep_due
from tests.api.client import a_signal
from tests.cast import bearer
from tests.databases import as_its_owner
from tests.jobs.test_sweep import POISON, poison


async def listed(client: httpx.AsyncClient, who: str = "ada", **query: Any) -> dict[str, Any]:
    answer = await client.get("/pushed-aside", params=query, headers=bearer(who))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def again(client: httpx.AsyncClient, order: str, who: str = "ada") -> tuple[int, str | None]:
    answer = await client.post(f"/pushed-aside/{order}/again", headers=bearer(who))
    return answer.status_code, answer.json()["code"] if answer.content else None


async def pushed_aside(client: httpx.AsyncClient) -> str:
    """Return an order whose escalation no event may be written of."""
    order = (await a_signal(client))["order_id"]
    await poison("order_event", "order_id", "insert", order)
    db.clock.shift += timedelta(minutes=6)
    await sweep_due()
    return order


async def test_it_says_since_when_how_often_and_why(client: httpx.AsyncClient):
    assert await listed(client) == {"items": [], "next_cursor": None}
    order = await pushed_aside(client)
    [found] = (await listed(client))["items"]
    assert (found["order_id"], found["times"], found["error"], found["trouble"]) == (order, 1, "RaiseError", "refused")
    assert (found["element"]["code"], found["unit"]["code"], found["state"]) == (
        "waste.bag_outside",
        "u1",
        "dispatched",
    )
    assert found["since"] < found["next_at"]


async def test_mended_it_is_tried_at_once_and_is_aside_no_more(client: httpx.AsyncClient):
    order = await pushed_aside(client)
    await as_its_owner("drop trigger poison on order_event")
    await sweep_due()
    assert len((await listed(client))["items"]) == 1, "not before its time"
    assert await again(client, order) == (204, None)
    await sweep_due()
    assert (await listed(client))["items"] == []
    assert await db.fetchval("select level from orders where id = $1", uuid.UUID(order)) == 1
    assert await again(client, order) == (404, "not.found")


async def test_a_row_that_cannot_be_written_says_so(client: httpx.AsyncClient):
    order = await pushed_aside(client)
    text = POISON.format(table="orders", column="id", when="update", order=uuid.UUID(order))
    await as_its_owner(text.replace("poison", "frozen"))
    assert await again(client, order) == (409, "order.stuck")


async def test_it_comes_a_page_at_a_time(client: httpx.AsyncClient):
    orders = sorted(
        [(await a_signal(client, element=element))["order_id"] for element in ("waste.overflow", "river.litter")]
    )
    await db.execute("insert into sweep_aside (order_id, since, times, error) select id, now(), 1, 'x' from orders")
    first = await listed(client, limit=1)
    second = await listed(client, limit=1, cursor=first["next_cursor"])
    assert [page["items"][0]["order_id"] for page in (first, second)] == orders
    assert second["next_cursor"] is None


async def test_another_district_s_is_as_unknown_as_none(client: httpx.AsyncClient):
    order = await pushed_aside(client)
    await db.execute("update role set area = 'd2' where kind = 'administrator'")
    assert (await listed(client))["items"] == []
    assert await again(client, order) == (404, "not.found")


@pytest.mark.parametrize("who", ["carol", "will", "mia", "ira"])
async def test_it_is_for_administrators(client: httpx.AsyncClient, who: str):
    assert await again(client, str(uuid.UUID(int=1)), who) == (403, "role.not_allowed")
    assert (await client.get("/pushed-aside", headers=bearer(who))).status_code == 403


@pytest.mark.parametrize(
    ("error", "said"),
    [("CheckViolationError", "refused"), ("ValidationError", "unreadable"), ("KeyError", "unreadable"), ("x", "fault")],
)
def test_an_error_s_name_is_put_in_words(error: str, said: str):
    assert trouble(error) == said
