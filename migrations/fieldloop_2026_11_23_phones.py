"""Phones: sessions that slide, can be revoked and say who enrolled them; pushes that end with their session."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-23T22:00:00:000002"
VERSION = "1.38.0"
DESCRIPTION = "phones"

_SQL = """
alter table session
    add column last_seen_at timestamptz,
    add column revoked_at timestamptz,
    add column enrolled_by uuid references person (id) on delete set null;

create table enrolment (
    id uuid primary key,
    code_hash bytea unique not null,
    person uuid unique not null references person (id) on delete cascade,
    made_by uuid not null references person (id) on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null
);

alter table push_subscription add column session uuid references session (id) on delete cascade;
create index push_subscription_session on push_subscription (session);

-- Of a person with one browser it is known which one takes the pushes; the others' stay without a session.
update push_subscription set session = only_one.id
from (
    select person, (array_agg(id))[1] as id from session
    where not bearer and expires_at > now() group by person having count(*) = 1
) as only_one
where only_one.person = push_subscription.person_id;
"""


async def forwards() -> MigrationManager:
    """Add the columns, the table of codes, and bind the pushes that can be bound."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        await db.execute(_SQL)

    manager.add_raw(change)
    return manager
