"""Gateways of persons and units: set, listed and forgotten by administrators; an address is never served back."""

import uuid
from datetime import datetime

import msgspec
import structlog

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.ids import new_id
from fieldloop.notify import gateway as outside
from fieldloop.notify.gateway import Gateway, GatewayError
from fieldloop.notify.sealing import SealBrokenError, open_seal
from fieldloop.people.rules import Caller, RoleKind
from fieldloop.settings import settings
from fieldloop.shapes import Names, PersonRef, Ref

_log = structlog.get_logger()
_AROUND = "array[a.district, a.street, a.neighbourhood, a.grid]::text[] && $1"
UNIT = f"exists (select from unit u join area a on a.code = u.area where u.code = {{}} and {_AROUND})"
_PERSON = (
    "exists (select from role r left join unit u on u.code = r.unit join area a on a.code = coalesce(r.area, u.area)"
    f" where r.person = {{}} and {_AROUND})"
)
_MINE = f"({UNIT.format('g.unit')} or {_PERSON.format('g.person_id')})"
OWNER = "coalesce('unit:' || g.unit, 'person:' || g.person_id)"
_LIST = (
    "select g.*, p.name, u.name_zh, u.name_en from gateway g left join person p on p.id = g.person_id"
    f" left join unit u on u.code = g.unit where {_MINE} and ($2::uuid is null or g.id < $2)"
    " order by g.id desc limit $3"
)


class GatewayView(msgspec.Struct):
    """A gateway of a unit or a person: which service, and a hint that tells addresses apart without giving one away."""

    id: uuid.UUID
    unit: Ref | None
    person: PersonRef | None
    service: str
    hint: str
    set_at: datetime
    last_ok_at: datetime | None
    failures: int


class GatewayPage(msgspec.Struct):
    """A page of gateways."""

    items: list[GatewayView]
    next_cursor: str | None


async def page(caller: Caller, limit: int, cursor: uuid.UUID | None) -> GatewayPage:
    """Return the gateways of the administrator's units and persons, the newest first; raises role.not_allowed."""
    rows = await db.fetch(_LIST, areas(caller), cursor, limit + 1)
    found = [_view(row) for row in rows[:limit]]
    return GatewayPage(found, str(found[-1].id) if len(rows) > limit else None)


async def put(caller: Caller, unit: str | None, person: uuid.UUID | None, url: str) -> uuid.UUID:
    """Set the one gateway of a unit or a person; raises role.not_allowed, not.found, gateway.*, input.invalid."""
    within = areas(caller)
    if (unit is None) == (person is None):
        raise problem("input.invalid", errors=[{"field": "unit", "message": "a unit or a person"}])
    mine = UNIT.format("$2::text") if unit else _PERSON.format("$2::uuid")
    if not await db.fetchval(f"select {mine}", within, unit or person):
        raise problem("not.found")
    try:
        understood = outside.understood(url)
    except GatewayError as error:
        raise problem(error.code) from error
    column, owner = ("unit", f"unit:{unit}") if unit else ("person_id", f"person:{person}")
    closed = open_seal(settings().keys).close(url, owner)
    row = await db.fetchval(
        f"insert into gateway (id, {column}, service, hint, sealed, set_by, set_at) values ($1, $2, $3, $4, $5, $6, $7)"
        f" on conflict ({column}) do update set service = excluded.service, hint = excluded.hint,"
        " sealed = excluded.sealed,"
        " set_by = excluded.set_by, set_at = excluded.set_at, last_ok_at = null, failures = 0, rest_until = null"
        " returning id",
        *(new_id(), unit or person, understood.service, understood.hint, closed, caller.id, db.clock.now()),
    )
    _log.info("gateway.set", gateway=str(row), service=understood.service, by=str(caller.id))
    return row


async def forget(caller: Caller, gateway: uuid.UUID) -> None:
    """Forget a gateway; raises role.not_allowed, not.found."""
    sql = f"delete from gateway g where g.id = $2 and {_MINE} returning true"
    if not await db.fetchval(sql, areas(caller), gateway):
        raise problem("not.found")
    _log.info("gateway.forgotten", gateway=str(gateway), by=str(caller.id))


async def to_test(caller: Caller, gateway: uuid.UUID) -> Gateway | None:
    """Return a gateway, None when it no longer opens; raises role.not_allowed, not.found."""
    sql = f"select {OWNER} as owner, g.sealed from gateway g where g.id = $2 and {_MINE}"
    row = await db.fetchrow(sql, areas(caller), gateway)
    if row is None:
        raise problem("not.found")
    return opened(row["owner"], row["sealed"])


def opened(owner: str, sealed: bytes) -> Gateway | None:
    """Return the gateway behind a sealed address; None when it no longer opens, or may no longer be called."""
    try:
        return outside.understood(open_seal(settings().keys).open(sealed, owner))
    except (SealBrokenError, GatewayError) as error:
        _log.warning("gateway.unusable", owner=owner, error=type(error).__name__)
        return None


async def mark_taken(gateway: uuid.UUID, now: datetime) -> None:
    """Note that a gateway took a message."""
    await db.execute("update gateway set last_ok_at = $2, failures = 0 where id = $1", gateway, now)


async def mark_refused(gateway: uuid.UUID) -> None:
    """Count a refusal: an administrator sees it in the list, and alone knows what to change."""
    await db.execute("update gateway set failures = failures + 1 where id = $1", gateway)


async def let_rest(gateway: uuid.UUID, until: datetime) -> None:
    """Leave a gateway alone until then, with everything that waits for it."""
    await db.execute("update gateway set rest_until = greatest(rest_until, $2) where id = $1", gateway, until)
    await db.execute(
        "update notice_rung set next_at = $2 where gateway = $1 and done_at is null and next_at < $2", gateway, until
    )


def areas(caller: Caller) -> list[str]:
    """Return the areas a caller administers; raises role.not_allowed."""
    found = [code for _, code in caller.areas(RoleKind.ADMINISTRATOR)]
    if not found:
        raise problem("role.not_allowed")
    return found


def _view(row: db.Row) -> GatewayView:
    unit = Ref(row["unit"], Names(row["name_zh"], row["name_en"])) if row["unit"] else None
    person = PersonRef(row["person_id"], row["name"]) if row["person_id"] else None
    plain = {name: row[name] for name in ("id", "service", "hint", "set_at", "last_ok_at", "failures")}
    return GatewayView(unit=unit, person=person, **plain)
