"""What is known of the synthetic order: how often it should come, when it last came round, and how long that took."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T18:20:00:000002"
VERSION = "1.38.0"
DESCRIPTION = "synthetic"

_SQL = """
alter table sweep_watch
    add column synthetic_every_s integer,
    add column synthetic_filed_at timestamptz,
    add column synthetic_at timestamptz,
    add column synthetic_s double precision;
"""


async def forwards() -> MigrationManager:
    """Add the columns."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        await db.execute(_SQL)

    manager.add_raw(change)
    return manager
