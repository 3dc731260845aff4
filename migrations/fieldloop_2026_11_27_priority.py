"""Priority of orders, and limits of their own for urgent ones; every order there is has the normal one."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T21:40:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "priority"

_REASONS = (
    ("danger", "有安全隐患", "A danger to people"),
    ("worse", "情况正在加重", "It is getting worse"),
    ("event", "有重要活动或检查", "An event or an inspection"),
    ("eased", "情况已缓解", "It has eased"),
    ("other", "其他", "Other"),
)
_CHANGE = """
alter table element add column urgent_limits jsonb not null default '{}',
    add constraint element_urgent_limits check (jsonb_typeof(urgent_limits) = 'object');
alter table orders add column priority varchar(8) not null default 'normal',
    add constraint orders_priority check (priority in ('normal', 'urgent'));
create index orders_district_urgent on orders (district, id) where priority = 'urgent';
create index orders_street_urgent on orders (street, id) where priority = 'urgent';
create index orders_district_urgent_due on orders (district, due_at, id)
    where priority = 'urgent' and due_at is not null;
"""
_REASON = "insert into reason (action, code, name_zh, name_en, position) values ('prioritize', $1, $2, $3, $4)"


async def forwards() -> MigrationManager:
    """Add columns, indexes and the reasons."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        await db.execute(_CHANGE)
        for position, reason in enumerate(_REASONS):
            await db.execute(_REASON, *reason, position)

    manager.add_raw(change)
    return manager
