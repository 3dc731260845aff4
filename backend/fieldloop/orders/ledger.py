"""Writes one step of an order, inside the caller's transaction: compare-and-set on the row, its event, its notices."""

import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple

from fieldloop import db, wake
from fieldloop.errors import problem
from fieldloop.evidence import nonces
from fieldloop.notify import live
from fieldloop.notify.actions import tell
from fieldloop.notify.rules import Change
from fieldloop.orders import appeals, owners, pauses, queries, requests
from fieldloop.orders.audience import persons_told
from fieldloop.orders.clocks import Changes, Moment
from fieldloop.orders.effects import FIRST_COUNTS, changes, holder
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import DECIDES_REQUEST, Action, next_state
from fieldloop.orders.sign import want_sign
from fieldloop.orders.target import Target
from fieldloop.orders.terms import terms
from fieldloop.orders.timeline import Entry, append
from fieldloop.roster.queries import told_for
from fieldloop.sla.actions import record_escalation
from fieldloop.sla.rules import kind_of


class Heard(NamedTuple):
    """Who gets a kind of notice, and which rungs do not wait."""

    kind: str
    persons: Sequence[uuid.UUID]
    at_once: Sequence[str] = ()


Told = Sequence[Heard]
"""Whoever stands in two gets the first."""

# Of these those hear who reported it.
_HEARD = frozenset({Action.APPROVE, Action.CLEAR, Action.VOID, Action.WAIT})


class Ledger:
    """The steps of one transaction; `announce` tells the other processes once it is committed.

    Nobody is rung for what he just did himself, nor for what the system does about it in the same moment: that is `by`.
    """

    def __init__(self, moment: Moment, by: uuid.UUID | None = None) -> None:
        self.moment = moment
        self._by = by
        self._changes: list[Change] = []
        self._told = False

    async def record(
        self, order: OrderRow, entry: Entry, target: Target, extra: Changes | None = None, told: Told | None = None
    ) -> OrderRow:
        """Take one step and return the order after it; raises order.wrong_state. `told`: who hears of it, if given."""
        to = next_state(entry.action, order.state, order.paused_state, by_owner=order.by_owner)
        if to is None or (entry.action is Action.ESCALATE and target.climbing.rung is None):
            raise problem("order.wrong_state")
        at = await terms(self.moment, order, entry.action, to, target)
        after = await _write(order, changes(order, entry.action, to, target, at) | (extra or {}))
        await append(self.moment.now, (order, after, entry))
        await appeals.note(order, after, entry)
        await pauses.note(order, after, entry)
        await owners.note(order, after, entry)
        await requests.note(order, after, entry, target)
        await self._hand_over(order, after, entry.action)
        clock = kind_of(after.state, after.late_appeal)
        if entry.action is Action.ESCALATE and clock:
            await record_escalation(after.id, after.round, after.level, clock, self.moment.now)
        hearers = await self._hearers(order, after, entry) if told is None else told
        await self._tell(order, after, entry, hearers)
        return after

    async def _hand_over(self, before: OrderRow, after: OrderRow, action: Action) -> None:
        """Give whoever holds the order from now on a nonce to seal photos with, and end the one before."""
        old, new = holder(before), holder(after)
        if old != new and old:
            await nonces.end(after.id, self.moment.now, used=action is Action.SUBMIT)
        if old != new and new:
            await nonces.begin(after.id, new, self.moment.now)

    async def tell_new(
        self, order: OrderRow, event: uuid.UUID, persons: Sequence[uuid.UUID], kind: str = "new"
    ) -> None:
        """Tell those to whom an order came, or who answer for one that found no unit."""
        told = [person for person in await told_for(persons, self.moment.now) if person != self._by]
        await tell(order.id, event, told, kind, self.moment.now)
        self._note(order, order, told)

    async def _hearers(self, before: OrderRow, after: OrderRow, entry: Entry) -> Told:
        reporters = await queries.reporters(after.id) if entry.action in _HEARD else []
        kind, persons = await persons_told(after, entry.action, reporters, self.moment.now)
        if before.asked_until and entry.action is Action.CLEAR:
            # Whoever was not told of it need not hear that it is gone.
            knowing = {*reporters, *await queries.told(after.id)}
            persons = [person for person in persons if person in knowing]
        if entry.action is Action.VOID and before.person:
            persons = [before.person, *persons]
        if before.request_by and entry.action in DECIDES_REQUEST:
            persons = list(dict.fromkeys([before.request_by, *persons]))
        if before.asker and entry.action is Action.COMMENT and after.asker is None:
            kind, persons = "answer", [before.asker]
        return [Heard(kind, persons)]

    async def _tell(self, before: OrderRow, after: OrderRow, entry: Entry, hearers: Told) -> None:
        told: list[uuid.UUID] = []
        for kind, persons, at_once in hearers:
            new = [person for person in dict.fromkeys(persons) if person not in {*told, self._by}]
            await tell(after.id, entry.id, new, kind, self.moment.now, at_once)
            await want_sign(after, kind, new, self.moment)
            told += new
        self._note(before, after, told)

    def _note(self, before: OrderRow, after: OrderRow, told: list[uuid.UUID]) -> None:
        self._told = self._told or bool(told)
        persons = {person for person in (before.person, after.person, after.submitter) if person}
        self._changes.append(
            Change(
                order_id=after.id,
                version=after.version,
                state=str(after.state),
                areas=sorted(after.areas()),
                units=sorted({unit for unit in (before.unit, after.unit) if unit}),
                persons=sorted(persons),
                told=told,
                pool=before.pool or after.pool,
            )
        )

    def announce(self) -> None:
        """Wake the sender and the open screens. After COMMIT only: before, there is nothing to see."""
        for change in self._changes:
            live.publish(change)
        if self._told:
            wake.wake("sender")


async def _write(order: OrderRow, delta: Changes) -> OrderRow:
    values: list[Any] = [order.id, order.version]
    sets: list[str] = []
    for column, value in delta.items():
        values.append(value)
        place = f"${len(values)}"
        sets.append(f"{column} = coalesce({column}, {place})" if column in FIRST_COUNTS else f"{column} = {place}")
    row = await db.fetchrow(
        f"with o as (update orders set version = version + 1, changed_by = pg_current_xact_id()::text::bigint,"
        f" {', '.join(sets)} where id = $1 and version = $2 returning *)"
        f" select {queries.COLUMNS} from o join element e on e.code = o.element",
        *values,
    )
    if row is None:
        raise RuntimeError("a locked order changed under its lock")
    return queries.as_order(row)
