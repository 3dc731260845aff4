"""What must be true of an order after any step, whoever took it, however often and however many at once."""

import uuid
from collections import Counter
from typing import Any

from fieldloop import db
from fieldloop.orders import queries
from fieldloop.orders.audience import addressees, reviewers
from fieldloop.orders.effects import holder
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import OPEN, PAUSES, TRANSITIONS, Action, State
from fieldloop.record.queries import as_event, timelines
from fieldloop.record.rules import GENESIS, chained
from tests.story.owner_check import check_owner


async def check(order_id: uuid.UUID) -> None:
    """Hold one order, its timeline, its notices and its escalations against each other."""
    async with db.transaction():
        await db.execute("set transaction isolation level repeatable read, read only")
        order = await queries.load(order_id, None)
        assert order
        events = await db.fetch("select * from order_event where order_id = $1 order by seq", order_id)
        _check_chain(order, events)
        await _check_record(order)
        _check_replay(order, events)
        await _check_inspected(order, events)
        await _check_appeals(order, events)
        await _check_covered(order, events)
        await _check_nonces(order, events)
        await _check_answered_for(order)
        await check_owner(order, events)
        await _check_told(order)
        await _check_escalations(order, events)


def _check_chain(order: OrderRow, events: list[db.Row]) -> None:
    assert [event["seq"] for event in events] == list(range(1, order.version + 1))
    state, left, by_owner = None, None, False
    for event in events:
        assert event["from_state"] == state
        action, to = Action(event["action"]), State(event["to_state"])
        if state is None:
            assert (action, to) == (Action.FILE, State.FILED)
        elif action is Action.RESUME:
            assert (state, to) == (State.SUSPENDED, left)
        elif action is Action.RETURN and by_owner:
            assert to is State.FILED, "nobody of ours did it: it is sent out"
        else:
            assert TRANSITIONS[action][State(state)] == to
        left = state if action in PAUSES else left
        by_owner = _tells(action, None, event["data"]).get("by_owner", by_owner)
        state = to
    assert state == order.state


async def _check_record(order: OrderRow) -> None:
    """Each event holds the one before, and what was photographed; the order holds the newest."""
    rows = await timelines([order.id])
    hashes = chained(as_event(row) for row in rows)
    assert [row["hash"] for row in rows] == hashes
    assert [row["prev"] for row in rows] == [GENESIS, *hashes[:-1]]
    assert await db.fetchval("select chain from orders where id = $1", order.id) == hashes[-1]
    tied = await db.fetchval("select count(*) from order_photo where order_id = $1", order.id)
    assert sum(len(row["tied"]) for row in rows) == tied, "a photo that no event brought"
    assert all(row["waits"] or row["number"] is not None for row in rows)


async def _check_nonces(order: OrderRow, events: list[db.Row]) -> None:
    """Who holds the order has a nonce, nobody else has; each submit has used up one."""
    rows = await db.fetch("select person, ended_at, used from order_nonce where order_id = $1", order.id)
    held = holder(order)
    assert [row["person"] for row in rows if row["ended_at"] is None] == ([held] if held else [])
    assert sum(row["used"] for row in rows) == sum(event["action"] == "submit" for event in events)
    assert not any(row["used"] and row["ended_at"] is None for row in rows)


def _check_replay(order: OrderRow, events: list[db.Row]) -> None:
    """Whose order it is, who did the work, who judged it and whether it was confirmed follow from the timeline."""
    told: dict[str, Any] = dict.fromkeys(("unit", "person", "submitter", "judged_by")) | {
        "confirmed": False,
        "by_owner": False,
    }
    for event in events:
        told |= _tells(event["action"], event["person"], event["data"])
    assert {name: getattr(order, name) for name in told} == told
    # What an eye saw clear may be closed without anybody's work.
    if order.state is State.SUBMITTED:
        assert order.by_owner or order.submitter


def _tells(action: str, actor: uuid.UUID | None, data: dict[str, Any]) -> dict[str, Any]:
    named = uuid.UUID(data["person"]) if "person" in data else None
    found: dict[str, dict[str, Any]] = {
        "dispatch": {"unit": data.get("unit"), "person": named},
        "transfer": {"unit": data.get("unit"), "person": named},
        "accept": {"person": actor},
        "assign": {"person": named},
        "decline": {"unit": None, "person": None},
        "reopen": {"unit": None, "person": None, "submitter": None, "confirmed": False, "by_owner": False},
        "submit": {"submitter": actor},
        "approve": {"judged_by": actor},
        "return": {"judged_by": actor, "by_owner": False},
        "owner_done": {"by_owner": True},
        "clear": {"judged_by": None},
        "confirm": {"confirmed": True},
    }
    return found.get(action, {})


