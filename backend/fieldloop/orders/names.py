"""Whose names a caller reads in an order: reporters and those who do the work stay unknown to each other. Pure."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from fieldloop.orders.relations import Standing
from fieldloop.orders.scope import OVERSEERS
from fieldloop.people.rules import Caller, RoleKind


@dataclass(frozen=True, slots=True)
class Names:
    """What decides it, of several orders at once: who reported each, and how each stands."""

    caller: Caller
    reporters: Mapping[uuid.UUID, frozenset[uuid.UUID]]
    standings: Mapping[uuid.UUID, Standing]

    def shows(self, order: uuid.UUID, person: uuid.UUID | None) -> bool:
        """Tell whether the caller reads this person's name."""
        if person is None or person == self.caller.id or self._oversees(order):
            return True
        reporters, working = self.reporters.get(order, frozenset()), self._working(order)
        if self.caller.id in reporters and self.caller.id not in working and not self._is_of_the_unit(order):
            return False
        return person in working or person not in reporters

    def _working(self, order: uuid.UUID) -> frozenset[uuid.UUID | None]:
        standing = self.standings[order]
        return frozenset({standing.person, standing.submitter} - {None})

    def _is_of_the_unit(self, order: uuid.UUID) -> bool:
        return self.standings[order].unit in self.caller.units(*RoleKind)

    def _oversees(self, order: uuid.UUID) -> bool:
        standing = self.standings[order]
        areas = {area for _, area in self.caller.areas(*OVERSEERS)}
        return bool(areas & standing.areas) or standing.unit in self.caller.units(RoleKind.COORDINATOR)
