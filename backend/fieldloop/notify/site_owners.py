"""Owners of sites: who may be asked first, and how they are reached; an address is never served back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import msgspec
import structlog

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.notify import gateway as outside
from fieldloop.notify.gateway import GatewayError
from fieldloop.notify.sealing import open_seal
from fieldloop.people.rules import Caller, RoleKind
from fieldloop.settings import settings

Language = Literal["zh-CN", "en"]
KEEPERS = (RoleKind.MANAGER, RoleKind.ADMINISTRATOR)
_log = structlog.get_logger()
_MINE = (
    "exists (select from site s join area a on a.code = s.area where s.code = $1"
    " and array[a.district, a.street, a.neighbourhood, a.grid]::text[] && $2)"
)


@dataclass(frozen=True, slots=True)
class Reach:
    """That there is an owner, and whether a link can be sent to them."""

    has_address: bool


class SiteOwnerView(msgspec.Struct):
    """Who owns a site; the hint tells addresses apart without giving one away."""

    name: str
    language: Language
    service: str | None
    hint: str | None
    set_at: datetime


async def reach(site: str) -> Reach | None:
    """Return how the owner of a site is reached. A link without this product's own address could not be sent."""
    row = await db.fetchrow("select sealed is not null as has_address from site_owner where site = $1", site)
    return Reach(row["has_address"] and settings().public_url is not None) if row else None


async def owner(caller: Caller, site: str) -> SiteOwnerView:
    """Return the owner of a site; raises role.not_allowed, not.found."""
    await _check(caller, site)
    row = await db.fetchrow("select name, language, service, hint, set_at from site_owner where site = $1", site)
    if row is None:
        raise problem("not.found")
    return SiteOwnerView(**dict(row))


async def put(caller: Caller, site: str, name: str, language: Language, url: str | None) -> None:
    """Set the owner of a site; raises also gateway.*. Without an address the link is handed over by a coordinator."""
    await _check(caller, site)
    service, hint, sealed = None, None, None
    if url:
        try:
            understood = outside.understood(url)
        except GatewayError as error:
            raise problem(error.code) from error
        service, hint = understood.service, understood.hint
        sealed = open_seal(settings().keys).close(url, sealed_for(site))
    await db.execute(
        "insert into site_owner (site, name, language, service, hint, sealed, set_by, set_at)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (site) do update set name = excluded.name,"
        " language = excluded.language, service = excluded.service, hint = excluded.hint, sealed = excluded.sealed,"
        " set_by = excluded.set_by, set_at = excluded.set_at",
        *(site, name, language, service, hint, sealed, caller.id, db.clock.now()),
    )
    _log.info("site_owner.set", site=site, service=service, by=str(caller.id))


async def forget(caller: Caller, site: str) -> None:
    """Forget the owner of a site: nobody is asked first any more; raises role.not_allowed, not.found."""
    await _check(caller, site)
    if not await db.fetchval("delete from site_owner where site = $1 returning true", site):
        raise problem("not.found")
    _log.info("site_owner.forgotten", site=site, by=str(caller.id))


def sealed_for(site: str) -> str:
    """Return for whom an address is sealed: moved to another site's row, it does not open."""
    return f"site:{site}"


async def _check(caller: Caller, site: str) -> None:
    areas = [code for _, code in caller.areas(*KEEPERS)]
    if not areas:
        raise problem("role.not_allowed")
    if "\0" in site or not await db.fetchval(f"select {_MINE}", site, areas):
        raise problem("not.found")
