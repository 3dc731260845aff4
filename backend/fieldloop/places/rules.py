"""Areas and distances."""

import math
from dataclasses import dataclass
from enum import StrEnum

EARTH_RADIUS_M = 6_371_008.8


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
