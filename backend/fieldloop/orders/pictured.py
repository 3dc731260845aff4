"""Reads of an order's photos: the phone's claim, our receipt, and what its seal is worth."""

import uuid
from collections import defaultdict
from collections.abc import Sequence

from fieldloop import db
from fieldloop.orders import scope
from fieldloop.orders.scope import Params
from fieldloop.orders.shapes import PhotoView
from fieldloop.people.rules import Caller, RoleKind
from fieldloop.shapes import PersonRef

_JUDGES = (RoleKind.MANAGER, RoleKind.INSPECTOR, RoleKind.ADMINISTRATOR)


async def photos(ids: Sequence[uuid.UUID], caller: Caller) -> dict[uuid.UUID, list[PhotoView]]:
    """Return the orders' photos, as they came in; the receipts are for who brought them and who judges them."""
    params = Params([list(ids)])
    theirs = " or ".join([f"op.person = {params.add(caller.id)}", *scope.overseen(caller, params, _JUDGES)])
    rows = await db.fetch(
        "select op.order_id, op.photo, op.phase, op.event, op.taken_at, op.received_at, op.lat, op.lon, op.accuracy_m,"
        " op.forgotten_at is not null as removed, ph.redactions > 0 as redacted,"
        f" op.source, op.person, p.name, op.sealed, op.claimed, case when {theirs} then op.receipt end as receipt"
        " from order_photo op join orders o on o.id = op.order_id join photo ph on ph.sha256 = op.photo"
        " left join person p on p.id = op.person"
        " where op.order_id = any($1::uuid[]) order by op.order_id, op.received_at, op.id",
        *params,
    )
    found: defaultdict[uuid.UUID, list[PhotoView]] = defaultdict(list)
    for row in rows:
        found[row["order_id"]].append(_photo(row))
    return found


def _photo(row: db.Row) -> PhotoView:
    return PhotoView(
        sha256=row["photo"],
        phase=row["phase"],
        event=row["event"],
        taken_at=row["taken_at"],
        received_at=row["received_at"],
        lat=row["lat"],
        lon=row["lon"],
        accuracy_m=row["accuracy_m"],
        source=row["source"],
        person=PersonRef(row["person"], row["name"]) if row["person"] else None,
        removed=row["removed"],
        redacted=row["redacted"],
        sealed=row["sealed"],
        claimed=row["claimed"],
        receipt=row["receipt"],
    )
