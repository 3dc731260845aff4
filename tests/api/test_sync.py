"""What changed for me: nothing is left out, whatever commits when; what is no longer mine goes."""

from collections.abc import AsyncIterator
from typing import Any, cast

import asyncpg
import httpx
import pytest

from fieldloop import db
from fieldloop.orders import sync
from tests.api.client import a_signal, accepted, acted, closed, submitted
from tests.api.test_reports import a_report
from tests.cast import bearer, person_id


class Phone:
    """One person's phone: it knows what it was told."""

    def __init__(self, client: httpx.AsyncClient, login: str) -> None:
        self.client, self.login = client, login
        self.token: str | None = None
        self.orders: dict[str, dict[str, Any]] = {}

    async def sync(self) -> set[str]:
        """Ask until there is no more; return the ids that were named."""
        named: set[str] = set()
        for _ in range(20):
            query = {"since": self.token} if self.token else {}
            answer = await self.client.get("/sync", params=query, headers=bearer(self.login))
            assert answer.status_code == 200, answer.text
            body = answer.json()
            self.orders |= {order["id"]: order for order in body["orders"]}
            for order in body["gone"]:
                self.orders.pop(order, None)
            named |= {order["id"] for order in body["orders"]} | set(body["gone"])
            self.token = body["next"]
            if not body["more"]:
                return named
        raise AssertionError("it never ends")


@pytest.fixture
async def beside(database: str) -> AsyncIterator[Any]:
    """A connection of the test's own, for transactions that take their time."""
    connection: Any = await cast("Any", asyncpg).connect(database)
    yield connection
    await connection.close()


async def many(client: httpx.AsyncClient, count: int) -> list[str]:
    """File orders at as many sites of unit u1."""
    rows = [(f"drop{number}",) for number in range(count)]
    await db.executemany(
        "insert into site (code, kind, name_zh, name_en, area, unit, lat, lon)"
        " values ($1, 'drop_off', '点', 'Point', 'n1', 'u1', 31.25, 121.57)",
        rows,
    )
    return [(await a_signal(client, site=site))["order_id"] for (site,) in rows]


async def test_the_first_time_one_gets_what_one_works_on(client: httpx.AsyncClient):
    mine = await accepted(client)
    waiting = (await a_signal(client, element="waste.overflow"))["order_id"]
    await closed(client, site="site2", by="wes")
    phone = Phone(client, "will")
    assert await phone.sync() == {mine, waiting}
    assert phone.orders[mine]["state"] == "accepted"
    assert await phone.sync() == set()


