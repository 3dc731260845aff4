"""The boxes: lists of orders, each a few index-ordered branches merged, so that a page costs the same at any depth."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from fieldloop import base64url, db
from fieldloop.errors import problem
from fieldloop.orders import items, scope
from fieldloop.orders.rules import Priority, State
from fieldloop.orders.scope import Params
from fieldloop.orders.shapes import OrderItem
from fieldloop.people.rules import Caller, RoleKind

LARGEST_PAGE = 200
Risk = Annotated[int, msgspec.Meta(ge=0, le=100)]


class Box(StrEnum):
    """Which list."""

    MINE = "mine"
    UNIT = "unit"
    POOL = "pool"
    REVIEW = "review"
    LATE = "late"
    ALL = "all"
    REPORTED = "reported"


# These go back in time, newest first; the others look ahead, what is due first.
NEWEST_FIRST = frozenset({Box.ALL, Box.REPORTED})
# Boxes of those who oversee a unit or an area, and which of their roles count.
_OVERSEEN = {
    Box.UNIT: (RoleKind.COORDINATOR,),
    Box.REVIEW: (RoleKind.MANAGER,),
    Box.LATE: scope.OVERSEERS,
    Box.ALL: scope.OVERSEERS,
}


class Mark(StrEnum):
    """What of an open order asks for attention: a manager's word, or that nobody hears of whoever has it."""

    URGED = "urged"
    UNHEARD = "unheard"


# As their indexes have them: few of all that is stored, in the whole city.
_MARKED = {
    Mark.URGED: "o.urged > 0 and o.due_at is not null and o.state <> 'closed'",
    Mark.UNHEARD: "o.unheard_at is not null and o.due_at is not null and o.state <> 'closed'",
}


class Wanted(msgspec.Struct, frozen=True):
    """What a list is narrowed to."""

    state: State | None = None
    element: str | None = None
    scenario: str | None = None
    area: str | None = None
    site: str | None = None
    q: str | None = None
    priority: Priority | None = None
    mark: Mark | None = None


async def page(
    caller: Caller, box: Box, wanted: Wanted, limit: int, cursor: str | None
) -> tuple[list[OrderItem], str | None]:
    """Return a page of a box and the cursor of the next one; raises cursor.invalid."""
    now = db.clock.now()
    params = Params()
    branches = _branches(caller, box, params)
    if not branches:
        return [], None
    conditions = [*_own_filters(caller, box, params, now), *(await _filters(wanted, params))]
    newest = box in NEWEST_FIRST
    if cursor:
        conditions.append(_after(cursor, params, box))
    rows = await db.fetch(_sql(branches, conditions, params.add(limit + 1), box), *params)
    found = await items.items_of([row["id"] for row in rows[:limit]], now, caller)
    if len(rows) <= limit:
        return found, None
    last = rows[limit - 1]
    return found, _cursor(None if newest else last["due_at"], last["id"], last["risk"])


def _sql(branches: list[str], conditions: list[str], limit: str, box: Box) -> str:
    # The same words as the index has: `-risk`, so that all three go the same way.
    order = "id desc" if box in NEWEST_FIRST else "(-risk), due_at, id" if box is Box.REVIEW else "due_at, id"
    parts = [
        f"(select o.id, o.due_at, o.risk from orders o where {' and '.join([branch, *conditions])}"
        f" order by {order} limit {limit})"
        for branch in dict.fromkeys(branches)
    ]
    # `union`, not `union all`: an order may be seen for two reasons.
    return f"select * from ({' union '.join(parts)}) page order by {order} limit {limit}"


