"""Ask the owner first: who owns a site and how to reach them, what was asked until when, links that are good for it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T19:40:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "owners"

_SQL = """
alter table element add column owner_minutes smallint not null default 0,
    add constraint element_owner_minutes check (owner_minutes between 0 and 1440);

create table site_owner (
    site varchar(64) primary key references site (code) on delete cascade,
    name varchar(120) not null,
    language varchar(8) not null,
    service varchar(16),
    hint varchar(80),
    sealed bytea,
    set_by uuid not null references person (id) on delete restrict,
    set_at timestamptz not null,
    constraint site_owner_language check (language in ('zh-CN', 'en')),
    constraint site_owner_reached check (
        (service is null) = (sealed is null) and (service is null) = (hint is null))
);

alter table orders add column asked_until timestamptz, add column by_owner boolean not null default false,
    drop constraint orders_accepted_by_one, drop constraint orders_submitted_by_one,
    add constraint orders_accepted_by_one
        check (state not in ('accepted', 'submitted') or person is not null or (by_owner and state = 'submitted')),
    add constraint orders_submitted_by_one
        check (state <> 'submitted' or (submitted_at is not null and (submitter is not null or by_owner))),
    add constraint orders_asked check (asked_until is null or (state = 'filed' and due_at = asked_until));

create table owner_ask (
    id uuid primary key,
    order_id uuid not null unique references orders (id) on delete restrict,
    asked_at timestamptz not null,
    until timestamptz not null,
    next_at timestamptz,
    attempts integer not null default 0,
    told_at timestamptz,
    ended_at timestamptz,
    outcome varchar(8),
    answer uuid unique,
    constraint owner_ask_ended check (
        (ended_at is null) = (outcome is null) and (outcome is null or outcome in ('done', 'no', 'silence', 'ours')))
);
create index owner_ask_untold on owner_ask (next_at) where next_at is not null;

create table owner_link (
    hash bytea primary key,
    ask uuid not null references owner_ask (id) on delete cascade,
    made_by uuid references person (id) on delete restrict,
    made_at timestamptz not null
);
create index owner_link_ask on owner_link (ask);

alter table photo_holder add column ask uuid references owner_ask (id) on delete cascade,
    add constraint photo_holder_ask_once unique (photo, ask),
    drop constraint photo_holder_one,
    add constraint photo_holder_one check (num_nonnulls(person, device, ask) = 1);

alter table order_event drop constraint order_event_actor, add constraint order_event_actor check (
    actor in ('person', 'system', 'device', 'owner') and (actor = 'person') = (person is not null));
"""


async def forwards() -> MigrationManager:
    """Add tables and columns; submitted work may be an owner's, and so nobody's of ours."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        await db.execute(_SQL)

    manager.add_raw(change)
    return manager
