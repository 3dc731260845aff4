"""Ladders that an element makes its own: when each level comes, whose it is, and what cannot be."""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldloop.catalogue.ladders import Fault, Ladder, Ladders, Level, Who, by_default, faults, levels
from fieldloop.sla.ladders import Plan, after_level, after_warning, coming, due, plan, watched
from fieldloop.sla.rules import Clock, ClockKind, Step, start
from tests.rules.rows import LIMITS, NOON

MINUTE = timedelta(minutes=1)
HALF, WHOLE = Level(Who.STAND_IN, share=0.5), Level(Who.COORDINATOR, after_minutes=0)
LATER = Level(Who.DISTRICT, after_minutes=30, moves=True)


def fixing(*own: Level) -> tuple[Clock, Plan]:
    """Return a clock of thirty minutes to fix, warned of at 24, with these levels."""
    held = plan({"not_fixed": msgspec.to_builtins(own)}, LIMITS.escalate, "accepted", None)
    return watched(start(ClockKind.FIX, NOON, LIMITS), held), held


def waiting(*unseen: Level) -> tuple[Clock, Plan]:
    """Return a clock of five minutes to accept, warned of at 4, that looks whether somebody saw it."""
    held = plan({"not_seen": msgspec.to_builtins(unseen)}, LIMITS.escalate, "dispatched", None)
    return watched(start(ClockKind.ACCEPT, NOON, LIMITS), held), held


def played(clock: Clock, held: Plan, minutes: float, *, seen_after: float | None = None) -> list[tuple[float, str]]:
    """Return what a sweeper that is never late does until then: minutes after noon, and the audience or `warn`."""
    done: list[tuple[float, str]] = []
    while clock.look_at and clock.look_at <= NOON + minutes * MINUTE:
        now = clock.look_at
        seen = seen_after is not None and now >= NOON + seen_after * MINUTE
        step, rung = due(clock, held, now, seen=seen)
        if rung:
            clock = after_level(clock, held, rung, now, seen=seen)
            done.append(((now - NOON) / MINUTE, rung.level.who))
        elif step is Step.WARN:
            clock = after_warning(clock, held, seen=seen)
            done.append(((now - NOON) / MINUTE, "warn"))
        else:
            clock = watched(clock, held, seen=seen)
            assert clock.look_at is None or clock.look_at > now, "or the sweeper would spin"
    return done


def test_an_element_that_says_nothing_has_the_levels_it_always_had():
    clock, held = waiting()
    assert played(clock, held, 99) == [(4, "warn"), (5, "coordinator"), (15, "street"), (25, "district")]
    for state in ("filed", "accepted", "submitted"):
        assert plan({}, 10, state, None).main == by_default(Ladder.NOT_FIXED, 10)
        assert plan({}, 10, state, None).unseen == ()
    assert plan({}, 10, "closed", "open").ladder is Ladder.NOT_REVIEWED


def test_a_level_comes_at_its_share_or_so_many_minutes_after_the_deadline():
    clock, held = fixing(HALF, WHOLE, LATER)
    assert played(clock, held, 99) == [(15, "stand_in"), (24, "warn"), (30, "coordinator"), (60, "district")]


def test_nobody_is_told_too_early_or_twice_by_who_looks_too_often():
    clock, held = fixing(HALF, WHOLE, LATER)
    done: list[float] = []
    for minute in range(100):
        step, rung = due(replace(clock, look_at=NOON), held, NOON + minute * MINUTE)
        if rung:
            clock = after_level(clock, held, rung, NOON + minute * MINUTE)
            done.append(minute)
        elif step is Step.WARN:
            clock = after_warning(clock, held)
    assert done[:2] == [15, 30]
    assert len(done) == 3


def test_what_nobody_has_seen_is_told_until_a_device_says_seen():
    clock, held = waiting(Level(Who.COORDINATOR, share=0.2), Level(Who.STAND_IN, share=0.6))
    told = [(1, "coordinator"), (3, "stand_in"), (4, "warn"), (5, "coordinator"), (15, "street"), (25, "district")]
    assert played(clock, held, 99) == told
    assert played(clock, held, 99, seen_after=0) == told[2:]
    assert played(clock, held, 99, seen_after=2) == [told[0], *told[2:]]


