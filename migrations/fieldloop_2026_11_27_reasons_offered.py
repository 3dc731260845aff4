"""Some reasons are the system's alone: nobody chooses them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T11:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "reasons offered"


async def forwards() -> MigrationManager:
    """Add the column, and take what only a re-inspection says off the list."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def add() -> None:
        await db.execute("alter table reason add column offered boolean not null default true")
        await db.execute("update reason set offered = false where action = 'reopen' and code = 'reinspection'")

    manager.add_raw(add)
    return manager
