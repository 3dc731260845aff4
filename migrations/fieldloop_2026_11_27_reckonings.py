"""Changes of limits and calendars that move many orders: how far each has come."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T21:05:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "reckonings"

_SQL = """
create table reckoning (
    id uuid primary key,
    kind varchar(12) not null,
    subject varchar(64) not null,
    codes jsonb not null,
    asked_at timestamptz not null,
    reached_at timestamptz not null,
    reached_id uuid not null,
    told jsonb not null default '[]',
    moved integer not null default 0,
    skipped integer not null default 0,
    alone boolean not null default false,
    done_at timestamptz,
    constraint reckoning_kind check (
        kind in ('element', 'calendar', 'districts') and jsonb_typeof(codes) = 'array' and jsonb_typeof(told) = 'array'
    )
);
create unique index reckoning_waiting on reckoning (kind, subject, codes) where done_at is null;
create index reckoning_next on reckoning (asked_at) where done_at is null;
"""


async def forwards() -> MigrationManager:
    """Add the table."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        await db.execute(_SQL)

    manager.add_raw(change)
    return manager