def _branches(caller: Caller, box: Box, params: Params) -> list[str]:
    """Return the reasons for which orders are in a box; a parameter is added only where its text is used."""
    found: list[str] = []
    if box in {Box.MINE, Box.LATE, Box.ALL}:
        found.append(f"o.person = {params.add(caller.id)}")
    if box in _OVERSEEN:
        areas = scope.overseen(caller, params, _OVERSEEN[box])
        found += _to_decide(areas, caller, params) if box is Box.REVIEW and areas else areas
    if box in {Box.UNIT, Box.ALL}:
        found += scope.takeable(caller, params)
    if box is Box.POOL:
        found += scope.pooled(caller, params)
    if box is Box.REPORTED:
        found.append(f"o.id = any(array(select d.order_id from discovery d where d.person = {params.add(caller.id)}))")
    return found


def _to_decide(areas: list[str], caller: Caller, params: Params) -> list[str]:
    """Return what waits in some areas for a second person: submitted work, late marks under appeal, requests."""
    me = params.add(caller.id)
    others = f"o.submitter is distinct from {me} and o.person is distinct from {me}"
    judged = f"o.judged_by is not distinct from {me}"
    work = f"o.state = 'submitted' and not (o.return_appeal is not distinct from 'open' and {judged})"
    marks = f"o.late_appeal = 'open' and not {judged} and o.overran_by is distinct from {me}"
    asked = f"o.request is not null and o.request_by <> {me}"
    return [f"{area} and {what} and {others}" for area in areas for what in (work, marks, asked)]


def _own_filters(caller: Caller, box: Box, params: Params, now: datetime) -> list[str]:
    if box in NEWEST_FIRST:
        return []
    found = ["o.due_at is not null", "o.asked_until is null"]  # what its owner is asked about is nobody's to do
    if box is Box.MINE:
        found.append("o.state in ('dispatched', 'accepted')")
    if box is Box.REVIEW and (own := caller.units(*RoleKind)):
        of_another = "o.element in (select code from element where other_unit)"
        found.append(f"not (coalesce(o.unit = any({params.add(own)}::text[]), false) and {of_another})")
    if box is Box.UNIT:
        found.append("o.state <> 'closed'")
    if box is Box.LATE:
        found.append(f"o.due_at <= {params.add(now)}")
    return found


async def _filters(wanted: Wanted, params: Params) -> list[str]:
    found: list[str] = []
    plain = {column: getattr(wanted, column) for column in ("state", "element", "scenario", "site")}
    found += [f"o.{column} = {params.add(str(value))}" for column, value in plain.items() if value is not None]
    if wanted.priority is not None:
        # In so many words, as the partial indexes have it.
        found.append(f"o.priority = '{wanted.priority}'")
    if wanted.area is not None:
        level = await db.fetchval("select level from area where code = $1", wanted.area)
        found.append(f"o.{level} = {params.add(wanted.area)}" if level in scope.LEVEL_COLUMNS else "false")
    found += [_MARKED[wanted.mark]] if wanted.mark else []
    if wanted.q and (words := wanted.q.strip()):
        like = params.add("%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
        number = params.add(words)
        found.append(
            f"(o.no = {number} or o.site in (select code from site where name_zh ilike {like} or name_en ilike {like}"
            f" or address ilike {like} or code ilike {like}))"
        )
    return found


def _cursor(due_at: datetime | None, order_id: uuid.UUID, risk: int) -> str:
    return base64url.encode(msgspec.json.encode((due_at, order_id, risk)))


def _after(cursor: str, params: Params, box: Box) -> str:
    try:
        raw = base64url.decode(cursor) or b""
        due_at, order_id, risk = msgspec.json.decode(raw, type=tuple[datetime | None, uuid.UUID, Risk])
    except (ValueError, msgspec.DecodeError) as error:
        raise problem("cursor.invalid") from error
    if box in NEWEST_FIRST:
        return f"o.id < {params.add(order_id)}"
    if due_at is None or due_at.tzinfo is None:
        raise problem("cursor.invalid")
    after = f"{params.add(due_at)}::timestamptz, {params.add(order_id)}::uuid"
    if box is Box.REVIEW:
        return f"((-o.risk), o.due_at, o.id) > ((-{params.add(risk)}::smallint), {after})"
    return f"(o.due_at, o.id) > ({after})"
