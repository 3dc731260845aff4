"""How a handler says who must be asking: by the type of its argument."""

from litestar.di import NamedDependency

from fieldloop.people.rules import Caller, Device

Asker = NamedDependency[Caller]
"""The person of the request; without one the answer is auth.required."""

Machine = NamedDependency[Device]
"""The machine of the request, by its key."""
