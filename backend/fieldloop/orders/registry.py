"""What a phone keeps of the registry, so that its screens work without a network."""

import base64
import hashlib
from collections.abc import Sequence

import msgspec

from fieldloop import db
from fieldloop.catalogue import queries as catalogue
from fieldloop.catalogue.shapes import element_view, reason_view, scenario_view
from fieldloop.orders.phone import Kept, Registry
from fieldloop.orders.scope import HANDS
from fieldloop.people.colleagues import colleagues
from fieldloop.people.rules import Caller, RoleKind
from fieldloop.people.shapes import Colleague
from fieldloop.places import queries as places
from fieldloop.places.shapes import SiteFile, site_file, unit_view

MOST_SITES, MOST_UNITS, MOST_PEOPLE = 1_000, 500, 500
_HANDING = (RoleKind.COORDINATOR, RoleKind.MANAGER, RoleKind.ADMINISTRATOR)


async def kept(caller: Caller, token: str) -> Registry | None:
    """Return everything again when anything of it is no longer what the token stands for; None when nothing is."""
    files = [site_file(row) for row in await sites(caller, None, MOST_SITES)]
    lists = Kept(
        elements=[element_view(row) for row in await catalogue.elements()],
        scenarios=[scenario_view(row) for row in await catalogue.scenarios()],
        reasons=[reason_view(row) for row in await catalogue.reasons()],
        units=[unit_view(row) for row in await _units(caller, files)],
        people=await _people(caller),
        sites=files,
    )
    # The content is the version: whoever changes a table, by whatever way, cannot forget to raise a number.
    fresh = base64.urlsafe_b64encode(hashlib.sha256(msgspec.json.encode(lists)).digest()[:18]).decode()
    return None if fresh == token else Registry(token=fresh, **msgspec.structs.asdict(lists))


async def sites(caller: Caller, code: str | None, limit: int) -> Sequence[db.Row]:
    """Return the sites (or the one) whose file is the caller's business: the units' own, and where they have duties."""
    return await places.sites_of(caller.units(*RoleKind), [code for _, code in caller.areas(*RoleKind)], code, limit)


async def _units(caller: Caller, files: list[SiteFile]) -> list[db.Row]:
    """Return whom one may hand work to; for everybody else the own units, and those that site files name."""
    rows = await places.units_around([role.area for role in caller.roles], None)
    if not caller.has(*_HANDING):
        named = {value for site in files for value in (site.unit, *site.file.values()) if isinstance(value, str)}
        rows = [row for row in rows if row["code"] in named.union(caller.units(*RoleKind))]
    return rows[:MOST_UNITS]


async def _people(caller: Caller) -> list[Colleague]:
    """Return whom a coordinator may hand work to; for everybody else, whom to call in the unit."""
    handing = caller.units(RoleKind.COORDINATOR)
    found = await colleagues(handing, [RoleKind.COORDINATOR, *HANDS], MOST_PEOPLE)
    calling = [unit for unit in caller.units(*HANDS) if unit not in handing]
    found += await colleagues(calling, [RoleKind.COORDINATOR], MOST_PEOPLE)
    return msgspec.convert(found, list[Colleague])
