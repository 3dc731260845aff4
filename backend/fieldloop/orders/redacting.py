"""Covers parts of an order's photo: in every copy that is made of it, whichever order shows it."""

import uuid

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.orders.command import Order
from fieldloop.people.rules import Caller
from fieldloop.wake import wake


async def redact(order_id: uuid.UUID, command: Order, caller: Caller) -> None:
    """Note what is covered; part of the command's transaction. Raises input.invalid, photo.not_here."""
    wrong = [name for name, given in (("photo", command.photo), ("boxes", command.boxes)) if not given]
    if wrong:
        raise problem("input.invalid", errors=[{"field": name, "message": "required"} for name in wrong])
    here = await db.fetchval(
        "select true from order_photo l join photo p on p.sha256 = l.photo where l.order_id = $1 and l.photo = $2"
        " and l.forgotten_at is null and p.removed_at is null limit 1",
        order_id,
        command.photo,
    )
    if not here:
        raise problem("photo.not_here")
    await db.execute(
        "insert into photo_redaction (id, photo, order_id, person, boxes, made_at) values ($1, $2, $3, $4, $5, $6)",
        *(command.id, command.photo, order_id, caller.id),
        *([{"x": box.x, "y": box.y, "w": box.w, "h": box.h} for box in command.boxes], db.clock.now()),
    )
    # Whatever was made before has another name and is not served from this commit on.
    await db.execute(
        "update photo set redactions = redactions + 1, derived_at = null, derive_failures = 0 where sha256 = $1",
        command.photo,
    )


async def tell_others(order_id: uuid.UUID, sha256: str) -> None:
    """Let the other orders that show the photo be asked for anew; after COMMIT, one by one, so that nobody waits.

    Done again whenever the command is sent again: who never got an answer sends it until there is one.
    """
    wake("deriver")
    others = "select distinct order_id from order_photo where photo = $1 and order_id <> $2"
    for row in await db.fetch(others, sha256, order_id):
        await db.execute(
            "update orders set changed_by = pg_current_xact_id()::text::bigint where id = $1", row["order_id"]
        )
