"""The right of reply belongs to whoever was marked, once in each round; an order that is opened again begins unmarked."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T14:10:00:000002"
VERSION = "1.38.0"
DESCRIPTION = "replies"

_COLUMNS = """
alter table orders add column overran_by uuid references person (id) on delete restrict;
alter table appeal
    add column round integer not null default 0,
    drop constraint appeal_once,
    add constraint appeal_once unique (order_id, kind, round),
    drop constraint appeal_decided,
    add constraint appeal_decided check (
        (decided_at is null) = (reversed is null)
        and (decided_by is null or (decided_at is not null and decided_by is distinct from judged_by))
    );
alter table appeal alter column round drop default;
"""
# What an order opened again still carried of the round before; and returns that a camera found to be wrong.
_ROWS = """
create temporary table opened on commit drop as
    select order_id, max(seq) as seq, max(received_at) as at from order_event where action = 'reopen' group by order_id;
update appeal a set decided_at = n.at, reversed = true from opened n
    where n.order_id = a.order_id and a.kind = 'late' and a.decided_at is null and a.made_at < n.at;
update orders o set changed_by = pg_current_xact_id()::text::bigint,
    return_appeal = case when exists (
        select from appeal a where a.order_id = o.id and a.kind = 'return' and a.made_at > n.at) then return_appeal end,
    late_appeal = case when exists (
        select from appeal a where a.order_id = o.id and a.kind = 'late' and a.made_at > n.at) then late_appeal end,
    overran = overran and exists (
        select from (
            select order_id, seq, to_state, (data ->> 'due_at')::timestamptz as due_at,
                lead(received_at) over (partition by order_id order by seq) as ended_at
            from order_event where order_id = o.id
                and (data ? 'clock_started_at' or to_state in ('closed', 'void', 'suspended'))
        ) runs where seq >= n.seq and ended_at > due_at and to_state in ('filed', 'dispatched', 'accepted'))
    from opened n where n.order_id = o.id;
update appeal a set decided_at = o.closed_at, reversed = true from orders o
    where o.id = a.order_id and a.kind = 'return' and a.decided_at is null
        and o.return_appeal = 'dropped' and o.state = 'closed';
update orders set return_appeal = 'reversed', returned = greatest(0, returned - 1),
    changed_by = pg_current_xact_id()::text::bigint where return_appeal = 'dropped' and state = 'closed';
"""


async def forwards() -> MigrationManager:
    """Add who was late and the round, and end what rounds that are over had left open."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        for sql in (_COLUMNS, _ROWS):
            await db.execute(sql)

    manager.add_raw(change)
    return manager
