"""Who is on duty when, and who stands in."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T16:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "rosters"

_SQL = """
create table roster (
    person uuid primary key references person (id) on delete cascade,
    version integer not null default 1,
    stand_in uuid references person (id) on delete set null,
    changed_by uuid references person (id) on delete set null,
    changed_at timestamptz not null,
    constraint roster_stand_in_is_another check (stand_in is distinct from person)
);
create table shift (
    id uuid primary key,
    person uuid not null references person (id) on delete cascade,
    weekday smallint not null,
    starts time not null,
    ends time not null,
    constraint shift_weekday check (weekday between 1 and 7)
);
create index shift_person on shift (person);
create table spell (
    id uuid primary key,
    person uuid not null references person (id) on delete cascade,
    kind varchar(8) not null,
    from_at timestamptz not null,
    to_at timestamptz not null,
    stand_in uuid references person (id) on delete set null,
    constraint spell_kind_known check (kind in ('leave', 'extra')),
    constraint spell_ends_later check (from_at < to_at),
    constraint spell_stand_in_is_another check (stand_in is distinct from person)
);
create index spell_person on spell (person, to_at);
"""


async def forwards() -> MigrationManager:
    """Add the tables; as long as they are empty everybody is always on duty."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def create() -> None:
        await db.execute(_SQL)

    manager.add_raw(create)
    return manager
