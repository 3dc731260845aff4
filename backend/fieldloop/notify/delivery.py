"""The delivery log for administrators, and how well each rung does; never an address."""

import uuid
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.notify.log_queries import Wanted, first_id, log_rows
from fieldloop.orders.scope import Params, overseen
from fieldloop.people.rules import Caller, RoleKind
from fieldloop.shapes import PersonRef

# `offset 0` keeps it a look-up per notice: PostgreSQL would rather read every rung there ever was, once.
_OF_NOTICE = "select rung, outcome, done_at from notice_rung where notice = n.id offset 0"
RungName = Literal["push", "stream", "gateway", "stand_in", "supervisor"]


class RungView(msgspec.Struct):
    """One way a notice went; without an outcome it is tried at `at`."""

    rung: RungName
    at: datetime
    outcome: str | None
    attempts: int


class Logged(msgspec.Struct):
    """One notice and every way it went."""

    id: uuid.UUID
    order_id: uuid.UUID
    order_no: str
    person: PersonRef
    kind: str
    told_at: datetime
    seen_at: datetime | None
    rungs: list[RungView]


class LogPage(msgspec.Struct):
    """A page of the delivery log."""

    items: list[Logged]
    next_cursor: str | None


class RungFigures(msgspec.Struct):
    """How a rung did: how many notices went this way, how many arrived, how many of these were then seen."""

    rung: RungName
    tried: int
    arrived: int
    seen: int


class TellingFigures(msgspec.Struct):
    """Every rung, of the notices of the last days."""

    days: int
    rungs: list[RungFigures]


async def page(caller: Caller, wanted: Wanted, limit: int, cursor: uuid.UUID | None) -> LogPage:
    """Return notices of orders in the administrator's areas, the newest first; raises role.not_allowed."""
    params = Params()
    rows = await log_rows(_administers(caller, params), wanted, params, limit + 1, cursor)
    rungs = await _rungs([row["id"] for row in rows[:limit]])
    found = [_logged(row, rungs[row["id"]]) for row in rows[:limit]]
    return LogPage(found, str(found[-1].id) if len(rows) > limit else None)


async def figures(caller: Caller, days: int) -> TellingFigures:
    """Return how each rung did in the administrator's areas; raises role.not_allowed.

    A notice's id begins with its moment, so that the days are found by the primary key.
    """
    params = Params([first_id(db.clock.now() - timedelta(days=days))])
    mine = _administers(caller, params)
    rows = await db.fetch(
        "with told as (select n.id, n.outcome, n.done_at, n.seen_at from notice n join orders o on o.id = n.order_id"
        f" where n.id >= $1 and ({mine})), ways as ("
        " select 'push' as rung, outcome, done_at, seen_at from told where outcome is distinct from 'superseded'"
        " union all select r.rung, r.outcome, r.done_at, t.seen_at from told t join notice_rung r on r.notice = t.id"
        " where r.outcome not in ('stopped', 'superseded', 'no_gateway'))"
        " select rung, count(*) as tried, count(*) filter (where outcome in ('delivered', 'told')) as arrived,"
        " count(*) filter (where outcome in ('delivered', 'told') and seen_at >= done_at) as seen"
        " from ways where done_at is not null group by rung order by rung",
        *params,
    )
    return TellingFigures(days, [RungFigures(**dict(row)) for row in rows])


async def counts() -> list[db.Row]:
    """Return (rung, outcome, number) of the last hour's notices, for those who watch the machine."""
    return await db.fetch(
        "select 'push' as rung, coalesce(outcome, 'waiting') as outcome, count(*) from notice where id >= $1"
        " group by 1, 2 union all select r.rung, coalesce(r.outcome, 'waiting'), count(*) from notice n"
        f" cross join lateral ({_OF_NOTICE}) r where n.id >= $1 group by 1, 2",
        first_id(db.clock.now() - timedelta(hours=1)),
    )


def _administers(caller: Caller, params: Params) -> str:
    conditions = overseen(caller, params, (RoleKind.ADMINISTRATOR,))
    if not conditions:
        raise problem("role.not_allowed")
    return " or ".join(conditions)


async def _rungs(notices: list[uuid.UUID]) -> dict[uuid.UUID, list[RungView]]:
    rows = await db.fetch(
        "select notice, rung, next_at, done_at, outcome, attempts from notice_rung where notice = any($1::uuid[])"
        " order by coalesce(done_at, next_at), rung",
        notices,
    )
    found: defaultdict[uuid.UUID, list[RungView]] = defaultdict(list)
    for row in rows:
        found[row["notice"]].append(rung(row["rung"], row))
    return found


def rung(name: RungName, row: db.Row) -> RungView:
    """Make a rung of a row of `notice` or `notice_rung`."""
    return RungView(name, row["done_at"] or row["next_at"], row["outcome"], row["attempts"])


def _logged(row: db.Row, rungs: list[RungView]) -> Logged:
    return Logged(
        id=row["id"],
        order_id=row["order_id"],
        order_no=row["no"],
        person=PersonRef(row["person_id"], row["name"]),
        kind=row["kind"],
        told_at=row["created_at"],
        seen_at=row["seen_at"],
        rungs=[rung("push", row), *rungs],
    )
