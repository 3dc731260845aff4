"""How each person wants to be told, and the administrators' own words of a notice."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T17:10:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "telling"

_SQL = """
create table person_telling (
    person uuid primary key references person (id) on delete cascade,
    quiet_from time,
    quiet_to time,
    digest_at time,
    bundle boolean not null default false,
    rang_at timestamptz,
    constraint person_telling_quiet check ((quiet_from is null) = (quiet_to is null) and quiet_from <> quiet_to)
);

create table notice_words (
    id uuid primary key,
    kind varchar(16) not null,
    language varchar(8) not null,
    title varchar(120) not null,
    body varchar(400) not null,
    set_by uuid not null references person (id) on delete restrict,
    set_at timestamptz not null,
    constraint notice_words_once unique (kind, language)
);

-- What never arrived is looked for; what did is the rule, and in nobody's way.
create index notice_not_arrived on notice (id) where outcome in ('no_device', 'given_up');
"""


async def forwards() -> MigrationManager:
    """Add the tables and the index."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def add() -> None:
        await db.execute(_SQL)

    manager.add_raw(add)
    return manager
