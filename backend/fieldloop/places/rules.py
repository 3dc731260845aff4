"""Areas and distances."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

EARTH_RADIUS_M = 6_371_008.8
DEGREE_M = math.radians(EARTH_RADIUS_M)


class Level(StrEnum):
    """The levels of the area tree, from the top."""

    DISTRICT = "district"
    STREET = "street"
    NEIGHBOURHOOD = "neighbourhood"
    GRID = "grid"


LEVELS = tuple(Level)


@dataclass(frozen=True, slots=True)
class Lineage:
    """An area's own code at its level and its ancestors' above; what lies below is None."""

    district: str
    street: str | None = None
    neighbourhood: str | None = None
    grid: str | None = None

    def codes(self) -> list[str]:
        """Return the codes from the most exact area up to the district."""
        chain = (self.grid, self.neighbourhood, self.street, self.district)
        return [code for code in chain if code]


def distance_m(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance in metres between two WGS-84 places."""
    phi, other_phi = math.radians(lat), math.radians(other_lat)
    half_lat = math.sin((other_phi - phi) / 2)
    half_lon = math.sin(math.radians(other_lon - lon) / 2)
    chord = half_lat**2 + math.cos(phi) * math.cos(other_phi) * half_lon**2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(chord)))


def box(lat: float, lon: float, radius_m: float) -> tuple[float, float, float, float]:
    """Return (south, west, north, east) around a circle, for an index to search."""
    d_lat = math.degrees(radius_m / EARTH_RADIUS_M)
    d_lon = d_lat / max(0.01, math.cos(math.radians(lat)))
    return lat - d_lat, lon - d_lon, lat + d_lat, lon + d_lon


_AROUND_EACH_M = 80.0
_CORNERS = 8


def hull(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return a closed ring of (lon, lat) around these (lat, lon) places, 80 m outside the outermost; empty for none.

    Monotone chain over eight points around each place, so that one place alone has an outline too.
    """
    points = sorted({point for lat, lon in places for point in _ring(lat, lon)})
    if not points:
        return []
    lower, upper = _chain(points), _chain(points[::-1])
    ring = [*lower[:-1], *upper[:-1]]
    return [*ring, ring[0]]


def _ring(lat: float, lon: float) -> list[tuple[float, float]]:
    south, west, _, _ = box(lat, lon, _AROUND_EACH_M)
    turns = [2 * math.pi * corner / _CORNERS for corner in range(_CORNERS)]
    return [
        (round(lon + (lon - west) * math.cos(turn), 5), round(lat + (lat - south) * math.sin(turn), 5))
        for turn in turns
    ]


def _chain(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for point in points:
        while len(found) > 1 and _turn(found[-2], found[-1], point) <= 0:
            found.pop()
        found.append(point)
    return found


def _turn(start: tuple[float, float], middle: tuple[float, float], end: tuple[float, float]) -> float:
    return (middle[0] - start[0]) * (end[1] - start[1]) - (middle[1] - start[1]) * (end[0] - start[0])
