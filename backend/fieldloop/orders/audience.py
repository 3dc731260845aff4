"""Who is told of what: a table for the rule, and below it the persons behind each name."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from fieldloop import db
from fieldloop.orders.granters import granters, upwards
from fieldloop.orders.relations import Appeal
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import Action, Priority, State
from fieldloop.people.queries import persons_in_role
from fieldloop.people.rules import RoleKind
from fieldloop.roster.queries import stand_in_of, told_for
from fieldloop.sla.rules import ClockKind, kind_of


class Audience(StrEnum):
    """Groups of persons around one order."""

    ADDRESSEES = "addressees"
    PERSON = "person"
    SUBMITTER = "submitter"
    DELAYED = "delayed"
    REVIEWERS = "reviewers"
    REPORTERS = "reporters"
    RESPONSIBLE = "responsible"
    COORDINATORS = "coordinators"
    GRANTERS = "granters"
    ASKED = "asked"


# Action -> the notice's kind and who gets it; who hears of a level, `climb` knows. Every other action is seen in the
# live stream and rings no phone.
TOLD: dict[Action, tuple[str, tuple[Audience, ...]]] = {
    Action.DISPATCH: ("new", (Audience.ADDRESSEES,)),
    Action.TRANSFER: ("new", (Audience.ADDRESSEES,)),
    Action.ASSIGN: ("assigned", (Audience.PERSON,)),
    Action.SUBMIT: ("submitted", (Audience.REVIEWERS,)),
    Action.OWNER_DONE: ("submitted", (Audience.REVIEWERS,)),
    Action.RETURN: ("returned", (Audience.PERSON, Audience.SUBMITTER)),
    Action.APPROVE: ("closed", (Audience.PERSON, Audience.SUBMITTER, Audience.REPORTERS)),
    Action.VOID: ("void", (Audience.PERSON, Audience.REPORTERS)),
    Action.SUSPEND: ("suspended", (Audience.RESPONSIBLE,)),
    Action.RESUME: ("resumed", (Audience.RESPONSIBLE,)),
    Action.WARN: ("warning", (Audience.RESPONSIBLE,)),
    Action.URGE: ("urged", (Audience.RESPONSIBLE, Audience.COORDINATORS)),
    Action.RECKON: ("sooner", (Audience.RESPONSIBLE,)),  # what is due earlier; `reckoning` tells each person once
    Action.WAIT: ("asked", (Audience.ASKED,)),
    Action.PRIORITIZE: ("urgent", (Audience.RESPONSIBLE,)),
    Action.ASK: ("question", (Audience.SUBMITTER,)),
    Action.REQUEST: ("request", (Audience.GRANTERS,)),
    Action.GRANT: ("granted", (Audience.PERSON,)),
    Action.REFUSE: ("refused", (Audience.PERSON,)),
    Action.APPEAL: ("appeal", (Audience.REVIEWERS,)),
    Action.EXCUSE: ("decided", (Audience.DELAYED,)),
    Action.UPHOLD: ("decided", (Audience.DELAYED,)),
    Action.CLEAR: ("closed", (Audience.RESPONSIBLE, Audience.REPORTERS)),
}
# What asks for somebody's work, now: of those who are off duty, whoever stands in hears it. Other news waits for them.
_ASKING = frozenset(
    {
        *(Action.DISPATCH, Action.TRANSFER, Action.ASSIGN, Action.SUBMIT, Action.RETURN, Action.WARN, Action.APPEAL),
        *(Action.URGE, Action.PRIORITIZE),
    }
)
_COORDINATING = (RoleKind.COORDINATOR, RoleKind.MANAGER)
# Orders of which no manager of an area around it could decide an appeal made now: see `reviewers`.
_UNDECIDABLE = """
select o.id from orders o join element e on e.code = o.element where o.id = any($1::uuid[]) and not exists (
    select from role r join person p on p.id = r.person
    where r.kind = 'manager' and r.unit is null and r.area in (o.district, o.street, o.neighbourhood, o.grid)
        and p.active and p.id <> all(array_remove(array[o.submitter, o.person, o.judged_by,
            case when o.state = 'closed' then o.overran_by end], null))
        and not (e.other_unit and exists (select from role u where u.person = p.id and u.unit = o.unit)))
"""


async def persons_told(
    order: OrderRow, action: Action, reporters: list[uuid.UUID], now: datetime
) -> tuple[str, list[uuid.UUID]]:
    """Return the notice's kind and the persons to tell of an action; `order` is as it stands after it."""
    kind, audiences = TOLD.get(action, ("", ()))
    if action is Action.PRIORITIZE and order.priority is not Priority.URGENT:
        return kind, []  # what is due no earlier rings no phone
    found: list[uuid.UUID] = []
    for audience in audiences:
        persons = await _persons(audience, order, reporters)
        found += await _on_duty(persons, order, now) if action in _ASKING else persons
    return kind, list(dict.fromkeys(found))


