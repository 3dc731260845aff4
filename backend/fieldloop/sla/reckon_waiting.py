"""Changes that move more orders than their own transaction takes: how far each has come, what is left."""

import uuid
from collections.abc import Iterable
from datetime import datetime

import msgspec

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.sla.reckon_which import Place, Which

MANY = 100_000
_ITS = "kind = $1 and subject = $2 and codes = $3 and done_at is null"
_LEAVE = (
    "insert into reckoning (id, kind, subject, codes, asked_at, reached_at, reached_id, told)"
    " values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (kind, subject, codes) where done_at is null"
    " do update set asked_at = excluded.asked_at, reached_at = excluded.reached_at, reached_id = excluded.reached_id,"
    " told = excluded.told, moved = 0, alone = false"
)
_NEXT = (
    "select id, kind, subject, codes, asked_at, reached_at, reached_id, told, alone from reckoning"
    " where done_at is null order by asked_at limit 1 for update skip locked"
)


class Moving(msgspec.Struct):
    """A change whose orders are still being moved: since when, how many were moved meanwhile, how many are left."""

    since: datetime
    moved: int
    left: int


async def hold(which: Which) -> None:
    """Keep the worker from going on with an earlier change of the same; part of the new change's transaction."""
    await db.fetchval(f"select id from reckoning where {_ITS} for update", *_key(which))


async def leave(which: Which, since: datetime, reached: Place | None, told: Iterable[uuid.UUID] = ()) -> None:
    """Note up to where a change has counted its orders, all for None, and who has heard of it.

    An earlier change of the same is overtaken.
    """
    if reached is None:
        await db.execute(f"update reckoning set done_at = $4 where {_ITS}", *_key(which), since)
    else:
        await db.execute(_LEAVE, new_id(), *_key(which), since, *reached, names(told))


async def taken() -> db.Row | None:
    """Return the change that waits longest, locked; None when none does."""
    return await db.fetchrow(_NEXT)


def names(told: Iterable[uuid.UUID]) -> list[str]:
    """Return who has heard of a change as its row keeps them."""
    return sorted(map(str, told))


def which_of(row: db.Row) -> Which:
    """Return the orders of a waiting change."""
    return Which(row["kind"], row["subject"], row["codes"])


async def moving(subject: str) -> Moving | None:
    """Tell what is left of the changes of a calendar or an element; None for nothing."""
    sql = (
        "select kind, subject, codes, asked_at, moved, reached_at, reached_id from reckoning"
        " where done_at is null and subject = $1 order by asked_at"
    )
    rows = await db.fetch(sql, subject)
    left = [
        await left_after(which_of(row), (row["reached_at"], row["reached_id"]), unless_since=row["asked_at"])
        for row in rows
    ]
    return Moving(rows[0]["asked_at"], sum(row["moved"] for row in rows), sum(left)) if rows else None


async def left_after(which: Which, place: Place, unless_since: datetime) -> int:
    """Return how many there are to look at after a place but for what has changed since: what was moved comes again.

    Beyond `MANY` they are not counted.
    """
    sql = f"select count(*) from ({which.next}) o where o.changed_at < $5"
    return await db.fetchval(sql, which.value, *place, MANY, unless_since)


def _key(which: Which) -> tuple[str, str, list[str]]:
    return which.kind, which.subject, which.codes
