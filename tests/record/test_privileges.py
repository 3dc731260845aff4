"""The application's role adds to the record and cannot change it: the database refuses, whatever the code does."""

from datetime import timedelta

import asyncpg
import httpx
import pytest

from fieldloop import db
from fieldloop.embedded.postgres import APPLICATION as ROLE
from fieldloop.grants import RECORDED, grant
from fieldloop.migrate import MigrationError
from fieldloop.record.actions import give_places, sign_head
from fieldloop.record.check import check_record
from tests.api.client import a_signal, act, bearer


async def test_the_tests_ask_as_the_application(client: httpx.AsyncClient):
    assert await db.fetchval("select current_user") == ROLE


async def _a_record(client: httpx.AsyncClient) -> None:
    order = (await a_signal(client))["order_id"]
    assert (await act(client, "will", order, "accept")).status_code == 200
    assert (await act(client, "will", order, "comment", text="on my way")).status_code == 200
    assert not await give_places()
    assert await sign_head((), timedelta())


@pytest.mark.parametrize("table", RECORDED)
async def test_what_was_recorded_is_not_changed_removed_or_emptied(client: httpx.AsyncClient, table: str):
    await _a_record(client)
    column = await db.fetchval("select attname from pg_attribute where attrelid = $1::regclass and attnum = 1", table)
    for sql in (
        f"update {table} set {column} = {column}",
        f"delete from {table}",
        f"truncate {table} cascade",
        f"alter table {table} disable trigger all",
        f"alter table {table} owner to {ROLE}",
        f"drop table {table} cascade",
        f"create or replace rule gone as on insert to {table} do instead nothing",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await db.execute(sql)
    rights = "has_table_privilege($1, 'update') or has_table_privilege($1, 'delete, truncate, trigger, references')"
    assert not await db.fetchval(f"select {rights}", table)
    assert await check_record([])


@pytest.mark.parametrize(
    "sql",
    [
        "set session_replication_role = replica",
        "set role fieldloop",
        "create or replace function refuse_change() returns trigger language plpgsql as $$ begin return old; end $$",
        "drop trigger order_event_append_only on order_event",
        f"alter role {ROLE} superuser",
        "delete from migration",
        "create table mine (n integer)",
    ],
)
async def test_nor_is_what_guards_it(client: httpx.AsyncClient, sql: str):
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await db.execute(sql)


async def test_a_role_that_could_do_what_the_owner_may_gets_no_rights(owned: str):
    await db.execute("create role too_much superuser")
    try:
        with pytest.raises(MigrationError, match="one of its own"):
            await grant("too_much")
    finally:
        await db.execute("drop role too_much")


async def test_the_owner_himself_is_left_alone(owned: str):
    await grant(await db.fetchval("select current_user"))


async def test_without_the_right_to_make_it_a_missing_role_is_named(owned: str):
    await db.execute("create role small_owner")
    try:
        async with db.transaction():
            await db.execute("set local role small_owner")
            with pytest.raises(MigrationError, match="no role nobody_here"):
                await grant("nobody_here")
    finally:
        await db.execute("drop role small_owner")


async def test_seeing_a_list_needs_no_more(client: httpx.AsyncClient):
    await _a_record(client)
    for who in ("will", "carol", "dora"):
        for box in ("mine", "all"):
            answer = await client.get("/orders", params={"box": box}, headers=bearer(who))
            assert answer.status_code in {200, 403}
