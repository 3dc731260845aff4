"""What an owner sees by a link: of one order its photo, its place and what is asked; no person, no unit."""

import uuid
from datetime import datetime

import msgspec

from fieldloop import db
from fieldloop.people.queries import hashed
from fieldloop.shapes import Names

_ASK = (
    "select k.id, k.order_id, k.until, k.ended_at, k.outcome, k.answer from owner_link l"
    " join owner_ask k on k.id = l.ask where l.hash = $1"
)


class Ask(msgspec.Struct, frozen=True):
    """What a link stands for."""

    id: uuid.UUID
    order_id: uuid.UUID
    until: datetime
    ended_at: datetime | None
    outcome: str | None
    answer: uuid.UUID | None

    def is_open(self, now: datetime) -> bool:
        """Tell whether the owner may still answer: not after the time is over, though nobody was sent yet."""
        return self.ended_at is None and now < self.until


class OwnerAsked(msgspec.Struct, kw_only=True):
    """What the owner of a site is asked, and until when."""

    order_no: str
    element: Names
    site: Names
    address: str
    discovered_at: datetime
    until: datetime
    zone: str
    has_photo: bool


class Picture(msgspec.Struct, frozen=True):
    """The photo that an owner sees, and how often something of it was covered."""

    sha256: str
    redactions: int


async def by_token(token: str) -> Ask | None:
    """Return what a link stands for, also one whose time is over."""
    row = await db.fetchrow(_ASK, hashed(token))
    return Ask(**dict(row)) if row else None


async def open_ask(token: str) -> Ask | None:
    """Return what a link stands for while it may be answered; a wrong one and an old one are the same."""
    ask = await by_token(token)
    return ask if ask and ask.is_open(db.clock.now()) else None


async def asked(order: uuid.UUID, until: datetime) -> OwnerAsked:
    """Return what the owner of an order's site is asked."""
    row = await db.fetchrow(
        "select o.no, e.name_zh, e.name_en, s.name_zh as site_zh, s.name_en as site_en, o.address,"
        " o.discovered_at, a.zone, p.sha256 is not null as has_photo from orders o join element e on e.code = o.element"
        " join site s on s.code = o.site join area a on a.code = o.area"
        " left join photo p on p.sha256 = o.picture and p.removed_at is null where o.id = $1",
        order,
    )
    if row is None:
        raise LookupError(order)
    return OwnerAsked(
        order_no=row["no"],
        element=Names(row["name_zh"], row["name_en"]),
        site=Names(row["site_zh"], row["site_en"]),
        address=row["address"],
        discovered_at=row["discovered_at"],
        until=until,
        zone=row["zone"],
        has_photo=row["has_photo"],
    )


async def picture(order: uuid.UUID) -> Picture | None:
    """Return the photo by which an order was found."""
    row = await db.fetchrow(
        "select p.sha256, p.redactions from orders o join photo p on p.sha256 = o.picture"
        " where o.id = $1 and p.removed_at is null",
        order,
    )
    return Picture(**dict(row)) if row else None
