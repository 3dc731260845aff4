"""When an order's last level was told: the next one has its time from then, whatever the sweeper came to look for."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T22:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "climbed"

_SQL = """
alter table orders add column climbed_at timestamptz;
update orders o set climbed_at = (
    select max(e.fired_at) from escalation e where e.order_id = o.id and e.round = o.round)
where o.due_at is not null and o.level > 0;
"""


async def forwards() -> MigrationManager:
    """Add the column, and fill it in for orders that wait and were escalated."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        await db.execute(_SQL)

    manager.add_raw(change)
    return manager
