"""A late mark under appeal waits like work in review: in the list of whoever may decide, and on a clock."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T14:20:00:000003"
VERSION = "1.38.0"
DESCRIPTION = "appeal clock"

_CHANGE = """
alter table orders drop constraint orders_clock_runs_while_open;
update orders o set round = round + 1, clock_started_at = now(), level = 0, warned = false,
    warn_at = now() + e.review_minutes * e.warn_share * interval '1 minute',
    look_at = now() + e.review_minutes * e.warn_share * interval '1 minute',
    due_at = now() + e.review_minutes * interval '1 minute', changed_by = pg_current_xact_id()::text::bigint
    from element e where e.code = o.element and o.state = 'closed' and o.late_appeal = 'open';
alter table orders add constraint orders_clock_runs_while_open check (
    (state in ('filed', 'dispatched', 'accepted', 'submitted') or state = 'closed' and coalesce(late_appeal, '') = 'open')
        = (due_at is not null)
    and (due_at is null) = (clock_started_at is null) and (look_at is null or due_at is not null)
);
create index orders_district_appeal on orders (district, (-risk), due_at, id) where late_appeal = 'open';
create index orders_street_appeal on orders (street, (-risk), due_at, id) where late_appeal = 'open';
"""


async def forwards() -> MigrationManager:
    """Start the clock of those that wait, and add the indexes."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        await db.execute(_CHANGE)

    manager.add_raw(change)
    return manager
