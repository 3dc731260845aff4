"""Rosters as those who plan them see them."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from fieldloop import db
from fieldloop.people.colleagues import posts_of_many
from fieldloop.people.rules import Caller, outranks, tends
from fieldloop.roster import queries
from fieldloop.roster.rules import Roster, on_duty, stand_in_for
from fieldloop.roster.shapes import RosterView, ShiftView, SpellView
from fieldloop.shapes import PersonRef


async def views(caller: Caller, unit: str | None, area: str | None) -> list[RosterView]:
    """Return the rosters of a unit's people, or of those who hold a role for an area."""
    now, rows = db.clock.now(), await queries.listed(caller, unit, area)
    rosters = await queries.rosters([row["id"] for row in rows], now)
    standing = {roster.stand_in for roster in rosters.values()}
    standing |= {spell.stand_in for roster in rosters.values() for spell in roster.spells}
    names = await queries.names([*rosters, *(each for each in standing if each)])
    posts = await posts_of_many([row["id"] for row in rows])
    found: list[RosterView] = []
    for row in rows:
        own = posts.get(row["id"], [])
        may = tends(caller, own) and not outranks(caller, own)
        found.append(_view(row, rosters, names, now, may_change=may))
    return found


def _view(
    row: db.Row, rosters: Mapping[uuid.UUID, Roster], names: Mapping[uuid.UUID, str], now: datetime, *, may_change: bool
) -> RosterView:
    roster = rosters[row["id"]]

    def named(person: uuid.UUID | None) -> PersonRef | None:
        return PersonRef(person, names.get(person, "")) if person else None

    return RosterView(
        person=PersonRef(row["id"], row["name"]),
        roles=row["roles"],
        version=row["version"],
        zone=roster.zone,
        shifts=[ShiftView(each.weekday, f"{each.starts:%H:%M}", f"{each.ends:%H:%M}") for each in roster.shifts],
        spells=[SpellView(each.kind, each.from_at, each.to_at, named(each.stand_in)) for each in roster.spells],
        stand_in=named(roster.stand_in),
        on_duty=on_duty(roster, now),
        told=named(stand_in_for(roster.person, now, rosters)),
        may_change=may_change,
    )
