"""How an order begins: a discovery that joins no open order is filed, numbered and sent on at once."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from fieldloop import db
from fieldloop.evidence.attach import Phase, Shot, attach
from fieldloop.ids import new_id
from fieldloop.orders import dispatch, owners
from fieldloop.orders.actions import dispatched
from fieldloop.orders.audience import addressees
from fieldloop.orders.clocks import grace, started
from fieldloop.orders.effects import changes
from fieldloop.orders.ledger import Ledger
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import Action, Priority, State
from fieldloop.orders.target import Target
from fieldloop.orders.terms import counted
from fieldloop.orders.timeline import Actor, Entry, Line, append
from fieldloop.places.rules import Lineage
from fieldloop.sla import rules as sla
from fieldloop.sla.limits import Limit


@dataclass(frozen=True, slots=True)
class NewOrder:
    """What is known when an order is filed; `element` is the element's row."""

    element: db.Row
    channel: str
    note: str
    site: str | None
    area: str
    zone: str
    lineage: Lineage
    lat: float | None
    lon: float | None
    address: str
    discovered_at: datetime
    discovery: uuid.UUID
    priority: Priority = Priority.NORMAL
    device: uuid.UUID | None = None
    shots: tuple[Shot, ...] = ()


_FROM_ORDER = (
    *(
        "id",
        "version",
        "state",
        "priority",
        "element",
        "scenario",
        "site",
        "area",
        "district",
        "street",
        "neighbourhood",
        "grid",
    ),
    *("unit", "desk", "person", "pool", "filed_at", "round", "clock_started_at", "warn_at", "due_at", "look_at", "top"),
    *("clock_sum", "asked_until"),
)
_FROM_NEW = ("channel", "note", "lat", "lon", "address", "discovered_at")
_COLUMNS = (*_FROM_ORDER, *_FROM_NEW, "picture", "dispatched_at", "changed_at")
_LIMITS = ("own_limits", "urgent_limits")
_INSERT = (
    f"insert into orders (no, changed_by, {', '.join(_COLUMNS)})"
    " values ($1 || '-' || lpad(nextval('order_no')::text, 6, '0'), pg_current_xact_id()::text::bigint,"
    f" {', '.join(f'${n}' for n in range(2, len(_COLUMNS) + 2))}) returning no"
)


async def file(ledger: Ledger, new: NewOrder, actor: Actor) -> OrderRow:
    """File an order and send it to whoever answers for it; part of the caller's transaction.

    Filing and dispatch are two steps of the machine and two events, worked out in memory and written as one row: this
    is the busiest write of the product.
    """
    now = ledger.moment.now
    filed = _filed(new, now)
    target = await dispatch.choose(filed)
    at = await counted(ledger.moment, filed, sla.ClockKind.ACCEPT, target.unit)
    filed = msgspec.structs.replace(filed, desk=target.desk, **started(filed, sla.ClockKind.ACCEPT, at))
    # What is urgent does not wait for its owner.
    minutes = new.element["owner_minutes"] if new.priority is Priority.NORMAL else 0
    asking = await owners.to_ask(new.site, minutes, ledger.moment)
    order, sent = filed, list[Line]()
    if asking:
        filed = msgspec.structs.replace(filed, **grace(now, asking.until, asking.minutes))
        order = msgspec.structs.replace(filed, version=filed.version + 1)
        sent.append((filed, order, asking.entry(now)))
    elif target.unit or target.pool:
        delta = changes(filed, Action.DISPATCH, State.DISPATCHED, target, at)
        known = {name: value for name, value in delta.items() if name in OrderRow.__struct_fields__}
        order = msgspec.structs.replace(filed, version=filed.version + 1, **known)
        sent.append((filed, order, dispatched(target, now)))
    order = msgspec.structs.replace(order, no=await _insert(new, order, now))
    about = {"no": order.no, "element": filed.element} | ({"site": filed.site} if filed.site else {})
    about |= {"priority": new.priority} if new.priority is not Priority.NORMAL else {}
    entry = Entry(Action.FILE, actor, new.discovered_at, data=about)
    # Before the event is written: what it says names its photos.
    await _tie(order.id, new.shots, actor, now, event=entry.id, discovery=new.discovery, device=new.device)
    lines: list[Line] = [(None, filed, entry), *sent]
    await append(now, *lines)
    if asking:
        await owners.begin(order.id, asking, now)
    # Of one whose owner is asked nobody is told, save whoever has to hand over the link.
    told = [] if asking and asking.has_address else await addressees(order)
    await ledger.tell_new(order, lines[-1][2].id, told, "ask_owner" if asking else "new")
    return order


async def join(
    ledger: Ledger,
    order: OrderRow,
    actor: Actor,
    *,
    discovery: uuid.UUID,
    shots: Sequence[Shot] = (),
    device: uuid.UUID | None = None,
) -> OrderRow:
    """Note on an open order that it was found once more; no clock changes and no phone rings."""
    now = ledger.moment.now
    entry = Entry(Action.JOIN, actor, now, data={"discovery": str(discovery)})
    await _tie(order.id, shots, actor, now, event=entry.id, discovery=discovery, device=device)
    count = await db.fetchval("select count(*) from discovery where order_id = $1", order.id)
    return await ledger.record(order, entry, Target(), {"reporters": count})


async def _tie(order_id: uuid.UUID, shots: Sequence[Shot], actor: Actor, now: datetime, **ids: Any) -> None:
    found: list[tuple[Phase, Shot]] = [("found", shot) for shot in shots]
    await attach(order_id, found, actor.person, now, **ids)


def _filed(new: NewOrder, now: datetime) -> OrderRow:
    """Return the order as it stands when nobody has been told yet, before its clock starts."""
    element, where = new.element, new.lineage
    return OrderRow(
        id=new_id(),
        no="",
        version=1,
        state=State.FILED,
        priority=new.priority,
        element=element["code"],
        scenario=element["scenario"],
        site=new.site,
        area=new.area,
        district=where.district,
        street=where.street,
        neighbourhood=where.neighbourhood,
        grid=where.grid,
        filed_at=now,
        round=1,
        **{name: element[name] for name in OrderRow.FROM_ELEMENT if name not in _LIMITS},
        own_limits=msgspec.convert(element["own_limits"], dict[str, Limit]),
        urgent_limits=msgspec.convert(element["urgent_limits"], dict[str, Limit]),
    )


async def _insert(new: NewOrder, order: OrderRow, now: datetime) -> str:
    """Insert the row and return its number."""
    values: list[Any] = [getattr(order, name) for name in _FROM_ORDER]
    values += [getattr(new, name) for name in _FROM_NEW]
    values.append(new.shots[0].sha256 if new.shots else None)
    values += [now if order.state is State.DISPATCHED else None, now]
    return await db.fetchval(_INSERT, f"{now.astimezone(ZoneInfo(new.zone)):%Y%m%d}", *values)
