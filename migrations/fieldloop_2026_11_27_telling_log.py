"""The delivery log by how a way ended: of what ended otherwise than by arriving, which is the rule."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T21:20:00:000002"
VERSION = "1.38.0"
DESCRIPTION = "telling log"

_SQL = """
create index notice_not_delivered on notice (outcome, id) where outcome <> 'delivered';
create index notice_rung_ended on notice_rung (outcome, notice) where outcome is not null;
"""


async def forwards() -> MigrationManager:
    """Add both indexes."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def add() -> None:
        await db.execute(_SQL)

    manager.add_raw(add)
    return manager
