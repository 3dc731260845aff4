"""The watching is watched: a row that proves that the sweep looked, and the orders that it had to leave aside."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T18:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "watched"

_SQL = """
create table sweep_watch (
    id smallint primary key,
    looked_at timestamptz,
    reconciled_at timestamptz,
    repaired integer not null,
    constraint sweep_watch_one check (id = 1)
);
insert into sweep_watch (id, repaired) values (1, 0);
create table sweep_aside (
    order_id uuid primary key references orders (id) on delete cascade,
    since timestamptz not null,
    times integer not null,
    error varchar(80) not null
);
create index orders_unwatched on orders (due_at)
    where due_at is not null and ((look_at is null and level < 3) or (level = 0 and look_at > due_at));
"""


async def forwards() -> MigrationManager:
    """Add both tables, and the index of open orders that no sweep would come to."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        await db.execute(_SQL)

    manager.add_raw(change)
    return manager