async def _on_duty(persons: list[uuid.UUID], order: OrderRow, now: datetime) -> list[uuid.UUID]:
    """Return who is told in their place; what is to be judged is told only to who may judge it."""
    told = await told_for(persons, now)
    judges = kind_of(order.state, order.late_appeal) is ClockKind.REVIEW
    return ([person for person in told if person in persons] or persons) if judges else told


async def _persons(audience: Audience, order: OrderRow, reporters: list[uuid.UUID]) -> list[uuid.UUID]:
    known = {
        Audience.PERSON: [order.person] if order.person else [],
        Audience.SUBMITTER: [order.submitter] if order.submitter else [],
        Audience.DELAYED: [delayed] if (delayed := order.delayed_by()) else [],
        Audience.REPORTERS: reporters,
    }
    match audience:
        case Audience.ADDRESSEES:
            return await addressees(order)
        case Audience.REVIEWERS:
            return await reviewers(order)
        case Audience.GRANTERS:
            return await granters(order)
        case Audience.RESPONSIBLE:
            return await _responsible(order)
        case Audience.ASKED | Audience.COORDINATORS:
            unit = order.waits_unit if audience is Audience.ASKED else order.unit
            others = reporters if audience is Audience.ASKED else []
            return await persons_in_role(RoleKind.COORDINATOR, unit=unit) if unit else others
        case _:
            return known[audience]


async def addressees(order: OrderRow) -> list[uuid.UUID]:
    """Return who may take the order now: the person, the unit's coordinators or whole crew, the pool, or the desk."""
    if order.person:
        return [order.person]
    found: list[uuid.UUID] = []
    if order.unit:
        found = await persons_in_role(RoleKind.COORDINATOR, unit=order.unit)
        if order.dispatch == "crew" or not found:
            found += await persons_in_role(RoleKind.WORKER, unit=order.unit)
    if order.pool and order.neighbourhood:
        found += await persons_in_role(RoleKind.VOLUNTEER, RoleKind.WORKER, area=order.neighbourhood)
    if not found:
        found = await desk(order)
    return found


async def desk(order: OrderRow) -> list[uuid.UUID]:
    """Return the coordinators (else managers) of the nearest area up that has any."""
    for area in upwards(order, order.desk):
        for kind in _COORDINATING:
            if found := await persons_in_role(kind, area=area):
                return found
    return await persons_in_role(RoleKind.ADMINISTRATOR, area=order.district)


async def reviewers(order: OrderRow) -> list[uuid.UUID]:
    """Return the managers of the nearest area up, without whoever submitted, or is appealed against.

    Where the element asks for somebody of another unit than the one that did the work, nobody of that unit either.
    """
    besides = [person for person in (order.submitter, order.person) if person]
    if order.judged_by and Appeal.OPEN in {order.return_appeal, order.late_appeal}:
        besides.append(order.judged_by)
    if order.overran_by and order.late_appeal == Appeal.OPEN:
        besides.append(order.overran_by)
    if order.other_unit and order.unit:
        besides += await persons_in_role(*RoleKind, unit=order.unit)
    for area in upwards(order, None):
        if found := await persons_in_role(RoleKind.MANAGER, area=area, besides=besides):
            return found
    return []


async def undecidable(orders: Sequence[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Return those of the orders whose appeal nobody else could decide; without anybody it would wait for ever."""
    rows = await db.fetch(_UNDECIDABLE, list(orders)) if orders else []
    return frozenset(row["id"] for row in rows)


async def _responsible(order: OrderRow) -> list[uuid.UUID]:
    state = order.paused_state if order.state is State.SUSPENDED and order.paused_state else order.state
    if kind_of(state, order.late_appeal) is ClockKind.REVIEW:
        return await reviewers(order)
    return await addressees(order)


async def stand_ins(order: OrderRow, person: uuid.UUID) -> list[uuid.UUID]:
    """Return who stands in for a person who does not look: by their roster, else the unit's other coordinators."""
    if named := await stand_in_of(person, db.clock.now()):
        return [named]
    return await persons_in_role(RoleKind.COORDINATOR, unit=order.unit, besides=[person]) if order.unit else []


async def supervisors(order: OrderRow, person: uuid.UUID) -> list[uuid.UUID]:
    """Return who is above a person who does not look: the unit's coordinators, for one of those the area's desk."""
    found = await persons_in_role(RoleKind.COORDINATOR, unit=order.unit) if order.unit else []
    if not found or person in found:
        found = await desk(order)
    return [each for each in found if each != person]
