"""How often a manager has asked for an order to be done."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T16:20:00:000003"
VERSION = "1.38.0"
DESCRIPTION = "urged"


async def forwards() -> MigrationManager:
    """Add the column."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        await db.execute("alter table orders add column urged smallint not null default 0")

    manager.add_raw(change)
    return manager
