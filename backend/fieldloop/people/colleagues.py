"""Colleagues of several units at once."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from fieldloop import db
from fieldloop.people.rules import Post, RoleKind


async def colleagues(units: list[str], kinds: Sequence[RoleKind], limit: int) -> list[dict[str, Any]]:
    """Return active persons of the units, each as often as units; coordinators first, then by name."""
    rows = await db.fetch(
        """
        select p.id, p.name, p.phone, r.unit, array_agg(distinct r.kind order by r.kind) as roles
        from role r join person p on p.id = r.person
        where r.unit = any($1::text[]) and p.active and r.kind = any($2::text[])
        group by p.id, p.name, p.phone, r.unit order by min(r.kind), p.name, p.id, r.unit limit $3
        """,
        units,
        list(kinds),
        limit,
    )
    return [dict(row) for row in rows]


async def posts_of_many(persons: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Post]]:
    """Return the roles of active persons with every area around each; who is unknown or holds none is left out."""
    rows = await db.fetch(
        """
        select r.person, r.kind, r.unit,
            array_remove(array[a.district, a.street, a.neighbourhood, a.grid]::text[], null) as around
        from role r join person p on p.id = r.person left join unit u on u.code = r.unit
        join area a on a.code = coalesce(r.area, u.area)
        where r.person = any($1::uuid[]) and p.active
        """,
        list(persons),
    )
    found: defaultdict[uuid.UUID, list[Post]] = defaultdict(list)
    for row in rows:
        found[row["person"]].append(Post(RoleKind(row["kind"]), row["unit"], frozenset(row["around"])))
    return dict(found)
