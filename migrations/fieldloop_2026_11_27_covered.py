"""Covered: how often something of a photo was covered is told by photo, no longer by order."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T10:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "covered"


async def forwards() -> MigrationManager:
    """Drop the count."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        await db.execute("alter table orders drop column redactions")

    manager.add_raw(change)
    return manager
