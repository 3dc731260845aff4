"""A clock that explains itself: each run of an order's clocks as a sum, read from its timeline and its calendars."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from fieldloop import db
from fieldloop.orders.deadline_shapes import Deadline, Move, NextLevel, Pause, blank
from fieldloop.orders.rules import PAUSES, Action, State
from fieldloop.orders.shapes import EventView
from fieldloop.settings import settings
from fieldloop.shapes import Ref
from fieldloop.sla import books
from fieldloop.sla.books import Book
from fieldloop.sla.ladders import plan, watched
from fieldloop.sla.limits import PLAIN, WORKING, Limit, Unit, passed
from fieldloop.sla.rules import CLOCK_OF_STATE, Clock, ClockKind, Sum

# These end the clock of an appeal, and leave the order where it is.
_SETTLES = frozenset({Action.EXCUSE, Action.UPHOLD})
_MOVING: Mapping[Action, Literal["limit", "granted", "priority"]] = {
    Action.RECKON: "limit",
    Action.GRANT: "granted",
    Action.PRIORITIZE: "priority",
}


async def books_of(events: Mapping[uuid.UUID, Sequence[EventView]]) -> dict[str, Book]:
    """Return the calendars that these timelines name, in two queries at most."""
    named = [(event.data["calendar"], event) for each in events.values() for event in each if "calendar" in event.data]
    if not named:
        return {}
    since = min(event.received_at for _, event in named)
    until = max(datetime.fromisoformat(event.data["due_at"]) for _, event in named)
    return await books.read({code for code, _ in named}, since, until)


def deadlines(row: db.Row, events: Sequence[EventView], known: Mapping[str, Book], now: datetime) -> list[Deadline]:
    """Return every deadline of an order, the resident's own clock first."""
    zone, ended = row["zone"], row["ended_at"]
    resident = blank("resident", row["discovered_at"], zone)
    resident.ended_at = ended
    runs = _runs(events, zone)
    for run, code in runs:
        _counted(run, known.get(code or ""))
        run.late = run.due_at is not None and (run.ended_at or now) > run.due_at
    if runs and row["due_at"] and row["level"] < row["top"]:
        run, code = runs[-1]
        at = _next_level_at(row, run, known.get(code or ""), seen=_was_seen(events, run))
        run.next_level = NextLevel(row["level"] + 1, at) if at else None
    return [resident, *(run for run, _ in runs)]


def _next_level_at(row: db.Row, run: Deadline, book: Book | None, *, seen: bool) -> datetime | None:
    """Return when the next level comes. A look may be for the warning before it: then the ladders say."""
    unit = run.limit.unit if run.limit else Unit.MINUTES
    if row["warned"] or (book is None and unit in WORKING):
        return row["look_at"] if row["warned"] else row["due_at"]
    times = (row["clock_started_at"], row["warn_at"], row["due_at"], row["look_at"])
    made_of = Sum(run.started_at, run.limit.amount, unit) if run.limit else None
    climbed = {name: row[name] for name in ("level", "unseen", "climbed_at")}
    clock = Clock(*times, warned=True, made_of=made_of, **climbed)
    held = plan(row["ladders"], row["escalate_minutes"], row["state"], row["late_appeal"])
    calendar = book.calendar(run.zone) if book else None
    return watched(clock, replace(held, speed=settings().clock_speed, calendar=calendar), seen=seen).look_at


def _was_seen(events: Sequence[EventView], run: Deadline) -> bool:
    return any(event.action is Action.SEEN and event.received_at >= run.started_at for event in events)


def _runs(events: Sequence[EventView], zone: str) -> list[tuple[Deadline, str | None]]:
    """Read the runs from the timeline: a pause ends none, whoever it is handed to begins one."""
    runs: list[tuple[Deadline, str | None]] = []
    asked: EventView | None = None
    for event in events:
        asked = event if event.action is Action.REQUEST else asked
        last = runs[-1][0] if runs and runs[-1][0].ended_at is None else None
        begun = event.data.get("clock_started_at")
        if last and event.from_state == State.SUSPENDED != event.to_state:
            last.pauses[-1].ended_at = event.received_at
        if last and event.action in PAUSES:
            last.due_at = None
            last.pauses.append(_pause(event))
        elif last and begun and _goes_on(last, event):
            was, last.due_at = last.due_at, datetime.fromisoformat(event.data["due_at"])
            if event.action in _MOVING and was != last.due_at:
                last.moves.append(_move(event, was, last.due_at, asked))
            runs[-1] = (_limited(last, event), event.data.get("calendar"))
        elif last and (begun or _leaves(event)):
            last.ended_at = event.received_at
        if begun and not (last and last.ended_at is None):
            runs.append((_begun(event, zone), event.data.get("calendar")))
    return runs


def _move(event: EventView, was: datetime | None, due_at: datetime, asked: EventView | None) -> Move:
    """Say what moved a deadline. Of more time the reason is that of whoever asked, the name of whoever granted it."""
    cause = event.data.get("cause", "limit") if event.action is Action.RECKON else _MOVING[event.action]
    why = asked if asked and event.action is Action.GRANT else event
    by = None if event.action is Action.RECKON else event.actor.name
    return Move(event.id, event.received_at, was, due_at, cause, by, why.reason, why.text)


def _goes_on(last: Deadline, event: EventView) -> bool:
    return event.action in {Action.RESUME, Action.RECKON} or (
        last.started_at == datetime.fromisoformat(event.data["clock_started_at"])
    )


def _leaves(event: EventView) -> bool:
    moved = event.from_state != event.to_state
    return event.action in _SETTLES or (moved and event.to_state not in {*CLOCK_OF_STATE, State.SUSPENDED})


def _begun(event: EventView, zone: str) -> Deadline:
    kind = CLOCK_OF_STATE.get(event.to_state, ClockKind.REVIEW)  # of a closed order: its appeal's
    started_at, due_at = (datetime.fromisoformat(event.data[name]) for name in ("clock_started_at", "due_at"))
    run = blank(kind.value, started_at, zone)
    run.due_at = due_at
    return _limited(run, event)


def _limited(run: Deadline, event: EventView) -> Deadline:
    if said := event.data.get("limit"):
        run.limit = msgspec.convert(said, Limit)
        since = event.data.get("limit_since")
        run.limit_since = datetime.fromisoformat(since) if since else None
    return run


def _pause(event: EventView) -> Pause:
    return Pause(
        event.id, event.received_at, None, event.actor.name, event.reason, event.text, event.data.get("waits_for"), None
    )


def _counted(run: Deadline, book: Book | None) -> None:
    """Add what the calendar says: what pauses gave back, and which days did not count."""
    unit = run.limit.unit if run.limit else Unit.MINUTES
    calendar = book.calendar(run.zone) if book and unit not in PLAIN else None
    for pause in run.pauses:
        if pause.ended_at and (calendar or unit not in WORKING):
            pause.given_back_s = int(passed(pause.started_at, pause.ended_at, unit, calendar).total_seconds())
    if book is None or calendar is None:
        return
    run.calendar = Ref(book.code, book.name)
    zone, until = ZoneInfo(run.zone), run.due_at or run.started_at
    first, last = (at.astimezone(zone).date() for at in (run.started_at, until))
    run.provisional = book.is_provisional(first, last)
    if unit in WORKING:
        run.days, run.more_days = book.other_days(first, last)