def test_both_ladders_are_climbed_side_by_side_each_level_once():
    clock, held = waiting(Level(Who.COORDINATOR, share=0.2), Level(Who.PERSON, after_minutes=7, person=uuid.uuid4()))
    assert [who for _, who in played(clock, held, 99)] == [
        "coordinator", "warn", "coordinator", "person", "street", "district",
    ]  # fmt: skip
    assert [at for at, _ in played(clock, held, 99)] == [1, 4, 5, 12, 15, 25]
    assert played(clock, held, 99, seen_after=6)[-2:] == [(15, "street"), (25, "district")]


ascending = st.lists(st.integers(1, 100), min_size=0, max_size=4, unique=True).map(sorted)


@given(ascending, ascending, st.lists(st.integers(0, 400), max_size=60), st.integers(0, 400))
def test_whenever_one_looks_every_level_comes_once_in_order_and_no_look_is_asked_for_in_the_past(
    shares: list[int], minutes: list[int], looks: list[int], seen_after: int
):
    own = [Level(Who.STREET, share=share / 100) for share in shares] + [WHOLE]
    own += [Level(Who.STREET, after_minutes=late) for late in minutes]
    unseen = [Level(Who.STAND_IN, share=share / 100) for share in shares]
    said = {"not_accepted": msgspec.to_builtins(own), "not_seen": msgspec.to_builtins(unseen)}
    held = plan(said, 10, "dispatched", None)
    clock, taken = watched(start(ClockKind.ACCEPT, NOON, LIMITS), held), 0
    for minute in sorted(looks):
        now, seen = NOON + minute * MINUTE, minute >= seen_after
        step, rung = due(clock, held, now, seen=seen)
        if rung:
            assert not (rung.unseen and seen)
            clock, taken = after_level(clock, held, rung, now, seen=seen), taken + 1
        elif step is Step.WARN:
            clock = after_warning(clock, held, seen=seen)
        elif clock.look_at and clock.look_at <= now:
            clock = watched(clock, held, seen=seen)
            assert clock.look_at is None or clock.look_at > now
        assert clock.level == taken
        assert clock.unseen <= len(unseen)
        assert (clock.look_at is None) == (coming(clock, held, seen=seen) is None and clock.warned)


def test_an_outage_brings_no_two_levels_at_once():
    clock, held = fixing(HALF, WHOLE, LATER)
    now = NOON + 500 * MINUTE
    for gap in (15, 30, None):
        step, rung = due(clock, held, now)
        assert step is Step.ESCALATE
        assert rung
        clock = after_level(clock, held, rung, now)
        assert due(clock, held, now) == (Step.NOTHING, None)
        assert clock.look_at == (now + gap * MINUTE if gap else None)
        now = clock.look_at or now


def test_seen_after_an_outage_the_next_level_still_has_its_time_from_the_one_before():
    clock, held = waiting(Level(Who.PERSON, after_minutes=0, person=uuid.uuid4()), Level(Who.STAND_IN, after_minutes=7))
    now, fired = NOON + 500 * MINUTE, list[tuple[float, str]]()
    for minute in range(30):
        seen = minute > 0
        if (rung := due(clock, held, now + minute * MINUTE, seen=seen)[1]) is not None:
            clock = after_level(clock, held, rung, now + minute * MINUTE, seen=seen)
            fired.append((minute, rung.level.who))
        elif clock.look_at and clock.look_at <= now + minute * MINUTE:
            clock = watched(clock, held, seen=seen)
    assert fired == [(0, "coordinator"), (10, "street"), (20, "district")]


def test_a_warning_after_a_level_that_came_late_takes_nothing_from_the_next_one_s_time():
    clock, held = fixing(HALF, Level(Who.STREET, share=0.7), WHOLE)
    (rung,) = [due(clock, held, NOON + 23.5 * MINUTE)[1]]
    assert rung
    clock = after_level(clock, held, rung, NOON + 23.5 * MINUTE)
    assert played(clock, held, 99) == [(24, "warn"), (29.5, "street"), (38.5, "coordinator")]


