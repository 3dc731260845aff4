"""Review that is fair: how risky, who judged, appeals, reporters' words, re-inspection, what cameras saw clear."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T05:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "machine"

_ELEMENT = """
alter table element
    add column reopen_days smallint not null default 7,
    add column clear_frames smallint not null default 0,
    add column inspect_share double precision not null default 0.05,
    add column sample_share double precision not null default 0.05,
    add column other_unit boolean not null default false,
    add column checklist jsonb not null default '[]',
    add constraint element_review check (
        reopen_days between 0 and 365 and clear_frames between 0 and 100
        and inspect_share between 0 and 1 and sample_share between 0 and 1 and jsonb_typeof(checklist) = 'array'
    );
insert into reason (action, code, name_zh, name_en, position)
    values ('reopen', 'reinspection', '抽查复核不通过', 'Re-inspection found otherwise', 90) on conflict do nothing;
"""
_ORDERS = """
alter table orders
    add column risk smallint not null default 0,
    add column judged_by uuid references person (id) on delete restrict,
    add column asker uuid references person (id) on delete restrict,
    add column return_appeal varchar(8),
    add column late_appeal varchar(8),
    add column overran boolean not null default false,
    add column confirmed boolean not null default false,
    add column disputed boolean not null default false,
    add constraint orders_risk check (risk between 0 and 100),
    add constraint orders_appeals_known check (
        (return_appeal is null or return_appeal in ('open', 'reversed', 'upheld', 'dropped'))
        and (late_appeal is null or late_appeal in ('open', 'reversed', 'upheld', 'dropped'))
    );
alter table order_photo
    drop constraint order_photo_phase_known,
    add constraint order_photo_phase_known
        check (phase in ('found', 'before', 'after', 'mark', 'inspect', 'kept')) not valid;
"""
# As `whole.clock_runs` tells it: a run begins with an event that says so and ends with the next, or outside the loop.
_PAST = """
update orders o set judged_by = v.person
    from (select distinct on (order_id) order_id, person from order_event
        where action in ('approve', 'return') order by order_id, seq desc) v where v.order_id = o.id;
update orders set overran = true where id in (
    select order_id from (
        select order_id, to_state, (data->>'due_at')::timestamptz as due_at,
            lead(received_at) over (partition by order_id order by seq) as ended_at
        from order_event where data ? 'clock_started_at' or to_state in ('closed', 'void', 'suspended')
    ) runs where ended_at > due_at and to_state in ('filed', 'dispatched', 'accepted'));
"""
_TABLES = """
create table appeal (
    id uuid primary key,
    order_id uuid not null references orders (id) on delete restrict,
    kind varchar(8) not null,
    person uuid not null references person (id) on delete restrict,
    judged_by uuid references person (id) on delete restrict,
    text text not null,
    made_at timestamptz not null,
    decided_at timestamptz,
    decided_by uuid references person (id) on delete restrict,
    reversed boolean,
    constraint appeal_once unique (order_id, kind),
    constraint appeal_kind_known check (kind in ('return', 'late')),
    constraint appeal_decided check (
        (decided_at is null) = (decided_by is null) and (decided_at is null) = (reversed is null)
        and (decided_by is null or decided_by is distinct from judged_by)
    )
);
create table inspection (
    id uuid primary key,
    order_id uuid unique not null references orders (id) on delete restrict,
    district varchar(32) not null,
    street varchar(32),
    seed varchar(64) not null,
    stratum varchar(160) not null,
    rate double precision not null,
    drawn_at timestamptz not null,
    command uuid unique,
    inspector uuid references person (id) on delete restrict,
    verdict varchar(4),
    text text,
    decided_at timestamptz,
    constraint inspection_verdict_known check (verdict is null or verdict in ('good', 'bad')),
    constraint inspection_judged check (
        (verdict is null) = (inspector is null) and (verdict is null) = (decided_at is null)
        and (verdict is null) = (command is null)
    )
);
create table clear_frame (
    id uuid primary key,
    device uuid not null references device_key (id) on delete restrict,
    source varchar(120) not null,
    source_id varchar(120) not null,
    order_id uuid references orders (id) on delete restrict,
    photo varchar(64),
    seen_at timestamptz not null,
    received_at timestamptz not null,
    constraint clear_frame_once unique (device, source, source_id)
);
create index clear_frame_order on clear_frame (order_id, seen_at) where order_id is not null;
create index inspection_district on inspection (district, id);
create index inspection_street on inspection (street, id);
create index inspection_district_pending on inspection (district, id) where verdict is null;
create index inspection_street_pending on inspection (street, id) where verdict is null;
create index appeal_judged_by on appeal (judged_by, decided_at) where judged_by is not null;
drop index orders_district_review;
drop index orders_street_review;
create index orders_district_review on orders (district, (-risk), due_at, id) where state = 'submitted';
create index orders_street_review on orders (street, (-risk), due_at, id) where state = 'submitted';
"""


async def forwards() -> MigrationManager:
    """Add what review, appeal and re-inspection write down, and say of past orders what is known of them."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        for sql in (_ELEMENT, _ORDERS, _PAST, _TABLES):
            await db.execute(sql)

    manager.add_raw(change)
    return manager
