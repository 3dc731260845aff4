"""A nonce is what a phone cannot know before its person holds the order: a seal made with it is not older than that.

There is one for each time that somebody comes to hold an order: by accepting, by being handed it, by a return. It ends
when they submit, or no longer hold it. Only its holder ever hears it.
"""

import secrets
import uuid
from datetime import datetime

from fieldloop import db
from fieldloop.ids import new_id


async def end(order_id: uuid.UUID, now: datetime, *, used: bool) -> None:
    """End the order's nonce, if it has one; `used`: by the submit it was for."""
    sql = "update order_nonce set ended_at = $2, used = $3 where order_id = $1 and ended_at is null"
    await db.execute(sql, order_id, now, used)


async def begin(order_id: uuid.UUID, person: uuid.UUID, now: datetime) -> None:
    """Give the order's new holder a nonce of their own."""
    await db.execute(
        "insert into order_nonce (id, order_id, person, nonce, made_at) values ($1, $2, $3, $4, $5)",
        *(new_id(), order_id, person, secrets.token_hex(16), now),
    )


async def had(order_id: uuid.UUID, person: uuid.UUID | None, *, refused: bool) -> dict[str, bool]:
    """Return the nonces this person ever had for this order, and whether each is good for a photo now.

    Work that comes too late was sealed with the nonce that ended when the order went to somebody else: with a
    `refused` command that one is good as long as nothing was submitted with it.
    """
    rows = await db.fetch(
        "select nonce, ended_at is null or ($3 and not used) as good from order_nonce"
        " where order_id = $1 and person = $2",
        order_id,
        person,
        refused,
    )
    return {row["nonce"]: row["good"] for row in rows}
