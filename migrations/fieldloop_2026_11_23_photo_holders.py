"""Who has brought a photo's bytes besides the first: knowing its name alone must not make anybody its user."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-23T23:20:00:000005"
VERSION = "1.38.0"
DESCRIPTION = "photo holders"

_SQL = """
create table photo_holder (
    id uuid primary key,
    photo varchar(64) not null references photo (sha256) on delete restrict,
    person uuid references person (id) on delete cascade,
    device uuid references device_key (id) on delete cascade,
    received_at timestamptz not null,
    constraint photo_holder_person_once unique (photo, person),
    constraint photo_holder_device_once unique (photo, device),
    constraint photo_holder_one check ((person is null) <> (device is null))
);
"""


async def forwards() -> MigrationManager:
    """Add the table; who brought a photo second before it was there is asked for the bytes once more."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def create() -> None:
        await db.execute(_SQL)

    manager.add_raw(create)
    return manager
