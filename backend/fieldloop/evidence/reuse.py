"""Finds pictures alike among all that are stored: four 16-bit bands of the hash, each an index of its own.

Hashes that differ in at most 11 of 64 bits differ in at most 2 of at least one band: 137 values of each band hold all
of them. The mirror image is looked for by the same query.
"""

from itertools import combinations

from fieldloop import db
from fieldloop.evidence.findings import Twin

MOST_BITS = 11
_MOST_TWINS = 40
_BANDS = (48, 32, 16, 0)
_FLIPS = [0, *(1 << bit for bit in range(16)), *(1 << a | 1 << b for a, b in combinations(range(16), 2))]

_BITS = "least(bit_count((hash # $5)::bit(64)), bit_count((hash # $6)::bit(64)))"
_NEAR = " union ".join(
    f"select hash from photo_fact where {f'((hash >> {shift}) & 65535)' if shift else '(hash & 65535)'}"
    f" = any(${number}::bigint[]) and {_BITS} <= $7"
    for number, shift in enumerate(_BANDS, 1)
)
# `offset 0` keeps it a look-up per hash, in the last band's index: few are near, and the planner expects thousands.
_ALIKE = (
    f"with near as ({_NEAR}) select f.photo from near cross join lateral (select photo from photo_fact"
    " where (hash & 65535) = (near.hash & 65535) and hash = near.hash offset 0) f"
)
_TWINS = f"""
select t.*, f.hash, f.grey
from (select photo from ({_ALIKE} limit 200) alike union select $8) found
    cross join lateral (select hash, grey from photo_fact where photo = found.photo offset 0) f
    cross join lateral (
        select t.photo, t.order_id, t.phase, t.person, t.received_at, o.site, o.lat, o.lon
        from order_photo mine, order_photo t join orders o on o.id = t.order_id
        where mine.id = $9 and t.photo = found.photo and (t.received_at, t.id) < (mine.received_at, mine.id)
            and not (t.phase = 'kept' and t.order_id = mine.order_id) offset 0
    ) t
order by least(bit_count((f.hash # $5)::bit(64)), bit_count((f.hash # $6)::bit(64))), t.received_at limit {_MOST_TWINS}
"""


async def alike(hashed: int, mirror: int, most_bits: int = MOST_BITS) -> list[str]:
    """Return photos whose hash is near this one or its mirror image, wherever they belong."""
    return [row["photo"] for row in await db.fetch(_ALIKE, *_values(hashed, mirror, most_bits))]


async def twins(place: object, photo: str, hashed: int, mirror: int, most_bits: int) -> list[Twin]:
    """Return earlier uses of this photo and of pictures alike; `place` is the id of its own place in an order."""
    rows = await db.fetch(_TWINS, *_values(hashed, mirror, min(most_bits, MOST_BITS)), photo, place)
    return [Twin(**row) for row in rows]


def _values(hashed: int, mirror: int, most_bits: int) -> list[object]:
    halves = [[(each >> shift) & 65535 for each in (hashed, mirror)] for shift in _BANDS]
    probes = [sorted({half ^ flip for half in pair for flip in _FLIPS}) for pair in halves]
    return [*probes, hashed, mirror, most_bits]
