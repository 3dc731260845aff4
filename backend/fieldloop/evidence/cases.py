"""Reads what findings are made of: an order with its photos, as the rules take them."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from fieldloop import db
from fieldloop.catalogue.thresholds import thresholds
from fieldloop.evidence.findings import Case, Look, Shot, Trace
from fieldloop.evidence.queries import MOST_FAILURES

_CASE = """
select o.id, o.site, coalesce(s.lat, o.lat) as lat, coalesce(s.lon, o.lon) as lon, o.discovered_at, e.thresholds,
    (select max(v.at) from order_event v where v.order_id = o.id and v.action = 'accept') as accepted_at
from orders o join element e on e.code = o.element left join site s on s.code = o.site where o.id = $1
"""
# When it was handed in is a claim, too: a phone without a network is asked about its own clock only.
_SHOTS = """
select t.id, t.photo, t.phase, t.source, t.person, t.received_at, t.taken_at, t.lat, t.lon, t.accuracy_m,
    v.at as handed_at, f.hash, f.mirror, f.grey, f.sharpness, f.brightness, f.contrast, f.exif_at,
    f.exif_offset_minutes, b.taken_at as b_taken_at, b.lat as b_lat, b.lon as b_lon, b.accuracy_m as b_accuracy_m
from order_photo t left join photo_fact f on f.photo = t.photo
    left join order_event v on v.id = t.event and v.action in ('submit', 'owner_done')
    left join lateral (
        select x.taken_at, x.lat, x.lon, x.accuracy_m from order_photo x
        where x.person = t.person and x.taken_at < t.taken_at and x.lat is not null
            and x.phase in ('before', 'after') and t.lat is not null
        order by x.taken_at desc limit 1
    ) b on true
where t.order_id = $1 and t.phase <> 'kept' order by t.received_at, t.id
"""


async def to_check(limit: int) -> list[uuid.UUID]:
    """Return orders with photos that nobody has asked about and whose facts are all there, or never will be."""
    rows = await db.fetch(
        "select u.order_id from order_photo u join photo p on p.sha256 = u.photo where not u.checked"
        " group by u.order_id having bool_and(p.measured or p.derive_failures >= $2)"
        " order by min(u.received_at) limit $1",
        limit,
        MOST_FAILURES,
    )
    return [row["order_id"] for row in rows]


async def lock_new(order_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """Lock and return the places of photos that nobody has asked about, but those another worker is at."""
    sql = "select id from order_photo where order_id = $1 and not checked for no key update skip locked"
    return frozenset(row["id"] for row in await db.fetch(sql, order_id))


async def case(order_id: uuid.UUID) -> Case:
    """Return the order around the photos."""
    row = await db.fetchrow(_CASE, order_id)
    if row is None:
        raise LookupError(order_id)
    said = dict(row)
    limits = thresholds(said.pop("thresholds"))
    return Case(**said, thresholds=limits)


async def shots(order_id: uuid.UUID) -> list[Shot]:
    """Return the order's photos in the order they came, without what a refused step left."""
    return [_shot(row) for row in await db.fetch(_SHOTS, order_id)]


def of(found: Sequence[Shot], ids: frozenset[uuid.UUID]) -> list[Shot]:
    """Return those of the shots that prove work and are among `ids`."""
    return [shot for shot in found if shot.id in ids and shot.phase in {"before", "after"}]


def _shot(row: db.Row) -> Shot:
    plain = ("id", "photo", "phase", "source", "person", "received_at", "taken_at", "lat", "lon", "accuracy_m")
    measures = ("hash", "mirror", "grey", "sharpness", "brightness", "contrast")
    measured = {name: row[name] for name in measures}
    look = Look(**measured, exif_at=_moment(row)) if row["hash"] is not None else None
    before = ("b_taken_at", "b_lat", "b_lon", "b_accuracy_m")
    trace = Trace(*(row[name] for name in before)) if row["b_taken_at"] else None
    return Shot(**{name: row[name] for name in plain}, handed_at=row["handed_at"], look=look, trace=trace)


def _moment(row: db.Row) -> datetime | None:
    """Return the camera's own time, when it says of which zone."""
    at, minutes = row["exif_at"], row["exif_offset_minutes"]
    if at is None or minutes is None:
        return None
    try:
        return (at - timedelta(minutes=minutes)).replace(tzinfo=row["received_at"].tzinfo)
    except OverflowError:
        return None
