"""The one door: everything that happens to an order comes through here, by `Ledger.record`."""

import uuid
from datetime import datetime, timedelta

import asyncpg

from fieldloop import db
from fieldloop.errors import Problem, problem
from fieldloop.evidence.attach import Phase, PhasedShot, attach, photos_of
from fieldloop.orders import climb, dispatch, kept, queries, redacting, requests, risk, waits
from fieldloop.orders.audience import addressees
from fieldloop.orders.checks import LOST, check_reason, done_before, refusal, target_of
from fieldloop.orders.clocks import Changes, Moment
from fieldloop.orders.command import Order, at_of, data_kept, role_shown
from fieldloop.orders.ledger import Ledger
from fieldloop.orders.relations import relations
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import Action, State, still_missing
from fieldloop.orders.target import Target
from fieldloop.orders.timeline import SYSTEM, Actor, Entry
from fieldloop.people.rules import Caller
from fieldloop.settings import settings

# Steps after which the order waits for the next candidate, who is tried at once.
_SENT_ON = frozenset({Action.DECLINE, Action.REOPEN, Action.RETURN})


def moment(order: OrderRow | None = None) -> Moment:
    """Return now, by the database's clock, and how fast limits run.

    Asked for once the order is locked, and never before its last step: whoever waited for the lock, or has a clock some
    milliseconds behind, must not close an order before the escalation that came first.
    """
    now = db.clock.now()
    if order and order.changed_at:
        now = max(now, order.changed_at + timedelta(microseconds=1))
    return Moment(now, settings().clock_speed)


async def move(order_id: uuid.UUID, command: Order, caller: Caller) -> None:
    """Carry out a person's command, once however often it is sent.

    1. Lock the order if the caller may see it, or lately could have taken it and brings work on it; a foreign one looks
       like an unknown one.
    2. Find the command's own earlier event: then everything is done already.
    3. Ask the machine: wrong state 409, not allowed 403. Photos and words stay with the order all the same.
    4. Attach photos, take the step, send on what was declined or reopened.
    """
    ledger = Ledger(moment(), by=caller.id)
    try:
        async with db.transaction():
            refused = await _move(ledger, order_id, command, caller)
    except asyncpg.UniqueViolationError as error:
        if "order_event_pkey" not in str(error):
            raise
        # The same id went to another order at the same moment.
        raise problem("command.reused") from error
    ledger.announce()
    if refused:
        raise refused
    if command.action is Action.REDACT and command.photo:
        await redacting.tell_others(order_id, command.photo)


async def _move(ledger: Ledger, order_id: uuid.UUID, command: Order, caller: Caller) -> Problem | None:
    """Take the step, or return why not: raised, it would undo what is kept of a refused command."""
    seen = await queries.load(order_id, caller, lock=True)
    order = seen or (await queries.load_lost(order_id, caller) if command.action in LOST else None)
    if order is None:
        raise problem("not.found")
    if await done_before(order_id, command, caller):
        return None
    ledger.moment = moment(order)
    standing = order.standing(ledger.moment.now, reported=await queries.is_reporter(order_id, caller.id))
    held = relations(standing, caller)
    refused = await refusal(order, command, standing, caller) if seen else problem("order.wrong_state")
    if refused:
        return await kept.keep(ledger, order, command, caller, refused, held)
    await check_reason(command)
    about_time = command.action in requests.ABOUT_TIME
    finds = waits.target_of if command.action is Action.WAIT else requests.target_of if about_time else None
    find = finds(order, command, caller, ledger.moment.now) if finds else target_of(order, command, caller, held)
    target = await find
    extra = await _evidence(ledger, order, command, caller)
    if command.action is Action.REDACT:
        await redacting.redact(order.id, command, caller)
    role = role_shown(caller, command.action, held)
    entry = Entry(
        action=command.action,
        actor=Actor("person", caller.id, role),
        at=at_of(command.at, ledger.moment.now),
        id=command.id,
        reason=command.reason,
        text=command.text,
        data=data_kept(command, target),
    )
    by_hand = command.action is Action.ESCALATE
    after = await (climb.up_by_hand(ledger, order, entry) if by_hand else ledger.record(order, entry, target, extra))
    await _follow(ledger, order, after, command, caller, entry, target)
    return None


