"""The loop: its tables, constraints and indexes (the SQL lies beside this file)."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-23T19:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "the loop"


async def forwards() -> MigrationManager:
    """Create everything."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def create() -> None:
        await db.execute(Path(__file__).with_suffix(".sql").read_text())

    manager.add_raw(create)
    return manager
