"""A photo that was removed leaves no picture behind, not even one of 32 by 32: of those removed so far it goes now."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T12:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "no grey"

_SQL = """
alter table photo_fact alter column grey drop not null;
update photo_fact f set grey = null from photo p where p.sha256 = f.photo and p.removed_at is not null;
"""


async def forwards() -> MigrationManager:
    """Let it be absent, and remove it where the photo is gone."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        await db.execute(_SQL)

    manager.add_raw(change)
    return manager
