"""What another priority does to a running clock, also against an oracle that counts minute by minute."""

import random
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldloop.orders.clocks import Moment, clock_columns
from fieldloop.orders.priority import prioritized
from fieldloop.orders.recount import recounted
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import Priority, State
from fieldloop.sla import rules as sla
from fieldloop.sla.limits import Limit, Unit
from fieldloop.sla.rules import Clock, ClockKind
from tests.rules.minutes import DAYS, MINUTE, Oracle
from tests.rules.rows import NOON, row

minutes = st.integers(1, 600)


def an_order(normal: int, urgent: int | None) -> OrderRow:
    """Return an order in hand since noon, whose element gives urgent ones a limit of their own."""
    own = {"fix": Limit(urgent, Unit.MINUTES)} if urgent else {}
    begun = row(State.ACCEPTED, fix_minutes=normal, urgent_limits=own)
    return changed(begun, clock_columns(sla.start(ClockKind.FIX, NOON, begun.limits(1.0))))


def changed(order: OrderRow, columns: dict[str, Any]) -> OrderRow:
    known = {name: value for name, value in columns.items() if name in OrderRow.__struct_fields__}
    return msgspec.structs.replace(order, **known)


def made(order: OrderRow, priority: Priority, after: int, *spans: tuple[int, int]) -> OrderRow:
    """Give an order another priority so many minutes after noon."""
    stood = [(NOON + begun * MINUTE, NOON + ended * MINUTE) for begun, ended in spans]
    columns = prioritized(order, priority, stood, Moment(NOON + after * MINUTE))
    return changed(order, columns | {"priority": priority})


def due(order: OrderRow) -> int:
    """Return the deadline, in minutes after noon."""
    assert order.due_at
    return int((order.due_at - NOON) / MINUTE)


@given(minutes, minutes, minutes)
def test_an_urgent_limit_counts_from_then_on_and_nothing_is_due_later_than_before(normal: int, urgent: int, at: int):
    order = made(an_order(normal, urgent), Priority.URGENT, at)
    same = at >= normal or urgent == normal
    assert due(order) == (normal if same else min(normal, at + urgent))


@given(minutes, minutes, minutes, minutes)
def test_back_to_normal_an_order_has_the_deadline_it_had(normal: int, urgent: int, at: int, later: int):
    order = an_order(normal, urgent)
    back = made(made(order, Priority.URGENT, at), Priority.NORMAL, at + later)
    assert due(back) == normal
    assert back.clock_sum == order.clock_sum


@given(minutes, minutes, minutes)
def test_what_began_urgent_gets_the_normal_limit_from_its_beginning_and_is_never_due_earlier(
    normal: int, urgent: int, at: int
):
    begun = changed(an_order(normal, urgent), {"priority": Priority.URGENT})
    begun = changed(begun, clock_columns(sla.start(ClockKind.FIX, NOON, begun.limits(1.0))))
    assert due(begun) == urgent
    assert due(made(begun, Priority.NORMAL, at)) == max(normal, urgent)


@given(minutes, minutes)
def test_without_limits_of_its_own_an_urgent_order_keeps_its_clock(normal: int, at: int):
    order = an_order(normal, None)
    assert prioritized(order, Priority.URGENT, [], Moment(NOON + at * MINUTE)) == {}


def test_whoever_was_told_of_a_lateness_that_ends_is_told_of_the_next_one():
    begun = changed(an_order(60, 10), {"priority": Priority.URGENT})
    late = replace(sla.start(ClockKind.FIX, NOON, begun.limits(1.0)), level=2, warned=True)
    order = made(changed(begun, clock_columns(late)), Priority.NORMAL, 30)
    assert (due(order), order.level, order.round) == (60, 0, begun.round + 1)


def test_an_urgent_order_is_warned_of_its_new_deadline():
    order = an_order(100, 10)
    warned = replace(sla.start(ClockKind.FIX, NOON, order.limits(1.0)), warned=True)
    hurried = made(changed(order, clock_columns(warned)), Priority.URGENT, 82)
    assert (due(hurried), hurried.warned, hurried.look_at) == (92, False, NOON + 90 * MINUTE)


@pytest.mark.parametrize("seed", range(8))
def test_priority_and_pauses_in_working_time_are_what_counting_minute_by_minute_gives(seed: int):
    chance = random.Random(seed)
    oracle = Oracle(chance)
    done = sum(_compared(oracle, chance) for _ in range(100))
    assert done > 10, "most cases end within the oracle's weeks"


def _compared(oracle: Oracle, chance: random.Random) -> bool:
    """Begin, pause, become urgent, pause, become normal again: each time compare."""
    begun = chance.randrange(5 * 1440, (DAYS - 20) * 1440)
    steps = [chance.randrange(1, 900) for _ in range(6)]
    first, first_end, urgent_at, second, second_end, normal_at = (
        begun + sum(steps[: number + 1]) for number in range(6)
    )
    long, short = chance.randrange(1, 3000), chance.randrange(1, 600)
    normal, urgent = (_limits(oracle, amount) for amount in (long, short))
    given_back = [oracle.elapsed(first, first_end), oracle.elapsed(second, second_end)]
    ends = [oracle.add(begun, long), oracle.add(begun, long + sum(it // MINUTE for it in given_back))]
    if None in ends or oracle.at(first) >= (ends[0] or oracle.begin):
        return False

    clock = sla.start(ClockKind.FIX, oracle.at(begun), normal)
    clock = sla.moved(clock, oracle.at(first), oracle.at(first_end), oracle.calendar)
    held, hurried = clock.due_at, oracle.add(urgent_at, short)
    if hurried is None or held <= oracle.at(urgent_at):
        return False
    order = _row(clock, normal, urgent)
    clock = _clock(prioritized(order, Priority.URGENT, [], Moment(oracle.at(urgent_at), 1.0, oracle.calendar)))
    assert clock.due_at == min(held, hurried)
    assert clock.due_at <= held

    clock = sla.moved(clock, oracle.at(second), oracle.at(second_end), oracle.calendar)
    spans = [(oracle.at(first), oracle.at(first_end)), (oracle.at(second), oracle.at(second_end))]
    again = recounted(clock, ClockKind.FIX, urgent, spans, oracle.begin)
    assert again
    assert (again.due_at, again.started_at) == (clock.due_at, clock.started_at), "counted anew it is the same"
    order = _row(clock, normal, urgent, Priority.URGENT)
    back = _clock(prioritized(order, Priority.NORMAL, spans, Moment(oracle.at(normal_at), 1.0, oracle.calendar)))
    assert back.due_at == ends[1]
    return True


def _limits(oracle: Oracle, amount: int) -> sla.Limits:
    own = {"fix": Limit(amount, Unit.WORKING_MINUTES)}
    return sla.Limits(5, 30, 60, 10, 0.8, own=own, calendar=oracle.calendar)


def _row(clock: Clock, normal: sla.Limits, urgent: sla.Limits, priority: Priority = Priority.NORMAL) -> OrderRow:
    own: dict[str, Any] = {"own_limits": dict(normal.own), "urgent_limits": dict(urgent.own), "priority": priority}
    return row(State.ACCEPTED, **clock_columns(clock) | own)


def _clock(columns: dict[str, Any]) -> Clock:
    found = changed(row(State.ACCEPTED), columns).clock()
    assert found
    return found
