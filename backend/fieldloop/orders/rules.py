"""The order machine: states, actions, who may take them, what each needs. Tables, walked by a test."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where an order stands."""

    FILED = "filed"
    DISPATCHED = "dispatched"
    ACCEPTED = "accepted"
    SUBMITTED = "submitted"
    CLOSED = "closed"
    SUSPENDED = "suspended"
    VOID = "void"


class Priority(StrEnum):
    """How much an order presses: an urgent one has the limits that its element gives urgent ones, where it does."""

    NORMAL = "normal"
    URGENT = "urgent"


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
    WAIT = "wait"  # a pause for the reporter's answer, or another unit's, which ends it; never for longer than allowed
    RESUME = "resume"
    VOID = "void"
    REOPEN = "reopen"
    COMMENT = "comment"
    SEEN = "seen"
    JOIN = "join"
    WARN = "warn"
    ESCALATE = "escalate"
    UNHEARD = "unheard"  # no device of whoever has it has given a sign: its coordinators look after it
    URGE = "urge"  # a manager asks for it to be done, in words; no clock changes and no level is taken
    PRIORITIZE = "prioritize"  # another priority, with a reason; the clock that runs is counted by its limits
    ASK = "ask"  # the reviewer asks; the submitter answers by a comment
    REQUEST = "request"  # of more time, or of a suspension
    GRANT = "grant"
    REFUSE = "refuse"
    APPEAL = "appeal"  # of a return (back into review), or of a late mark
    EXCUSE = "excuse"  # the late mark is lifted
    UPHOLD = "uphold"  # the late mark stands
    CONFIRM = "confirm"  # the reporter says that it is fixed
    CLEAR = "clear"  # a camera saw that it is gone
    REDACT = "redact"  # parts of a photo are covered in all that is shown of it
    FORGET = "forget"  # the element's days are over: photos and places are removed
    INSPECT = "inspect"  # a re-inspection agreed; one that does not opens the order again
    RECKON = "reckon"  # the deadline is counted anew: a limit or a calendar was changed
    OWNER_ASKED = "owner_asked"  # the site's owner is asked first; nobody is sent before they said no, or nothing
    OWNER_DONE = "owner_done"  # says the owner, with a photo: into review
    OWNER_LEFT = "owner_left"  # to us: said so, or let the time pass
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
    ARBITER = "arbiter"  # a manager who may decide an open appeal of a late mark
    APPELLANT = "appellant"  # whose work was returned, or marked late, and who has not appealed yet
    REPORTER = "reporter"
    GRANTER = "granter"  # whoever decides a request, and did not make it
    WITNESS = "witness"  # a reporter while the window is open: may say whether it is fixed
    OBJECTOR = "objector"  # a witness of an order that no reporter has opened again yet
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
    Action.WAIT: dict.fromkeys((State.DISPATCHED, State.ACCEPTED), State.SUSPENDED),
    Action.RESUME: _same(State.SUSPENDED),
    Action.VOID: dict.fromkeys(sorted(OPEN | {State.SUSPENDED}), State.VOID),
    Action.REOPEN: {State.CLOSED: State.FILED},
    Action.COMMENT: _same(*State),
    Action.SEEN: _same(*State),
    Action.JOIN: _same(*sorted(OPEN | {State.SUSPENDED})),
    # Of a closed order only while a late mark is under appeal: nothing else of it has a clock.
    Action.WARN: _same(*sorted(OPEN), State.CLOSED),
    Action.ESCALATE: _same(*sorted(OPEN), State.CLOSED),
    Action.UNHEARD: _same(State.DISPATCHED, State.ACCEPTED),
    Action.URGE: _same(*sorted(OPEN)),
    Action.PRIORITIZE: _same(*sorted(OPEN)),
    Action.ASK: _same(State.SUBMITTED),
    **dict.fromkeys((Action.REQUEST, Action.GRANT, Action.REFUSE), _same(State.DISPATCHED, State.ACCEPTED)),
    Action.APPEAL: {State.ACCEPTED: State.SUBMITTED, State.CLOSED: State.CLOSED},
    **dict.fromkeys((Action.EXCUSE, Action.UPHOLD, Action.CONFIRM), _same(State.CLOSED)),
    Action.CLEAR: dict.fromkeys(sorted(OPEN), State.CLOSED),
    Action.REDACT: _same(*State),
    Action.FORGET: _same(State.CLOSED, State.VOID),
    Action.INSPECT: _same(State.CLOSED),
    Action.RECKON: _same(*sorted(OPEN), State.CLOSED),
    Action.OWNER_ASKED: _same(State.FILED),
    Action.OWNER_DONE: {State.FILED: State.SUBMITTED},
    Action.OWNER_LEFT: _same(State.FILED),
    Action.KEPT: _same(*State),
}

