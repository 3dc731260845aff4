"""Requests for more time and for suspension: who asks, until when, who decides; a suspension may end by itself."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T20:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "time requests"

_REASONS = (
    ("weather", "天气原因", "Weather"),
    ("waiting_parts", "等待材料或设备", "Waiting for parts or machines"),
    ("no_access", "无法进入现场", "No access to the spot"),
    ("other_unit", "需其他单位配合", "Another unit is needed"),
    ("more_work", "工作量大", "More work than expected"),
    ("other", "其他", "Other"),
)
_CHANGE = """
alter table element add column extend_times smallint not null default 1,
    add column extend_minutes integer not null default 1440,
    add column suspend_days smallint not null default 30,
    add column unit_grants boolean not null default false,
    add constraint element_requests check (
        extend_times between 0 and 10 and extend_minutes between 1 and 525600 and suspend_days between 0 and 365
    );
alter table orders add column request varchar(8),
    add column request_by uuid references person (id) on delete restrict,
    add column extended smallint not null default 0,
    add constraint orders_request check (
        (request is null or request in ('extend', 'suspend') and state in ('dispatched', 'accepted'))
        and (request is null) = (request_by is null)
    ),
    drop constraint orders_clock_runs_while_open,
    add constraint orders_clock_runs_while_open check (
        (state in ('filed', 'dispatched', 'accepted', 'submitted') or state = 'closed'
            and coalesce(late_appeal, '') = 'open') = (due_at is not null)
        and (due_at is null) = (clock_started_at is null)
        and (look_at is null or due_at is not null or state = 'suspended')
    );
create index orders_district_request on orders (district, (-risk), due_at, id) where request is not null;
create index orders_street_request on orders (street, (-risk), due_at, id) where request is not null;
create table time_request (
    id uuid primary key,
    order_id uuid not null references orders (id) on delete restrict,
    kind varchar(8) not null,
    person uuid not null references person (id) on delete restrict,
    reason varchar(32) not null,
    text text,
    until timestamptz not null,
    made_at timestamptz not null,
    decided_at timestamptz,
    decided_by uuid references person (id) on delete restrict,
    granted_until timestamptz,
    constraint time_request_kind_known check (kind in ('extend', 'suspend')),
    constraint time_request_decided check (
        (decided_by is null or decided_at is not null and decided_by <> person)
        and (granted_until is null or decided_by is not null)
    )
);
create unique index time_request_open on time_request (order_id) where decided_at is null;
create index time_request_order on time_request (order_id);
"""
_REASON = "insert into reason (action, code, name_zh, name_en, position) values ('request', $1, $2, $3, $4)"


async def forwards() -> MigrationManager:
    """Add columns, the table and the reasons."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        await db.execute(_CHANGE)
        for position, reason in enumerate(_REASONS):
            await db.execute(_REASON, *reason, position)

    manager.add_raw(change)
    return manager
