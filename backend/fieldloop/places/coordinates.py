"""What a coordinate may mean: we keep WGS-84, and some phones in China give GCJ-02, some 500 m away; pure."""

import math

_SEMI_MAJOR_M, _ECCENTRICITY_2 = 6_378_245.0, 0.006_693_421_622_965_943
_ROUNDS = 4


def gcj02_to_wgs84(lat: float, lon: float) -> tuple[float, float]:
    """Return where a GCJ-02 place lies. The shift changes so slowly that four rounds end far below a millimetre."""
    if not (72.004 <= lon <= 137.8347 and 0.8293 <= lat <= 55.8271):
        return lat, lon
    found = (lat, lon)
    for _ in range(_ROUNDS):
        north, east = _shift(*found)
        found = (lat - north, lon - east)
    return found


def _shift(lat: float, lon: float) -> tuple[float, float]:
    """Return how far GCJ-02 lies from WGS-84, in degrees; Krasovsky's ellipsoid of 1940, as in core/coordinates.ts."""
    x, y = lon - 105, lat - 35
    both = _wave(x, 20, 1 / 6, 20, 1 / 2)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    north += (both + _wave(y, 20, 1, 40, 3) + _wave(y, 160, 12, 320, 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    east += (both + _wave(x, 20, 1, 40, 3) + _wave(x, 150, 12, 300, 30)) * 2 / 3
    phi = math.radians(lat)
    curve = 1 - _ECCENTRICITY_2 * math.sin(phi) ** 2
    return (
        math.degrees(north / (_SEMI_MAJOR_M * (1 - _ECCENTRICITY_2) / (curve * math.sqrt(curve)))),
        math.degrees(east / (_SEMI_MAJOR_M / math.sqrt(curve) * math.cos(phi))),
    )


def _wave(x: float, large: float, period: float, small: float, shorter: float) -> float:
    return large * math.sin(x / period * math.pi) + small * math.sin(x / shorter * math.pi)
