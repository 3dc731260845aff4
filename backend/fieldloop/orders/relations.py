"""Who is what to an order, and so what it offers to whom. Pure."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fieldloop.orders.rules import DECIDES_REQUEST, NOT_WHILE_ASKED, TRANSITIONS, Action, Relation, State, may
from fieldloop.people.rules import Caller, RoleKind
from fieldloop.sla.rules import kind_of

TOP_LEVEL = 3
"""The top of the ladders of an element that says nothing."""


class Appeal(StrEnum):
    """What became of an appeal; an order without one has None."""

    OPEN = "open"
    REVERSED = "reversed"
    UPHELD = "upheld"
    DROPPED = "dropped"  # the order ended before anybody decided


@dataclass(frozen=True, slots=True)
class Past:
    """What of an order's past decides who may still do what: who judged it, what was appealed, what reporters said."""

    other_unit: bool = False
    """The element asks for a reviewer who is not of the unit that did the work."""
    judged_by: uuid.UUID | None = None
    overran: bool = False
    """The clock to accept or to fix ran out before it was stopped."""
    overran_by: uuid.UUID | None = None
    """Who had it in hand then; nobody while a whole unit was asked."""
    return_appeal: str | None = None
    late_appeal: str | None = None
    in_window: bool = False
    """Closed so lately that its reporters may still say whether it is fixed."""
    confirmed: bool = False
    disputed: bool = False
    asked_until: datetime | None = None
    """The site's owner is asked first, until then."""
    by_owner: bool = False
    """The owner says that it is done: nobody of ours did the work, and nobody can be asked about it."""
    request: str | None = None
    """More time, or a suspension, is asked for and nobody has decided."""
    request_by: uuid.UUID | None = None
    unit_grants: bool = False
    """The element lets the unit's own coordinator decide requests."""
    waits_for: str | None = None
    waits_left: bool = False
    """The element lets it wait for an answer (once more)."""


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
    past: Past = Past()
    top: int = TOP_LEVEL
    """The level above which nobody is left to be told."""


def relations(order: Standing, caller: Caller) -> frozenset[Relation]:
    """Return everything the caller is to the order; whoever asks has been found to see it."""
    found = {Relation.ONLOOKER}
    if any(_coordinates(order, role.unit, role.area) for role in caller.roles if role.kind is RoleKind.COORDINATOR):
        found.add(Relation.COORDINATOR)
        found |= _grants(order, caller) if order.past.unit_grants else set()
    if any(area in order.areas for _, area in caller.areas(RoleKind.MANAGER)):
        found |= _manages(order, caller) | _grants(order, caller)
    if order.person == caller.id and order.state is State.ACCEPTED:
        found.add(Relation.HOLDER)
    if order.state is State.DISPATCHED:
        found |= _addressed(order, caller)
    if _may_appeal(order, caller):
        found.add(Relation.APPELLANT)
    if order.reported:
        found |= _reports(order)
    return frozenset(found)


def _manages(order: Standing, caller: Caller) -> set[Relation]:
    """A second person judges: not whoever did the work, and an appeal not whoever was appealed against."""
    found, past = {Relation.MANAGER}, order.past
    if caller.id in {order.submitter, order.person}:
        return found
    own_unit = past.other_unit and order.unit in caller.units(*RoleKind)
    if not own_unit and not (past.return_appeal == Appeal.OPEN and caller.id == past.judged_by):
        found.add(Relation.REVIEWER)
    concerned = own_unit or caller.id in {past.judged_by, past.overran_by}
    if order.state is State.CLOSED and past.late_appeal == Appeal.OPEN and not concerned:
        found.add(Relation.ARBITER)
    return found


def _grants(order: Standing, caller: Caller) -> set[Relation]:
    """A second person decides here too."""
    decides = order.past.request and caller.id not in {order.past.request_by, order.person}
    return {Relation.GRANTER} if decides else set()


def _may_appeal(order: Standing, caller: Caller) -> bool:
    """Whoever was marked: whose work was returned, whoever has the order now, or who was late, whoever ended it."""
    past = order.past
    if order.state is State.ACCEPTED:
        return order.submitter == caller.id and past.return_appeal is None
    late = order.state is State.CLOSED and past.overran and past.late_appeal is None
    return late and delayed_by(past.overran_by, order.submitter, order.person) == caller.id


def delayed_by(overran_by: uuid.UUID | None, submitter: uuid.UUID | None, person: uuid.UUID | None) -> uuid.UUID | None:
    """Return whom a late mark is about: who had it when the time was over, else who did the work or was about to."""
    return overran_by or submitter or person


def _reports(order: Standing) -> set[Relation]:
    found, past = {Relation.REPORTER}, order.past
    if order.state is State.CLOSED and past.in_window:
        found |= set() if past.confirmed else {Relation.WITNESS}
        found |= set() if past.disputed else {Relation.OBJECTOR}
    return found


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


def has_room(action: Action, order: Standing) -> bool:
    """Tell whether the order has what the action needs besides its state: a unit to choose from, a level to go to."""
    if order.past.asked_until and action in NOT_WHILE_ASKED:
        return False
    past = order.past
    needed = {
        Action.ASK: not past.by_owner,
        Action.ASSIGN: order.unit is not None,
        Action.WAIT: past.waits_left,
        Action.REQUEST: past.request is None,
        **dict.fromkeys(DECIDES_REQUEST, past.request is not None),
        Action.ESCALATE: order.level < order.top and kind_of(order.state, past.late_appeal) is not None,
    }
    return needed.get(action, True)


def entitled(action: Action, order: Standing, caller: Caller, held: frozenset[Relation]) -> bool:
    """Tell whether the caller may take the action; whoever is appealed against does not make the appeal go away."""
    evades = action is Action.VOID and order.past.return_appeal == Appeal.OPEN and order.past.judged_by == caller.id
    # Whoever coordinates the unit may end a wait for an answer; a suspension was somebody else's to grant.
    ends = action is Action.RESUME and order.past.waits_for is not None and Relation.COORDINATOR in held
    return (may(action, held) or ends) and not evades


def permitted(order: Standing, caller: Caller) -> list[Action]:
    """Return what the caller may do to the order now, in the machine's own order."""
    held = relations(order, caller)
    now = [action for action in TRANSITIONS if order.state in TRANSITIONS[action] and has_room(action, order)]
    return [action for action in now if entitled(action, order, caller, held)]
