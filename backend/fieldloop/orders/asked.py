"""Reads of findings: the questions about an order's photos, for those who judge them and whoever handed them in."""

import uuid
from collections import defaultdict
from collections.abc import Sequence

from fieldloop import db
from fieldloop.evidence.shapes import FindingView
from fieldloop.evidence.words import question
from fieldloop.orders import scope
from fieldloop.orders.scope import Params
from fieldloop.people.rules import Caller
from fieldloop.shapes import Names


async def findings(ids: Sequence[uuid.UUID], caller: Caller) -> dict[uuid.UUID, list[FindingView]]:
    """Return what is asked about the orders' photos, the oldest question first.

    Which photo another one resembles is told only to who sees that photo's order, too.
    """
    params = Params([list(ids)])
    judged = " or ".join([f"o.submitter = {params.add(caller.id)}", *scope.overseen(caller, params, scope.JUDGES)])
    seen = f"exists (select from orders o where o.id = f.other_order and {scope.visible(caller, params)})"
    rows = await db.fetch(
        f"select f.order_id, f.kind, f.photo, f.phase, f.numbers,"
        f" case when f.other_order = f.order_id or {seen} then f.other_photo end as other_photo"
        f" from finding f join orders o on o.id = f.order_id"
        f" where f.order_id = any($1::uuid[]) and ({judged}) order by f.order_id, f.found_at, f.id",
        *params,
    )
    found: defaultdict[uuid.UUID, list[FindingView]] = defaultdict(list)
    for row in rows:
        found[row["order_id"]].append(
            FindingView(
                kind=row["kind"],
                photo=row["photo"],
                phase=row["phase"],
                other_photo=row["other_photo"],
                numbers=row["numbers"],
                question=Names(*question(row["kind"], row["numbers"])),
            )
        )
    return found
