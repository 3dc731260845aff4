"""When the orders there are ended: told by their timeline, in a transaction of its own, while everybody goes on."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T09:00:01:000002"
VERSION = "1.38.0"
DESCRIPTION = "keeping rows"

_SQL = """
update orders o set ended_at = coalesce(
    closed_at,
    (select max(v.received_at) from order_event v where v.order_id = o.id and v.action = 'void'),
    changed_at
) where state in ('closed', 'void');
"""


async def forwards() -> MigrationManager:
    """Fill in the moment."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def fill() -> None:
        await db.execute(_SQL)

    manager.add_raw(fill)
    return manager
