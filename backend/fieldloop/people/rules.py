"""Roles: which kinds there are and where one holds."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RoleKind(StrEnum):
    """What a person may be, in an area or a unit."""

    WORKER = "worker"
    VOLUNTEER = "volunteer"
    COORDINATOR = "coordinator"
    MANAGER = "manager"
    INSPECTOR = "inspector"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Role:
    """One role of a person: for a whole area (with its level), or in a unit, whose home area it then carries."""

    kind: RoleKind
    area: str
    level: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class Caller:
    """The person behind a request, with every role held."""

    id: uuid.UUID
    name: str
    language: str
    roles: tuple[Role, ...]
    session: uuid.UUID | None = None
    used_at: datetime | None = None
    """When the session was last noted as used."""

    def has(self, *kinds: RoleKind) -> bool:
        """Tell whether any of the kinds is held anywhere."""
        return any(role.kind in kinds for role in self.roles)

    def units(self, *kinds: RoleKind) -> list[str]:
        """Return the units in which any of the kinds is held."""
        return sorted({role.unit for role in self.roles if role.unit and role.kind in kinds})

    def areas(self, *kinds: RoleKind) -> list[tuple[str, str]]:
        """Return (level, area code) where any of the kinds is held for a whole area, not just a unit of it."""
        return sorted({(role.level, role.area) for role in self.roles if role.unit is None and role.kind in kinds})


@dataclass(frozen=True, slots=True)
class Post:
    """A role of somebody else: its kind, its unit, and every area around it."""

    kind: RoleKind
    unit: str | None
    around: frozenset[str]


@dataclass(frozen=True, slots=True)
class Device:
    """A machine that signals, known by its key."""

    id: uuid.UUID
    name: str
    channel: str
    area: str


def tends(caller: Caller, posts: Sequence[Post]) -> bool:
    """Tell whether a person with these roles is among the caller's own: of a unit coordinated, an area administered."""
    return any(_administers(caller, post) or post.unit in caller.units(RoleKind.COORDINATOR) for post in posts)


def outranks(caller: Caller, posts: Sequence[Post]) -> bool:
    """Tell whether a person with these roles may do what the caller may not.

    Whoever lets in a phone could use it: a coordinator must not become a manager, nor see another unit's orders.
    """
    return not all(_covers(caller, post) for post in posts)


def _covers(caller: Caller, post: Post) -> bool:
    if _administers(caller, post):
        return True
    mine = [role for role in caller.roles if role.kind is RoleKind.COORDINATOR and role.unit]
    if post.unit:
        kinds = {RoleKind.WORKER, RoleKind.VOLUNTEER, RoleKind.COORDINATOR}
        return post.kind in kinds and any(role.unit == post.unit for role in mine)
    # Who helps around the unit sees no more than the unit's neighbours do.
    return post.kind is RoleKind.VOLUNTEER and any(role.area in post.around for role in mine)


def _administers(caller: Caller, post: Post) -> bool:
    return any(area in post.around for _, area in caller.areas(RoleKind.ADMINISTRATOR))


def boxes(caller: Caller) -> tuple[str, ...]:
    """Return the boxes of orders that make sense for this person, the most used first."""
    found: list[str] = []
    if caller.has(RoleKind.MANAGER):
        found += ["review", "late", "all"]
    if caller.has(RoleKind.COORDINATOR):
        found += ["unit", "late", "all"]
    if caller.has(RoleKind.WORKER):
        found += ["mine", "unit"]
    if caller.has(RoleKind.WORKER, RoleKind.VOLUNTEER):
        found += ["pool"]
    if caller.has(RoleKind.INSPECTOR, RoleKind.ADMINISTRATOR):
        found += ["all", "late"]
    found += ["mine", "reported"]
    return tuple(dict.fromkeys(found))
