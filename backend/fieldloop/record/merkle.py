"""Merkle trees in the shapes of RFC 6962: hashes, roots, inclusion and consistency, from subtrees alone.

A tree of `size` leaves is a row of whole subtrees, one for each 1 in the size's binary digits, the largest first: its
peaks. A whole subtree never changes, so it is stored once, as (level, index), and whatever is asked of any size later
is answered from a handful of them.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

Place = tuple[int, int]
"""Level (0 is a leaf) and index, counted from the left, of a whole subtree."""
Node = Callable[[Place], bytes]

EMPTY = hashlib.sha256().digest()


def leaf(entry: bytes) -> bytes:
    """Return the hash of a leaf."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees side by side."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass
class Frontier:
    """A growing tree: only its peaks are kept, so that a step costs the same however large it is."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list[bytes])

    def add(self, entry: bytes) -> Iterator[tuple[Place, bytes]]:
        """Append a leaf and give every subtree that is whole by it, the leaf first."""
        index, level, found = self.size, 0, leaf(entry)
        yield (level, index), found
        while index & 1:
            found = node(self.peaks.pop(), found)
            index, level = index >> 1, level + 1
            yield (level, index), found
        self.peaks.append(found)
        self.size += 1

    def root(self) -> bytes:
        """Return the root of the tree as it is."""
        return fold(self.peaks)


def fold(peaks: Sequence[bytes]) -> bytes:
    """Return the root over peaks, the largest first."""
    if not peaks:
        return EMPTY
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node(peak, root)
    return root


def peaks(begin: int, end: int) -> list[Place]:
    """Return the whole subtrees of the leaves from `begin` up to `end`, the leftmost first."""
    found: list[Place] = []
    while begin < end:
        level = (end - begin).bit_length() - 1
        if begin:
            level = min(level, (begin & -begin).bit_length() - 1)
        found.append((level, begin >> level))
        begin += 1 << level
    return found


Span = tuple[int, int]
"""Leaves from the first number up to the second, which is a node of the tree they stand in."""


def inclusion(index: int, size: int) -> list[Span]:
    """Return the nodes that lead from a leaf to the root of a tree of `size`, the nearest first (RFC 6962, 2.1.1)."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size}")
    begin, end, path = 0, size, list[Span]()
    while end - begin > 1:
        middle = begin + _half(end - begin)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((begin, middle))
            begin = middle
    return path[::-1]


def consistency(older: int, size: int) -> list[Span]:
    """Return the nodes that show how a tree of `size` continues one of `older` (RFC 6962, 2.1.2)."""
    if not 0 < older <= size:
        raise ValueError(f"a tree of {size} does not continue one of {older}")
    begin, end, whole, path = 0, size, True, list[Span]()
    while older != end:
        middle = begin + _half(end - begin)
        if older <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((begin, middle))
            begin, whole = middle, False
    return ([] if whole else [(begin, end)]) + path[::-1]


def places(spans: Iterable[Span]) -> set[Place]:
    """Return the whole subtrees that nodes are made of."""
    return {place for span in spans for place in peaks(*span)}


def value(span: Span, stored: Node) -> bytes:
    """Return a node's hash, made of whole subtrees."""
    return fold([stored(place) for place in peaks(*span)])


def root_by_inclusion(index: int, size: int, entry: bytes, path: Sequence[bytes]) -> bytes | None:
    """Return the root that a path leads to; None when the path is none of such a tree."""
    if not 0 <= index < size:
        return None
    found, last, rest = leaf(entry), size - 1, list(path)
    while last:
        if not rest:
            return None
        if index & 1 or index == last:
            found = node(rest.pop(0), found)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            found = node(found, rest.pop(0))
        index, last = index >> 1, last >> 1
    return None if rest else found


def roots_by_consistency(older: int, size: int, root: bytes, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Return the two roots that a path of consistency leads to, `root` being the older tree's (RFC 9162, 2.1.4.2)."""
    if older == size and not path:
        return root, root
    if not 0 < older < size:
        return None
    rest = list(path) if older & (older - 1) else [root, *path]
    index, last = older - 1, size - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    if not rest:
        return None
    first = second = rest.pop(0)
    for step in rest:
        if not last:
            return None
        if index & 1 or index == last:
            first, second = node(step, first), node(step, second)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            second = node(second, step)
        index, last = index >> 1, last >> 1
    return None if last else (first, second)


def _half(width: int) -> int:
    """Return the largest power of two below a width above 1: where a tree divides."""
    return 1 << (width - 1).bit_length() - 1


def position(place: Place) -> int:
    """Return a subtree's number among all nodes, counted from the left, each between its two halves."""
    level, index = place
    return ((2 * index + 1) << level) - 1
