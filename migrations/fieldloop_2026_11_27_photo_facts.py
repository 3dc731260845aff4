"""What a photo's pixels and its EXIF say, and the questions that follow from it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T06:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "photo facts"

_SQL = """
create table photo_fact (
    photo varchar(64) primary key references photo (sha256) on delete cascade,
    hash bigint not null,
    mirror bigint not null,
    grey bytea not null,
    sharpness double precision not null,
    brightness double precision not null,
    contrast double precision not null,
    orientation smallint not null default 1,
    exif_at timestamp,
    exif_offset_minutes smallint,
    exif_lat double precision,
    exif_lon double precision,
    exif_camera varchar(120),
    made_at timestamptz not null,
    constraint photo_fact_orientation check (orientation between 1 and 8),
    constraint photo_fact_exif_place check (
        (exif_lat is null) = (exif_lon is null) and exif_lat between -90 and 90 and exif_lon between -180 and 180
    )
);

alter table photo add column measured boolean not null default false;
create index photo_unmeasured on photo (received_at) where not measured and derived_at is not null;

-- What was judged long ago is asked nothing now; a changed default leaves the rows as they are.
alter table order_photo add column checked boolean not null default true;
alter table order_photo alter column checked set default false;
update order_photo set checked = false where order_id in (select id from orders where state = 'submitted');
create index order_photo_unchecked on order_photo (received_at) where not checked;
create index order_photo_person on order_photo (person, taken_at) where lat is not null;

create table finding (
    id uuid primary key,
    order_id uuid not null references orders (id) on delete restrict,
    photo varchar(64) not null references photo (sha256) on delete restrict,
    phase varchar(8) not null,
    kind varchar(20) not null,
    other_photo varchar(64) references photo (sha256) on delete restrict,
    other_order uuid references orders (id) on delete restrict,
    numbers jsonb not null default '{}',
    found_at timestamptz not null,
    constraint finding_phase_known check (phase in ('before', 'after')),
    constraint finding_kind_known check (kind in (
        'reused_here', 'reused_by_person', 'reused_anywhere', 'far', 'before_acceptance', 'after_submission',
        'clock_skew', 'gallery', 'mock_place', 'dark', 'blurred', 'other_place', 'unchanged'
    ))
);
create unique index finding_once on finding (order_id, photo, kind, coalesce(other_photo, ''));

alter table element add column thresholds jsonb not null default '{}';
"""


async def forwards() -> MigrationManager:
    """Add facts and findings; the worker makes the facts of photos that are here already."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def create() -> None:
        await db.execute(_SQL)

    manager.add_raw(create)
    return manager
