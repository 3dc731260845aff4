"""Pauses of their own kind: for the reporter's answer, or another unit's; no element lets orders wait until one is told to."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T21:45:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "waits"

_CHANGE = """
alter table element add column wait_times smallint not null default 0,
    add column reporter_minutes integer not null default 1440,
    add column unit_minutes integer not null default 4320,
    add constraint element_waits check (
        wait_times between 0 and 10 and reporter_minutes between 1 and 43200 and unit_minutes between 1 and 43200
    );
alter table orders add column waits_for varchar(8),
    add column waits_unit varchar(32) references unit (code) on delete restrict,
    add column waited smallint not null default 0,
    add constraint orders_waits check (
        (waits_for is null or waits_for in ('reporter', 'unit') and state = 'suspended')
        and (waits_for is not distinct from 'unit') = (waits_unit is not null)
    );
alter table order_pause add column waits_for varchar(8),
    add column waits_unit varchar(32) references unit (code) on delete restrict;
"""


async def forwards() -> MigrationManager:
    """Add columns."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        await db.execute(_CHANGE)

    manager.add_raw(change)
    return manager
