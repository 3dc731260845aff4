"""The rows there are fit the check of phases: looked at in a transaction of its own, while everybody goes on working."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T05:05:00:000002"
VERSION = "1.38.0"
DESCRIPTION = "machine rows"


async def forwards() -> MigrationManager:
    """Look at the rows."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def validate() -> None:
        await db.execute("alter table order_photo validate constraint order_photo_phase_known")

    manager.add_raw(validate)
    return manager
