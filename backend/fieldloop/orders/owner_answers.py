"""What an owner answers by a link, once however often it is sent; and the links themselves."""

import secrets
import uuid
from datetime import datetime
from typing import Annotated, Literal

import asyncpg
import msgspec
from msgspec import Meta

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.evidence.attach import Shot, attach
from fieldloop.orders import owner_queries, queries, risk
from fieldloop.orders.actions import moment, pass_on
from fieldloop.orders.command import at_of
from fieldloop.orders.ledger import Ledger
from fieldloop.orders.owner_queries import Ask
from fieldloop.orders.relations import relations
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import Action, Relation
from fieldloop.orders.target import Target
from fieldloop.orders.timeline import OWNER, Entry
from fieldloop.people.queries import hashed
from fieldloop.people.rules import Caller
from fieldloop.shapes import Command

_TOKEN_BYTES = 18  # 144 bits, and 24 characters without a ragged end
Outcome = Literal["done", "no"]


class OwnerAnswer(Command, kw_only=True):
    """The owner's word: it is done, with a photo; or it is not theirs. `id` makes it count once."""

    id: uuid.UUID
    done: bool
    at: datetime | None = None
    photo: Shot | None = None
    text: Annotated[str, Meta(max_length=500, pattern=r"^[^\x00]*$")] | None = None


class OwnerHeard(msgspec.Struct):
    """What was understood."""

    outcome: Outcome
    order_no: str


async def answer(token: str, said: OwnerAnswer) -> OwnerHeard:
    """Take an owner's answer; raises owner.unknown, owner.photo_missing, photo.missing, command.reused.

    The order is locked first: of an answer and the end of the time one comes first, and the other finds it done.
    """
    ask = await owner_queries.by_token(token)
    if ask is None:
        raise problem("owner.unknown")
    ledger = Ledger(moment())
    try:
        async with db.transaction():
            order = await queries.load(ask.order_id, None, lock=True)
            ask = await owner_queries.by_token(token)
            if order is None or ask is None:
                raise problem("owner.unknown")
            if ask.answer != said.id:
                await _take(ledger, order, ask, said)
            elif (ask.outcome == "done") is not said.done:
                raise problem("command.reused")
    except asyncpg.UniqueViolationError as error:
        if "order_event_pkey" not in str(error):
            raise
        raise problem("command.reused") from error
    ledger.announce()
    return OwnerHeard("done" if said.done else "no", order.no)


async def _take(ledger: Ledger, order: OrderRow, ask: Ask, said: OwnerAnswer) -> None:
    ledger.moment = moment(order)
    now = ledger.moment.now
    if order.asked_until is None or not ask.is_open(now):
        raise problem("owner.unknown")
    if said.done and said.photo is None:
        raise problem("owner.photo_missing")
    action, why = (Action.OWNER_DONE, {}) if said.done else (Action.OWNER_LEFT, {"why": "no"})
    at = at_of(said.at or now, now)
    entry = Entry(action, OWNER, at, id=said.id, text=(said.text or "").strip() or None, data=why)
    if not said.done:
        await pass_on(ledger, order, entry)
        return
    shot = said.photo
    if shot:
        await attach(order.id, [("after", shot)], None, now, event=said.id, ask=ask.id)
        await ledger.record(order, entry, Target(), {"after": shot.sha256})
        await risk.rate(order.id)


async def link(order_id: uuid.UUID, caller: Caller) -> tuple[str, datetime]:
    """Make a link for a coordinator or manager to hand over; return its token and until when it is good.

    Raises not.found, order.not_allowed, and order.wrong_state when nobody is asked, or no longer.
    """
    async with db.transaction():
        order = await queries.load(order_id, caller, lock=True)
        if order is None:
            raise problem("not.found")
        now = moment(order).now
        held = relations(order.standing(now, reported=False), caller)
        if not held & {Relation.COORDINATOR, Relation.MANAGER}:
            raise problem("order.not_allowed")
        if order.asked_until is None or now >= order.asked_until:
            raise problem("order.wrong_state")
        ask = await db.fetchval("select id from owner_ask where order_id = $1", order_id)
        return await new_link(ask, caller.id), order.asked_until


async def new_link(ask: uuid.UUID, made_by: uuid.UUID | None) -> str:
    """Make one more link, good until the asking ends, and return its token: only the hash is kept."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    await db.execute(
        "insert into owner_link (hash, ask, made_by, made_at) values ($1, $2, $3, $4)",
        *(hashed(token), ask, made_by, db.clock.now()),
    )
    return token


def address(origin: str, token: str) -> str:
    """Return a link. After the sign #: what stands there is never sent, so that no log on the way holds it."""
    return f"{origin}/o#{token}"
