"""What the application's role may do: all with rows, except to change or remove what was recorded.

A role that owns a table, or is a superuser, may switch off any trigger: that the record is only added to must be the
server's own rule. So migrations run as an owner, and what serves and works runs as somebody who owns nothing.
"""

from fieldloop import db
from fieldloop.migrate import LOCK, MigrationError

RECORDED = ("order_event", "record_leaf", "record_node", "record_head", "element_change", "calendar_change")
_OWNERS = ("migration",)


async def grant(role: str) -> None:
    """Give the role its rights, connected as the owner; nothing happens when the role is the owner itself."""
    if role == await db.fetchval("select current_user"):
        return
    async with db.transaction():
        # Two who grant at once would stop each other.
        await db.execute("select pg_advisory_xact_lock($1)", LOCK)
        await _ready(role)
        named = await db.fetchval("select quote_ident($1)", role)
        recorded, owners = ", ".join(RECORDED), ", ".join(_OWNERS)
        await db.execute(
            f"grant usage on schema public to {named};"
            f" grant select, insert, update, delete on all tables in schema public to {named};"
            f" grant usage, select on all sequences in schema public to {named};"
            f" revoke update, delete, truncate, references, trigger on {recorded} from {named};"
            f" revoke insert, update, delete, truncate on {owners} from {named};"
        )


async def _ready(role: str) -> None:
    """Make the role where we may, as on our own server; refuse one that could take back what it is not given."""
    row = await db.fetchrow(
        "select rolsuper, pg_has_role(oid, current_user, 'member') as ours from pg_roles where rolname = $1", role
    )
    if row is None:
        if not await db.fetchval("select rolsuper or rolcreaterole from pg_roles where rolname = current_user"):
            raise MigrationError(f"there is no role {role}, which FIELDLOOP_DATABASE_URL names: create it first")
        await db.execute(f"create role {await db.fetchval('select quote_ident($1)', role)} login")
    elif row["rolsuper"] or row["ours"]:
        raise MigrationError(f"the role {role} could do whatever the owner may: give the application one of its own")
