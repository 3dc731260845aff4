"""Four bands of the perceptual hash, so that pictures alike are found among a million in a few milliseconds."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T06:30:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "photo bands"

# Each index holds the whole hash: what is near is told by the index alone, and the table is read for hits only.
_SQL = """
create index photo_fact_band_3 on photo_fact (((hash >> 48) & 65535), hash);
create index photo_fact_band_2 on photo_fact (((hash >> 32) & 65535), hash);
create index photo_fact_band_1 on photo_fact (((hash >> 16) & 65535), hash);
create index photo_fact_band_0 on photo_fact ((hash & 65535), hash);
"""


async def forwards() -> MigrationManager:
    """Add the indexes."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def create() -> None:
        await db.execute(_SQL)

    manager.add_raw(create)
    return manager
