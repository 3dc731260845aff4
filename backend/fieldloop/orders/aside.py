"""Orders whose sweep raised: for administrators, in plain words, and to be tried again at once."""

import uuid
from datetime import datetime
from typing import Literal

import asyncpg
import msgspec
import structlog

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.orders.rules import State
from fieldloop.orders.scope import Params, overseen
from fieldloop.people.rules import Caller, RoleKind
from fieldloop.shapes import Names, Ref, ref

Trouble = Literal["refused", "unreadable", "fault"]
_log = structlog.get_logger("sweep")
_REFUSED = ("ViolationError", "RaiseError", "InsufficientPrivilegeError")
_UNREADABLE = ("ValidationError", "DecodeError", "KeyError", "ValueError")


class AsideOrder(msgspec.Struct, kw_only=True):
    """An order that waits to be tried again: since when, how often it raised, and with what."""

    order_id: uuid.UUID
    order_no: str
    state: State
    element: Ref
    unit: Ref | None
    since: datetime
    times: int
    error: str
    trouble: Trouble
    """The database refuses the step; what is stored cannot be read; or a fault of the program."""
    next_at: datetime


class AsidePage(msgspec.Struct):
    """A page of orders pushed aside."""

    items: list[AsideOrder]
    next_cursor: str | None


def trouble(error: str) -> Trouble:
    """Return what an error's name means to whoever has to do something about it."""
    if error.endswith(_REFUSED):
        return "refused"
    return "unreadable" if error in _UNREADABLE else "fault"


async def page(caller: Caller, limit: int, cursor: uuid.UUID | None) -> AsidePage:
    """Return orders pushed aside in the administrator's areas, the oldest order first; raises role.not_allowed."""
    params = Params()
    after = f" and a.order_id > {params.add(cursor)}" if cursor else ""
    rows = await db.fetch(
        "select a.order_id, a.since, a.times, a.error, o.no, o.state, o.look_at, e.code as element,"
        " e.name_zh as element_zh, e.name_en as element_en, u.code as unit, u.name_zh as unit_zh, u.name_en as unit_en"
        " from sweep_aside a join orders o on o.id = a.order_id join element e on e.code = o.element"
        f" left join unit u on u.code = o.unit where o.look_at is not null and ({_administers(caller, params)}){after}"
        f" order by a.order_id limit {params.add(limit + 1)}",
        *params,
    )
    found = [_view(row) for row in rows[:limit]]
    return AsidePage(found, str(found[-1].order_id) if len(rows) > limit else None)


async def again(caller: Caller, order_id: uuid.UUID) -> None:
    """Let the sweeper come to the order at once; raises role.not_allowed, not.found, order.stuck."""
    params = Params([order_id, db.clock.now()])
    sql = (
        "update orders o set look_at = least(look_at, $2) where o.id = $1 and o.look_at is not null"
        f" and exists (select from sweep_aside a where a.order_id = o.id) and ({_administers(caller, params)})"
        " returning true"
    )
    try:
        found = await db.fetchval(sql, *params)
    except asyncpg.PostgresError as error:
        if db.is_away(error):
            raise
        raise problem("order.stuck") from error
    if not found:
        raise problem("not.found")
    _log.info("sweep.again", order_id=str(order_id), by=str(caller.id))


def _administers(caller: Caller, params: Params) -> str:
    conditions = overseen(caller, params, (RoleKind.ADMINISTRATOR,))
    if not conditions:
        raise problem("role.not_allowed")
    return " or ".join(conditions)


def _view(row: db.Row) -> AsideOrder:
    return AsideOrder(
        order_id=row["order_id"],
        order_no=row["no"],
        state=State(row["state"]),
        element=Ref(row["element"], Names(row["element_zh"], row["element_en"])),
        unit=ref(row["unit"], row["unit_zh"], row["unit_en"]),
        since=row["since"],
        times=row["times"],
        error=row["error"],
        trouble=trouble(row["error"]),
        next_at=row["look_at"],
    )
