"""How persons want to be told: quiet hours, a digest, one ring for a burst."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from fieldloop import db
from fieldloop.notify.quiet_rules import ONE_RING, Preference

_COLUMNS = "person, quiet_from, quiet_to, digest_at, bundle"


async def wishes(persons: Iterable[uuid.UUID]) -> dict[uuid.UUID, Preference]:
    """Return the wishes of those of the persons who have any."""
    rows = await db.fetch(
        f"select {_COLUMNS} from person_telling where person = any($1::uuid[])", list(dict.fromkeys(persons))
    )
    return {row["person"]: Preference(*list(row)[1:]) for row in rows}


async def put(person: uuid.UUID, wish: Preference) -> None:
    """Keep a person's wishes in place of those before."""
    await db.execute(
        f"insert into person_telling ({_COLUMNS}) values ($1, $2, $3, $4, $5) on conflict (person) do update set"
        " quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, digest_at = excluded.digest_at,"
        " bundle = excluded.bundle",
        *(person, wish.quiet_from, wish.quiet_to, wish.digest_at, wish.bundle),
    )


async def ring(person: uuid.UUID, now: datetime) -> datetime | None:
    """Take the one ring of this minute; when another sender has it, return the moment of the next."""
    mine = await db.fetchval(
        "update person_telling set rang_at = $2 where person = $1 and (rang_at is null or rang_at <= $3)"
        " returning true",
        *(person, now, now - ONE_RING),
    )
    if mine:
        return None
    rang_at = await db.fetchval("select rang_at from person_telling where person = $1", person)
    return (rang_at or now) + ONE_RING
