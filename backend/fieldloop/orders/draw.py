"""The draw for blind re-inspection: pure, so that anybody can repeat it with the seed that was written down."""

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Closed:
    """An order that may be drawn; `share` is its element's."""

    id: uuid.UUID
    area: str
    unit: str
    element: str
    share: float

    def stratum(self) -> str:
        """Return the group of which a share is drawn."""
        return f"{self.area}/{self.unit}/{self.element}"


@dataclass(frozen=True, slots=True)
class Drawn:
    """An order that was drawn, from which group and at what rate."""

    id: uuid.UUID
    stratum: str
    rate: float


def draw(seed: str, closed: Iterable[Closed]) -> list[Drawn]:
    """Draw from each stratum its share of orders, in whatever order they are listed.

    The whole part of share x number is drawn for certain and the rest by chance, so that a unit which closes one order
    a day is looked at as often as its share says, and no oftener.
    """
    strata: defaultdict[str, list[Closed]] = defaultdict(list)
    for each in closed:
        strata[each.stratum()].append(each)
    found: list[Drawn] = []
    for stratum, members in sorted(strata.items()):
        wanted = members[0].share * len(members)
        count = int(wanted) + (_chance(seed, stratum) < wanted - int(wanted))
        ranked = sorted(members, key=lambda each: _chance(seed, str(each.id)))
        found += [Drawn(each.id, stratum, each.share) for each in ranked[:count]]
    return found


def _chance(seed: str, name: str) -> float:
    """Return a number from 0 up to 1 that nobody can foresee without the seed."""
    return int.from_bytes(hashlib.sha256(f"{seed}\n{name}".encode()).digest()[:6]) / 2**48
