"""A site's file: its facts, where it belongs, what is open there and what was, as far as the caller may see."""

from fieldloop import db
from fieldloop.orders import items, registry, scope
from fieldloop.orders.phone import SiteDetail
from fieldloop.orders.scope import Params
from fieldloop.orders.shapes import OrderItem
from fieldloop.people.rules import Caller
from fieldloop.places import queries as places
from fieldloop.places.shapes import site_file, unit_view
from fieldloop.shapes import Names, Ref

MOST_OPEN, MOST_PAST = 50, 20
_SHUT = "o.state in ('closed', 'void')"


async def site(code: str, caller: Caller) -> SiteDetail | None:
    """Return a site's file, or None when it is unknown or nothing to the caller: neither its site nor its order."""
    row = next(iter(await registry.sites(caller, code, 1)), None)
    opened = await _orders(code, caller, f"not ({_SHUT})", MOST_OPEN)
    if row is None and opened:
        row = await places.site_row(code)
    if row is None:
        return None
    past = await _orders(code, caller, _SHUT, MOST_PAST)
    facts = site_file(row)
    unit = await places.units([facts.unit]) if facts.unit else []
    return SiteDetail(
        **{name: getattr(facts, name) for name in facts.__struct_fields__},
        areas=[Ref(area["code"], Names(area["name_zh"], area["name_en"])) for area in await places.chain(facts.area)],
        answers=unit_view(unit[0]) if unit else None,
        open=opened,
        history=past,
    )


async def _orders(code: str, caller: Caller, state: str, limit: int) -> list[OrderItem]:
    """Return the newest orders there that the caller sees, among the newest 500 of that state."""
    params = Params([code, limit])
    rows = await db.fetch(
        f"select o.id from (select o.* from orders o where o.site = $1 and {state} order by o.id desc limit 500) o"
        f" where {scope.visible(caller, params)} order by o.id desc limit $2",
        *params,
    )
    return await items.items_of([row["id"] for row in rows], db.clock.now(), caller)
