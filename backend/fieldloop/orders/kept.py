"""A refused command keeps what it brought: photos and words of work that was done are never thrown away."""

from fieldloop.errors import Problem
from fieldloop.evidence.attach import attach
from fieldloop.orders.command import Order, at_of, role_shown
from fieldloop.orders.ledger import Ledger
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import RIGHTS, Action, Relation
from fieldloop.orders.target import Target
from fieldloop.orders.timeline import Actor, Entry
from fieldloop.people.rules import Caller


async def keep(
    ledger: Ledger, order: OrderRow, command: Order, caller: Caller, refused: Problem, held: frozenset[Relation]
) -> Problem:
    """Tie photos and words of a refused command to the order, once, and return its refusal; raises photo.missing.

    The event carries the command's id, so that a retry finds it and hears the same. It changes no state and no clock,
    and its photos are of a phase of their own: they prove no step, this one or another's.
    """
    brought = command.photos or (command.text or "").strip()
    if not brought or RIGHTS[command.action] == frozenset({Relation.SYSTEM}):
        return refused
    now = ledger.moment.now
    await attach(order.id, [("kept", shot) for shot in command.photos], caller.id, now, event=command.id)
    entry = Entry(
        action=Action.KEPT,
        actor=Actor("person", caller.id, role_shown(caller, command.action, held)),
        at=at_of(command.at, now),
        id=command.id,
        reason=command.reason,
        text=command.text,
        data={"wanted": command.action, "code": refused.code}
        | ({"photos": len(command.photos)} if command.photos else {}),
    )
    await ledger.record(order, entry, Target())
    refused.facts["kept"] = True
    return refused
