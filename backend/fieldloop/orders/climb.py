"""What an order's clock asks for at a look: a warning, or one level up, and there whether it moves to another unit."""

import uuid
from dataclasses import replace

import msgspec
import structlog
from prometheus_client import Counter

from fieldloop import db
from fieldloop.catalogue.ladders import Level, Who
from fieldloop.errors import problem
from fieldloop.orders import dispatch
from fieldloop.orders.audience import addressees, desk
from fieldloop.orders.clocks import Climbing
from fieldloop.orders.ledger import Heard, Ledger
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import Action, State
from fieldloop.orders.target import Target
from fieldloop.orders.terms import counted
from fieldloop.orders.timeline import SYSTEM, Entry
from fieldloop.people.queries import persons_in_role
from fieldloop.people.rules import RoleKind
from fieldloop.roster.queries import present, stand_in_of, told_for
from fieldloop.sla import ladders
from fieldloop.sla.ladders import Rung
from fieldloop.sla.rules import Clock, Step, kind_of

TO_NOBODY = Counter("fieldloop_escalations_to_nobody_total", "Levels of which nobody was left to hear")
_log = structlog.get_logger()
_MOVABLE = frozenset({State.FILED, State.DISPATCHED, State.ACCEPTED})
# Whom a level tells, and who when nobody is there: the next up, rather than nobody.
_UP: dict[Who, tuple[Who, ...]] = {
    Who.COORDINATOR: (Who.COORDINATOR, Who.STREET, Who.DISTRICT),
    Who.STAND_IN: (Who.STAND_IN, Who.COORDINATOR, Who.STREET, Who.DISTRICT),
    Who.NEIGHBOURHOOD: (Who.NEIGHBOURHOOD, Who.STREET, Who.DISTRICT),
    Who.STREET: (Who.STREET, Who.DISTRICT),
    Who.DISTRICT: (Who.DISTRICT,),
    Who.PERSON: (Who.PERSON, Who.STREET, Who.DISTRICT),
}


async def step(ledger: Ledger, order: OrderRow, clock: Clock) -> bool:
    """Do what is due now; tell whether anything was. The order is locked."""
    now, kind = ledger.moment.now, kind_of(order.state, order.late_appeal)
    at = await counted(ledger.moment, order, kind, order.unit) if kind else ledger.moment
    held = order.plan(at.speed, at.calendar)
    seen = clock.unseen < len(held.unseen) and await _was_seen(order, clock)
    due, rung = ladders.due(clock, held, now, seen=seen)
    if rung:
        await up(ledger, order, Entry(Action.ESCALATE, SYSTEM, now), rung, seen=seen)
    elif due is Step.WARN:
        await ledger.record(order, Entry(Action.WARN, SYSTEM, now), Target(climbing=Climbing(seen=seen)))
    else:
        # Nothing is due although the row said so: without this the sweeper would come back to it for ever.
        later = ladders.watched(clock, held, seen=seen)
        sql = "update orders set look_at = $2, top = $3 where id = $1 and look_at <= $4"
        await db.execute(sql, order.id, later.look_at, held.top(clock), now)
        return False
    return True


async def _was_seen(order: OrderRow, clock: Clock) -> bool:
    since = clock.made_of.begun_at if clock.made_of else clock.started_at
    # By whoever was told: a reporter or an inspector who looks at it does not make it seen.
    sql = (
        "select true from order_event v where v.order_id = $1 and v.action = 'seen' and v.received_at >= $2"
        " and exists (select from notice n where n.order_id = $1 and n.person_id = v.person) limit 1"
    )
    return bool(await db.fetchval(sql, order.id, since))


async def up_by_hand(ledger: Ledger, order: OrderRow, entry: Entry) -> OrderRow:
    """Take the next level for a manager who will not wait for it; raises order.wrong_state at the top."""
    clock = order.clock()
    rung = ladders.by_hand(clock, order.plan(ledger.moment.speed, None)) if clock else None
    if rung is None:
        raise problem("order.wrong_state")
    return await up(ledger, order, entry, rung)


async def up(ledger: Ledger, order: OrderRow, entry: Entry, rung: Rung, *, seen: bool = False) -> OrderRow:
    """Tell whom the level names, or whoever is next up when nobody is there; the event says who it was."""
    level, now = rung.level, ledger.moment.now
    who, persons = await _told(order, level, ledger)
    if not persons:
        TO_NOBODY.inc()
        _log.error("escalation.nobody", order_id=str(order.id), ladder=rung.ladder, wanted=level.who)
    unit = await _next_unit(order) if level.moves and order.state in _MOVABLE else None
    said: dict[str, object] = {"ladder": rung.ladder, "who": who}
    said |= ({"wanted": level.who} if who != level.who else {}) | ({"stays": True} if level.moves and not unit else {})
    early = level.share is not None and order.due_at is not None and now < order.due_at and entry.actor == SYSTEM
    kind = "unseen" if rung.unseen else "warning" if early else "late"
    target = Target(entry.actor.person, climbing=Climbing(rung, seen))
    told = [] if unit else [Heard(kind, persons, level.at_once)]
    after = await ledger.record(order, replace(entry, data=entry.data | said), target, told=told)
    return await _move_on(ledger, after, unit, Heard("moved", persons, level.at_once)) if unit else after


async def _next_unit(order: OrderRow) -> str | None:
    return (await dispatch.choose(order, also_declined=order.unit)).unit


async def _move_on(ledger: Ledger, order: OrderRow, unit: str, named: Heard) -> OrderRow:
    """Send the order to the next unit; it does not come back by itself to where nobody acted."""
    now, passed = ledger.moment.now, [*order.declined_by, *([order.unit] if order.unit else [])]
    before = await told_for(await addressees(order), now) if order.unit else []
    theirs = msgspec.structs.replace(order, unit=unit, person=None, desk=None, pool=False)
    told = [Heard("new", await told_for(await addressees(theirs), now)), named, Heard("moved", before)]
    entry = Entry(Action.TRANSFER, SYSTEM, now, data={"unit": unit, "late": True})
    return await ledger.record(order, entry, Target(unit=unit), {"declined_by": passed}, told=told)


async def _told(order: OrderRow, level: Level, ledger: Ledger) -> tuple[str, list[uuid.UUID]]:
    """Return which group is told and who that is: the first with somebody on duty; off duty rather than nobody."""
    now, off = ledger.moment.now, list[tuple[str, list[uuid.UUID]]]()
    for who in _UP[level.who]:
        found = await _persons(order, who, level, ledger)
        if there := await present(found, now):
            return who, there
        off += [(who, found)] if found else []
    administrators = await persons_in_role(RoleKind.ADMINISTRATOR, area=order.district)
    there = await present(administrators, now)
    return (off or [("administrator", administrators)])[0] if not there else ("administrator", there)


async def _persons(order: OrderRow, who: Who, level: Level, ledger: Ledger) -> list[uuid.UUID]:
    match who:
        case Who.COORDINATOR:
            return await persons_in_role(RoleKind.COORDINATOR, unit=order.unit) if order.unit else await desk(order)
        case Who.STAND_IN:
            stand_in = await stand_in_of(order.person, ledger.moment.now) if order.person else None
            return [stand_in] if stand_in else []
        case Who.PERSON:
            sql = "select id from person where id = $1 and active"
            return [row["id"] for row in await db.fetch(sql, level.person)]
        case _:
            area = {Who.NEIGHBOURHOOD: order.neighbourhood, Who.STREET: order.street}.get(who, order.district)
            return await persons_in_role(RoleKind.MANAGER, area=area) if area else []
