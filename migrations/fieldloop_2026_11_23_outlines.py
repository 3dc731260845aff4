"""What an area looks like on a map: a GeoJSON geometry, whose `credit` must be shown with it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-23T22:05:00:000003"
VERSION = "1.38.0"
DESCRIPTION = "outlines of areas"


async def forwards() -> MigrationManager:
    """Add the column."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def add() -> None:
        await db.execute("alter table area add column outline jsonb")

    manager.add_raw(add)
    return manager
