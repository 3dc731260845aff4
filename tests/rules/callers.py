"""The cast as the pure rules see it: callers without a database."""

from fieldloop.people.rules import Caller, Role, RoleKind
from tests.cast import AREAS, PERSONS, UNITS, person_id

_LEVELS: dict[str, str] = {str(code): str(level) for code, level, *_ in AREAS}
_HOMES: dict[str, str] = {str(code): str(area) for code, _, _, _, area, _ in UNITS}


def role(kind: str, area: str | None, unit: str | None) -> Role:
    """Return a role as a session's query gives it: in a unit it carries the unit's home."""
    home = area or _HOMES[unit or ""]
    return Role(RoleKind(kind), home, _LEVELS[home], unit)


def caller(login: str) -> Caller:
    """Return a person of the cast."""
    [(name, language, kind, area, unit)] = [tuple(rest) for found, *rest in PERSONS if found == login]
    return Caller(person_id(login), str(name), str(language), (role(str(kind), area, unit),))


EVERYBODY = [str(login) for login, *_ in PERSONS]
