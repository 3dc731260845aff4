"""The sealed pair: nonces for who holds an order, what a phone sealed, and the receipts that we sign."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-27T08:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "seal"

_SQL = """
alter table order_photo
    add column nonce varchar(32),
    add column seal varchar(64),
    add column sealed boolean not null default false,
    add column claimed boolean not null default true,
    add column salt bytea,
    add column claim varchar(64),
    add column receipt text;

create table order_nonce (
    id uuid primary key,
    order_id uuid not null references orders (id) on delete restrict,
    person uuid not null references person (id) on delete restrict,
    nonce varchar(32) not null unique,
    made_at timestamptz not null,
    ended_at timestamptz,
    used boolean not null default false
);
create index order_nonce_order on order_nonce (order_id, person);
create unique index order_nonce_one_at_a_time on order_nonce (order_id) where ended_at is null;

create table signing_key (
    kid varchar(16) primary key,
    public_key varchar(43) not null,
    since timestamptz not null
);

-- Who holds an order now gets a nonce too: from the next time that their phone hears of it, they can seal.
insert into order_nonce (id, order_id, person, nonce, made_at)
select gen_random_uuid(), id, person, replace(gen_random_uuid()::text, '-', ''), now()
from orders where state = 'accepted' or (state = 'suspended' and paused_state = 'accepted' and person is not null);
"""


async def forwards() -> MigrationManager:
    """Add columns and tables; what was attached before has no receipt, and its times are claims."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def change() -> None:
        await db.execute(_SQL)

    manager.add_raw(change)
    return manager
