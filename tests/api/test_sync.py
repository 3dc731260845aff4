"""Sync: what changed for me since I last asked; nothing is left out, whatever commits when."""

import uuid
from typing import Any, cast

import asyncpg
import httpx
import pytest

from fieldloop import db
from tests.api.client import a_signal, acted
from tests.cast import bearer, person_id


async def sync(client: httpx.AsyncClient, who: str, since: str | None = None) -> dict[str, Any]:
    answer = await client.get("/sync", params={"since": since} if since is not None else {}, headers=bearer(who))
    assert answer.status_code == 200, answer.text
    return answer.json()


def ids(changes: dict[str, Any]) -> list[str]:
    return [order["id"] for order in changes["orders"]]


async def test_without_a_token_comes_everything_a_phone_works_from(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    river = (await a_signal(client, element="river.litter", site=None, lat=31.2505, lon=121.5705))["order_id"]
    everything = await sync(client, "will")
    assert set(ids(everything)) == {order, river}
    assert (everything["gone"], everything["more"]) == ([], False)


async def test_with_its_token_nothing_comes_until_something_changes(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    first = await sync(client, "carol")
    again = await sync(client, "carol", first["next"])
    assert (again["orders"], again["gone"]) == ([], [])
    await acted(client, "will", order, "accept")
    later = await sync(client, "carol", again["next"])
    assert [(each["id"], each["state"]) for each in later["orders"]] == [(order, "accepted")]
    assert ids(await sync(client, "carol", later["next"])) == []


async def test_a_new_order_comes_with_the_next_question(client: httpx.AsyncClient):
    token = (await sync(client, "carol"))["next"]
    order = (await a_signal(client))["order_id"]
    assert ids(await sync(client, "carol", token)) == [order]
    assert ids(await sync(client, "carol", token)) == [order]


async def test_what_was_transferred_away_is_gone_here_and_new_there(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    tokens = {who: (await sync(client, who))["next"] for who in ("carol", "cody")}
    await acted(client, "carol", order, "transfer", unit="u2", reason="wrong_unit")
    here, there = [await sync(client, who, tokens[who]) for who in ("carol", "cody")]
    assert (here["orders"], here["gone"]) == ([], [order])
    assert (ids(there), there["gone"]) == ([order], [])


async def test_what_a_person_declined_and_another_took_is_gone(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    await acted(client, "will", order, "accept")
    token = (await sync(client, "will"))["next"]
    await acted(client, "will", order, "decline", reason="no_time")
    await acted(client, "wanda", order, "accept")
    assert (await sync(client, "will", token))["gone"] == [order]


async def test_what_is_closed_is_still_mine_to_hear_of(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    token = (await sync(client, "carol"))["next"]
    await acted(client, "carol", order, "void", reason="false_alarm")
    assert [each["state"] for each in (await sync(client, "carol", token))["orders"]] == ["void"]


async def test_others_hear_nothing(client: httpx.AsyncClient):
    tokens = {who: (await sync(client, who))["next"] for who in ("otto", "omar", "wes", "vera")}
    order = (await a_signal(client))["order_id"]
    await acted(client, "will", order, "accept")
    for who, token in tokens.items():
        heard = await sync(client, who, token)
        assert (heard["orders"], heard["gone"]) == ([], []), who


async def test_a_change_that_commits_late_is_not_lost(client: httpx.AsyncClient, database: str):
    slow, quick = [
        (await a_signal(client, element=name))["order_id"] for name in ("waste.overflow", "waste.bag_outside")
    ]
    token = (await sync(client, "carol"))["next"]
    other = await cast("Any", asyncpg).connect(database)
    try:
        late = other.transaction()
        await late.start()
        await other.execute(
            "update orders set note = 'late', changed_by = pg_current_xact_id()::text::bigint where id = $1",
            uuid.UUID(slow),
        )
        await acted(client, "carol", quick, "comment", text="later begun, earlier done")
        between = await sync(client, "carol", token)
        assert ids(between) == [quick]
        await late.commit()
    finally:
        await other.close()
    # It may tell of the quick one twice; it must tell of the slow one.
    assert slow in ids(await sync(client, "carol", between["next"]))


async def test_what_is_rolled_back_never_happened(client: httpx.AsyncClient, database: str):
    order = (await a_signal(client))["order_id"]
    token = (await sync(client, "carol"))["next"]
    other = await cast("Any", asyncpg).connect(database)
    try:
        undone = other.transaction()
        await undone.start()
        await other.execute(
            "update orders set note = 'never', changed_by = pg_current_xact_id()::text::bigint where id = $1",
            uuid.UUID(order),
        )
        token = (await sync(client, "carol", token))["next"]
        await undone.rollback()
    finally:
        await other.close()
    assert ids(await sync(client, "carol", token)) == []


async def copies(order: str, number: int) -> None:
    """Copy an order, all in one transaction: they share the number by which sync knows a change."""
    columns = await db.fetchval(
        "select string_agg(column_name, ', ') from information_schema.columns"
        " where table_name = 'orders' and column_name not in ('id', 'no', 'changed_by')"
    )
    await db.execute(
        f"insert into orders (id, no, changed_by, {columns}) select gen_random_uuid(), 'copy-' || n,"
        f" pg_current_xact_id()::text::bigint, {columns} from orders, generate_series(1, {number}) n"
        f" where id = '{order}'"
    )


async def test_much_comes_in_pages_of_500_and_each_order_in_one_of_them(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    token: str = (await sync(client, "carol"))["next"]
    await copies(order, 1100)
    sizes, found = list[int](), set[str]()
    while True:
        page = await sync(client, "carol", token)
        sizes.append(len(page["orders"]))
        found |= set(ids(page))
        token = page["next"]
        if not page["more"]:
            break
    assert sizes == [500, 500, 100]
    assert len(found) == 1100


@pytest.mark.parametrize(
    "token",
    ["", "nonsense", "-1", "1.2", "１２", "99999999999999999999", "999999999999999999", "1.x", "0.0", "é", " 1"],
)
async def test_a_token_that_is_none_of_ours_counts_as_none_or_as_an_old_one(client: httpx.AsyncClient, token: str):
    order = (await a_signal(client))["order_id"]
    assert ids(await sync(client, "carol", token)) == [order]


async def test_a_token_too_long_is_refused(client: httpx.AsyncClient):
    answer = await client.get("/sync", params={"since": "1" * 61}, headers=bearer("carol"))
    assert (answer.status_code, answer.json()["code"]) == (400, "input.invalid")


async def test_a_role_that_is_taken_away_takes_its_orders_along(client: httpx.AsyncClient):
    order = (await a_signal(client))["order_id"]
    token = (await sync(client, "ira"))["next"]
    await db.execute("delete from role where person = $1", person_id("ira"))
    await acted(client, "will", order, "accept")
    heard = await sync(client, "ira", token)
    assert (heard["orders"], heard["gone"]) == ([], [])
