"""Reads of one order: as the machine needs it, and as a person sees it."""

import uuid
from datetime import datetime
from typing import Any

import msgspec

from fieldloop import db
from fieldloop.orders import items, scope
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import Action, Standing, State, permitted
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
)
from fieldloop.people.rules import Caller
from fieldloop.shapes import Names, PersonRef, Ref
from fieldloop.sla.rules import CLOCK_OF_STATE

COLUMNS = ", ".join(f"{'e' if name in OrderRow.FROM_ELEMENT else 'o'}.{name}" for name in OrderRow.__struct_fields__)
_LOAD = f"select {COLUMNS} from orders o join element e on e.code = o.element where o.id = $1"


async def load(order_id: uuid.UUID, caller: Caller | None, *, lock: bool = False) -> OrderRow | None:
    """Return an order that the caller may see (anybody's for the system); `lock` keeps others out until COMMIT."""
    params = Params([order_id])
    seen = f" and {scope.visible(caller, params)}" if caller else ""
    row = await db.fetchrow(_LOAD + seen + (" for update of o" if lock else ""), *params)
    return as_order(row) if row else None


async def load_unless_locked(order_id: uuid.UUID) -> OrderRow | None:
    """Lock and return an order, or None when somebody else is at it just now."""
    row = await db.fetchrow(_LOAD + " for update of o skip locked", order_id)
    return as_order(row) if row else None


def as_order(row: db.Row) -> OrderRow:
    """Make the machine's order of a row with COLUMNS."""
    return msgspec.convert(dict(row), OrderRow)


async def is_reporter(order_id: uuid.UUID, person: uuid.UUID) -> bool:
    """Tell whether the person reported this order."""
    return bool(
        await db.fetchval("select true from discovery where order_id = $1 and person = $2 limit 1", order_id, person)
    )


async def reporters(order_id: uuid.UUID) -> list[uuid.UUID]:
    """Return the persons who reported this order."""
    rows = await db.fetch("select distinct person from discovery where order_id = $1 and person is not null", order_id)
    return [row["person"] for row in rows]


async def detail(order_id: uuid.UUID, caller: Caller) -> OrderDetail | None:
    """Return an order whole, or None when it is unknown or not the caller's to see."""
    params = Params([order_id])
    row = await db.fetchrow(f"{items.SELECT_WHOLE} where o.id = $1 and {scope.visible(caller, params)}", *params)
    if row is None:
        return None
    now = db.clock.now()
    events = await _events(order_id)
    line = items.item(row, now)
    return OrderDetail(
        **{name: getattr(line, name) for name in OrderItem.__struct_fields__},
        moments=_moments(row),
        clocks=clock_runs(events, now),
        photos=await _photos(order_id),
        findings=[],
        events=events,
        actions=permitted(_standing(row, reported=await is_reporter(order_id, caller.id)), caller),
        evidence=EvidenceNeeded(row["before_photos"], row["after_photos"], Names(row["why_zh"], row["why_en"])),
        phone=row["unit_phone"],
    )


def _standing(row: db.Row, *, reported: bool) -> Standing:
    areas = frozenset(row[level] for level in scope.LEVEL_COLUMNS if row[level])
    who = (row["unit"], row["person"], row["pool"], row["submitter"])
    return Standing(State(row["state"]), *who, areas, reported, row["level"])


def _moments(row: db.Row) -> Moments:
    return Moments(**{name: row[f"{name}_at"] for name in Moments.__struct_fields__})


async def _events(order_id: uuid.UUID) -> list[EventView]:
    rows = await db.fetch(
        "select v.*, p.name as person_name, t.name as target_name, u.name_zh as unit_zh, u.name_en as unit_en"
        " from order_event v left join person p on p.id = v.person"
        " left join person t on t.id = (v.data->>'person')::uuid left join unit u on u.code = v.data->>'unit'"
        " where v.order_id = $1 order by v.seq",
        order_id,
    )
    return [_event(row) for row in rows]


def _event(row: db.Row) -> EventView:
    data: dict[str, Any] = dict(row["data"])
    if "person" in data:
        data["person"] = PersonRef(uuid.UUID(data["person"]), row["target_name"] or "")
    if "unit" in data:
        data["unit"] = Ref(data["unit"], Names(row["unit_zh"] or data["unit"], row["unit_en"] or data["unit"]))
    name = row["person_name"] or data.get("actor_name") or "Fieldloop"
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
        left = CLOCK_OF_STATE.get(event.to_state) is None
        if (begun or left) and runs and runs[-1].ended_at is None:
            runs[-1].ended_at = event.received_at
        if begun:
            kind = CLOCK_OF_STATE[event.to_state]
            due_at = datetime.fromisoformat(event.data["due_at"])
            runs.append(ClockRun(kind, datetime.fromisoformat(begun), due_at, None, late=False))
    for run in runs:
        run.late = (run.ended_at or now) > run.due_at
    return runs


async def _photos(order_id: uuid.UUID) -> list[PhotoView]:
    rows = await db.fetch(
        "select op.*, p.name as person_name from order_photo op left join person p on p.id = op.person"
        " where op.order_id = $1 order by op.received_at, op.id",
        order_id,
    )
    return [
        PhotoView(
            sha256=row["photo"],
            phase=row["phase"],
            taken_at=row["taken_at"],
            received_at=row["received_at"],
            lat=row["lat"],
            lon=row["lon"],
            accuracy_m=row["accuracy_m"],
            source=row["source"],
            person=PersonRef(row["person"], row["person_name"]) if row["person"] else None,
        )
        for row in rows
    ]
