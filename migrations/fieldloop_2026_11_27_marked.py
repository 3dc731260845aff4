"""Lists of what asks for attention: what managers urged, and what is held by somebody of whom nobody hears."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T21:20:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "marked"

# Of the whole city: what is marked and open is little, and each list takes what is its caller's out of it.
_SQL = """
create index orders_urged on orders (id) where urged > 0 and due_at is not null and state <> 'closed';
create index orders_unheard on orders (id) where unheard_at is not null and due_at is not null and state <> 'closed';
"""


async def forwards() -> MigrationManager:
    """Add both indexes."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def add() -> None:
        await db.execute(_SQL)

    manager.add_raw(add)
    return manager
