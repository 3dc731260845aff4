"""What became of every order, notice and command, and whether each promise was kept."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from fieldloop import db
from tests.chaos.stage import Due
from tests.pushservice import DROP, Phone, Received


@dataclass(frozen=True)
class Promise:
    """A figure beside what was promised; `timed`: by how fast the machine is as well as by what is right."""

    name: str
    value: float
    at_most: float
    timed: bool = False

    @property
    def kept(self) -> bool:
        return self.value <= self.at_most

    def line(self) -> str:
        return f"{self.name:<70} {self.value:>10,.2f}   at most {self.at_most:>6,.2f}   {'' if self.kept else 'BROKEN'}"


async def of_escalations(left: Sequence[Due], raced: Sequence[Due]) -> list[Promise]:
    """Judge orders that nobody closed, and those that somebody closed at about their deadline."""
    rows = await db.fetch(_ESCALATED, [due.id for due in left])
    times = [row["times"] for row in rows]
    late = sorted(row["late_s"] for row in rows if row["late_s"] is not None)
    return [
        Promise("orders due and never escalated", times.count(0), 0),
        Promise("orders escalated twice", sum(count > 1 for count in times), 0),
        Promise("escalations and their events, their rows and their notices, that do not agree", _odd(rows), 0),
        *await of_races(raced),
        Promise("lateness of escalations, p50 (s)", percentile(late, 0.5), 1.0, timed=True),
        Promise("lateness of escalations, p99 (s)", percentile(late, 0.99), 5.0, timed=True),
    ]


async def of_races(raced: Sequence[Due]) -> list[Promise]:
    """Judge the races of a hand against the deadline: one comes first, and everything says so."""
    rows = await _raced(raced)
    return [
        Promise("races: never closed", sum(row["closed"] is None for row in rows), 0),
        Promise("races: escalated although closed before", sum(bool(row["after"]) for row in rows), 0),
        Promise("races: closed in time and escalated", sum(bool(row["both"]) for row in rows), 0),
        Promise("races: a mark for being late that the times do not bear out", sum(row["odd"] for row in rows), 0),
        Promise("races: escalated twice", sum(row["times"] > 1 for row in rows), 0),
    ]


async def won(raced: Sequence[Due]) -> tuple[int, int]:
    """Return how many races the hand won, and how many the deadline."""
    rows = await _raced(raced)
    return sum(not row["times"] for row in rows), sum(bool(row["times"]) for row in rows)


async def _raced(raced: Sequence[Due]) -> list[db.Row]:
    return await db.fetch(_RACED, [due.id for due in raced], [due.at for due in raced])


def _odd(rows: Iterable[db.Row]) -> int:
    return sum(not row["times"] == row["events"] == row["notices"] == row["level"] for row in rows)


async def of_notices(left: Sequence[Due], phones: Mapping[uuid.UUID, Phone], got: Sequence[Received]) -> list[Promise]:
    """Judge what reached the phones: at least once each, and more often only under the same name."""
    arrived: defaultdict[tuple[int, str], list[Received]] = defaultdict(list)
    for each in got:
        if each.message["kind"] == "late" and each.answered in {201, DROP}:
            arrived[id(each.phone), each.message["order_id"]].append(each)
    rows = await db.fetch(_NOTICES, [due.id for due in left])
    known = [(row, arrived.get((id(phones[row["person_id"]]), str(row["order_id"])), [])) for row in rows]
    waits = sorted(_wait_s(row["fired_at"], first) for row, first in known if first)
    return [
        Promise("late orders of which nobody was ever told", sum(not found for _, found in known), 0),
        Promise("notices that are still waiting", await db.fetchval(_WAITING), 0),
        Promise("duplicates that a phone would not show as one", sum(_named(found) > 1 for _, found in known), 0),
        Promise("from escalation to phone, p99 (s)", percentile(waits, 0.99), 30.0, timed=True),
    ]


def duplicates(got: Sequence[Received]) -> int:
    """Return how many messages came to a phone that had one of the same kind and order already."""
    taken = [each for each in got if each.answered in {201, DROP}]
    return len(taken) - len({(id(each.phone), each.message["order_id"], each.message["kind"]) for each in taken})


def _named(found: Sequence[Received]) -> int:
    return len({(each.topic, each.message["tag"]) for each in found})


def _wait_s(fired_at: datetime, found: Sequence[Received]) -> float:
    return min(each.at for each in found) - fired_at.astimezone(UTC).timestamp()


async def of_commands(acknowledged: Mapping[uuid.UUID, str], refused: Sequence[str]) -> list[Promise]:
    """Judge what people were told is done."""
    rows = await db.fetch("select id, action from order_event where id = any($1::uuid[])", list(acknowledged))
    stored = {row["id"]: row["action"] for row in rows}
    lost = [command for command, action in acknowledged.items() if stored.get(command) != action]
    return [
        Promise("commands acknowledged and lost", len(lost), 0),
        Promise("commands refused that should not be", len(refused), 0),
        Promise("orders pushed aside", await db.fetchval("select count(*) from sweep_aside"), 0),
        Promise("clocks that had to be put right", await db.fetchval("select repaired from sweep_watch"), 0),
    ]


def percentile(ordered: Sequence[float], share: float) -> float:
    """Return the value below which so large a share lies; of nothing, infinity."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("inf")


_ESCALATED = """
select o.id, o.level, extract(epoch from min(e.fired_at) - o.due_at)::float8 as late_s, count(e.id) as times,
    (select count(*) from order_event v where v.order_id = o.id and v.action = 'escalate') as events,
    (select count(*) from notice n where n.order_id = o.id and n.kind = 'late') as notices
from orders o left join escalation e on e.order_id = o.id where o.id = any($1::uuid[]) group by o.id
"""
_RACED = """
select o.id, c.at as closed, count(e.id) as times, bool_or(e.fired_at >= c.at or v.seq > c.seq) as after,
    bool_or(c.at <= d.due_at and e.id is not null) as both, o.overran <> (c.at > d.due_at) as odd
from unnest($1::uuid[], $2::timestamptz[]) d(id, due_at) join orders o using (id)
left join lateral (select seq, received_at as at from order_event where order_id = o.id and action = 'void') c on true
left join escalation e on e.order_id = o.id
left join order_event v on v.order_id = o.id and v.action = 'escalate'
group by o.id, c.at, c.seq, d.due_at, o.overran
"""
_NOTICES = """
select n.order_id, n.person_id, e.fired_at from notice n join escalation e on e.order_id = n.order_id
where n.order_id = any($1::uuid[]) and n.kind = 'late'
"""
_WAITING = "select count(*) from notice where done_at is null"
