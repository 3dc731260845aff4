"""What changed for me: nothing is left out, whatever commits when; what is no longer mine goes."""

from collections.abc import AsyncIterator
from typing import Any, cast

import asyncpg
import httpx
import pytest

from fieldloop import db
from fieldloop.orders import sync
from fieldloop.people.rules import Caller
from tests.api.client import a_signal, accepted, acted, closed, submitted
from tests.api.test_reports import a_report
from tests.cast import bearer, person_id


class Phone:
    """One person's phone: it knows what it was told."""

    def __init__(self, client: httpx.AsyncClient, login: str) -> None:
        self.client, self.login = client, login
        self.token: str | None = None
        self.orders: dict[str, dict[str, Any]] = {}
        self.details: dict[str, dict[str, Any]] = {}

    async def sync(self) -> set[str]:
        """Ask until there is no more; return the ids that were named."""
        named: set[str] = set()
        for _ in range(20):
            query = {"since": self.token} if self.token else {}
            answer = await self.client.get("/sync", params=query, headers=bearer(self.login))
            assert answer.status_code == 200, answer.text
            body = answer.json()
            self.orders |= {order["id"]: order for order in body["orders"]}
            self.details |= {order["id"]: order for order in body["details"]}
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


async def asked(client: httpx.AsyncClient, who: str, **query: str) -> dict[str, Any]:
    answer = await client.get("/sync", params=query, headers=bearer(who))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_what_one_works_on_comes_whole(client: httpx.AsyncClient):
    mine = await accepted(client)
    free = (await a_signal(client, element="waste.overflow"))["order_id"]
    phones = {who: Phone(client, who) for who in ("will", "wanda", "carol", "mia")}
    for phone in phones.values():
        await phone.sync()
    assert list(phones["will"].details) == [mine, free], "one's own first"
    assert set(phones["wanda"].details) == {free}
    assert set(phones["carol"].details) == {free}, "addressed to the unit; what somebody holds is that person's"
    assert phones["mia"].details == {}
    assert phones["will"].details == {
        order: (await client.get(f"/orders/{order}", headers=bearer("will"))).json() for order in (mine, free)
    }


async def test_a_phone_is_told_which_orders_its_person_reported(client: httpx.AsyncClient):
    order = (await a_report(client, "vera"))["order_id"]
    other = (await a_signal(client, element="waste.overflow"))["order_id"]
    first = await asked(client, "vera")
    assert (first["reported"], other in {each["id"] for each in first["orders"]}) == ([order], False)
    await acted(client, "carol", order, "comment", text="谢谢")
    assert (await asked(client, "vera", since=first["next"]))["reported"] == [order]
    assert (await asked(client, "mia", since="0"))["reported"] == []


async def test_later_only_what_changed_comes_whole(client: httpx.AsyncClient):
    mine = await accepted(client)
    await a_signal(client, element="waste.overflow")
    phone = Phone(client, "will")
    await phone.sync()
    phone.details = {}
    version = (await acted(client, "carol", mine, "comment", text="快一点"))["version"]
    await phone.sync()
    assert {order: detail["version"] for order, detail in phone.details.items()} == {mine: version}
    assert phone.details[mine]["events"][-1]["text"] == "快一点"


