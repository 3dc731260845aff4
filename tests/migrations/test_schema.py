"""The migrated database and the Piccolo tables say the same; both are read, neither is trusted."""

import asyncio
import re
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
import pytest

from fieldloop import db
from fieldloop import migrate as migrating
from fieldloop.migrate import migrate, migration_files
from fieldloop.piccolo_app import APP_CONFIG

pytestmark = pytest.mark.usefixtures("database")

TABLES = {table._meta.tablename: table for table in APP_CONFIG.table_classes}
_COLUMNS = """
select column_name, is_nullable = 'YES' as may_be_null,
    format_type(a.atttypid, a.atttypmod) as type
from information_schema.columns c
join pg_attribute a on a.attrelid = c.table_name::regclass and a.attname = c.column_name
where table_schema = 'public' and table_name = $1
"""
_REFERENCES = """
select a.attname as column, c.confrelid::regclass::text as table,
    case c.confdeltype when 'r' then 'RESTRICT' when 'c' then 'CASCADE' when 'n' then 'SET NULL'
        else c.confdeltype::text end as ends
from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
where c.conrelid = $1::regclass and c.contype = 'f'
"""
_CHECKS = "select conname from pg_constraint where conrelid = $1::regclass and contype in ('c', 'u')"
_TYPES = {
    "character varying": "varchar",
    "timestamp with time zone": "timestamptz",
    "timestamp without time zone": "timestamp",
    "time without time zone": "time",
}


async def test_every_table_is_in_both():
    rows = await db.fetch("select tablename from pg_tables where schemaname = 'public' and tablename <> 'migration'")
    assert {row["tablename"] for row in rows} == set(TABLES)


@pytest.mark.parametrize("name", sorted(TABLES))
async def test_columns_have_the_same_names_types_and_nulls(name: str):
    stored = {row["column_name"]: (_plain(row["type"]), row["may_be_null"]) for row in await db.fetch(_COLUMNS, name)}
    assert stored == {column._meta.db_column_name: _said(column) for column in TABLES[name]._meta.columns}


@pytest.mark.parametrize("name", sorted(TABLES))
async def test_constraints_have_the_same_names(name: str):
    rows = {row["conname"] for row in await db.fetch(_CHECKS, name)}
    said = {constraint._meta.name for constraint in TABLES[name]._meta.constraints}
    # A column's own `unique` has PostgreSQL's name for it.
    said |= {
        f"{name}_{column._meta.db_column_name}_key" for column in TABLES[name]._meta.columns if column._meta.unique
    }
    assert rows == said


@pytest.mark.parametrize("name", sorted(TABLES))
async def test_checks_say_the_same(name: str):
    """PostgreSQL words a check its own way: both go through it, on a copy of the table, before they are compared."""
    async with db.transaction():
        await db.execute(f"create temporary table said (like {name} including defaults) on commit drop")
        for constraint in TABLES[name]._meta.constraints:
            if "CHECK" in constraint.ddl:
                await db.execute(f"alter table said add constraint {constraint._meta.name} {constraint.ddl}")
        assert await _definitions("said") == await _definitions(name)


@pytest.mark.parametrize("name", sorted(TABLES))
async def test_a_default_of_the_database_is_the_table_s_own(name: str):
    sql = "select column_name, column_default || '::' || udt_name as text"
    rows = await db.fetch(f"{sql} from information_schema.columns where table_name = $1", name)
    stored = {row["column_name"]: row["text"] for row in rows}
    for column in TABLES[name]._meta.columns:
        text = stored[column._meta.db_column_name]
        if text is not None and not text.startswith("nextval"):
            said: Any = column._meta.params["default"]
            value = await db.fetchval(f"select {text}")
            assert value == (msgspec.json.decode(said) if isinstance(value, dict | list) else said), column


@pytest.mark.parametrize("name", sorted(TABLES))
async def test_what_a_row_refers_to_and_what_follows_its_end_are_the_same(name: str):
    stored = {row["column"]: (row["table"], row["ends"]) for row in await db.fetch(_REFERENCES, name)}
    said: dict[str, tuple[str, str]] = {}
    for column in TABLES[name]._meta.foreign_key_columns:
        keys: Any = column._foreign_key_meta
        said[column._meta.db_column_name] = (keys.resolved_references._meta.tablename, keys.on_delete.value)
    assert stored == said


@pytest.mark.parametrize("name", sorted(TABLES))
async def test_what_the_table_indexes_is_indexed(name: str):
    sql = (
        "select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]"
        " where i.indrelid = $1::regclass and i.indpred is null"
    )
    indexed = {row["attname"] for row in await db.fetch(sql, name)}
    assert {column._meta.db_column_name for column in TABLES[name]._meta.columns if column._meta.index} <= indexed


async def test_migrating_again_does_nothing():
    assert await migrate() == []
    assert len(migration_files()) == await db.fetchval("select count(*) from migration")


@pytest.mark.usefixtures("owned")
async def test_two_that_migrate_at_once_apply_each_migration_once():
    await db.execute("drop schema public cascade; create schema public")
    both = await asyncio.gather(migrate(), migrate())
    assert sorted(both[0] + both[1]) == sorted(migration_files())


async def test_no_check_is_left_unproven():
    assert await db.fetch("select conname from pg_constraint where not convalidated") == []


async def test_a_migration_takes_its_time_but_keeps_nobody_waiting_behind_it(
    owned: str, monkeypatch: pytest.MonkeyPatch
):
    seen: list[tuple[str, str]] = []

    async def look(migration_id: str, path: Path) -> None:
        row = await db.fetchrow("select current_setting('statement_timeout'), current_setting('lock_timeout')")
        assert row
        seen.append((row[0], row[1]))
        await db.execute("lock table orders in access exclusive mode")

    await db.execute("delete from migration where id = (select max(id) from migration)")
    monkeypatch.setattr(migrating, "_apply", look)
    await migrate()
    assert seen == [("0", "5s")]
    assert await db.fetchval("select current_setting('lock_timeout')") == "0"
    # Somebody is at the table: it gives up instead of standing in everybody's way.
    monkeypatch.setattr(migrating, "LOCK_TIMEOUT_MS", 20)
    other: Any = await asyncpg.connect(owned)
    try:
        async with other.transaction():
            await other.execute("lock table orders in access share mode")
            with pytest.raises(asyncpg.LockNotAvailableError):
                await migrate()
    finally:
        await other.close()


async def _definitions(table: str) -> dict[str, str]:
    sql = (
        "select conname, pg_get_constraintdef(oid) as text from pg_constraint"
        " where conrelid = $1::regclass and contype = 'c'"
    )
    return {row["conname"]: row["text"] for row in await db.fetch(sql, table)}


def _plain(kind: str) -> str:
    for long, short in _TYPES.items():
        kind = kind.replace(long, short)
    return kind


def _said(column: Any) -> tuple[str, bool]:
    kind = str(column.column_type).lower()
    return re.sub(r"^serial$", "integer", kind), bool(column._meta.null)
