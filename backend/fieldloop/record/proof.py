"""Everything that shows what happened to one order, for somebody who has nothing of ours but docs/check_proof.py."""

import asyncio
import base64
import uuid
from collections.abc import Sequence
from typing import Any

from fieldloop import db
from fieldloop.evidence import receipts
from fieldloop.evidence.actions import storage
from fieldloop.evidence.rules import Shape, shown_key
from fieldloop.evidence.storage import StorageError
from fieldloop.record import merkle, queries
from fieldloop.record.check import Fault
from fieldloop.record.heads import Head
from fieldloop.record.queries import as_event
from fieldloop.record.rules import fields

FORMAT = "fieldloop-proof-1"
_OLDER = 50
_PHOTOS = """
select distinct p.sha256, p.redactions from order_photo l join photo p on p.sha256 = l.photo
where l.order_id = $1 and p.removed_at is null order by p.sha256
"""


async def prove(order: str, others: Sequence[Head]) -> dict[str, Any]:
    """Return the proof of an order, by its number or id; raises Fault when there is none yet."""
    row = await db.fetchrow("select id, no from orders where no = $1 or id::text = $1", order)
    head = await queries.newest_head()
    if row is None or head is None:
        raise Fault(f"there is no order {order}" if row is None else "no head is signed yet: the worker does it")
    rows = await queries.timelines([row["id"]])
    if late := [each["seq"] for each in rows if each["number"] is None or each["number"] >= head.size]:
        raise Fault(f"event {late[0]} of {row['no']} is newer than the newest head: try again after the next one")
    older = {each.size: each for each in (*await queries.heads(_OLDER), *others) if each.size < head.size}
    paths = {each["number"]: merkle.inclusion(each["number"], head.size) for each in rows}
    steps = {size: merkle.consistency(size, head.size) for size in sorted(older)}
    spans = [span for path in (*paths.values(), *steps.values()) for span in path]
    nodes = await queries.nodes(merkle.places(spans))

    def values(path: Sequence[merkle.Span]) -> list[str]:
        return [merkle.value(span, nodes.__getitem__).hex() for span in path]

    return {
        "format": FORMAT,
        "order": {"id": str(row["id"]), "no": row["no"]},
        "head": head.view(),
        "keys": await receipts.published(),
        "events": [
            {"fields": fields(as_event(each)), "leaf": each["number"], "path": values(paths[each["number"]])}
            for each in rows
        ],
        "older": [{"size": size, "path": values(path)} for size, path in steps.items()],
        "photos": await _photos(row["id"]),
    }


async def _photos(order: uuid.UUID) -> dict[str, str]:
    """Return what is shown of each photo, as data URLs: smaller than the original, and with what is covered covered."""
    found: dict[str, str] = {}
    for row in await db.fetch(_PHOTOS, order):
        try:
            name = shown_key(row["sha256"], Shape.VIEW, row["redactions"])
            data = await asyncio.to_thread(storage().get, name)
        except StorageError:  # not made yet, or gone: the proof of the events stands without it
            continue
        found[row["sha256"]] = f"data:image/webp;base64,{base64.b64encode(data).decode()}"
    return found
