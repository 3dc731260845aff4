"""Pure rules of intake: how repeats are recognised."""

import uuid
from dataclasses import dataclass

from fieldloop.places.rules import Lineage, distance_m


@dataclass(frozen=True, slots=True)
class Where:
    """A place that a discovery names, resolved: the most exact area, and perhaps a site and a position."""

    area: str
    zone: str
    lineage: Lineage
    site: str | None
    lat: float | None
    lon: float | None
    address: str


@dataclass(frozen=True, slots=True)
class Near:
    """An open order of the same element that a discovery may repeat."""

    id: str
    site: str | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer: which order it became, and whether that was there already; `fresh` is False for a repeated call."""

    discovery: uuid.UUID
    order: uuid.UUID
    order_no: str
    joined: bool
    fresh: bool


def repeats(where: Where, near: Near, radius_m: float) -> bool:
    """Tell whether a discovery is the same problem as an open order: the same site, or no site and close by."""
    if where.site or near.site:
        return where.site == near.site
    if where.lat is None or where.lon is None or near.lat is None or near.lon is None:
        return False
    return distance_m(where.lat, where.lon, near.lat, near.lon) <= radius_m
