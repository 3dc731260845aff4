"""Who is told when nobody acts: ladders as data of the element, and how high an order's may be climbed."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T19:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "escalation ladders"

_ELEMENT = """
alter table element add column ladders jsonb not null default '{}',
    add constraint element_ladders check (jsonb_typeof(ladders) = 'object');
"""
_ORDERS = """
alter table orders add column unseen smallint not null default 0, add column top smallint not null default 3;
drop index orders_unwatched;
create index orders_unwatched on orders (due_at)
    where due_at is not null and ((look_at is null and level < top) or (level = 0 and look_at > due_at));
"""


async def forwards() -> MigrationManager:
    """Add the columns; an element that says nothing has the levels it always had. The watchdog's index asks for the top."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        for sql in (_ELEMENT, _ORDERS):
            await db.execute(sql)

    manager.add_raw(change)
    return manager