def test_looked_at_for_another_reason_no_level_comes_before_its_time():
    clock, held = waiting()
    now = clock.due_at
    rung = due(clock, held, now)[1]
    assert rung
    clock = after_level(clock, held, rung, now)
    soon = replace(clock, look_at=now)
    assert due(soon, held, now) == (Step.NOTHING, None)
    assert watched(soon, held).look_at == clock.look_at == now + 10 * MINUTE


rising = st.lists(st.integers(0, 400), min_size=0, max_size=4, unique=True).map(sorted)


@given(ascending, rising, rising, st.integers(0, 600), st.integers(0, 600))
def test_whenever_the_sweeper_stood_still_and_whenever_it_is_seen_each_level_has_its_time(
    shares: list[int], minutes: list[int], unseen_minutes: list[int], back: int, seen_after: int
):
    main = [Level(Who.STREET, share=share / 100) for share in shares if share < 100] + [WHOLE]
    main += [Level(Who.STREET, after_minutes=late) for late in minutes if late]
    unseen = [Level(Who.STAND_IN, after_minutes=late) for late in unseen_minutes]
    said = {"not_accepted": msgspec.to_builtins(main), "not_seen": msgspec.to_builtins(unseen)}
    held = plan(said, 10, "dispatched", None)
    clock, fired = watched(start(ClockKind.ACCEPT, NOON, LIMITS), held), list[tuple[datetime, datetime]]()
    for minute in range(back, back + 2_500):
        now, seen = NOON + minute * MINUTE, minute >= seen_after
        if not clock.look_at or clock.look_at > now:
            continue
        step, rung = due(clock, held, now, seen=seen)
        if rung:
            level = rung.level
            at = clock.started_at + 5 * MINUTE * level.share if level.share else clock.due_at
            fired.append((now, at + MINUTE * (level.after_minutes or 0)))
            clock = after_level(clock, held, rung, now, seen=seen)
        else:
            clock = after_warning(clock, held) if step is Step.WARN else watched(clock, held, seen=seen)
    assert len(fired) - clock.unseen == len(main), "and none is left out"
    for (before, planned), (now, then) in pairwise(fired):
        assert now - before >= then - planned - timedelta(milliseconds=1)
    assert all(now >= then for now, then in fired)


@pytest.mark.parametrize(
    ("said", "level", "code"),
    [
        ({"not_fixed": []}, 1, "nobody"),
        ({"not_fixed": [{"who": "street"}]}, 1, "when"),
        ({"not_fixed": [{"who": "street", "share": 0.5, "after_minutes": 0}]}, 1, "when"),
        ({"not_fixed": [{"who": "street", "after_minutes": 5}]}, 1, "late"),
        ({"not_fixed": [{"who": "person", "after_minutes": 0}]}, 1, "person"),
        ({"not_fixed": [{"who": "street", "after_minutes": 0, "person": str(uuid.uuid4())}]}, 1, "person"),
        ({"not_fixed": [{"who": "street", "share": 0.5}, {"who": "district", "share": 0.5}]}, 2, "order"),
        ({"not_fixed": [{"who": "street", "after_minutes": 0}, {"who": "district", "share": 0.5}]}, 2, "order"),
        ({"not_reviewed": [{"who": "street", "share": 1, "moves": True}]}, 1, "moves"),
    ],
)
def test_what_cannot_be_is_named(said: dict[str, Any], level: int, code: str):
    [ladder] = said
    assert faults(msgspec.convert(said, Ladders)) == [Fault(ladder, level, code)]


def test_what_can_be_is_kept_as_it_was_said():
    said = {"not_seen": [], "not_fixed": [{"who": "stand_in", "share": 0.5}, {"who": "district", "after_minutes": 30}]}
    assert faults(msgspec.convert(said, Ladders)) == []
    assert msgspec.to_builtins(msgspec.convert(said, Ladders)) == said
    assert levels(said, Ladder.NOT_FIXED, 10) == (HALF, Level(Who.DISTRICT, after_minutes=30))
    assert levels(said, Ladder.NOT_ACCEPTED, 10) == by_default(Ladder.NOT_ACCEPTED, 10)
    assert faults(Ladders(not_seen=[LATER])) == [], "it is not the deadline's"