async def _follow(
    ledger: Ledger, order: OrderRow, after: OrderRow, command: Order, caller: Caller, entry: Entry, target: Target
) -> None:
    """Do what a command's step brings with it in the same moment."""
    if after.state is State.SUBMITTED is not order.state:
        await risk.rate(order.id)
    if command.action is Action.GRANT and target.resume_at:
        await ledger.record(after, await requests.suspension(after, entry.actor, target, entry.at), target)
    if await waits.is_answer(order, command, caller):
        await ledger.record(after, waits.answered(ledger.moment.now), Target())
    if command.action in _SENT_ON and after.state is State.FILED:
        await send_on(ledger, after, entry.id)


async def _evidence(ledger: Ledger, order: OrderRow, command: Order, caller: Caller) -> Changes:
    shots: list[tuple[Phase, PhasedShot]] = [(shot.phase, shot) for shot in command.photos]
    await attach(order.id, shots, caller.id, ledger.moment.now, event=command.id)
    if command.action is Action.SUBMIT:
        # After a return, or when it is opened again, the old after-photos do not count: they were judged already.
        present = await photos_of(order.id, order.reviewed_at)
        required = {"before": order.before_photos, "after": order.after_photos}
        if missing := still_missing(required, present):
            raise problem("evidence.incomplete", missing=missing)
    newest = next((shot.sha256 for phase, shot in reversed(shots) if phase == "after"), None)
    return {"after": newest} if newest else {}


async def send_on(ledger: Ledger, order: OrderRow, event: uuid.UUID) -> OrderRow:
    """Dispatch a filed order to whoever is next; when nobody is, its desk is told: it is never without an answerer."""
    target = await dispatch.choose(order)
    if target.unit is None and not target.pool:
        await ledger.tell_new(order, event, await addressees(order))
        return order
    return await ledger.record(order, dispatched(target, ledger.moment.now), target)


async def pass_on(ledger: Ledger, order: OrderRow, entry: Entry) -> OrderRow:
    """Send out an order that its owner leaves to us; from now on its clocks run as anybody's."""
    return await send_on(ledger, await ledger.record(order, entry, Target()), entry.id)


def dispatched(target: Target, now: datetime) -> Entry:
    """Return the event that says where the system sent an order."""
    data = {"unit": target.unit, "pool": target.pool}
    return Entry(Action.DISPATCH, SYSTEM, now, data={key: value for key, value in data.items() if value})


async def look(order_id: uuid.UUID) -> None:
    """Do what an order's clock asks for now: warn, or go one level up. The sweeper's step; safe to repeat."""
    ledger = Ledger(moment())
    async with db.transaction():
        await _look(ledger, order_id)
    ledger.announce()


async def _look(ledger: Ledger, order_id: uuid.UUID) -> None:
    order = await queries.load_unless_locked(order_id)
    if order is None:
        return
    ledger.moment = moment(order)
    if (clock := order.clock()) is None:
        await _resume(ledger, order)
    elif order.asked_until is None:
        await climb.step(ledger, order, clock)
    elif ledger.moment.now >= order.asked_until:
        await pass_on(ledger, order, Entry(Action.OWNER_LEFT, SYSTEM, ledger.moment.now, data={"why": "silence"}))
    else:
        # Nobody is late while the owner is asked: without this the sweeper would come back to it for ever.
        await db.execute("update orders set look_at = asked_until where id = $1", order_id)


async def _resume(ledger: Ledger, order: OrderRow) -> None:
    """Let an order go on whose suspension was to end by now."""
    now = ledger.moment.now
    if order.state is State.SUSPENDED and order.look_at and order.look_at <= now:
        await ledger.record(order, Entry(Action.RESUME, SYSTEM, now), Target())


async def seen(order_id: uuid.UUID, command_id: uuid.UUID, caller: Caller) -> None:
    """Note that somebody who was told has seen the order; the first time counts, and no clock changes."""
    await move(order_id, Order(id=command_id, action=Action.SEEN, at=db.clock.now()), caller)
