"""The ladder of telling: gateways with their sealed addresses, when each rung is tried, and each rung of each notice."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T17:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "ladder"

_SQL = """
create table gateway (
    id uuid primary key,
    person_id uuid unique references person (id) on delete cascade,
    unit varchar(32) unique references unit (code) on delete cascade,
    service varchar(16) not null,
    hint varchar(80) not null,
    sealed bytea not null,
    set_by uuid not null references person (id) on delete restrict,
    set_at timestamptz not null,
    last_ok_at timestamptz,
    failures integer not null default 0,
    rest_until timestamptz,
    constraint gateway_of_one check ((person_id is null) <> (unit is null))
);

create table ladder_step (
    id uuid primary key,
    kind varchar(16) not null,
    element varchar(64) references element (code) on delete cascade,
    unit varchar(32) references unit (code) on delete cascade,
    rung varchar(16) not null,
    minutes integer,
    constraint ladder_step_rung_known check (rung in ('gateway', 'stand_in', 'supervisor')),
    constraint ladder_step_minutes check (minutes between 0 and 10080),
    constraint ladder_step_one_way check (element is null or unit is null)
);
-- One row per fact where a key column may be empty (a plain unique constraint lets nulls repeat).
create unique index ladder_step_once on ladder_step (kind, rung, coalesce(element, ''), coalesce(unit, ''));

-- What cannot wait goes to a gateway, where there is one, two minutes after the push.
insert into ladder_step (id, kind, rung, minutes)
    select gen_random_uuid(), kind, 'gateway', 2
    from unnest(array['new', 'assigned', 'returned', 'warning', 'late', 'unseen']) as kind;

create table notice_rung (
    id uuid primary key,
    notice uuid not null references notice (id) on delete cascade,
    order_id uuid not null references orders (id) on delete restrict,
    event_id uuid not null references order_event (id) on delete restrict,
    rung varchar(16) not null,
    gateway uuid references gateway (id) on delete set null,
    due_at timestamptz not null,
    next_at timestamptz not null,
    attempts integer not null default 0,
    lease_until timestamptz,
    done_at timestamptz,
    outcome varchar(16),
    constraint notice_rung_once unique (notice, rung),
    constraint notice_rung_known check (rung in ('stream', 'gateway', 'stand_in', 'supervisor')),
    constraint notice_rung_outcome_known check (outcome is null or outcome in
        ('delivered', 'told', 'nobody', 'stopped', 'superseded', 'refused', 'given_up', 'no_gateway')),
    constraint notice_rung_done check ((done_at is null) = (outcome is null))
);
create index notice_rung_waiting on notice_rung (next_at) where done_at is null;
create index notice_rung_of_order on notice_rung (order_id);
create index notice_rung_of_gateway on notice_rung (gateway) where gateway is not null;
-- A unit's chat is told of an event once, however many of its people were; and so are those above it.
create unique index notice_rung_gateway_once on notice_rung (event_id, gateway) where gateway is not null;
create unique index notice_rung_supervisor_once on notice_rung (event_id) where rung = 'supervisor';
"""


async def forwards() -> MigrationManager:
    """Add the tables."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def add() -> None:
        await db.execute(_SQL)

    manager.add_raw(add)
    return manager
