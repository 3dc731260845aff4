"""Reads for administrators: looks below what is covered, and photos whose file is not what came in."""

import uuid
from datetime import datetime

import msgspec

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.orders.scope import Params, overseen
from fieldloop.people.rules import Caller, RoleKind
from fieldloop.shapes import PersonRef


class Look(msgspec.Struct):
    """Somebody looked at the original of a photo that is covered."""

    id: uuid.UUID
    photo: str
    order_id: uuid.UUID
    order_no: str
    person: PersonRef
    why: str
    at: datetime


class LookPage(msgspec.Struct):
    """A page of looks."""

    items: list[Look]
    next_cursor: str | None


class Damage(msgspec.Struct):
    """A photo whose file is gone, or not what came in; `order_no` is one of the orders that show it."""

    photo: str
    damaged_at: datetime
    checked_at: datetime
    order_id: uuid.UUID
    order_no: str


class DamagePage(msgspec.Struct):
    """A page of damaged photos."""

    items: list[Damage]
    next_cursor: str | None


async def looks(caller: Caller, limit: int, cursor: str | None) -> LookPage:
    """Return looks, the newest first; raises role.not_allowed, cursor.invalid."""
    params = Params()
    administers, districts = await _administered(caller, params)
    older = f" and l.id < {params.add(_uuid(cursor))}" if cursor else ""
    rows = await db.fetch(
        "select l.id, l.photo, l.order_id, o.no, l.person, p.name, l.why, l.looked_at from photo_look l"
        " join orders o on o.id = l.order_id join person p on p.id = l.person"
        f" where l.district = any({params.add(districts)}::text[]) and ({administers}){older}"
        f" order by l.id desc limit {params.add(limit + 1)}",
        *params,
    )
    found = [
        Look(
            id=row["id"],
            photo=row["photo"],
            order_id=row["order_id"],
            order_no=row["no"],
            person=PersonRef(row["person"], row["name"]),
            why=row["why"],
            at=row["looked_at"],
        )
        for row in rows[:limit]
    ]
    return LookPage(found, str(found[-1].id) if len(rows) > limit else None)


async def damaged(caller: Caller, limit: int, cursor: str | None) -> DamagePage:
    """Return damaged photos, the newest first; raises role.not_allowed, cursor.invalid."""
    params = Params()
    administers, _ = await _administered(caller, params)
    if cursor:
        at, _, name = cursor.partition("_")
        older = f" and (ph.damaged_at, ph.sha256) < ({params.add(_moment(at))}, {params.add(name)})"
    else:
        older = ""
    rows = await db.fetch(
        "select ph.sha256, ph.damaged_at, ph.checked_at, o.id, o.no from photo ph cross join lateral (select o.id, o.no"
        f" from order_photo l join orders o on o.id = l.order_id where l.photo = ph.sha256 and ({administers}) limit 1)"
        f" o where ph.damaged_at is not null{older} order by ph.damaged_at desc, ph.sha256 desc"
        f" limit {params.add(limit + 1)}",
        *params,
    )
    found = [
        Damage(row["sha256"], row["damaged_at"], row["checked_at"] or row["damaged_at"], row["id"], row["no"])
        for row in rows[:limit]
    ]
    more = len(rows) > limit
    return DamagePage(found, f"{found[-1].damaged_at.isoformat()}_{found[-1].photo}" if more else None)


async def _administered(caller: Caller, params: Params) -> tuple[str, list[str]]:
    conditions = overseen(caller, params, (RoleKind.ADMINISTRATOR,))
    if not conditions:
        raise problem("role.not_allowed")
    codes = [code for _, code in caller.areas(RoleKind.ADMINISTRATOR)]
    rows = await db.fetch("select distinct district from area where code = any($1::text[])", codes)
    return " or ".join(conditions), [row["district"] for row in rows]


def _uuid(cursor: str) -> uuid.UUID:
    try:
        return uuid.UUID(cursor)
    except ValueError as error:
        raise problem("cursor.invalid") from error


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise problem("cursor.invalid") from error
    if at.tzinfo is None:
        raise problem("cursor.invalid")
    return at
