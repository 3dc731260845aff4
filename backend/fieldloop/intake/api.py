"""Signals of machines, reports of people, and what is open nearby."""

import uuid
from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
from litestar import Response, Router, get, post
from litestar.params import FromQuery, JSONBody, QueryParameter
from msgspec import Meta

from fieldloop.asks import Asker, Machine
from fieldloop.catalogue.queries import FALLBACK_ELEMENT
from fieldloop.errors import problem
from fieldloop.evidence.attach import Latitude, Longitude, Shot
from fieldloop.evidence.redaction import only
from fieldloop.ids import new_id
from fieldloop.intake import queries
from fieldloop.intake.actions import Found, take_in
from fieldloop.intake.clearing import take_clear
from fieldloop.intake.rules import Taken, Where
from fieldloop.intake.shapes import Suggestion, Suggestions
from fieldloop.intake.signal import Code, Text, as_signal
from fieldloop.intake.where import at_home, resolve
from fieldloop.limits import limit
from fieldloop.orders.rules import State
from fieldloop.orders.timeline import Actor
from fieldloop.people.rules import Caller, RoleKind
from fieldloop.places.queries import districts_of
from fieldloop.places.rules import distance_m
from fieldloop.shapes import Command, Names, Ref


class Report(Command, kw_only=True):
    """What a person found; `order` says "me too" to an order that was suggested."""

    id: uuid.UUID
    element: Code | None = None
    site: Code | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    text: Text | None = None
    photos: Annotated[list[Shot], Meta(max_length=5)] = msgspec.field(default_factory=list[Shot])
    at: datetime
    order: uuid.UUID | None = None


class TakenIn(msgspec.Struct):
    """The order that a discovery became, or joined."""

    signal_id: uuid.UUID
    order_id: uuid.UUID
    order_no: str
    joined: bool


class SeenClear(msgspec.Struct):
    """A clear frame, and the open order of this machine's finding that it is about, if there is one."""

    signal_id: uuid.UUID
    order_id: uuid.UUID | None
    order_no: str | None
    joined: bool


@post("/signals", summary="A machine found something")
async def signals(device: Machine, data: JSONBody[dict[str, Any]]) -> Response[TakenIn | SeenClear]:
    """Accept a signal: 201 the first time, 200 with the same answer when it is sent again."""
    signal = as_signal(data)
    await limit(f"signals:{device.id}", times=6_000, seconds=60)
    where = await resolve(signal.site, signal.lat, signal.lon, within=[device.area])
    shots = (Shot(sha256=signal.photo, taken_at=signal.seen_at, source="device"),) if signal.photo else ()
    found = Found(
        id=new_id(),
        channel=device.channel,
        actor=Actor("device", name=device.name),
        device=device.id,
        source=signal.source,
        source_id=signal.id,
        element=signal.element,
        where=where,
        seen_at=_aware(signal.seen_at),
        text=signal.note or "",
        confidence=signal.confidence,
        shots=shots,
        priority=signal.priority,
    )
    if signal.clear:
        seen = await take_clear(found)
        known = seen.order is not None
        body = SeenClear(seen.id, seen.order, seen.order_no, joined=known)
        return Response(body, status_code=201 if seen.fresh and known else 200)
    return _taken(await take_in(found))


@post("/reports", summary="A person found something")
async def reports(caller: Asker, data: JSONBody[Report]) -> Response[TakenIn]:
    """Accept a report: 201 the first time, 200 with the same answer when it is sent again."""
    await limit(f"reports:{caller.id}", times=120, seconds=3_600)
    if data.order and not await queries.in_my_districts(caller, data.order):
        raise problem("not.found")
    found = Found(
        id=data.id,
        channel="volunteer" if caller.has(RoleKind.VOLUNTEER) else "patrol",
        actor=Actor("person", caller.id, caller.roles[0].kind if caller.roles else None),
        element=data.element or FALLBACK_ELEMENT,
        where=await _place(caller, data),
        seen_at=_aware(data.at),
        text=(data.text or "").strip(),
        shots=tuple(data.photos),
        order=data.order,
    )
    return _taken(await take_in(found))


async def _place(caller: Caller, report: Report) -> Where:
    """Return where it is: as told, or in the person's own area when only their words say where."""
    mine = [role.area for role in caller.roles]
    unplaced = (report.site, report.lat, report.lon) == (None, None, None)
    if unplaced and report.order is None and (report.text or "").strip():
        return await at_home(mine)
    # Elsewhere a repeat would join, and so show, another district's order to whoever knows a site's code.
    return await resolve(report.site, report.lat, report.lon, within=await districts_of(mine))


@get("/suggestions", summary="What is open nearby")
async def suggestions(
    caller: Asker,
    lat: Annotated[float, QueryParameter(ge=-90, le=90)],
    lon: Annotated[float, QueryParameter(ge=-180, le=180)],
    element: FromQuery[str | None] = None,
) -> Suggestions:
    """Return open orders within 500 m, for "somebody has reported this already"."""
    rows = await queries.open_nearby(caller, lat, lon, element)
    return Suggestions(
        [
            Suggestion(
                order_id=row["id"],
                order_no=row["no"],
                element=Ref(row["code"], Names(row["name_zh"], row["name_en"])),
                state=State(row["state"]),
                distance_m=round(distance_m(lat, lon, row["lat"], row["lon"])),
                filed_at=row["filed_at"],
                note=row["note"],
                picture=row["picture"],
                covered=only(row["covered"], row["picture"]),
            )
            for row in rows
        ]
    )


def _taken(taken: Taken) -> Response[Any]:
    body = TakenIn(taken.discovery, taken.order, taken.order_no, taken.joined)
    return Response(body, status_code=201 if taken.fresh else 200)


def _aware(at: datetime) -> datetime:
    # A machine that sends no zone means UTC; guessing its local zone would be worse.
    return at if at.tzinfo else at.replace(tzinfo=UTC)


router = Router(path="/", route_handlers=[signals, reports, suggestions], tags=["intake"])
