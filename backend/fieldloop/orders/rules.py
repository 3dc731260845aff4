"""The order machine: states, actions, who may take them, what each needs. Tables, walked by a test."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fieldloop.people.rules import Caller, RoleKind
from fieldloop.sla.rules import TOP_LEVEL


class State(StrEnum):
    """Where an order stands."""

    FILED = "filed"
    DISPATCHED = "dispatched"
    ACCEPTED = "accepted"
    SUBMITTED = "submitted"
    CLOSED = "closed"
    SUSPENDED = "suspended"
    VOID = "void"


OPEN = frozenset({State.FILED, State.DISPATCHED, State.ACCEPTED, State.SUBMITTED})


class Action(StrEnum):
    """What can happen to an order."""

    FILE = "file"
    DISPATCH = "dispatch"
    ACCEPT = "accept"
    ASSIGN = "assign"
    DECLINE = "decline"
    TRANSFER = "transfer"
    ARRIVE = "arrive"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    SUSPEND = "suspend"
    RESUME = "resume"
    VOID = "void"
    REOPEN = "reopen"
    COMMENT = "comment"
    SEEN = "seen"
    JOIN = "join"
    WARN = "warn"
    ESCALATE = "escalate"
    KEPT = "kept"  # what a refused command brought; no command, only an event


class Relation(StrEnum):
    """What somebody is to an order."""

    SYSTEM = "system"
    ADDRESSEE = "addressee"  # it was sent to this person, or to the unit this person speaks for
    CANDIDATE = "candidate"  # one of several who may take it; not theirs to refuse
    HOLDER = "holder"
    COORDINATOR = "coordinator"
    MANAGER = "manager"
    REVIEWER = "reviewer"
    REPORTER = "reporter"
    ONLOOKER = "onlooker"


def _same(*states: State) -> dict[State, State]:
    return {state: state for state in states}


# Action -> from -> to. `file` makes the order and so has no "from"; `resume` goes back to where `suspend` left.
TRANSITIONS: Mapping[Action, Mapping[State, State]] = {
    Action.DISPATCH: {State.FILED: State.DISPATCHED},
    Action.ACCEPT: {State.DISPATCHED: State.ACCEPTED},
    Action.ASSIGN: {State.FILED: State.DISPATCHED, State.DISPATCHED: State.DISPATCHED, State.ACCEPTED: State.ACCEPTED},
    Action.DECLINE: {State.DISPATCHED: State.FILED, State.ACCEPTED: State.FILED},
    Action.TRANSFER: dict.fromkeys((State.FILED, State.DISPATCHED, State.ACCEPTED), State.DISPATCHED),
    Action.ARRIVE: _same(State.ACCEPTED),
    Action.SUBMIT: {State.ACCEPTED: State.SUBMITTED},
    Action.APPROVE: {State.SUBMITTED: State.CLOSED},
    Action.RETURN: {State.SUBMITTED: State.ACCEPTED},
    Action.SUSPEND: dict.fromkeys(sorted(OPEN), State.SUSPENDED),
    Action.RESUME: _same(State.SUSPENDED),
    Action.VOID: dict.fromkeys(sorted(OPEN | {State.SUSPENDED}), State.VOID),
    Action.REOPEN: {State.CLOSED: State.FILED},
    Action.COMMENT: _same(*State),
    Action.SEEN: _same(*State),
    Action.JOIN: _same(*sorted(OPEN | {State.SUSPENDED})),
    Action.WARN: _same(*sorted(OPEN)),
    Action.ESCALATE: _same(*sorted(OPEN)),
    Action.KEPT: _same(*State),
}

RIGHTS: Mapping[Action, frozenset[Relation]] = {
    Action.FILE: frozenset({Relation.SYSTEM}),
    Action.DISPATCH: frozenset({Relation.SYSTEM, Relation.COORDINATOR, Relation.MANAGER}),
    Action.ACCEPT: frozenset({Relation.ADDRESSEE, Relation.CANDIDATE, Relation.COORDINATOR}),
    Action.ASSIGN: frozenset({Relation.COORDINATOR, Relation.MANAGER}),
    Action.DECLINE: frozenset({Relation.ADDRESSEE, Relation.HOLDER}),
    Action.TRANSFER: frozenset({Relation.COORDINATOR, Relation.MANAGER}),
    Action.ARRIVE: frozenset({Relation.HOLDER}),
    Action.SUBMIT: frozenset({Relation.HOLDER}),
    Action.APPROVE: frozenset({Relation.REVIEWER}),
    Action.RETURN: frozenset({Relation.REVIEWER}),
    Action.SUSPEND: frozenset({Relation.MANAGER}),
    Action.RESUME: frozenset({Relation.MANAGER}),
    Action.VOID: frozenset({Relation.COORDINATOR, Relation.MANAGER}),
    Action.REOPEN: frozenset({Relation.MANAGER, Relation.REPORTER}),
    Action.COMMENT: frozenset({Relation.ONLOOKER}),
    Action.SEEN: frozenset({Relation.ONLOOKER}),
    Action.JOIN: frozenset({Relation.SYSTEM}),
    Action.WARN: frozenset({Relation.SYSTEM}),
    Action.ESCALATE: frozenset({Relation.SYSTEM, Relation.MANAGER}),
    Action.KEPT: frozenset({Relation.SYSTEM}),
}

NEEDS_REASON = frozenset({Action.DECLINE, Action.TRANSFER, Action.RETURN, Action.VOID, Action.SUSPEND, Action.REOPEN})
NEEDS_TEXT = frozenset({Action.COMMENT})
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Standing:
    """What of an order decides who is what to it."""

    state: State
    unit: str | None
    person: uuid.UUID | None
    pool: bool
    submitter: uuid.UUID | None
    areas: frozenset[str]
    reported: bool
    level: int


def relations(order: Standing, caller: Caller) -> frozenset[Relation]:
    """Return everything the caller is to the order; whoever asks has been found to see it."""
    found = {Relation.ONLOOKER}
    if any(_coordinates(order, role.unit, role.area) for role in caller.roles if role.kind is RoleKind.COORDINATOR):
        found.add(Relation.COORDINATOR)
    if any(area in order.areas for _, area in caller.areas(RoleKind.MANAGER)):
        found.add(Relation.MANAGER)
        if caller.id not in {order.submitter, order.person}:
            found.add(Relation.REVIEWER)
    if order.person == caller.id and order.state is State.ACCEPTED:
        found.add(Relation.HOLDER)
    if order.state is State.DISPATCHED:
        found |= _addressed(order, caller)
    if order.reported:
        found.add(Relation.REPORTER)
    return frozenset(found)


def _coordinates(order: Standing, unit: str | None, area: str | None) -> bool:
    return order.unit == unit if unit else area in order.areas


def _addressed(order: Standing, caller: Caller) -> set[Relation]:
    if order.person is not None:
        return {Relation.ADDRESSEE} if order.person == caller.id else set()
    found: set[Relation] = set()
    if order.unit in caller.units(RoleKind.COORDINATOR):
        found.add(Relation.ADDRESSEE)
    hands = (RoleKind.WORKER, RoleKind.VOLUNTEER)
    if order.unit in caller.units(RoleKind.WORKER) or (
        order.pool and any(role.kind in hands and role.area in order.areas for role in caller.roles)
    ):
        found.add(Relation.CANDIDATE)
    return found


def may(action: Action, held: frozenset[Relation]) -> bool:
    """Tell whether any relation held gives the right to the action."""
    return bool(RIGHTS[action] & held)


def next_state(action: Action, state: State, paused: State | None = None) -> State | None:
    """Return the state after the action, or None when it cannot be taken now."""
    if action is Action.RESUME and state is State.SUSPENDED:
        return paused
    return TRANSITIONS.get(action, {}).get(state)


def has_room(action: Action, order: Standing) -> bool:
    """Tell whether the order has what the action needs besides its state: a unit to choose from, a level to go to."""
    if action is Action.ASSIGN:
        return order.unit is not None
    return action is not Action.ESCALATE or order.level < TOP_LEVEL


def permitted(order: Standing, caller: Caller) -> list[Action]:
    """Return what the caller may do to the order now, in the machine's own order."""
    held = relations(order, caller)
    now = [action for action in TRANSITIONS if order.state in TRANSITIONS[action] and has_room(action, order)]
    return [action for action in now if may(action, held)]


def still_missing(required: Mapping[str, int], present: Mapping[str, int]) -> dict[str, int]:
    """Return how many photos of each phase are still to be taken."""
    return {phase: count - present.get(phase, 0) for phase, count in required.items() if count > present.get(phase, 0)}