async def test_whole_orders_are_at_most_a_hundred_and_cost_the_same_number_of_queries(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    queries: list[str] = []
    run = db._run

    async def noting(method: str, sql: str, args: Any) -> Any:
        queries.append(sql)
        return await run(method, sql, args)

    async def cost(orders: int) -> int:
        queries.clear()
        assert len((await asked(client, "will"))["details"]) == orders
        return len(queries)

    monkeypatch.setattr(db, "_run", noting)
    await many(client, 1)
    alone = await cost(1)
    for element in ("waste.overflow", "general.other", "river.litter"):
        await a_signal(client, element=element)
    assert await cost(4) == alone
    monkeypatch.setattr(sync, "_MOST_WHOLE", 2)
    assert len((await asked(client, "will"))["details"]) == 2


async def test_a_box_that_holds_more_than_comes_at_first_is_named(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    await many(client, 3)
    whole = await asked(client, "carol")
    assert (len(whole["orders"]), whole["cut"], whole["more"]) == (3, [], False)
    monkeypatch.setattr(sync, "_AT_FIRST", 2)
    cut = await asked(client, "carol")
    assert (len(cut["orders"]), cut["cut"], cut["more"]) == (2, ["unit"], False)


async def test_the_registry_comes_at_first_and_when_it_changed(client: httpx.AsyncClient):
    first = await asked(client, "will")
    registry = first["registry"]
    same = {"since": first["next"], "registry": registry["token"]}
    assert (await asked(client, "will", **same))["registry"] is None
    assert (await asked(client, "will", since=first["next"]))["registry"] is None, "not asked for"
    assert (await asked(client, "will", registry=registry["token"]))["registry"] is None, "known already"
    await db.execute("update site set file = '{\"bins\": 4}' where code = 'site1'")
    fresh = (await asked(client, "will", **same))["registry"]
    assert fresh["token"] != registry["token"]
    assert fresh["sites"][0]["file"] == {"bins": 4}
    assert {element["code"] for element in fresh["elements"]} >= {"waste.bag_outside", "river.litter"}
    assert fresh["reasons"] == (await client.get("/reasons", headers=bearer("will"))).json()["items"]


@pytest.mark.parametrize(
    ("who", "units", "people", "sites"),
    [
        ("will", ["u1"], ["carol"], ["site1"]),
        ("carol", ["u1", "u2"], ["carol", "wanda", "will"], ["site1"]),
        ("wes", ["u2"], ["cody"], ["site2"]),
        ("vera", ["u1"], [], ["site1"]),
        ("mia", ["u1", "u2"], [], ["site1", "site2"]),
        ("omar", ["u9"], ["olga"], ["site9"]),
        ("otto", ["u9"], [], ["site9"]),
    ],
)
async def test_a_phone_keeps_what_its_person_works_with_and_nothing_else(
    client: httpx.AsyncClient, who: str, units: list[str], people: list[str], sites: list[str]
):
    registry = (await asked(client, who))["registry"]
    ids = {str(person_id(login)): login for login in ("carol", "cody", "olga", "will", "wanda", "wes", "omar")}
    assert sorted(unit["code"] for unit in registry["units"]) == units
    assert sorted(ids[person["id"]] for person in registry["people"]) == people
    assert [site["code"] for site in registry["sites"]] == sites


async def test_nobody_gets_a_stranger_s_orders_whole(client: httpx.AsyncClient):
    order = await accepted(client)
    await a_signal(client, element="waste.overflow")
    for who in ("otto", "omar", "olga", "wes", "cody"):
        body = await asked(client, who, since="0")
        assert (body["orders"], body["details"]) == ([], []), who
    await acted(client, "mia", order, "transfer", unit="u2", reason="wrong_unit")
    assert order not in {detail["id"] for detail in (await asked(client, "will", since="0"))["details"]}


async def test_a_long_answer_is_packed_for_who_can_unpack_it(client: httpx.AsyncClient):
    packed = await client.get("/sync", headers=bearer("carol") | {"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "registry" in packed.json()
    plain = await client.get("/sync", headers=bearer("carol") | {"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.json().keys() == packed.json().keys()


async def test_comparing_the_registry_holds_no_snapshot_of_the_orders(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    inside: list[bool] = []

    async def kept(caller: Caller, token: str) -> None:
        inside.append(bool(db.engine.current_transaction.get()))

    monkeypatch.setattr(sync, "kept", kept)
    assert (await client.get("/sync", headers=bearer("will"))).json()["registry"] is None
    assert inside == [False]
