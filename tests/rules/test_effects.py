"""What each step does to an order's clock and to whom it belongs."""

import uuid
from datetime import timedelta

import msgspec
import pytest

from fieldloop.orders.clocks import Changes, Moment, grace
from fieldloop.orders.effects import ENDED, changes
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import OPEN, TRANSITIONS, Action, State, next_state
from fieldloop.orders.target import Target
from fieldloop.sla.rules import CLOCK_OF_STATE, ClockKind
from tests.rules.rows import LIMITS, NOON, row

LATER = Moment(NOON + timedelta(minutes=2))
SOMEBODY = uuid.uuid4()
TARGET = Target(actor=SOMEBODY, person=SOMEBODY, unit="u2", desk="s1", declined="u1")
CLOCK = ("clock_started_at", "warn_at", "due_at", "look_at", "level", "warned")


def after(order: OrderRow, action: Action, at: Moment = LATER, target: Target = TARGET) -> OrderRow:
    to = next_state(action, order.state, order.paused_state)
    assert to
    delta = changes(order, action, to, target, at)
    return msgspec.structs.replace(order, **{k: v for k, v in delta.items() if k in OrderRow.__struct_fields__})


def clock_part(order: OrderRow) -> Changes:
    return {name: getattr(order, name) for name in CLOCK}


PLAIN = [
    pytest.param(action, state, id=f"{action}-{state}")
    for action, to in TRANSITIONS.items()
    for state in to
    if state is not State.SUSPENDED
]


@pytest.mark.parametrize(("action", "state"), PLAIN)
def test_a_clock_runs_exactly_while_an_order_is_open(action: Action, state: State):
    then = after(row(state), action)
    assert (then.due_at is not None) == (then.state in OPEN or action is Action.APPEAL)
    assert (then.due_at is None) == (then.clock_started_at is None)
    assert then.look_at is None or then.due_at is not None


@pytest.mark.parametrize(("action", "state"), PLAIN)
def test_a_new_clock_starts_in_full_when_another_limit_runs_or_somebody_else_answers(action: Action, state: State):
    before, then = row(state), after(row(state), action)
    kind = CLOCK_OF_STATE.get(then.state)
    anew = action in {
        Action.DISPATCH,
        Action.DECLINE,
        Action.TRANSFER,
        Action.REOPEN,
        Action.OWNER_LEFT,
    } or kind is not CLOCK_OF_STATE.get(state)
    if kind and anew:
        assert then.clock_started_at == LATER.now
        assert then.due_at == LIMITS.end(kind, LATER.now)
        assert (then.level, then.warned, then.round) == (0, False, before.round + 1)
    elif kind:
        assert (then.clock_started_at, then.due_at, then.round) == (before.clock_started_at, before.due_at, 1)


@pytest.mark.parametrize("action", [Action.COMMENT, Action.SEEN, Action.JOIN, Action.ASSIGN, Action.ARRIVE])
def test_remarks_and_a_change_of_hands_in_the_unit_touch_no_clock(action: Action):
    before = row(State.ACCEPTED, level=1, warned=True)
    assert clock_part(after(before, action)) == clock_part(before)


@pytest.mark.parametrize("state", sorted(OPEN))
def test_a_suspended_order_gets_all_its_time_back(state: State):
    before = row(state, level=1, warned=True)
    paused = after(before, Action.SUSPEND)
    assert set(clock_part(paused).values()) == {None, 0}
    week = timedelta(days=7)
    again = after(paused, Action.RESUME, Moment(LATER.now + week))
    assert again.state is state
    assert again.due_at
    assert before.due_at
    assert again.due_at - before.due_at == week
    assert (again.level, again.warned, again.paused_state, again.paused_clock) == (1, True, None, None)


