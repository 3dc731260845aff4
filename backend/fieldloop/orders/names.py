"""Whose names a caller reads in an order: the one place that hides anybody, from lists and whole orders alike.

Who judges work does not know whose it is: an inspector reads neither persons nor units, whoever decides an appeal
without having had a part in the order reads no persons. Reporters and those who do the work stay unknown to each other.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fieldloop import db
from fieldloop.orders.relations import Standing
from fieldloop.orders.rules import Action
from fieldloop.orders.scope import HANDS, OVERSEERS, only_inspects
from fieldloop.orders.shapes import OrderDetail, OrderItem
from fieldloop.people.rules import Caller, RoleKind

_DECIDING = frozenset({Action.APPROVE, Action.EXCUSE})


def hide_in_line(line: OrderItem, areas: frozenset[str], caller: Caller) -> OrderItem:
    """Take out of a list's line what the caller does not read; whether somebody had a part in it no list knows."""
    unit = line.unit.code if line.unit else None
    if only_inspects(caller, areas, unit):
        line.person = line.unit = None
    elif line.person and line.person.id != caller.id:
        stranger = not caller.has(*OVERSEERS) and unit not in caller.units(*HANDS)
        if stranger or (line.appealed and caller.has(RoleKind.MANAGER)):
            line.person = None
    return line


@dataclass(frozen=True, slots=True)
class Names:
    """What decides it, of several orders at once: who reported each, how each stands, which the caller judges blind."""

    caller: Caller
    reporters: Mapping[uuid.UUID, frozenset[uuid.UUID]]
    standings: Mapping[uuid.UUID, Standing]
    deciding: frozenset[uuid.UUID]

    def shows(self, order: uuid.UUID, person: uuid.UUID | None) -> bool:
        """Tell whether the caller reads this person's name."""
        if person is None or person == self.caller.id:
            return True
        if order in self.deciding or not self.shows_unit(order):
            return False
        if self.oversees(order):
            return True
        reporters, working = self.reporters.get(order, frozenset()), self._working(order)
        if self.caller.id in reporters and self.caller.id not in working and not self._is_of_the_unit(order):
            return False
        return person in working or person not in reporters

    def shows_actor(self, order: uuid.UUID, person: uuid.UUID | None, data: Mapping[str, Any]) -> bool:
        """Tell whether the caller reads who took a step; whoever re-inspects sees no names, and is named to nobody."""
        return "inspection" not in data and self.shows(order, person)

    def shows_unit(self, order: uuid.UUID) -> bool:
        """Tell whether the caller reads which unit it is, or was."""
        standing = self.standings[order]
        return not only_inspects(self.caller, standing.areas, standing.unit)

    def hide(self, whole: OrderDetail) -> None:
        """Take out of an order, whose events are made already, what the caller does not read."""
        if whole.person and not self.shows(whole.id, whole.person.id):
            whole.person = None
        for photo in whole.photos:
            if photo.phase == "inspect" or (photo.person and not self.shows(whole.id, photo.person.id)):
                photo.person = None
        if not self.shows_unit(whole.id):
            whole.unit = None
        if whole.unit is None or whole.id in self.deciding:
            whole.phone = None

    def _working(self, order: uuid.UUID) -> frozenset[uuid.UUID | None]:
        standing = self.standings[order]
        return frozenset({standing.person, standing.submitter} - {None})

    def _is_of_the_unit(self, order: uuid.UUID) -> bool:
        return self.standings[order].unit in self.caller.units(*RoleKind)

    def oversees(self, order: uuid.UUID) -> bool:
        """Tell whether the caller is above those who work on it."""
        standing = self.standings[order]
        areas = {area for _, area in self.caller.areas(*OVERSEERS)}
        return bool(areas & standing.areas) or standing.unit in self.caller.units(RoleKind.COORDINATOR)


async def blindly_decided(
    appealed: Sequence[uuid.UUID], offered: Mapping[uuid.UUID, Sequence[Action]], caller: Caller
) -> frozenset[uuid.UUID]:
    """Return those of the orders under appeal that the caller may decide and had no part in."""
    asked = [order for order in appealed if _DECIDING & set(offered[order])]
    if not asked:
        return frozenset()
    # Whoever only looked at it, re-inspected it blind, or asks about the appeal itself, was told no names by that.
    rows = await db.fetch(
        "select distinct v.order_id from order_event v where v.order_id = any($1::uuid[]) and v.person = $2"
        " and v.action not in ('seen', 'kept') and not v.data ? 'inspection' and v.seq < (select max(a.seq)"
        " from order_event a where a.order_id = v.order_id and a.action = 'appeal')",
        *(asked, caller.id),
    )
    return frozenset(asked) - {row["order_id"] for row in rows}
