"""Keeping: stamps and days by element, what is covered of a photo and who looked below, what was removed or is damaged."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T09:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "keeping"

_SQL = """
alter table element
    add column stamp boolean not null default true,
    add column keep_days integer,
    add constraint element_keep_days check (keep_days > 0);

alter table orders
    add column ended_at timestamptz,
    add column forgotten_at timestamptz,
    add column redactions smallint not null default 0;

alter table order_photo add column forgotten_at timestamptz;

alter table photo
    add column redactions smallint not null default 0,
    add column removed_at timestamptz,
    add column checked_at timestamptz,
    add column damaged_at timestamptz;

create table photo_redaction (
    id uuid primary key,
    photo varchar(64) not null references photo (sha256) on delete restrict,
    order_id uuid not null references orders (id) on delete restrict,
    person uuid not null references person (id) on delete restrict,
    boxes jsonb not null,
    made_at timestamptz not null
);
create index photo_redaction_photo on photo_redaction (photo);

create table photo_look (
    id uuid primary key,
    photo varchar(64) not null references photo (sha256) on delete restrict,
    order_id uuid not null references orders (id) on delete restrict,
    district varchar(32) not null,
    person uuid not null references person (id) on delete restrict,
    why varchar(300) not null,
    looked_at timestamptz not null,
    constraint photo_look_why check (why <> '')
);
create index photo_look_district on photo_look (district, id);

-- What is due: orders that ended and whose photos are still here, photos by the day they were last looked through.
create index orders_unforgotten on orders (element, ended_at) where ended_at is not null and forgotten_at is null;
create index photo_unchecked on photo (coalesce(checked_at, received_at)) where removed_at is null;
create index photo_damaged on photo (damaged_at) where damaged_at is not null;
"""


async def forwards() -> MigrationManager:
    """Add columns, tables and indexes."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        await db.execute(_SQL)

    manager.add_raw(change)
    return manager