async def _check_inspected(order: OrderRow, events: list[db.Row]) -> None:
    """Each verdict is told once, by a step that is its own: one that disagrees opens the order again."""
    rows = await db.fetch("select id, verdict, command from inspection where order_id = $1 and verdict <> ''", order.id)
    told = {event["id"]: event for event in events if "inspection" in event["data"]}
    assert set(told) == {row["command"] for row in rows}
    for row in rows:
        event = told[row["command"]]
        assert event["data"] | {"inspection": str(row["id"]), "verdict": row["verdict"]} == event["data"]
        assert event["action"] == {"good": "inspect", "bad": "reopen"}[row["verdict"]]


async def _check_appeals(order: OrderRow, events: list[db.Row]) -> None:
    """Each appeal is a row, once in a round, that somebody else may decide; what is open can still be decided."""
    rows = await db.fetch("select * from appeal where order_id = $1 order by made_at", order.id)
    assert [row["id"] for row in rows] == [event["id"] for event in events if event["action"] == "appeal"]
    marks = {"return": order.return_appeal, "late": order.late_appeal}
    for kind, mark in marks.items():
        own = [row for row in rows if row["kind"] == kind]
        if mark == "open":
            assert own[-1]["reversed"] is None
            assert own[-1]["judged_by"] == order.judged_by, "whose judgement it is"
        elif mark in {"reversed", "upheld"}:
            assert own[-1]["reversed"] is (mark == "reversed")
    if order.late_appeal:
        assert order.state is State.CLOSED
    if order.late_appeal == "open":
        assert order.overran
        assert not {order.judged_by, order.delayed_by()} & set(await reviewers(order))
    if order.return_appeal == "open":
        assert State.SUBMITTED in {order.state, order.paused_state}
    reopened = max((event["seq"] for event in events if event["action"] == "reopen"), default=0)
    made = {event["id"] for event in events if event["action"] == "appeal" and event["seq"] > reopened}
    assert {row["kind"] for row in rows if row["id"] in made} == {kind for kind, mark in marks.items() if mark}


async def _check_covered(order: OrderRow, events: list[db.Row]) -> None:
    """What is covered of its photos is what the timeline says."""
    covered = {event["id"]: event["data"]["photo"] for event in events if event["action"] == "redact"}
    rows = await db.fetch("select id, photo from photo_redaction where order_id = $1", order.id)
    assert {row["id"]: row["photo"] for row in rows} == covered
    photos = await db.fetch("select sha256, redactions from photo where sha256 = any($1)", list(covered.values()))
    assert {row["sha256"]: row["redactions"] for row in photos} == Counter(covered.values())


async def _check_answered_for(order: OrderRow) -> None:
    if order.state is State.ACCEPTED:
        assert order.person
    if order.state in {State.FILED, State.DISPATCHED}:
        assert await addressees(order)
    if order.state is State.SUBMITTED:
        found = await reviewers(order)
        assert found
        assert order.submitter not in found
    runs = await db.fetchrow(
        "select due_at is not null as due, closed_at is not null as closed, paused_clock is not null as waits"
        " from orders where id = $1",
        order.id,
    )
    assert dict(runs or {}) == {
        "due": order.state in OPEN or order.late_appeal == "open",
        "closed": order.state is State.CLOSED,
        "waits": order.state is State.SUSPENDED,
    }


async def _check_told(order: OrderRow) -> None:
    twice = "select event_id, person_id from notice where order_id = $1 group by 1, 2 having count(*) > 1"
    assert not await db.fetch(twice, order.id)
    foreign = (
        "select 1 from notice n join order_event e on e.id = n.event_id"
        " where n.order_id = $1 and (e.order_id <> n.order_id or e.person = n.person_id)"
    )
    assert not await db.fetch(foreign, order.id), "a notice of another order, or of one's own step"


async def _check_escalations(order: OrderRow, events: list[db.Row]) -> None:
    rows = await db.fetch("select round, level from escalation where order_id = $1 order by round, level", order.id)
    levels: dict[int, list[int]] = {}
    for row in rows:
        levels.setdefault(row["round"], []).append(row["level"])
    assert all(found == list(range(1, len(found) + 1)) for found in levels.values())
    assert len(rows) == sum(event["action"] == "escalate" for event in events)
    if order.state in OPEN:
        assert len(levels.get(order.round, [])) == order.level
