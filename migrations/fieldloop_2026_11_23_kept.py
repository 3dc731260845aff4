"""What a refused command brought: photos of a phase of their own, which proves nothing."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-23T22:20:00:000004"
VERSION = "1.38.0"
DESCRIPTION = "kept"

_SQL = """
alter table order_photo
    drop constraint order_photo_phase_known,
    add constraint order_photo_phase_known check (phase in ('found', 'before', 'after', 'kept')) not valid;
"""


async def forwards() -> MigrationManager:
    """Let the check know the phase; the migration `kept rows` looks at the rows, without keeping everybody out."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        await db.execute(_SQL)

    manager.add_raw(change)
    return manager
