"""The delivery log: which notices are on a page."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fieldloop import db
from fieldloop.notify.ladder_rules import RungOutcome
from fieldloop.notify.rules import Outcome
from fieldloop.orders.scope import LEVEL_COLUMNS, Params

# The page is chosen by ids alone; what is shown of it is looked up for these few.
_LOG = """
select n.id, n.order_id, (select o.no from orders o where o.id = n.order_id) as no, n.person_id, p.name, n.kind,
    n.created_at, n.seen_at, n.next_at, n.done_at, n.outcome, n.attempts
from notice n join person p on p.id = n.person_id where n.id = any(array({page})) order by n.id desc
"""
WAITING = "waiting"
OUTCOMES = tuple(dict.fromkeys([WAITING, *map(str, Outcome), *map(str, RungOutcome)]))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the log is asked for."""

    person: uuid.UUID | None = None
    order: uuid.UUID | None = None
    arrived: bool = True
    """False: only what reached no phone."""
    outcome: str | None = None
    """Only notices of which a way ended so, or with `waiting` is still to be gone."""
    area: str | None = None
    unit: str | None = None
    days: int | None = None


async def log_rows(
    administered: str, wanted: Wanted, params: Params, limit: int, cursor: uuid.UUID | None
) -> list[db.Row]:
    """Return up to `limit` notices of administered orders, the newest first."""
    where = [f"({administered})", *await _within(wanted, params)]
    where += [f"n.person_id = {params.add(wanted.person)}"] if wanted.person else []
    where += [f"n.order_id = {params.add(wanted.order)}"] if wanted.order else []
    where += [] if wanted.arrived else ["n.outcome in ('no_device', 'given_up')"]
    where += [f"n.id < {params.add(cursor)}"] if cursor else []
    page = _page(wanted.outcome, " and ".join(where), params.add(limit))
    return await db.fetch(_LOG.format(page=page), *params)


async def _within(wanted: Wanted, params: Params) -> list[str]:
    found = [f"n.id >= {params.add(first_id(db.clock.now() - timedelta(days=wanted.days)))}"] if wanted.days else []
    found += [f"o.unit = {params.add(wanted.unit)}"] if wanted.unit else []
    if wanted.area:
        level = await db.fetchval("select level from area where code = $1", wanted.area)
        found.append(f"o.{level} = {params.add(wanted.area)}" if level in LEVEL_COLUMNS else "false")
    return found


def _page(outcome: str | None, where: str, limit: str) -> str:
    """Return the ids of a page; for an outcome those of both tables, each in the order of its own index."""
    of_push = f"select n.id from notice n join orders o on o.id = n.order_id where {where}"
    if outcome is None:
        return f"{of_push} order by n.id desc limit {limit}"
    ended = "{}.done_at is null" if outcome == WAITING else f"{{}}.outcome = '{OUTCOMES[OUTCOMES.index(outcome)]}'"
    of_rung = "select r.notice from notice_rung r join notice n on n.id = r.notice join orders o on o.id = n.order_id"
    return (
        f"({of_push} and {ended.format('n')} order by n.id desc limit {limit}) union"
        f" ({of_rung} where {where} and {ended.format('r')} order by r.notice desc limit {limit})"
        f" order by 1 desc limit {limit}"
    )


def first_id(at: datetime) -> uuid.UUID:
    """Return the least id of what is written from then on: an id begins with its moment."""
    return uuid.UUID(int=int(at.astimezone(UTC).timestamp() * 1000) << 80)