@pytest.mark.parametrize("action", [Action.COMMENT, Action.SEEN, Action.JOIN])
def test_a_remark_on_a_suspended_order_keeps_the_clock_that_waits(action: Action):
    paused = after(row(), Action.SUSPEND)
    remarked = after(paused, action)
    assert remarked.paused_clock == paused.paused_clock
    assert after(remarked, Action.RESUME).due_at == row().due_at


def test_void_forgets_a_clock_that_waits():
    voided = after(after(row(), Action.SUSPEND), Action.VOID)
    assert (voided.paused_state, voided.paused_at, voided.paused_clock) == (None, None, None)


@pytest.mark.parametrize(("action", "state"), PLAIN)
def test_somebody_answers_after_every_step(action: Action, state: State):
    then = after(row(state), action)
    assert then.unit or then.desk or then.pool


def test_a_dispatch_in_the_moment_of_filing_finds_its_clock_begun():
    filed = row(State.FILED)
    sent = after(filed, Action.DISPATCH, Moment(NOON))
    assert (clock_part(sent), sent.round) == (clock_part(filed), filed.round)


ASKED = {"unit": None, "desk": "s1"} | grace(NOON, NOON + timedelta(minutes=10), 10)


@pytest.mark.parametrize("action", [Action.JOIN, Action.COMMENT, Action.SEEN, Action.REDACT])
def test_while_the_owner_is_asked_nothing_moves_the_time(action: Action):
    asked = row(State.FILED, **ASKED)
    then = after(asked, action)
    assert (clock_part(then), then.asked_until) == (clock_part(asked), asked.asked_until)


@pytest.mark.parametrize("action", [Action.OWNER_LEFT, Action.OWNER_DONE, Action.DISPATCH, Action.TRANSFER])
def test_when_the_asking_ends_a_clock_of_ours_starts_and_nobody_was_late(action: Action):
    late = Moment(NOON + timedelta(minutes=11))
    then = after(row(State.FILED, **ASKED), action, late)
    kind = CLOCK_OF_STATE[then.state]
    assert (then.asked_until, then.clock_started_at) == (None, late.now)
    assert then.due_at == LIMITS.end(kind, late.now)
    assert (then.overran, then.overran_by) == (False, None)


def test_a_void_ends_the_asking_with_its_time():
    then = after(row(State.FILED, **ASKED), Action.VOID)
    assert (then.asked_until, then.due_at, then.look_at) == (None, None, None)


def test_declining_is_remembered_and_reopening_forgets_it():
    declined = after(row(), Action.DECLINE)
    assert (declined.declined_by, declined.person, declined.unit) == (["u1"], None, None)
    closed = row(State.CLOSED, declined_by=["u1"], submitter=SOMEBODY)
    assert (after(closed, Action.REOPEN).declined_by, after(closed, Action.REOPEN).submitter) == ([], None)


@pytest.mark.parametrize(("action", "state"), PLAIN)
def test_the_moment_an_order_ended_is_set_once_and_taken_back_when_it_is_opened_again(action: Action, state: State):
    order = row(state)
    to = next_state(action, state, order.paused_state)
    assert to
    delta = changes(order, action, to, TARGET, LATER)
    if (to in ENDED) and state not in ENDED:
        assert delta["ended_at"] == LATER.now
    elif state in ENDED and to not in ENDED:
        assert (delta["ended_at"], delta["forgotten_at"]) == (None, None)
    else:
        assert "ended_at" not in delta


@pytest.mark.parametrize("action", [Action.EXCUSE, Action.UPHOLD])
def test_an_appeal_of_a_late_mark_has_the_time_of_a_review_until_somebody_decides(action: Action):
    appealed = after(row(State.CLOSED, overran=True), Action.APPEAL)
    assert (appealed.clock_started_at, appealed.due_at) == (LATER.now, LIMITS.end(ClockKind.REVIEW, LATER.now))
    assert clock_part(after(appealed, Action.COMMENT)) == clock_part(appealed)
    assert after(appealed, Action.ESCALATE).level == 1
    assert set(clock_part(after(appealed, action)).values()) == {None, 0}
