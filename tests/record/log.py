"""A record in memory, and one who may change everything in it and writes all hashes anew."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from fieldloop.record.check import Tree, check_timeline
from fieldloop.record.heads import Head
from fieldloop.record.merkle import Frontier
from fieldloop.record.queries import as_event
from fieldloop.record.rules import GENESIS, canonical, link

Row = dict[str, Any]
_ACTIONS = ("file", "dispatch", "accept", "submit", "approve")
_AT = datetime(2026, 11, 27, 7, tzinfo=UTC)


@dataclass
class Log:
    """Orders with their events, and the order in which the tree holds them."""

    orders: dict[uuid.UUID, list[Row]] = field(default_factory=dict[uuid.UUID, list[Row]])
    leaves: list[tuple[uuid.UUID, uuid.UUID]] = field(default_factory=list[tuple[uuid.UUID, uuid.UUID]])

    @classmethod
    def written(cls, orders: int, chance: Random) -> "Log":
        """Return a log as the product would write it."""
        log = cls()
        for number in range(orders):
            order = uuid.UUID(int=number + 1)
            log.orders[order] = [
                _row(order, seq, action, chance) for seq, action in enumerate(_ACTIONS[: 2 + number % 4], 1)
            ]
        log.leaves = [(order, row["id"]) for order, rows in log.orders.items() for row in rows]
        chance.shuffle(log.leaves)
        log.rewrite()
        return log

    def copied(self) -> "Log":
        return Log({order: [dict(row) for row in rows] for order, rows in self.orders.items()}, list(self.leaves))

    def rewrite(self) -> None:
        """Number and chain all events anew, as one would who hides a change."""
        for rows in self.orders.values():
            prev = GENESIS
            for number, row in enumerate(rows, 1):
                row["seq"], row["prev"] = number, prev
                row["hash"] = prev = link(prev, canonical(as_event(row)))
        there = {row["id"] for rows in self.orders.values() for row in rows}
        self.leaves = [leaf for leaf in self.leaves if leaf[1] in there]

    def head(self) -> Head:
        """Return the head of the tree as it is; nobody asks for its signature here."""
        frontier = Frontier()
        for said in self._said():
            list(frontier.add(said))
        return Head(frontier.size, frontier.root(), _AT, "", b"")

    def check(self, *heads: Head) -> None:
        """Do what `fieldloop verify` does with the rows it reads."""
        for order, rows in self.orders.items():
            check_timeline(str(order), len(rows), rows[-1]["hash"] if rows else GENESIS, rows)
        tree = Tree([("a head", head) for head in heads])
        for number, said in enumerate(self._said()):
            tree.add(number, said)
        tree.finish()

    def _said(self) -> list[bytes]:
        found = {row["id"]: row["hash"] for rows in self.orders.values() for row in rows}
        return [found[event] for _, event in self.leaves]


def _row(order: uuid.UUID, seq: int, action: str, chance: Random) -> Row:
    person = uuid.UUID(int=chance.getrandbits(64)) if action in {"accept", "submit", "approve"} else None
    at = _AT + timedelta(seconds=chance.randrange(100_000), microseconds=chance.randrange(1_000_000))
    photos = [["after", f"{chance.getrandbits(256):064x}", f"{chance.getrandbits(256):064x}"]]
    return {
        "id": uuid.UUID(int=chance.getrandbits(128)),
        "order_id": order,
        "seq": seq,
        "action": action,
        "from_state": None if seq == 1 else "filed",
        "to_state": "filed",
        "reason": None,
        "role": "worker",
        "actor": "person" if person else "system",
        "person": person,
        "at": at,
        "received_at": at,
        "text": chance.choice([None, "干净了", "done"]),
        "data": {"photos": 1, "unit": "u1", "share": 0.5},
        "tied": photos if action == "submit" else [],
        "number": 0,
        "waits": False,
    }
