"""Clocks, for any limits and any moments."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from fieldloop.orders.relations import TOP_LEVEL
from fieldloop.sla.ladders import Plan, after_level, after_warning, by_hand, due, plan, watched
from fieldloop.sla.rules import Clock, ClockKind, Limits, Step, moved, start
from tests.rules.rows import NOON

minutes = st.integers(1, 60 * 24 * 365)
limits = st.builds(
    Limits,
    accept=minutes,
    fix=minutes,
    review=minutes,
    escalate=minutes,
    warn_share=st.floats(0.01, 0.99),
    speed=st.floats(0.1, 1000),
)
kinds = st.sampled_from(ClockKind)
spans = st.timedeltas(timedelta(), timedelta(days=400))


def between_levels(found: Limits) -> timedelta:
    """Return how long each level of a plain clock has."""
    return timedelta(minutes=found.escalate / found.speed)


def held(found: Limits, kind: ClockKind) -> Plan:
    """Return the ladders of an element that says nothing."""
    state = {"accept": "dispatched", "fix": "accepted", "review": "submitted"}[kind]
    return replace(plan({}, found.escalate, state, None), speed=found.speed)


def started(kind: ClockKind, found: Limits) -> Clock:
    return watched(start(kind, NOON, found), held(found, kind))


def looked(clock: Clock, at: timedelta, plan: Plan) -> tuple[Step, Clock]:
    """Return what one look does, as the sweeper does it."""
    step, rung = due(clock, plan, NOON + at)
    if rung:
        return step, after_level(clock, plan, rung, NOON + at)
    return step, after_warning(clock, plan) if step is Step.WARN else clock


@given(kinds, limits)
def test_a_warning_comes_before_the_deadline_and_is_looked_for_first(kind: ClockKind, found: Limits):
    clock = started(kind, found)
    assert NOON < clock.warn_at < clock.due_at
    assert clock.look_at == clock.warn_at
    assert clock.due_at == found.end(kind, NOON)


@given(kinds, limits, spans)
def test_a_clock_that_stood_still_is_late_by_exactly_that(kind: ClockKind, found: Limits, by: timedelta):
    before = after_warning(started(kind, found), held(found, kind))
    clock = moved(before, NOON, NOON + by, None)
    shifts = {
        clock.started_at - before.started_at,
        clock.warn_at - before.warn_at,
        clock.due_at - before.due_at,
        (clock.look_at or NOON) - (before.look_at or NOON),
    }
    assert shifts == {by}
    assert (clock.level, clock.warned) == (before.level, before.warned)
    top = Clock(NOON, NOON, NOON, None, TOP_LEVEL, warned=True)
    assert moved(top, NOON, NOON + by, None).look_at is None


@given(kinds, limits, st.lists(spans, max_size=40))
def test_every_level_comes_once_and_in_order_whenever_one_looks(kind: ClockKind, found: Limits, looks: list[timedelta]):
    clock, taken = started(kind, found), list[tuple[Step, int]]()
    for at in sorted(looks):
        step, clock = looked(clock, at, held(found, kind))
        if step is not Step.NOTHING:
            taken.append((step, clock.level))
    warnings = [step for step, _ in taken if step is Step.WARN]
    levels = [level for step, level in taken if step is Step.ESCALATE]
    assert len(warnings) <= 1
    assert levels == list(range(1, len(levels) + 1))
    assert len(levels) <= TOP_LEVEL
    assert not warnings or taken[0][0] is Step.WARN


@given(kinds, limits, spans)
def test_one_look_takes_one_step_and_a_second_at_the_same_moment_none(kind: ClockKind, found: Limits, at: timedelta):
    first, clock = looked(started(kind, found), at, held(found, kind))
    second, _ = looked(clock, at, held(found, kind))
    assert second is Step.NOTHING or (first, second) == (Step.WARN, Step.ESCALATE)
    assert not (first is Step.WARN and NOON + at >= clock.due_at)


@given(kinds, limits, spans)
def test_after_an_outage_each_level_still_has_its_time(kind: ClockKind, found: Limits, outage: timedelta):
    late = found.end(kind, NOON) - NOON + outage
    clock, at, levels = started(kind, found), late, held(found, kind)
    for level in range(1, TOP_LEVEL + 1):
        step, clock = looked(clock, at, levels)
        assert (step, clock.level) == (Step.ESCALATE, level)
        soon = at + between_levels(found) - timedelta(microseconds=1)
        assert looked(clock, soon, levels)[0] is Step.NOTHING
        at += between_levels(found)
    assert clock.look_at is None
    assert looked(clock, at * 2, levels)[0] is Step.NOTHING


@given(kinds, limits, spans)
def test_an_escalation_by_hand_takes_a_level_and_keeps_the_deadline(kind: ClockKind, found: Limits, at: timedelta):
    first, levels = started(kind, found), held(found, kind)
    rung = by_hand(first, levels)
    assert rung
    clock = after_level(first, levels, rung, NOON + at)
    assert clock.level == 1
    assert clock.due_at == first.due_at
    step, _ = looked(clock, at + between_levels(found), levels)
    assert step is (Step.ESCALATE if NOON + at + between_levels(found) >= clock.due_at else Step.NOTHING)


@given(limits, st.floats(1, 100))
def test_a_faster_clock_makes_every_limit_shorter_alike(found: Limits, speed: float):
    slow = Limits(found.accept, found.fix, found.review, found.escalate, found.warn_share)
    fast = Limits(found.accept, found.fix, found.review, found.escalate, found.warn_share, speed)
    for kind in ClockKind:
        ratio = (slow.end(kind, NOON) - NOON) / (fast.end(kind, NOON) - NOON)
        assert abs(ratio - speed) < 0.01 * speed
