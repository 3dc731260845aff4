"""How soon submitted work should be looked at: what its photos ask, who did it, and a sample of everything."""

import hashlib
import uuid
from collections.abc import Iterable

from fieldloop import db

HIGHEST = 100
# A finding is a question: its weight says how soon somebody should ask it, and nothing about the answer.
WEIGHTS = {
    "reused_by_person": 50,
    "reused_here": 40,
    "reused_anywhere": 40,
    "unchanged": 40,
    "far": 30,
    "before_acceptance": 30,
    "mock_place": 30,
    "other_place": 30,
    "after_submission": 20,
    "dark": 15,
    "blurred": 15,
    "clock_skew": 10,
    "gallery": 10,
}
ANY_OTHER, NEW_HERE, SAMPLED = 10, 15, 10
# Whoever had so much work of a kind approved is no longer new to it.
KNOWN_AFTER = 5


def risk(findings: Iterable[str], *, new_here: bool, sampled: bool) -> int:
    """Return 0 to 100: each kind of finding once, a worker new to the element, the contract's sample."""
    asked = sum(WEIGHTS.get(kind, ANY_OTHER) for kind in set(findings))
    return min(HIGHEST, asked + NEW_HERE * new_here + SAMPLED * sampled)


def is_sampled(order_id: uuid.UUID, share: float) -> bool:
    """Draw an order by its own id: the same for ever, whoever asks and whenever."""
    return int.from_bytes(hashlib.sha256(b"contract sample" + order_id.bytes).digest()[:8]) < share * 2**64


async def rate(order_id: uuid.UUID) -> None:
    """Work out an order's risk again and store it, so that lists and phones hear of it when it changed."""
    row = await db.fetchrow(
        "select e.sample_share, array(select f.kind from finding f where f.order_id = o.id) as kinds,"
        " (select count(*) from (select from orders d where d.submitter = o.submitter and d.element = o.element"
        " and d.state = 'closed' and d.id <> o.id limit $2) done) as done"
        " from orders o join element e on e.code = o.element where o.id = $1",
        *(order_id, KNOWN_AFTER),
    )
    if row is None:
        return
    new_here = row["done"] < KNOWN_AFTER
    found = risk(row["kinds"], new_here=new_here, sampled=is_sampled(order_id, row["sample_share"]))
    await db.execute(
        "update orders set risk = $2, changed_by = pg_current_xact_id()::text::bigint where id = $1 and risk <> $2",
        *(order_id, found),
    )
