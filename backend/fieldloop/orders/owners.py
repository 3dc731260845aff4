"""The site's owner is asked first: what is written when an order is filed, and how the asking ends."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.notify import site_owners
from fieldloop.orders.clocks import Moment
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import Action
from fieldloop.orders.timeline import SYSTEM, Entry


@dataclass(frozen=True, slots=True)
class Asking:
    """Until when an owner is asked, of so many minutes; without an address somebody has to hand them the link."""

    until: datetime
    minutes: int
    has_address: bool

    def entry(self, now: datetime) -> Entry:
        """Return the event that tells of it."""
        said = {"until": self.until.isoformat(), "minutes": self.minutes, "sent": self.has_address}
        return Entry(Action.OWNER_ASKED, SYSTEM, now, data=said)


async def to_ask(site: str | None, minutes: int, moment: Moment) -> Asking | None:
    """Return how the owner of a site is asked; None where the element asks nobody, or the site has no owner."""
    reached = await site_owners.reach(site) if site and minutes else None
    if reached is None:
        return None
    return Asking(moment.now + timedelta(minutes=minutes / moment.speed), minutes, reached.has_address)


async def begin(order: uuid.UUID, asking: Asking, now: datetime) -> None:
    """Write down that the owner is asked; where there is an address the link is sent as soon as this is committed."""
    await db.execute(
        "insert into owner_ask (id, order_id, asked_at, until, next_at) values ($1, $2, $3, $4, $5)",
        *(new_id(), order, now, asking.until, now if asking.has_address else None),
    )


async def note(before: OrderRow, after: OrderRow, entry: Entry) -> None:
    """End the asking when a step has ended it, with every link; part of the step's transaction."""
    if before.asked_until is None or after.asked_until is not None:
        return
    said = {Action.OWNER_DONE: "done", Action.OWNER_LEFT: entry.data.get("why")}
    await db.execute(
        "update owner_ask set ended_at = $2, outcome = $3, answer = $4, next_at = null where order_id = $1",
        *(after.id, after.changed_at, said.get(entry.action) or "ours"),
        entry.id if entry.actor.kind == "owner" else None,
    )
