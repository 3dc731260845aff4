"""Plays one order against the real database: people of the cast, a camera, the sweeper; all through the one door."""

import asyncio
import contextlib
import uuid
from collections.abc import Coroutine, Sequence
from datetime import timedelta
from typing import Any

import msgspec

from fieldloop import db
from fieldloop.errors import Problem
from fieldloop.evidence.redaction import Rectangle
from fieldloop.ids import new_id
from fieldloop.intake.actions import Found, take_in
from fieldloop.intake.where import resolve
from fieldloop.orders import queries
from fieldloop.orders.actions import Order, look, move
from fieldloop.orders.audience import reviewers
from fieldloop.orders.effects import ENDED
from fieldloop.orders.rules import NEEDS_REASON, Action, Priority, State
from fieldloop.orders.timeline import Actor
from fieldloop.people.queries import caller_by_token
from fieldloop.people.rules import Caller
from tests.cast import person_id
from tests.story import outside
from tests.story.ledger_check import check

PEOPLE = ["carol", "will", "wanda", "cody", "wes", "vera", "mia", "mike", "dora", "ira", "otto", "omar"]
OUTSIDERS = {"otto", "omar"}


class RolledBack(Exception):
    """Ends a step that was only tried."""


class Play:
    """Two orders side by side, so that a command's id can be used on the wrong one."""

    def __init__(self) -> None:
        self.callers: dict[str, Caller] = {}
        self.orders: list[uuid.UUID] = []
        self.sent: list[tuple[int, str, Order]] = []
        self.sites: list[str] = []

    async def begin(self) -> None:
        """Let everybody log in, and a camera find something at two new sites."""
        for login in PEOPLE:
            found = await caller_by_token(f"{login}-token", bearer=True)
            assert found
            self.callers[login] = found
        await outside.agree()
        for unit in ("u1", None):
            site = await outside.new_site(unit)
            if unit is None:
                await outside.give_owner(site, person_id("mia"))
            self.sites.append(site)
            self.orders.append(await self.signal(len(self.sites) - 1, uuid.uuid4().hex))

    async def signal(self, which: int, source_id: str) -> uuid.UUID:
        """Let the camera see it (again)."""
        return (await take_in(await outside.frame(self.sites[which], source_id))).order

    async def report(self, which: int, who: str) -> None:
        """Let a person say "me too", or find the same again after it was closed."""
        caller = self.callers[who]
        await take_in(
            Found(
                id=new_id(),
                channel="volunteer",
                actor=Actor("person", caller.id, "volunteer"),
                element="waste.bag_outside",
                where=await resolve(self.sites[which], None, None),
                seen_at=db.clock.now(),
            )
        )

    async def command(
        self, action: Action, *, person: str = "will", unit: str | None = "u2", whole: bool = True
    ) -> Order:
        """Make a command with everything its action may need, or (not `whole`) without reason and photo."""
        photos: list[dict[str, Any]] = []
        if whole and action is Action.SUBMIT:
            photos = [{"sha256": await outside.a_photo(), "phase": "after"}]
        return _order(
            id=str(new_id()),
            action=action,
            at=db.clock.now(),
            reason="other" if whole and action in NEEDS_REASON else None,
            text="why" if whole else None,
            person=str(person_id(person)) if action is Action.ASSIGN else None,
            unit=unit,
            photos=photos,
        )

    async def send(self, which: int, who: str, command: Order) -> str:
        """Send a command; return "done" or the code of the refusal, which leaves only what it says it kept."""
        before = await self.version(which)
        try:
            await move(self.orders[which], command, self.callers[who])
        except Problem as refusal:
            left = int("kept" in refusal.facts)
            assert await self.version(which) == before + left
            return refusal.code
        self.sent.append((which, who, command))
        return "done"

    async def send_unchecked(self, which: int, who: str, command: Order) -> None:
        """Send a command beside others: what the version was before means nothing then."""
        await move(self.orders[which], command, self.callers[who])
        self.sent.append((which, who, command))

    async def together(self, *steps: Coroutine[Any, Any, Any]) -> list[Any]:
        """Take several steps at once, each on a connection of its own; refusals are answers, all else is a fault."""
        found = await asyncio.gather(*steps, return_exceptions=True)
        for each in found:
            if isinstance(each, BaseException) and not isinstance(each, Problem):
                raise each
        return found

    async def try_everything_offered(self, which: int, who: str) -> Sequence[Action]:
        """Take each step the order offers to somebody, and undo it: none may be refused for state or right."""
        detail = await queries.detail(self.orders[which], self.callers[who])
        assert detail is None or who not in OUTSIDERS
        offered = detail.actions if detail else []
        for action in offered:
            command = await self.complete(which, action)
            with contextlib.suppress(RolledBack):
                async with db.transaction():
                    await move(self.orders[which], command, self.callers[who])
                    raise RolledBack
        return offered

    async def take_offered(self, which: int, who: str, number: int) -> None:
        """Take one of the steps offered."""
        detail = await queries.detail(self.orders[which], self.callers[who])
        if detail and detail.actions:
            action = detail.actions[number % len(detail.actions)]
            assert await self.send(which, who, await self.complete(which, action)) == "done"

    async def go_on(self, which: int, number: int) -> None:
        """Take one of the steps that orders usually take, by somebody whose it is."""
        order = await queries.load(self.orders[which], None)
        assert order
        hands = [login for login in PEOPLE if person_id(login) == order.person]
        crew = hands or {"u1": ["carol", "will", "wanda"], "u2": ["cody", "wes"]}.get(order.unit or "", [])
        refuses = [(who, Action.DECLINE) for who in crew]
        # Whoever is appealed against does not judge.
        judges = await reviewers(order)
        judge = next(login for login in PEOPLE if person_id(login) in judges)
        usual = {
            State.FILED: [("dora", Action.DISPATCH)],
            State.DISPATCHED: [*((who, Action.ACCEPT) for who in crew), ("mia", Action.TRANSFER), *refuses[:1]],
            State.ACCEPTED: [
                *((who, action) for who in crew for action in (Action.SUBMIT, Action.ARRIVE, Action.DECLINE))
            ],
            State.SUBMITTED: [(judge, Action.APPROVE), (judge, Action.RETURN), ("mike", Action.SUSPEND)],
            State.CLOSED: [("dora", Action.REOPEN)],
            State.SUSPENDED: [("mia", Action.RESUME)],
            State.VOID: [("dora", Action.COMMENT)],
        }[order.state]
        who, action = usual[number % len(usual)]
        assert await self.send(which, who, await self.complete(which, action)) == "done"

    async def finish(self, which: int) -> None:
        """Take the shortest way to the order's end."""
        while (order := await queries.load(self.orders[which], None)) and order.state not in ENDED:
            await self.go_on(which, 0)

    async def look(self, which: int, times: int) -> None:
        """Let several sweepers look at once."""
        await self.together(*(look(self.orders[which]) for _ in range(times)))

    async def version(self, which: int) -> int:
        """Return how many steps an order has taken."""
        return await db.fetchval("select version from orders where id = $1", self.orders[which])

    async def check(self) -> None:
        """Check both orders."""
        for order in self.orders:
            await check(order)

    async def complete(self, which: int, action: Action) -> Order:
        """Make a command that only the order's state or a missing right could refuse."""
        unit = await db.fetchval("select unit from orders where id = $1", self.orders[which])
        worker, other = {"u1": ("will", "u2"), "u2": ("wes", "u1")}.get(unit, ("will", "u1"))
        command = await self.command(action, person=worker, unit=other)
        if action is Action.REDACT:
            command.photo = await db.fetchval(
                "select photo from order_photo where order_id = $1 order by received_at desc, id limit 1",
                self.orders[which],
            )
            command.boxes = [Rectangle(x=0.1, y=0.1, w=0.2, h=0.2)]
        if action is Action.WAIT:
            command.waits_for = "unit"
        if action is Action.PRIORITIZE:
            now = await db.fetchval("select priority from orders where id = $1", self.orders[which])
            command.priority = Priority.URGENT if now == Priority.NORMAL else Priority.NORMAL
        if action is Action.REQUEST:
            row = await db.fetchrow("select due_at, extended from orders where id = $1", self.orders[which])
            assert row
            command.wants = "suspend" if row["extended"] else "extend"
            command.until = max(row["due_at"], db.clock.now()) + timedelta(minutes=20)
        return command


def _order(**fields: Any) -> Order:
    return msgspec.convert(fields, Order)