async def test_later_one_gets_what_changed(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    quiet = (await a_signal(client, element="waste.overflow"))["order_id"]
    phone = Phone(client, "carol")
    assert await phone.sync() == {order, quiet}
    version = (await acted(client, "will", order, "accept"))["version"]
    assert await phone.sync() == {order}
    assert phone.orders[order]["version"] == version
    fresh = (await a_signal(client, element="general.other"))["order_id"]
    assert await phone.sync() == {fresh}


async def test_what_was_transferred_away_goes(client: httpx.AsyncClient):
    order = await accepted(client)
    phones = [Phone(client, who) for who in ("will", "carol", "wanda")]
    for phone in phones:
        await phone.sync()
    await acted(client, "mia", order, "transfer", unit="u2", reason="wrong_unit")
    for phone in phones:
        await phone.sync()
        assert order not in phone.orders, phone.login
    other = Phone(client, "cody")
    assert await other.sync() == {order}


async def test_what_somebody_else_took_goes_from_everybody_s_phone(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    phone = Phone(client, "wanda")
    assert await phone.sync() == {order}
    await acted(client, "will", order, "accept")
    assert await phone.sync() == {order}
    assert phone.orders == {}


async def test_what_was_taken_from_the_pool_goes(client: httpx.AsyncClient):
    order = (await a_signal(client, element="river.litter", site=None, lat=31.2505, lon=121.5705))["order_id"]
    phone = Phone(client, "vera")
    assert await phone.sync() == {order}
    await acted(client, "will", order, "accept")
    await phone.sync()
    assert phone.orders == {}


async def test_what_a_unit_declined_goes(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    phones = [Phone(client, who) for who in ("carol", "will")]
    for phone in phones:
        assert await phone.sync() == {order}
    await acted(client, "carol", order, "decline", reason="no_time")
    for phone in phones:
        await phone.sync()
        assert phone.orders == {}


async def test_a_reporter_follows_it_to_its_end(client: httpx.AsyncClient):
    order = (await a_report(client, "vera"))["order_id"]
    phone = Phone(client, "vera")
    assert await phone.sync() == {order}
    assert await closed(client) == order
    await phone.sync()
    assert phone.orders[order]["state"] == "closed"


async def test_a_manager_hears_of_the_whole_street_and_an_outsider_of_nothing(client: httpx.AsyncClient):
    phones = {who: Phone(client, who) for who in ("mia", "otto", "omar", "vera")}
    for phone in phones.values():
        assert await phone.sync() == set()
    order = await submitted(client)
    assert {who: await phone.sync() for who, phone in phones.items()} == {
        "mia": {order}, "otto": set(), "omar": set(), "vera": set(),
    }  # fmt: skip


async def test_what_commits_late_is_not_lost(client: httpx.AsyncClient, beside: Any):
    late, soon = await many(client, 2)
    phone = Phone(client, "carol")
    await phone.sync()
    change = "update orders set note = 'late', changed_by = pg_current_xact_id()::text::bigint where id = $1"
    async with beside.transaction():
        await beside.execute(change, late)
        await acted(client, "will", soon, "accept")
        assert await phone.sync() == {soon}
        assert await phone.sync() == {soon}, "as long as the other one runs, it comes again"
    assert late in await phone.sync()
    assert phone.orders[late]["note"] == "late"
    assert await phone.sync() == set()


async def test_page_by_page_nothing_is_lost(client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch):
    phone = Phone(client, "carol")
    await phone.sync()
    monkeypatch.setattr(sync, "_MOST", 2)
    orders = set(await many(client, 5))
    assert await phone.sync() == orders
    assert await phone.sync() == set()


async def test_one_that_takes_its_time_hides_nothing_that_came_after_it(
    client: httpx.AsyncClient, beside: Any, monkeypatch: pytest.MonkeyPatch
):
    [late] = await many(client, 1)
    phone = Phone(client, "carol")
    await phone.sync()
    monkeypatch.setattr(sync, "_MOST", 2)
    async with beside.transaction():
        change = "update orders set note = 'late', changed_by = pg_current_xact_id()::text::bigint where id = $1"
        await beside.execute(change, late)
        orders = {(await a_signal(client, element=name))["order_id"] for name in ("waste.overflow", "general.other")}
        orders |= {(await a_report(client, "vera", element="waste.bag_outside"))["order_id"]}
        orders |= {(await a_report(client, "vera", element="river.litter"))["order_id"]}
        assert await phone.sync() == orders - {late}
        assert len(phone.orders) == 5
    assert late in await phone.sync()
    assert await phone.sync() == set()


@pytest.mark.parametrize("token", ["x", "-1", "1.x", "99999999999999999", "1.2.3.4", "9" * 30, "¹", "", "1..", "null"])
async def test_a_token_of_nowhere_begins_anew(client: httpx.AsyncClient, token: str):
    order = (await a_signal(client))["order_id"]
    answer = await client.get("/sync", params={"since": token}, headers=bearer("carol"))
    assert answer.status_code == 200, answer.text
    assert [each["id"] for each in answer.json()["orders"]] == [order]


async def test_a_token_is_no_key(client: httpx.AsyncClient):
    await many(client, 1)
    phone = Phone(client, "carol")
    await phone.sync()
    stolen = Phone(client, "otto")
    stolen.token = "0"
    assert await stolen.sync() == set()
    assert (await client.get("/sync", params={"since": phone.token})).status_code == 401


async def test_who_is_given_an_order_gets_it(client: httpx.AsyncClient):
    order = (await a_signal(client, site="site2"))["order_id"]
    phone = Phone(client, "will")
    assert await phone.sync() == set()
    await acted(client, "mia", order, "transfer", unit="u1", reason="wrong_unit")
    assert await phone.sync() == {order}
    await acted(client, "carol", order, "assign", person=str(person_id("wanda")))
    await phone.sync()
    assert phone.orders == {}
