"""Somebody who may change every row and write every hash anew: a head that another keeps finds each change."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest

from fieldloop.record.check import Fault
from fieldloop.record.photos import check_bytes
from tests.record.log import Log, Row

TIMES = 1_000
_FIELDS = ("id", "action", "from_state", "to_state", "actor", "person", "role", "at", "received_at")


def _edit(row: Row, chance: Random) -> None:
    """Change one thing that an event says."""
    match chance.choice((*_FIELDS, "reason", "text", "data", "tied")):
        case "at" | "received_at" as name:
            row[name] += timedelta(microseconds=chance.choice((-1, 1)) * 10 ** chance.randrange(9))
        case "person":
            row["person"] = None if row["person"] else row["id"]
        case "id":
            row["id"] = type(row["id"])(int=row["id"].int ^ 1 << chance.randrange(128))
        case "data":
            row["data"] = row["data"] | {chance.choice(["unit", "share", "new"]): chance.random()}
        case "tied":
            row["tied"] = [] if row["tied"] else [["after", "f" * 64, ""]]
        case name:
            row[name] = (row[name] or "") + chance.choice("x y。")


def _edited(log: Log, chance: Random) -> None:
    rows = chance.choice(list(log.orders.values()))
    place = chance.randrange(len(rows))
    old = rows[place]["id"]
    _edit(rows[place], chance)
    log.leaves = [(order, rows[place]["id"] if event == old else event) for order, event in log.leaves]


def _deleted(log: Log, chance: Random) -> None:
    rows = chance.choice(list(log.orders.values()))
    del rows[chance.randrange(len(rows))]


def _swapped(log: Log, chance: Random) -> None:
    """Exchange two events of an order, what two events say, or two places in the tree."""
    rows = chance.choice([rows for rows in log.orders.values() if len(rows) > 1])
    one, other = chance.sample(range(len(rows)), 2)
    match chance.choice(("events", "contents", "places")):
        case "events":
            rows[one], rows[other] = rows[other], rows[one]
        case "contents":
            rows[one]["id"], rows[other]["id"] = rows[other]["id"], rows[one]["id"]
        case _:
            one, other = chance.sample(range(len(log.leaves)), 2)
            log.leaves[one], log.leaves[other] = log.leaves[other], log.leaves[one]


CHANGES: list[Callable[[Log, Random], None]] = [_edited, _deleted, _swapped]


def _changed(log: Log, chance: Random) -> Log:
    found = log.copied()
    chance.choice(CHANGES)(found, chance)
    return found


def test_a_thousand_changes_with_all_hashes_and_heads_written_anew_are_found_by_an_older_head():
    chance = Random(737)
    log = Log.written(5, chance)
    older = log.head()
    log.check(older)
    found = 0
    for _ in range(TIMES):
        changed = _changed(log, chance)
        changed.rewrite()
        changed.check(changed.head())  # by itself it is without a fault
        with pytest.raises(Fault):
            changed.check(changed.head(), older)
        found += 1
    assert found == TIMES


def test_a_thousand_changes_by_one_who_cannot_hash_are_found_without_any_head():
    chance = Random(738)
    log = Log.written(5, chance)
    head = log.head()
    for _ in range(TIMES):
        changed = log.copied()
        chance.choice([_edited, _deleted])(changed, chance)
        there = {row["id"] for rows in changed.orders.values() for row in rows}
        changed.leaves = [leaf for leaf in changed.leaves if leaf[1] in there]
        with pytest.raises(Fault):
            changed.check(head)


def test_the_first_of_several_heads_that_fails_says_where_the_record_was_changed():
    chance = Random(1)
    log = Log.written(12, chance)
    heads = [Log(log.orders, log.leaves[:size]).head() for size in (10, 20, 30)]
    order, event = log.leaves[15]
    row = next(row for row in log.orders[order] if row["id"] == event)
    row["text"] = "never said"
    changed = {later["id"] for later in log.orders[order] if later["seq"] >= row["seq"]}
    first = min(number for number, leaf in enumerate(log.leaves) if leaf[1] in changed)
    log.rewrite()
    low = 0 if first < 10 else 10
    with pytest.raises(Fault, match=f"leaves {low} to {low + 9}"):
        log.check(*heads)


def test_a_thousand_flipped_bytes_in_photos_are_found():
    from hashlib import sha256

    chance = Random(739)
    data = chance.randbytes(40_000)
    name = sha256(data).hexdigest()
    check_bytes(name, data)
    for _ in range(TIMES):
        flipped = bytearray(data)
        flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        with pytest.raises(Fault):
            check_bytes(name, bytes(flipped))
