"""The demo's registry as plain values: who answers for what, so that stories name the right people."""

from collections import defaultdict
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Self

from fieldloop.seed.tables import Line, must, table, words


@dataclass(frozen=True, slots=True)
class Place:
    """A site of the demo."""

    code: str
    kind: str
    chain: tuple[str, ...]
    unit: str | None
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Finding:
    """How an element is found, and how it looks: limits in minutes, photos, notes to choose from."""

    element: str
    accept: int
    fix: int
    before: int
    after: int
    pool: bool
    weight: int
    channels: tuple[str, ...]
    sites: tuple[str, ...]
    scene: str | None
    mess: str | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Town:
    """Everything a story refers to."""

    places: dict[str, Place]
    findings: dict[str, Finding]
    duties: list[Line]
    roles: dict[tuple[str, str], list[str]]

    @classmethod
    def from_tables(cls) -> Self:
        """Read it from `data/`."""
        parents = {must(line, "code"): line["parent"] for line in table("areas")}
        elements = {must(line, "code"): line for line in table("elements")}
        roles: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for line in table("people"):
            roles[must(line, "role"), line["unit"] or must(line, "area")].append(must(line, "login"))
        return cls(
            places={must(line, "code"): _place(line, parents) for line in table("sites")},
            findings={
                must(line, "element"): _finding(line, elements[must(line, "element")]) for line in table("findings")
            },
            duties=table("duties"),
            roles=dict(roles),
        )

    def unit_for(self, site: str, element: str) -> str | None:
        """Return the unit that dispatch will choose: the site's own, else the nearest area's, by element first."""
        place = self.places[site]
        if place.unit:
            return place.unit
        for area in place.chain:
            mine = [duty for duty in self.duties if duty["area"] == area]
            for duty in sorted(mine, key=lambda duty: duty["elements"] is None):
                if duty["elements"] is None or fnmatch(element, duty["elements"]):
                    return duty["unit"]
        return None

    def coordinator(self, unit: str) -> str:
        """Return the login of a unit's coordinator."""
        return self.roles["coordinator", unit][0]

    def workers(self, unit: str) -> list[str]:
        """Return the logins of a unit's workers."""
        return self.roles["worker", unit]

    def manager(self, site: str) -> str:
        """Return the login of the manager who reviews at a site."""
        return next(
            self.roles["manager", area][0] for area in self.places[site].chain if ("manager", area) in self.roles
        )

    def finders(self, site: str, channel: str) -> list[str]:
        """Return who finds things at a site on a channel: logins, or the channel itself for machines."""
        if channel == "volunteer":
            return [login for area in self.places[site].chain for login in self.roles.get(("volunteer", area), [])]
        return self.workers("huxun-patrol") if channel == "patrol" else [channel]


def _place(line: Line, parents: dict[str, str | None]) -> Place:
    chain = [must(line, "area")]
    while parent := parents[chain[-1]]:
        chain.append(parent)
    lat, lon = float(must(line, "lat")), float(must(line, "lon"))
    return Place(must(line, "code"), must(line, "kind"), tuple(chain), line["unit"], lat, lon)


def _finding(line: Line, element: Line) -> Finding:
    return Finding(
        element=must(element, "code"),
        accept=int(must(element, "accept")),
        fix=int(must(element, "fix")),
        before=int(must(element, "before")),
        after=int(must(element, "after")),
        pool=element["dispatch"] == "pool",
        weight=int(must(line, "weight")),
        channels=tuple(words(line, "channels")),
        sites=tuple(words(line, "sites")),
        scene=line["scene"],
        mess=line["mess"],
        notes=tuple(must(line, "notes").split("|")),
    )
