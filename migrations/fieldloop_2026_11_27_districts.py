"""Districts are found among all areas by an index: the list of calendars asks which there are."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T21:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "districts"

_SQL = "create index area_districts on area (code) where level = 'district'"


async def forwards() -> MigrationManager:
    """Add the index."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        await db.execute(_SQL)

    manager.add_raw(change)
    return manager
