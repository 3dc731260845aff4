"""The recorded requests once more, through the product: who was late then must be found now, and nobody else."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from fieldloop import db, embedded
from fieldloop.ids import new_id
from fieldloop.intake.actions import Found, take_in
from fieldloop.intake.where import resolve
from fieldloop.orders.actions import move
from fieldloop.orders.command import Order
from fieldloop.orders.rules import Action
from fieldloop.orders.timeline import Actor
from fieldloop.sla.jobs import sweep_due
from tests.chaos import stage
from tests.chaos.requests311 import Request, last, requests
from tests.chaos.run import Report
from tests.chaos.verdict import Promise
from tests.rules.callers import caller

# What was closed in a minute is closed before whatever falls due in that minute: the record knows no seconds.
_WITHIN = timedelta(seconds=30)
_FOREVER = 5_000_000  # minutes: nothing but the recorded deadlines is ever due


async def replayed(folder: Path) -> Report:
    """Replay the whole record on a database of its own."""
    with embedded.start(folder, durable=False) as servers:
        async with stage.database(servers.database_url):
            return await replay(requests())


async def replay(found: Sequence[Request]) -> Report:
    """File, accept, submit, approve and sweep at the recorded moments, and compare who was late."""
    stream, end = _Stream(), last(list(found))
    await db.execute(_ELEMENT)
    await db.execute(_SITES, len(found))
    steps = [(each.created, 0, number, each) for number, each in enumerate(found)]
    steps += [(max(each.created, each.closed - _WITHIN), 1, n, each) for n, each in enumerate(found) if each.closed]
    try:
        for at, closing, number, each in sorted(steps, key=lambda step: step[:3]):
            await stream.sweep(at)
            await (stream.close(each, at) if closing else stream.file(each, at, f"replay{number}"))
        await stream.sweep(end)
        return await _compared(found, stream.orders, end)
    finally:
        await db.follow_clock()


@dataclass
class _Stream:
    orders: dict[str, uuid.UUID] = field(default_factory=dict[str, uuid.UUID])
    _device: uuid.UUID | None = None

    async def file(self, request: Request, at: datetime, site: str) -> None:
        """File an order, let somebody accept it, and give it the deadline that it had."""
        _go(at)
        self._device = self._device or await db.fetchval("select id from device_key where name = 'cam1'")
        taken = await take_in(
            Found(
                id=new_id(),
                channel="hotline",
                actor=Actor("device", name="cam1"),
                device=self._device,
                source="311",
                source_id=request.id,
                element="replay",
                where=await resolve(site, None, None),
                seen_at=at,
            )
        )
        self.orders[request.id] = taken.order
        await self._do(taken.order, Action.ACCEPT, "will")
        if request.due:
            sql = (
                "update orders set due_at = $2, look_at = $2, warn_at = least(warn_at, $2), warned = true where id = $1"
            )
            await db.execute(sql, taken.order, request.due)

    async def close(self, request: Request, at: datetime) -> None:
        """Let the work be done and approved."""
        _go(at)
        await self._do(self.orders[request.id], Action.SUBMIT, "will")
        await self._do(self.orders[request.id], Action.APPROVE, "mia")

    async def sweep(self, until: datetime) -> None:
        """Look at everything as a worker would have, up to a moment."""
        _go(until)
        while await sweep_due():
            pass

    async def _do(self, order: uuid.UUID, action: Action, who: str) -> None:
        await move(order, Order(id=new_id(), action=action, at=db.clock.now()), caller(who))


def _go(at: datetime) -> None:
    # Forwards only, by the clock's own door: no time passes but what the work itself takes.
    db.clock.follow(at)


async def _compared(found: Sequence[Request], orders: dict[str, uuid.UUID], end: datetime) -> Report:
    rows = await db.fetch(
        "select o.id, o.overran, o.state, (select count(*) from escalation e where e.order_id = o.id) as times"
        " from orders o where o.element = 'replay'"
    )
    seen = {row["id"]: row for row in rows}
    late = {each.id for each in found if each.breached(end)}
    told = {each.id for each in found if seen[orders[each.id]]["times"]}
    marks = [(each, seen[orders[each.id]]) for each in found if each.closed]
    promises = [
        Promise("recorded breaches that were not found", len(late - told), 0),
        Promise("breaches found that the record does not know", len(told - late), 0),
        Promise("breaches escalated more than once", sum(row["times"] > 1 for row in rows), 0),
        Promise("closed orders whose late mark differs", sum(row["overran"] != (e.id in late) for e, row in marks), 0),
        Promise("closed requests whose order is open", sum(row["state"] != "closed" for _, row in marks), 0),
    ]
    return Report(promises, {"requests": len(found), "breaches": len(late)}, "")


_DUE = """
update orders set due_at = $2, look_at = $2, warn_at = least(warn_at, $2), warned = true where id = $1
"""
_ELEMENT = f"""
insert into element (code, scenario, name_zh, name_en, accept_minutes, fix_minutes, review_minutes, escalate_minutes,
    before_photos, after_photos, dispatch, why_zh, why_en)
    values ('replay', 'waste', '重放', 'Replayed', {_FOREVER}, {_FOREVER}, {_FOREVER}, {_FOREVER}, 0, 0, 'crew', '', '')
"""
_SITES = """
insert into site (code, kind, name_zh, name_en, area, unit, lat, lon)
    select 'replay' || n, 'drop_off', '点', 'Point', 'n1', 'u1', 31, 121.5 from generate_series(0, $1::int - 1) n
"""
