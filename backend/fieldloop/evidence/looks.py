"""Looks below what is covered: administrators only, each written down with its reason before anything is shown."""

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.ids import new_id
from fieldloop.orders.scope import Params, overseen
from fieldloop.people.rules import Caller, RoleKind


async def look(caller: Caller, sha256: str, why: str) -> None:
    """Write down that an administrator looks; raises role.not_allowed, text.required."""
    params = Params([sha256])
    administers = " or ".join(overseen(caller, params, (RoleKind.ADMINISTRATOR,))) or "false"
    order = await db.fetchrow(
        "select o.id, o.district from order_photo l join orders o on o.id = l.order_id"
        f" where l.photo = $1 and ({administers}) order by l.received_at limit 1",
        *params,
    )
    if order is None:
        raise problem("role.not_allowed")
    if not why.strip():
        raise problem("text.required")
    await db.execute(
        "insert into photo_look (id, photo, order_id, district, person, why, looked_at)"
        " values ($1, $2, $3, $4, $5, $6, $7)",
        *(new_id(), sha256, order["id"], order["district"], caller.id, why.strip(), db.clock.now()),
    )
