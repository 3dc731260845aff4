"""Shares and how sure one may be of them; pure."""

from math import sqrt

# The two-sided 95 % point of the normal distribution.
_Z = 1.959964


def wilson(hits: int, of: int) -> tuple[float, float] | None:
    """Return Wilson's 95 % interval of a share, which stays between 0 and 1; None of nothing."""
    if of <= 0:
        return None
    share, square = hits / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z / (1 + square / of) * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))
