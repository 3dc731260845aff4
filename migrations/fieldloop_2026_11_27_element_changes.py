"""Who changed what of an element, and when: the element's version, and a row for each change."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T13:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "element changes"

_SQL = """
alter table element add column version integer not null default 1;

create table element_change (
    id uuid primary key,
    element varchar(64) not null references element (code) on delete restrict,
    version integer not null,
    person uuid not null references person (id) on delete restrict,
    changed_at timestamptz not null,
    was jsonb not null,
    became jsonb not null,
    constraint element_change_once unique (element, version)
);
"""


async def forwards() -> MigrationManager:
    """Add the column and the table."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        await db.execute(_SQL)

    manager.add_raw(change)
    return manager
