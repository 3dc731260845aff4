"""What clients see of persons besides themselves."""

from fieldloop.people.rules import RoleKind
from fieldloop.shapes import PersonRef


class PersonView(PersonRef):
    """A colleague, to be chosen or called."""

    phone: str | None
    roles: list[RoleKind]


class Colleague(PersonView):
    """A colleague with the unit, for lists of several units."""

    unit: str
