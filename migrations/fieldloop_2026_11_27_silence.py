"""Whose phone has not answered: what waits for a sign of it, and orders whose person was not reached."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T16:30:00:000004"
VERSION = "1.38.0"
DESCRIPTION = "silence"

_SQL = """
alter table element add column silent_minutes smallint not null default 0,
    add constraint element_silent_minutes check (silent_minutes between 0 and 1440);
alter table orders add column unheard_at timestamptz;
create table sign_wanted (
    id uuid primary key,
    order_id uuid not null references orders (id) on delete cascade,
    person uuid not null references person (id) on delete cascade,
    since timestamptz not null,
    due_at timestamptz not null
);
create index sign_wanted_due_at on sign_wanted (due_at);
create index notice_seen on notice (person_id, seen_at) where seen_at is not null;
"""


async def forwards() -> MigrationManager:
    """Add columns, the table and its indexes; no element waits for a sign until somebody says after how long."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        await db.execute(_SQL)

    manager.add_raw(change)
    return manager
