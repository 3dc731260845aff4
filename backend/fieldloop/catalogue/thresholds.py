"""From which number on a photo raises a question: data of the element, with defaults for what it does not say; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Names are those of `element.thresholds`; docs/evidence.md tells what each costs in misses and false alarms."""

    reuse_bits: float = 10  # of 64, at most 11: pictures this near are asked about
    same_place_bits: float = 4  # at the same site, where every photo is alike, only copies are
    same_place_difference: float = 0.045
    same_place_change: float = 0.08
    reuse_likeness: float = 0.65
    plain_contrast: float = 8  # below it a picture shows too little to be compared
    far_m: float = 200
    early_minutes: float = 2
    late_minutes: float = 2
    skew_minutes: float = 5
    speed_kmh: float = 250
    dark_brightness: float = 30
    blurred_sharpness: float = 1.2
    place_likeness: float = 0.45
    unchanged_change: float = 0.4


_NAMES = frozenset(field.name for field in fields(Thresholds))


def thresholds(said: Mapping[str, object]) -> Thresholds:
    """Return an element's thresholds; what is no number or no name of ours is left at its default."""
    numbers = {
        name: float(value)
        for name, value in said.items()
        if name in _NAMES and isinstance(value, int | float) and not isinstance(value, bool)
    }
    return Thresholds(**numbers)
