"""Writes of this slice: a person's roster on the version that was read, and a file of them, all of it or nothing."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import time

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.ids import new_id
from fieldloop.people.colleagues import posts_of_many
from fieldloop.people.enrolment import may_tend
from fieldloop.people.rules import Caller, outranks, tends
from fieldloop.roster import lines, queries
from fieldloop.roster.lines import FAULTS, Bad, Known, Planned
from fieldloop.roster.rules import Shift, Spell, zone_of
from fieldloop.roster.shapes import RosterSaid

_MOST_FAULTS = 100
_TAKE = """
insert into roster (person, version, stand_in, changed_by, changed_at) values ($1, 1, $2, $3, $4)
on conflict (person) do update set version = roster.version + 1, stand_in = excluded.stand_in,
    changed_by = excluded.changed_by, changed_at = excluded.changed_at
"""


async def change(caller: Caller, person: uuid.UUID, said: RosterSaid) -> None:
    """Plan one person anew; raises not.found, role.not_allowed, roster.changed, roster.invalid, roster.stand_in."""
    await may_tend(caller, person)
    planned = Planned([_shift(each.weekday, each.starts, each.ends) for each in said.shifts], [], said.stand_in)
    for spell in said.spells:
        if not (spell.from_at.tzinfo and spell.to_at.tzinfo and spell.from_at < spell.to_at):
            raise problem("roster.invalid")
        planned.spells.append(Spell(spell.kind, spell.from_at, spell.to_at, spell.stand_in))
    others = {spell.stand_in for spell in planned.spells} | {planned.stand_in}
    posts = await posts_of_many([other for other in others if other])
    if any(other == person or not tends(caller, posts.get(other, [])) for other in others if other):
        raise problem("roster.stand_in")
    async with db.transaction():
        # The person's row, since a roster's may not be there yet: two who plan at once do so one after the other.
        await db.execute("select from person where id = $1 for no key update", person)
        version = await db.fetchval("select version from roster where person = $1", person) or 0
        if version == said.version:
            await _write(person, planned, caller.id)
        elif version != said.version + 1 or not await _is_as(person, planned):
            raise problem("roster.changed")  # unless it is this very change, whose answer was lost


async def import_csv(caller: Caller | None, text: str) -> int:
    """Plan everybody whom a file names, and return how many; raises roster.bad_lines with every bad line.

    Without a caller (the command line) anybody may be named; else only people whom the caller answers for.
    """
    read, bad = lines.read(text)
    known = await _known(caller, lines.logins(read))
    found, more = lines.plan(read, known)
    if faults := sorted([*bad, *more], key=lambda each: each.number):
        raise problem("roster.bad_lines", lines=[_said(each) for each in faults[:_MOST_FAULTS]], bad=len(faults))
    async with db.transaction():
        await db.execute("select from person where id = any($1::uuid[]) order by id for no key update", sorted(found))
        for person, planned in found.items():
            await _write(person, planned, caller.id if caller else None)
    return len(found)


def _said(bad: Bad) -> dict[str, object]:
    zh, en = FAULTS[bad.code]
    return {"line": bad.number, "code": bad.code, "words": {"zh": zh, "en": en}}


async def _known(caller: Caller | None, logins: set[str]) -> Mapping[str, Known]:
    rows = await queries.persons_by_login(sorted(logins))
    known = {login: Known(row["id"], zone_of(row["zone"])) for login, row in rows.items()}
    if caller is None:
        return known
    posts = await posts_of_many([each.id for each in known.values()])
    own = {person for person, held in posts.items() if tends(caller, held) and not outranks(caller, held)}
    return {login: each for login, each in known.items() if each.id in own}


async def _is_as(person: uuid.UUID, planned: Planned) -> bool:
    now = db.clock.now()
    roster = (await queries.rosters([person], now))[person]
    return (
        sorted(roster.shifts, key=repr) == sorted(planned.shifts, key=repr)
        and set(roster.spells) == {spell for spell in planned.spells if spell.to_at > now}
        and roster.stand_in == planned.stand_in
    )


async def _write(person: uuid.UUID, planned: Planned, by: uuid.UUID | None) -> None:
    now = db.clock.now()
    await db.execute(_TAKE, person, planned.stand_in, by, now)
    await db.execute("delete from shift where person = $1", person)
    await db.execute("delete from spell where person = $1 and to_at > $2", person, now)
    await _add(person, planned.shifts, [spell for spell in planned.spells if spell.to_at > now])


async def _add(person: uuid.UUID, shifts: Sequence[Shift], spells: Sequence[Spell]) -> None:
    await db.executemany(
        "insert into shift (id, person, weekday, starts, ends) values ($1, $2, $3, $4, $5)",
        [(new_id(), person, each.weekday, each.starts, each.ends) for each in shifts],
    )
    await db.executemany(
        "insert into spell (id, person, kind, from_at, to_at, stand_in) values ($1, $2, $3, $4, $5, $6)",
        [(new_id(), person, str(each.kind), each.from_at, each.to_at, each.stand_in) for each in spells],
    )


def _shift(weekday: int, starts: str, ends: str) -> Shift:
    return Shift(weekday, time.fromisoformat(starts), time.fromisoformat(ends))
