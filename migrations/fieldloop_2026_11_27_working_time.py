"""Working time: calendars with their days, limits in other units than minutes, what a deadline is made of, pauses."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T15:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "working time"

_OFFICE = "[[540, 720], [780, 1080]]"
_SQL = f"""
create table calendar (
    code varchar(32) primary key,
    name_zh varchar(120) not null,
    name_en varchar(120) not null,
    district varchar(32) references area (code) on delete restrict,
    base varchar(32) references calendar (code) on delete restrict,
    region varchar(8),
    week jsonb not null,
    version integer not null default 1,
    constraint calendar_week check (jsonb_typeof(week) = 'array' and jsonb_array_length(week) = 7),
    constraint calendar_base check (base is null or base <> code)
);
create index calendar_district on calendar (district);
create index calendar_base_idx on calendar (base);

create table calendar_day (
    id uuid primary key,
    calendar varchar(32) not null references calendar (code) on delete restrict,
    day date not null,
    shifts jsonb not null,
    name_zh varchar(120) not null,
    name_en varchar(120) not null,
    source varchar(8) not null,
    constraint calendar_day_once unique (calendar, day),
    constraint calendar_day_source check (source in ('library', 'person') and jsonb_typeof(shifts) = 'array')
);

create table calendar_year (
    id uuid primary key,
    calendar varchar(32) not null references calendar (code) on delete restrict,
    year smallint not null,
    provisional boolean not null,
    constraint calendar_year_once unique (calendar, year)
);

create table calendar_change (
    id uuid primary key,
    calendar varchar(32) not null references calendar (code) on delete restrict,
    version integer not null,
    person uuid references person (id) on delete restrict,
    changed_at timestamptz not null,
    was jsonb not null,
    became jsonb not null,
    constraint calendar_change_once unique (calendar, version)
);

create table order_pause (
    id uuid primary key,
    order_id uuid not null references orders (id) on delete restrict,
    round integer not null,
    person uuid references person (id) on delete restrict,
    reason varchar(32),
    from_at timestamptz not null,
    to_at timestamptz,
    constraint order_pause_times check (to_at >= from_at)
);
create index order_pause_order on order_pause (order_id, from_at);
create unique index order_pause_one on order_pause (order_id) where to_at is null;

insert into calendar (code, name_zh, name_en, region, week) values
    ('office', '机关工作时间', 'Office hours', 'CN',
     '[{", ".join([_OFFICE] * 5)}, [], []]'),
    ('always', '全天候', 'Round the clock', null, '[{", ".join(["[[0, 1440]]"] * 7)}]');

alter table area add column calendar varchar(32) references calendar (code) on delete restrict;
alter table unit add column calendar varchar(32) references calendar (code) on delete restrict;
create index area_calendar on area (calendar) where calendar is not null;
create index unit_calendar on unit (calendar) where calendar is not null;
alter table element add column own_limits jsonb not null default '{{}}',
    add constraint element_own_limits check (jsonb_typeof(own_limits) = 'object');
alter table orders add column clock_sum jsonb;
create index orders_clock_calendar on orders ((clock_sum->>'calendar'), due_at)
    where clock_sum->>'calendar' is not null;
create index orders_element_due on orders (element, due_at) where due_at is not null;

insert into order_pause (id, order_id, round, person, reason, from_at)
    select s.id, o.id, o.round, s.person, s.reason, s.received_at from orders o
    join lateral (select v.* from order_event v where v.order_id = o.id and v.action = 'suspend'
        order by v.seq desc limit 1) s on true where o.state = 'suspended';
"""


async def forwards() -> MigrationManager:
    """Add tables and columns; what is suspended now gets its pause."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        await db.execute(_SQL)

    manager.add_raw(change)
    return manager
