"""Which days were drawn from for re-inspection, and with what seed."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T05:45:00:000004"
VERSION = "1.38.0"
DESCRIPTION = "inspection draws"


async def forwards() -> MigrationManager:
    """Add the table."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def create() -> None:
        await db.execute(
            "create table inspection_draw (day date primary key, seed varchar(64) not null, drawn_at timestamptz not null)"
        )

    manager.add_raw(create)
    return manager
