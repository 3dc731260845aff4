"""Who has had work of a kind approved before: counted whenever somebody submits."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T05:30:00:000003"
VERSION = "1.38.0"
DESCRIPTION = "known hands"


async def forwards() -> MigrationManager:
    """Add the index."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def index() -> None:
        await db.execute("create index orders_submitter_done on orders (submitter, element) where state = 'closed'")

    manager.add_raw(index)
    return manager
