"""Into whose hands an order comes when whoever it is meant for is off duty."""

from dataclasses import replace

from fieldloop import db
from fieldloop.orders.target import Target
from fieldloop.people.queries import is_in_unit
from fieldloop.roster.queries import present


async def handed(target: Target, unit: str) -> Target:
    """Return the target with whoever stands in for its person, who is off duty; it must be somebody of the unit.

    Who takes it for themselves is at work, whatever was planned. Where nobody stands in it stays with who was named,
    and the event says that they are off duty: a person has chosen them, and the clock watches over both.
    """
    person = target.person
    if person is None or person == target.actor:
        return target
    there = await present([person], db.clock.now())
    if there == [person]:
        return target
    if there and await is_in_unit(there[0], unit):
        return replace(target, person=there[0], instead_of=person)
    return replace(target, off_duty=True)
