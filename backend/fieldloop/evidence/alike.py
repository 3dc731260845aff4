"""Compares pictures by their measures: bits of the hash, and grey copies of 32 by 32 laid over each other; pure."""

from dataclasses import dataclass
from operator import mul
from statistics import median

SIDE = 32
_REACH = 4  # fields: a hand-held camera is moved by up to an eighth of the picture
_PATCH = 4
_STEP = 2
_ALL = (1 << 64) - 1

_Rows = list[list[int]]


@dataclass(frozen=True, slots=True)
class Fit:
    """How well two grey copies fit where they fit best.

    `likeness` is their correlation (1: the same), `change` the largest difference of any patch, `difference` the usual
    difference of a field without moving either; both in units of the pictures' own contrast.
    """

    likeness: float
    change: float
    difference: float


def apart(one: int, other: int) -> int:
    """Return in how many of 64 bits two hashes differ."""
    return ((one ^ other) & _ALL).bit_count()


def fit(one: bytes, other: bytes, reach: int = _REACH) -> Fit:
    """Lay one grey copy over the other and move it until it fits best."""
    first, second = _rows(one), _rows(other)
    steps = range(-reach, reach + 1)
    likeness, dx, dy = max((_likeness(*_overlap(first, second, dx, dy)), dx, dy) for dx in steps for dy in steps)
    moved = _differences(*_overlap(first, second, dx, dy))
    usual = median(abs(value) for value in _differences(list(one), list(other)))
    return Fit(round(likeness, 3), round(_largest(moved, SIDE - abs(dx)), 3), round(usual, 3))


def _rows(grey: bytes) -> _Rows:
    return [list(grey[start : start + SIDE]) for start in range(0, SIDE * SIDE, SIDE)]


def _overlap(first: _Rows, second: _Rows, dx: int, dy: int) -> tuple[list[int], list[int]]:
    one: list[int] = []
    other: list[int] = []
    for y in range(max(0, dy), min(SIDE, SIDE + dy)):
        one += first[y][max(0, dx) : SIDE + min(0, dx)]
        other += second[y - dy][max(0, -dx) : SIDE - max(0, dx)]
    return one, other


def _likeness(one: list[int], other: list[int]) -> float:
    count, total, other_total = len(one), sum(one), sum(other)
    spread = sum(map(mul, one, one)) - total * total / count
    other_spread = sum(map(mul, other, other)) - other_total * other_total / count
    if spread <= 0 or other_spread <= 0:
        return 0.0
    return (sum(map(mul, one, other)) - total * other_total / count) / (spread * other_spread) ** 0.5


def _differences(one: list[int], other: list[int]) -> list[float]:
    return [first - second for first, second in zip(_evened(one), _evened(other), strict=True)]


def _evened(fields: list[int]) -> list[float]:
    """Take brightness and contrast out, so that a cloud before the sun is no change."""
    mean = sum(fields) / len(fields)
    spread = (sum(map(mul, fields, fields)) / len(fields) - mean * mean) ** 0.5 or 1.0
    return [(value - mean) / spread for value in fields]


def _largest(fields: list[float], width: int) -> float:
    height = len(fields) // width
    found = 0.0
    for top in range(0, height - _PATCH + 1, _STEP):
        for left in range(0, width - _PATCH + 1, _STEP):
            starts = range(top * width + left, (top + _PATCH) * width + left, width)
            found = max(found, abs(sum(sum(fields[start : start + _PATCH]) for start in starts)))
    return found / (_PATCH * _PATCH)


def mirrored(grey: bytes) -> bytes:
    """Return a grey copy with left and right changed over."""
    return b"".join(grey[start : start + SIDE][::-1] for start in range(0, SIDE * SIDE, SIDE))
