"""Roles: which kinds there are and where one holds."""

import uuid
from dataclasses import dataclass
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
    """One role of a person: in an area (with its level), in a unit, or in both."""

    kind: RoleKind
    area: str | None
    level: str | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Caller:
    """The person behind a request, with every role held."""

    id: uuid.UUID
    name: str
    language: str
    roles: tuple[Role, ...]
    session: uuid.UUID | None = None

    def has(self, *kinds: RoleKind) -> bool:
        """Tell whether any of the kinds is held anywhere."""
        return any(role.kind in kinds for role in self.roles)

    def units(self, *kinds: RoleKind) -> list[str]:
        """Return the units in which any of the kinds is held."""
        return sorted({role.unit for role in self.roles if role.unit and role.kind in kinds})

    def areas(self, *kinds: RoleKind) -> list[tuple[str, str]]:
        """Return (level, area code) where any of the kinds is held for a whole area, not just a unit of it."""
        held = {
            (role.level, role.area)
            for role in self.roles
            if role.area and role.level and role.unit is None and role.kind in kinds
        }
        return sorted(held)


@dataclass(frozen=True, slots=True)
class Device:
    """A machine that signals, known by its key."""

    id: uuid.UUID
    name: str
    channel: str
    area: str
