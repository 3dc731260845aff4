"""Recompute the whole record, a part at a time, and name the first thing that is not as it was written."""

import uuid
from collections.abc import Sequence
from typing import Any

from fieldloop import db
from fieldloop.evidence import receipts, seal
from fieldloop.evidence.signing import PublicKey
from fieldloop.record import queries
from fieldloop.record.heads import Head
from fieldloop.record.merkle import Frontier, leaf, position
from fieldloop.record.queries import as_event
from fieldloop.record.rules import GENESIS, canonical, link

_AT_ONCE = 500


class Fault(Exception):
    """The first thing that is wrong, in one line."""


def check_timeline(no: str, version: int, chain: bytes | None, rows: Sequence[Any]) -> None:
    """Hold an order's events against each other and against the order; raises Fault."""
    prev = GENESIS
    for number, row in enumerate(rows, 1):
        if row["seq"] != number:
            raise Fault(f"order {no}: event {number} is missing")
        where = f"order {no}, event {number} ({row['action']}, {row['id']})"
        if row["prev"] != prev:
            raise Fault(f"{where} does not follow the event before it")
        prev = link(prev, canonical(as_event(row)))
        if row["hash"] != prev:
            raise Fault(f"{where} is not what was written")
        if row["number"] is None and not row["waits"]:
            raise Fault(f"{where} has no place in the tree")
    if len(rows) != version or chain != prev:
        raise Fault(f"order {no}: its newest events are missing")


class Tree:
    """The tree grown again, leaf by leaf; each head is held against it when its size is reached."""

    def __init__(self, heads: Sequence[tuple[str, Head]]) -> None:
        self._frontier, self._good = Frontier(), 0
        self._heads = sorted(heads, key=lambda head: head[1].size)

    def add(self, number: int, said: bytes) -> dict[int, bytes]:
        """Append an event's hash; return the subtrees that are whole by it, by their positions; raises Fault."""
        if number != self._frontier.size:
            raise Fault(f"the tree's leaf {self._frontier.size} is missing")
        made = {position(place): found for place, found in self._frontier.add(said)}
        while self._heads and self._heads[0][1].size == self._frontier.size:
            name, head = self._heads.pop(0)
            if head.root != self._frontier.root():
                raise Fault(
                    f"{name} of {head.size} events holds other events: something among the leaves {self._good} to"
                    f" {head.size - 1} was changed, removed or moved"
                )
            self._good = head.size
        return made

    def finish(self) -> int:
        """Return how many leaves there are; raises Fault when a head knows of more."""
        if self._heads:
            name, head = self._heads[0]
            raise Fault(f"{name} holds {head.size} events, and the tree has only {self._frontier.size}")
        return self._frontier.size


def check_heads(name: str, heads: Sequence[Head], known: Sequence[PublicKey]) -> list[tuple[str, Head]]:
    """Check the signatures of heads and give each its name; raises Fault."""
    for head in heads:
        if not head.holds(known):
            raise Fault(f"{name} of {head.size} events is signed by none of our keys")
    return [(name, head) for head in heads]


async def check_record(others: Sequence[Head]) -> dict[str, int]:
    """Recompute chains, tree, heads and receipts inside the caller's transaction; raises Fault."""
    known = await receipts.published()
    heads = check_heads("a stored head", await queries.all_heads(), known)
    heads += check_heads("the given head", others, known)
    events = await _check_timelines()
    size = await _check_tree(Tree(heads))
    return {"events": events, "leaves": size, "heads": len(heads), "receipts": await _check_photos(known)}


async def _check_timelines() -> int:
    last, count = uuid.UUID(int=0), 0
    sql = "select id, no, version, chain from orders where id > $1 order by id limit $2"
    while orders := await db.fetch(sql, last, _AT_ONCE):
        last = orders[-1]["id"]
        found: dict[uuid.UUID, list[db.Row]] = {}
        for row in await queries.timelines([order["id"] for order in orders]):
            found.setdefault(row["order_id"], []).append(row)
        for order in orders:
            rows = found.get(order["id"], [])
            check_timeline(order["no"], order["version"], order["chain"], rows)
            count += len(rows)
    return count


async def _check_tree(tree: Tree) -> int:
    first = 0
    while rows := await queries.leaves(first, _AT_ONCE):
        made: dict[int, bytes] = {}
        for row in rows:
            if row["hash"] != leaf(row["said"]):
                raise Fault(f"the tree's leaf {row['number']} is not that of its event {row['id']}")
            made |= tree.add(row["number"], row["said"])
        made = {place: found for place, found in made.items() if place & 1}
        stored = await db.fetch("select place, hash from record_node where place = any($1)", list(made))
        if {row["place"]: row["hash"] for row in stored} != made:
            raise Fault(f"a stored node of the tree is wrong, at or below leaf {rows[-1]['number']}")
        first = rows[-1]["number"] + 1
    return tree.finish()


_PHOTOS = """
select p.*, e.id is not null as brought from order_photo p
left join order_event e on e.id = p.event and e.order_id = p.order_id where p.id > $1 order by p.id limit $2
"""


async def _check_photos(known: list[PublicKey]) -> int:
    last, count = uuid.UUID(int=0), 0
    while rows := await db.fetch(_PHOTOS, last, _AT_ONCE):
        for row in rows:
            check_photo(row, known)
            count += row["receipt"] is not None
        last = rows[-1]["id"]
    return count


def check_photo(row: Any, known: list[PublicKey]) -> None:
    """Hold a photo's place in an order against its claim and its receipt; raises Fault."""
    where = f"photo {row['photo']} ({row['phase']}) of order {row['order_id']}"
    if not row["brought"]:
        raise Fault(f"{where} was brought by no event")
    names = ("taken_at", "lat", "lon", "accuracy_m", "source", "nonce", "seal")
    # Without its salt the claim was forgotten on purpose; its hash stays.
    if row["salt"] and row["claim"] != seal.commitment(row["salt"], seal.Claim(**{name: row[name] for name in names})):
        raise Fault(f"{where}: time or place are not what the phone claimed")
    if row["receipt"] is None:
        return
    said = receipts.read(row["receipt"], known)
    wanted = (row["order_id"], row["photo"], row["phase"], row["claim"])
    if said is None or (said.order, said.sha256, said.phase, said.claim) != wanted:
        raise Fault(f"{where} has a receipt that we did not sign for it")
