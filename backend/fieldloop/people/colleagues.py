"""Colleagues of several units at once."""

from collections.abc import Sequence
from typing import Any

from fieldloop import db
from fieldloop.people.rules import RoleKind


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
