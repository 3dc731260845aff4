"""Reads of this slice: the rosters around some persons, and a unit's as a list."""

import uuid
from collections.abc import Sequence
from datetime import datetime

import msgspec

from fieldloop import db
from fieldloop.people.rules import Caller, RoleKind
from fieldloop.roster.rules import MOST_HOPS, Roster, Shift, Spell, named_stand_in, stand_in_for, there

# A person's times are those of the area in which, or in whose unit, they hold a role.
_ZONE = """coalesce((
    select a.zone from role o left join unit u on u.code = o.unit join area a on a.code = coalesce(o.area, u.area)
    where o.person = p.id order by a.code limit 1), 'UTC') as zone"""
# With everybody who may stand in for them, and for those, as far as anybody follows.
_REACH = f"""
with recursive reach (person, depth) as (
    select p, 0 from unnest($1::uuid[]) p
    union
    select named.stand_in, reach.depth + 1 from reach cross join lateral (
        select r.stand_in from roster r where r.person = reach.person and r.stand_in is not null
        union
        select x.stand_in from spell x
            where x.person = reach.person and x.stand_in is not null and x.from_at <= $2 and x.to_at > $2
    ) named where reach.depth <= {MOST_HOPS}
)
select p.id as person, p.active, r.stand_in,
    {_ZONE},
    coalesce((select json_agg(json_build_object('weekday', s.weekday, 'starts', s.starts, 'ends', s.ends)
        order by s.weekday, s.starts, s.id) from shift s where s.person = p.id), '[]') as shifts,
    coalesce((select json_agg(json_build_object('kind', x.kind, 'from_at', x.from_at, 'to_at', x.to_at,
        'stand_in', x.stand_in) order by x.from_at, x.id) from spell x
        where x.person = p.id and x.to_at > $2), '[]') as spells
from (select distinct person from reach) near join person p on p.id = near.person left join roster r on r.person = p.id
"""
_PLANNED = "select true from roster where person = any($1::uuid[]) limit 1"
_LISTED = """
select p.id, p.name, array_agg(distinct r.kind order by r.kind) as roles, coalesce(o.version, 0) as version
from role r join person p on p.id = r.person left join roster o on o.person = p.id
where p.active and {where} group by p.id, p.name, o.version order by min(r.kind), p.name, p.id limit 500
"""


async def rosters(persons: Sequence[uuid.UUID], at: datetime) -> dict[uuid.UUID, Roster]:
    """Return the rosters of these persons and of whoever may stand in for them from a moment on."""
    rows = await db.fetch(_REACH, list(persons), at)
    return {row["person"]: _roster(row) for row in rows}


def _roster(row: db.Row) -> Roster:
    return Roster(
        person=row["person"],
        zone=row["zone"],
        shifts=msgspec.convert(row["shifts"], tuple[Shift, ...]),
        spells=msgspec.convert(row["spells"], tuple[Spell, ...]),
        stand_in=row["stand_in"],
        active=row["active"],
    )


async def present(persons: Sequence[uuid.UUID], at: datetime) -> list[uuid.UUID]:
    """Return who is reached through these at a moment; nobody when all are off duty and nobody stands in."""
    if not persons or not await db.fetchval(_PLANNED, list(persons)):
        return list(persons)
    return there(persons, at, await rosters(persons, at))


async def told_for(persons: Sequence[uuid.UUID], at: datetime) -> list[uuid.UUID]:
    """Return whom to tell instead of these; where nobody is on duty they themselves: never nobody."""
    return await present(persons, at) or list(persons)


async def stand_in_of(person: uuid.UUID, at: datetime) -> uuid.UUID | None:
    """Return who stands in for a person, be they on duty or not; None when nobody does who is on duty."""
    if not await db.fetchval(_PLANNED, [person]):
        return None
    known = await rosters([person], at)
    named = named_stand_in(known[person], at)
    found = stand_in_for(named, at, known) if named else None
    return found if found != person else None


async def listed(caller: Caller, unit: str | None, area: str | None) -> list[db.Row]:
    """Return active persons of a unit, or those who hold a role for an area; none where the caller answers for nobody.

    Of a unit its coordinators hear, and whoever answers for an area around it; of an area its administrators.
    """
    administered = [code for _, code in caller.areas(RoleKind.ADMINISTRATOR)]
    if unit is not None:
        above = [code for _, code in caller.areas(RoleKind.MANAGER, RoleKind.COORDINATOR, RoleKind.ADMINISTRATOR)]
        where = (
            "r.unit = $1 and (r.unit = any($2::text[]) or exists (select from unit u join area a on a.code = u.area"
            " where u.code = r.unit and array[a.district, a.street, a.neighbourhood, a.grid]::text[] && $3::text[]))"
        )
        return await db.fetch(_LISTED.format(where=where), unit, caller.units(RoleKind.COORDINATOR), above)
    where = (
        "r.area = $1 and r.unit is null and exists (select from area a where a.code = r.area"
        " and array[a.district, a.street, a.neighbourhood, a.grid]::text[] && $2::text[])"
    )
    return await db.fetch(_LISTED.format(where=where), area, administered)


async def names(persons: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the names of persons."""
    rows = await db.fetch("select id, name from person where id = any($1::uuid[])", list(persons))
    return {row["id"]: row["name"] for row in rows}


async def persons_by_login(logins: Sequence[str]) -> dict[str, db.Row]:
    """Return the active persons with these logins, and the zone in which their times are meant."""
    rows = await db.fetch(
        f"select p.login, p.id, {_ZONE} from person p where p.login = any($1::text[]) and p.active",
        list(logins),
    )
    return {row["login"]: row for row in rows}
