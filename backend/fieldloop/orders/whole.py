"""Orders whole, as a person sees them: several at once, so that a phone gets its day in one answer."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from fieldloop import db
from fieldloop.evidence.queries import versions
from fieldloop.evidence.redaction import only
from fieldloop.evidence.shapes import FindingView
from fieldloop.orders import items, scope
from fieldloop.orders.asked import findings
from fieldloop.orders.deadlines import books_of, deadlines
from fieldloop.orders.names import Names as NamesKnown
from fieldloop.orders.names import blindly_decided
from fieldloop.orders.offers import offers
from fieldloop.orders.pictured import photos
from fieldloop.orders.relations import Appeal, Past, Standing
from fieldloop.orders.requests import open_request
from fieldloop.orders.room import room
from fieldloop.orders.row import in_window
from fieldloop.orders.rules import Action, State
from fieldloop.orders.scope import Params
from fieldloop.orders.shapes import (
    ActorView,
    ClockRun,
    EventView,
    EvidenceNeeded,
    Moments,
    OrderDetail,
    OrderItem,
    PhotoView,
    TimeRoom,
)
from fieldloop.people.rules import Caller
from fieldloop.shapes import Names, PersonRef, Ref
from fieldloop.sla.rules import CLOCK_OF_STATE, ClockKind

Made = TypeVar("Made")
# These end the clock of an appeal, and leave the order where it is.
_SETTLES = frozenset({Action.EXCUSE, Action.UPHOLD})


async def details(ids: Sequence[uuid.UUID], caller: Caller) -> list[OrderDetail]:
    """Return these orders whole, in the order of `ids`, without those that are not the caller's to see.

    A handful of queries, however many orders there are.
    """
    if not ids:
        return []
    params = Params([list(ids)])
    where = f"where o.id = any($1::uuid[]) and {scope.visible(caller, params)}"
    rows = {row["id"]: row for row in await db.fetch(f"{items.SELECT_WHOLE} {where}", *params)}
    now, seen = db.clock.now(), list(rows)
    by_whom = await reporters(seen)
    standings = {each: standing(row, now, mine=caller.id in by_whom.get(each, ())) for each, row in rows.items()}
    pictures, asked = await photos(seen, caller), await findings(seen, caller)
    others = await versions([each.other_photo for asks in asked.values() for each in asks if each.other_photo])
    offered = await offers(standings, pictures, caller)
    appealed = [each for each, row in rows.items() if Appeal.OPEN in {row["return_appeal"], row["late_appeal"]}]
    known = NamesKnown(caller, by_whom, standings, await blindly_decided(appealed, offered, caller))
    events = await _events(seen, known)
    calendars = await books_of(events)
    found: list[OrderDetail] = []
    for row in (rows[each] for each in ids if each in rows):
        shown = (pictures.get(row["id"], []), asked.get(row["id"], []))
        whole = _detail(row, events.get(row["id"], []), shown, offered[row["id"]], caller, now)
        whole.deadlines = deadlines(row, whole.events, calendars, now)
        known.hide(whole)
        whole.nonce = row["nonce"] if row["person"] == caller.id else None
        whole.covered |= only(others, *[finding.other_photo for finding in whole.findings])
        found.append(whole)
    return found


def _detail(
    row: db.Row,
    events: list[EventView],
    shown: tuple[list[PhotoView], list[FindingView]],
    actions: list[Action],
    caller: Caller,
    now: datetime,
) -> OrderDetail:
    line = items.item(row, now, caller)
    return OrderDetail(
        **{name: getattr(line, name) for name in OrderItem.__struct_fields__},
        moments=_moments(row),
        clocks=clock_runs(events, now),
        deadlines=[],
        photos=shown[0],
        findings=shown[1],
        events=events,
        actions=actions,
        evidence=EvidenceNeeded(row["before_photos"], row["after_photos"], Names(row["why_zh"], row["why_en"])),
        checklist=msgspec.convert(row["checklist"], list[Names]),
        asked=open_request(events) if row["request"] else None,
        room=TimeRoom(**room(dict(row))) if Action.REQUEST in actions else None,
        overran=row["overran"],
        phone=row["unit_phone"],
        nonce=None,
    )


async def reported(ids: Sequence[uuid.UUID], person: uuid.UUID) -> frozenset[uuid.UUID]:
    """Return those of the orders that the person reported."""
    sql = "select distinct order_id from discovery where order_id = any($1::uuid[]) and person = $2"
    return frozenset(row["order_id"] for row in await db.fetch(sql, list(ids), person))


async def reporters(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, frozenset[uuid.UUID]]:
    """Return who reported each of the orders."""
    sql = "select order_id, array_agg(person) as persons from discovery where order_id = any($1::uuid[])"
    rows = await db.fetch(f"{sql} and person is not null group by order_id", list(ids))
    return {row["order_id"]: frozenset(row["persons"]) for row in rows}


def standing(row: db.Row, now: datetime, *, mine: bool) -> Standing:
    """Return how an order stands, of a row of `items.SELECT_WHOLE`; `mine`: the caller reported it."""
    who = (row["unit"], row["person"], row["pool"], row["submitter"])
    window = in_window(row["closed_at"], row["reopen_days"], now)
    known = {name: row[name] for name in Past.__dataclass_fields__ if name not in {"in_window", "waits_left"}}
    past = Past(in_window=window, waits_left=row["wait_times"] > row["waited"], **known)
    return Standing(State(row["state"]), *who, items.areas_of(row), mine, row["level"], past, row["top"])


def _moments(row: db.Row) -> Moments:
    return Moments(**{name: row[f"{name}_at"] for name in Moments.__struct_fields__})


async def _events(ids: list[uuid.UUID], known: NamesKnown) -> dict[uuid.UUID, list[EventView]]:
    rows = await db.fetch(
        "select v.*, p.name as person_name, t.name as target_name, i.name as named, u.name_zh as unit_zh,"
        " u.name_en as unit_en"
        " from order_event v left join person p on p.id = v.person"
        " left join person t on t.id = (v.data->>'person')::uuid left join unit u on u.code = v.data->>'unit'"
        " left join person i on i.id = (v.data->>'instead_of')::uuid"
        " where v.order_id = any($1::uuid[]) order by v.order_id, v.seq",
        ids,
    )
    return _by_order(rows, lambda row: _event(row, known))


def _event(row: db.Row, known: NamesKnown) -> EventView:
    data: dict[str, Any] = dict(row["data"])
    for name, called in (("person", row["target_name"]), ("instead_of", row["named"])):
        if name in data:
            target = PersonRef(uuid.UUID(data.pop(name)), called or "")
            data |= {name: target} if known.shows(row["order_id"], target.id) else {}
    if unit := data.pop("unit", None):
        named = Ref(unit, Names(row["unit_zh"] or unit, row["unit_en"] or unit))
        data |= {"unit": named} if known.shows_unit(row["order_id"]) else {}
    if "calendar" in data and not known.shows_unit(row["order_id"]):
        del data["calendar"]  # it may be the unit's own
    name = row["person_name"] or data.get("actor_name") or ("" if row["actor"] == "owner" else "Fieldloop")
    name = name if known.shows_actor(row["order_id"], row["person"], data) else ""
    return EventView(
        id=row["id"],
        seq=row["seq"],
        action=Action(row["action"]),
        from_state=row["from_state"],
        to_state=row["to_state"],
        actor=ActorView(row["actor"], name, row["role"]),
        at=row["at"],
        received_at=row["received_at"],
        reason=row["reason"],
        text=row["text"],
        data={key: value for key, value in data.items() if key != "actor_name"},
    )


def clock_runs(events: list[EventView], now: datetime) -> list[ClockRun]:
    """Return every run of a clock as the timeline tells it: begun by an event that says so, ended by the next."""
    runs: list[ClockRun] = []
    for event in events:
        begun = event.data.get("clock_started_at")
        if begun and runs and runs[-1].ended_at is None and runs[-1].started_at == datetime.fromisoformat(begun):
            runs[-1].due_at = datetime.fromisoformat(event.data["due_at"])  # the same run: its deadline was moved
            continue
        left = event.action in _SETTLES or (event.from_state != event.to_state and event.to_state not in CLOCK_OF_STATE)
        if (begun or left) and runs and runs[-1].ended_at is None:
            runs[-1].ended_at = event.received_at
        if begun:
            kind = CLOCK_OF_STATE.get(event.to_state, ClockKind.REVIEW)  # of a closed order: its appeal's
            due_at = datetime.fromisoformat(event.data["due_at"])
            runs.append(ClockRun(kind, datetime.fromisoformat(begun), due_at, None, late=False))
    for run in runs:
        run.late = (run.ended_at or now) > run.due_at
    return runs


def _by_order(rows: list[db.Row], make: Callable[[db.Row], Made]) -> dict[uuid.UUID, list[Made]]:
    found: defaultdict[uuid.UUID, list[Made]] = defaultdict(list)
    for row in rows:
        found[row["order_id"]].append(make(row))
    return found
