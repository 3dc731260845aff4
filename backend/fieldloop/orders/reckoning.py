"""Deadlines counted anew after a limit or a calendar was changed: which open orders move, each with its event.

"What if" makes the very same change and takes it back, so that what it counts is what would happen.
"""

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from fieldloop import db
from fieldloop.orders import queries
from fieldloop.orders.actions import moment
from fieldloop.orders.audience import persons_told
from fieldloop.orders.clocks import Moment
from fieldloop.orders.ledger import Heard, Ledger
from fieldloop.orders.recount import Span, moved_columns, recounted
from fieldloop.orders.requests import has_more_time
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import Action
from fieldloop.orders.target import Target
from fieldloop.orders.timeline import SYSTEM, Entry
from fieldloop.sla import reckon_waiting
from fieldloop.sla.calendar import Calendar
from fieldloop.sla.calendar_queries import calendar_of
from fieldloop.sla.limits import PLAIN
from fieldloop.sla.reckon_which import START, Place, Which
from fieldloop.sla.rules import ClockKind, kind_of

Changed = TypeVar("Changed")
_CHUNK = 200
PAST = timedelta(days=400)  # the oldest clocks began about then
LOOKS, MOST = 10_000, 1_000
"""So many orders, those due first, a what-if looks at, and a change moves at once; the worker moves the others."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One order's deadline, before and after."""

    id: uuid.UUID
    no: str
    kind: ClockKind
    was: datetime
    due_at: datetime


@dataclass(slots=True)
class Outcome:
    """What became of open orders; `kept` would have been late at once, and so keep the deadline they have."""

    looked_at: int = 0
    kept: int = 0
    more: bool = False
    open: int = 0
    """How many there are to look at."""
    moved: list[Moved] = field(default_factory=list[Moved])


class _TakenBackError(Exception):
    """Undoes a what-if."""


async def change(made: Callable[[], Awaitable[Changed]], *which: Which) -> tuple[Changed, Outcome]:
    """Make a change and move the orders with it, in one transaction; beyond `MOST` the worker goes on."""
    reckoner, since = Reckoner(), db.clock.now()
    async with db.transaction():
        found = await made()
        reached: list[Place | None] = []
        for each in which:
            await reckon_waiting.hold(each)
            reached.append(await reckoner.reckon(each, max(0, MOST - reckoner.outcome.looked_at)))
        for each, place in zip(which, reached, strict=True):
            await reckon_waiting.leave(each, since, place, reckoner.told)
    reckoner.ledger.announce()
    return found, reckoner.outcome


async def what_if(made: Callable[[], Awaitable[Any]], *which: Which) -> Outcome:
    """Return what a change would do, and do nothing: the change is taken back, the orders are only counted."""
    reckoner = Reckoner(writes=False)
    outcome = reckoner.outcome
    try:
        async with db.transaction():
            await made()
            for each in which:
                reached = await reckoner.reckon(each, max(0, LOOKS - outcome.looked_at))
                outcome.open += await reckon_waiting.left_after(each, START, db.clock.now()) if reached else 0
            raise _TakenBackError  # noqa: TRY301 (what undoes the transaction is an exception)
    except _TakenBackError:
        outcome.open = max(outcome.open, outcome.looked_at)
        return outcome


@dataclass(slots=True)
class Reckoner:
    """Goes through orders; each calendar is asked for once for all that share it."""

    writes: bool = True
    ledger: Ledger = field(default_factory=lambda: Ledger(moment()))
    outcome: Outcome = field(default_factory=Outcome)
    told: set[uuid.UUID] = field(default_factory=set[uuid.UUID])
    calendars: dict[tuple[str, str | None], Calendar] = field(default_factory=dict[tuple[str, str | None], Calendar])

    async def reckon(self, which: Which, most: int, after: Place = START) -> Place | None:
        """Move the next `most` orders, those due first; return the last of them, None when there are no more."""
        found = await next_ids(which, most + 1, after)
        ids = [order for _, order in found[:most]]
        for place in range(0, len(ids), _CHUNK):
            for order, spans in await _running(ids[place : place + _CHUNK], lock=self.writes):
                await self._one(order, spans, which.cause)
        if len(found) <= most:
            return None
        self.outcome.more = True
        return found[most - 1] if most else after

    async def _one(self, order: OrderRow, spans: list[Span], cause: str) -> None:
        kind, clock = kind_of(order.state, order.late_appeal), order.clock()
        if kind is None or clock is None:
            return
        self.outcome.looked_at += 1
        if await has_more_time(order):
            self.outcome.kept += 1
            return
        self.ledger.moment = at = await self._counted(order, kind)
        then = recounted(clock, kind, order.limits(at.speed, at.calendar), spans, at.now)
        if then is None or then.due_at == clock.due_at:
            self.outcome.kept += then is None
            return
        self.outcome.moved.append(Moved(order.id, order.no, kind, clock.due_at, then.due_at))
        if not self.writes:
            return
        columns = moved_columns(order, clock, then, order.plan(at.speed, at.calendar))
        entry = Entry(Action.RECKON, SYSTEM, at.now, data={"was": clock.due_at.isoformat(), "cause": cause})
        sooner = await self._to_tell(order) if then.due_at < clock.due_at else []
        await self.ledger.record(order, entry, Target(), columns, [Heard("sooner", sooner)])

    async def _to_tell(self, order: OrderRow) -> list[uuid.UUID]:
        """Return who has the order and has heard of no other that is due earlier: a change rings each phone once."""
        if order.person in self.told:
            return []
        _, persons = await persons_told(order, Action.RECKON, [], self.ledger.moment.now)
        new = [person for person in persons if person not in self.told]
        self.told.update(new)
        return new

    async def _counted(self, order: OrderRow, kind: ClockKind) -> Moment:
        at, own = moment(order), order.own().get(kind)
        if own is None or own.unit in PLAIN:
            return at
        key = (order.area, None if kind is ClockKind.REVIEW else order.unit)
        if key not in self.calendars:
            self.calendars[key] = await calendar_of(*key, at.now - PAST)
        return replace(at, calendar=self.calendars[key])


async def next_ids(which: Which, most: int, after: Place) -> list[Place]:
    """Return the next orders that a change may move, with their deadlines as they were."""
    return [(row["due_at"], row["id"]) for row in await db.fetch(which.next, which.value, *after, most)]


async def _running(ids: list[uuid.UUID], *, lock: bool) -> list[tuple[OrderRow, list[Span]]]:
    """Return orders whose clocks still run, with the pauses of the run that they are in; to ask keeps nobody out."""
    sql = f"select {queries.COLUMNS} from orders o join element e on e.code = o.element where o.id = any($1::uuid[])"
    rows = await db.fetch(
        f"{sql} and o.due_at is not null order by o.due_at, o.id{' for update of o' if lock else ''}", ids
    )
    pauses = await db.fetch(
        "select p.order_id, p.from_at, p.to_at from order_pause p join orders o on o.id = p.order_id"
        " where p.order_id = any($1::uuid[]) and p.round = o.round and p.to_at is not null order by p.from_at",
        ids,
    )
    return [
        (queries.as_order(row), [(it["from_at"], it["to_at"]) for it in pauses if it["order_id"] == row["id"]])
        for row in rows
    ]
