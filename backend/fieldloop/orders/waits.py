"""Pauses for an answer: of the reporter, or of another unit; the answer ends them, or else their time."""

from dataclasses import replace
from datetime import datetime, timedelta

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.orders import queries
from fieldloop.orders.command import Order
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import Action
from fieldloop.orders.target import Target
from fieldloop.orders.timeline import SYSTEM, Entry
from fieldloop.people.rules import Caller, RoleKind
from fieldloop.settings import settings


async def target_of(order: OrderRow, command: Order, caller: Caller, now: datetime) -> Target:
    """Return whose answer is waited for, and until when at most; raises wait.nobody, order.unknown_unit."""
    if command.waits_for is None:
        raise problem("input.invalid", errors=[{"field": "waits_for", "message": "missing"}])
    minutes = order.reporter_minutes if command.waits_for == "reporter" else order.unit_minutes
    until = now + timedelta(minutes=minutes / settings().clock_speed)
    target = Target(caller.id, waits_for=command.waits_for, resume_at=until)
    if command.waits_for == "reporter":
        if not [person for person in await queries.reporters(order.id) if person != caller.id]:
            raise problem("wait.nobody")
        return target
    return replace(target, unit=await _asked(order, command.unit))


async def _asked(order: OrderRow, unit: str | None) -> str:
    sql = (
        "select u.code from unit u join area a on a.code = u.area where u.code = $1 and u.active and a.district = $2"
        " and exists (select from role r join person p on p.id = r.person where r.unit = u.code"
        " and r.kind = 'coordinator' and p.active)"
    )
    found = await db.fetchval(sql, unit, order.district) if unit and unit != order.unit else None
    if found is None:
        raise problem("order.unknown_unit")
    return found


async def is_answer(order: OrderRow, command: Order, caller: Caller) -> bool:
    """Tell whether a comment is the answer that an order waits for."""
    if command.action is not Action.COMMENT or order.waits_for is None:
        return False
    if order.waits_for == "reporter":
        return await queries.is_reporter(order.id, caller.id)
    return order.waits_unit in caller.units(RoleKind.COORDINATOR)


def answered(now: datetime) -> Entry:
    """Return the step that lets an order go on that has its answer."""
    return Entry(Action.RESUME, SYSTEM, now, data={"why": "answered"})