_SYSTEM_S = (
    *(Action.FILE, Action.JOIN, Action.WARN, Action.UNHEARD, Action.CLEAR, Action.FORGET, Action.INSPECT),
    *(Action.RECKON, Action.OWNER_ASKED, Action.OWNER_DONE, Action.OWNER_LEFT, Action.KEPT),
)
_COORDINATING = (Action.ASSIGN, Action.TRANSFER, Action.VOID, Action.PRIORITIZE)
RIGHTS: Mapping[Action, frozenset[Relation]] = {
    **dict.fromkeys(_SYSTEM_S, frozenset({Relation.SYSTEM})),
    Action.DISPATCH: frozenset({Relation.SYSTEM, Relation.COORDINATOR, Relation.MANAGER}),
    Action.ACCEPT: frozenset({Relation.ADDRESSEE, Relation.CANDIDATE, Relation.COORDINATOR}),
    Action.DECLINE: frozenset({Relation.ADDRESSEE, Relation.HOLDER}),
    **dict.fromkeys((Action.ARRIVE, Action.SUBMIT), frozenset({Relation.HOLDER})),
    **dict.fromkeys(_COORDINATING, frozenset({Relation.COORDINATOR, Relation.MANAGER})),
    **dict.fromkeys((Action.SUSPEND, Action.URGE, Action.REDACT), frozenset({Relation.MANAGER})),
    **dict.fromkeys((Action.RESUME, Action.ESCALATE), frozenset({Relation.SYSTEM, Relation.MANAGER})),
    Action.REOPEN: frozenset({Relation.SYSTEM, Relation.MANAGER, Relation.OBJECTOR}),
    **dict.fromkeys((Action.COMMENT, Action.SEEN), frozenset({Relation.ONLOOKER})),
    **dict.fromkeys((Action.APPROVE, Action.RETURN, Action.ASK), frozenset({Relation.REVIEWER})),
    Action.WAIT: frozenset({Relation.HOLDER, Relation.COORDINATOR, Relation.MANAGER}),
    Action.REQUEST: frozenset({Relation.HOLDER, Relation.ADDRESSEE, Relation.COORDINATOR}),
    **dict.fromkeys((Action.GRANT, Action.REFUSE), frozenset({Relation.GRANTER})),
    Action.APPEAL: frozenset({Relation.APPELLANT}),
    **dict.fromkeys((Action.EXCUSE, Action.UPHOLD), frozenset({Relation.ARBITER})),
    Action.CONFIRM: frozenset({Relation.WITNESS}),
}

NEEDS_REASON = frozenset(
    {
        *(Action.DECLINE, Action.TRANSFER, Action.RETURN, Action.VOID, Action.SUSPEND, Action.REOPEN, Action.REQUEST),
        Action.PRIORITIZE,
    }
)
NEEDS_TEXT = frozenset({Action.COMMENT, Action.ASK, Action.APPEAL, Action.URGE, Action.REFUSE, Action.WAIT})
# While the owner is asked it is nobody's of ours to be late with.
NOT_WHILE_ASKED = frozenset(
    {Action.SUSPEND, Action.WARN, Action.ESCALATE, Action.URGE, Action.RECKON, Action.PRIORITIZE}
)
PAUSES = frozenset({Action.SUSPEND, Action.WAIT})
VERDICTS = frozenset({Action.APPROVE, Action.RETURN})
DECIDES_REQUEST = frozenset({Action.GRANT, Action.REFUSE})
OTHER = "other"


def may(action: Action, held: frozenset[Relation]) -> bool:
    """Tell whether any relation held gives the right to the action."""
    return bool(RIGHTS[action] & held)


def next_state(action: Action, state: State, paused: State | None = None, *, by_owner: bool = False) -> State | None:
    """Return the state after the action, or None when it cannot be taken now.

    What its owner did and a reviewer returns goes back to nobody: it is sent out as if it had just been filed.
    """
    if action is Action.RETURN and state is State.SUBMITTED and by_owner:
        return State.FILED
    if action is Action.RESUME and state is State.SUSPENDED:
        return paused
    return TRANSITIONS.get(action, {}).get(state)


def still_missing(required: Mapping[str, int], present: Mapping[str, int]) -> dict[str, int]:
    """Return how many photos of each phase are still to be taken."""
    return {phase: count - present.get(phase, 0) for phase, count in required.items() if count > present.get(phase, 0)}
