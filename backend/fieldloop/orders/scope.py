"""Who may see an order, as SQL: permissions are part of every query, so that no handler can forget them.

Each order carries its ancestor at every level, so that a whole subtree is one equality with its own index.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fieldloop.people.rules import Caller, RoleKind

JUDGES = (RoleKind.MANAGER, RoleKind.INSPECTOR, RoleKind.ADMINISTRATOR)
OVERSEERS = (RoleKind.COORDINATOR, RoleKind.MANAGER, RoleKind.INSPECTOR, RoleKind.ADMINISTRATOR)
_ANSWERING = (RoleKind.COORDINATOR, RoleKind.MANAGER, RoleKind.ADMINISTRATOR)
HANDS = (RoleKind.WORKER, RoleKind.VOLUNTEER)
_TAKING_AWAY = ["accept", "assign", "decline", "dispatch", "transfer", "suspend", "wait", "void"]
LEVEL_COLUMNS = ("district", "street", "neighbourhood", "grid")


class Params(list[Any]):
    """Collects values and hands out their `$n`."""

    def add(self, value: Any) -> str:
        """Append a value; return its placeholder."""
        self.append(value)
        return f"${len(self)}"


def overseen(caller: Caller, params: Params, kinds: Sequence[RoleKind] = OVERSEERS, of: str = "o") -> list[str]:
    """Return a condition for each area and for the units that the caller oversees; `of` is what carries the areas."""
    found = [f"{of}.{level} = {params.add(code)}" for level, code in caller.areas(*kinds) if level in LEVEL_COLUMNS]
    if units := caller.units(*[kind for kind in kinds if kind is RoleKind.COORDINATOR]):
        found.append(_in(f"{of}.unit", units, params))
    return found


def only_inspects(caller: Caller, areas: frozenset[str], unit: str | None) -> bool:
    """Tell whether the caller looks at an order as an inspector, and neither answers for it nor is of its unit."""
    inspects, answers = (
        any(area in areas for _, area in caller.areas(*kinds)) for kinds in ((RoleKind.INSPECTOR,), _ANSWERING)
    )
    return inspects and not answers and unit not in caller.units(*RoleKind)


def takeable(caller: Caller, params: Params) -> list[str]:
    """Return conditions for orders that the caller may take: the unit's and the pool's, before somebody has."""
    found: list[str] = []
    if units := caller.units(RoleKind.WORKER):
        found.append(f"({_in('o.unit', units, params)} and o.state = 'dispatched' and o.person is null)")
    return found + pooled(caller, params)


def pooled(caller: Caller, params: Params) -> list[str]:
    """Return conditions for pool orders around the caller's home."""
    homes = sorted({(role.level, role.area) for role in caller.roles if role.kind in HANDS})
    return [
        f"(o.{level} = {params.add(code)} and o.pool and o.state = 'dispatched' and o.person is null)"
        for level, code in homes
        if level in LEVEL_COLUMNS
    ]


def involved(caller: Caller, params: Params) -> str:
    """Return the condition for orders that the caller reported, acted upon, or was told of.

    What a refused command left behind is no act: it must not open an order for ever to who may not see it.
    """
    me = params.add(caller.id)
    found = [
        _exists("discovery d", f"d.order_id = o.id and d.person = {me}"),
        _exists("order_event v", f"v.order_id = o.id and v.person = {me} and v.action <> 'kept'"),
        _exists("notice n", f"n.order_id = o.id and n.person_id = {me}"),
    ]
    return f"({' or '.join(found)})"


def once_takeable(caller: Caller, params: Params, lost_after: datetime | None = None) -> str:
    """Return the condition for orders that the caller could once have taken, and so may still have on a phone.

    With `lost_after`, only those that nobody had taken, sent on or ended by then.
    """
    found = ["false"]
    if units := caller.units(RoleKind.WORKER, RoleKind.COORDINATOR):
        found.append(_in("(v.data->>'unit')", units, params))
    homes = sorted({(role.level, role.area) for role in caller.roles if role.kind in HANDS})
    found += [
        f"(v.data ? 'pool' and o.{level} = {params.add(code)})" for level, code in homes if level in LEVEL_COLUMNS
    ]
    condition = f"v.order_id = o.id and ({' or '.join(found)})"
    if lost_after:
        condition += (
            " and not exists (select from order_event w where w.order_id = o.id and w.seq > v.seq"
            f" and w.received_at <= {params.add(lost_after)} and w.action = any({params.add(_TAKING_AWAY)}::text[]))"
        )
    return _exists("order_event v", condition)


def suggestible(caller: Caller, params: Params) -> str:
    """Return the condition for open orders of the caller's districts: what may be suggested to a reporter."""
    homes = params.add(sorted({role.area for role in caller.roles}))
    return (
        "(o.state not in ('closed', 'void')"
        f" and o.district in (select district from area where code = any({homes}::text[])))"
    )


def concerns(caller: Caller, params: Params) -> str:
    """Return the condition for orders that belong on the caller's screens: held, overseen, to be taken, reported."""
    me = params.add(caller.id)
    branches = [f"coalesce(o.person = {me}, false)", *overseen(caller, params), *takeable(caller, params)]
    branches.append(_exists("discovery d", f"d.order_id = o.id and d.person = {me}"))
    # A null in one branch must not make the whole unknown: `coalesce`.
    return "coalesce(" + " or ".join(branches) + ", false)"


def visible(caller: Caller, params: Params) -> str:
    """Return the whole condition under which the caller sees an order `o` (for one order, or a few)."""
    branches = [f"o.person = {params.add(caller.id)}", *overseen(caller, params), *takeable(caller, params)]
    return "(" + " or ".join([*branches, involved(caller, params)]) + ")"


def _exists(table: str, condition: str) -> str:
    # `offset 0` keeps it a look-up per order: PostgreSQL would rather read everything a person was ever told, once.
    return f"exists (select 1 from {table} where {condition} offset 0)"


def _in(column: str, values: Sequence[str], params: Params) -> str:
    # One value stays an equality: only that lets the index hand out rows in order of their deadline.
    if len(values) == 1:
        return f"{column} = {params.add(values[0])}"
    return f"{column} = any({params.add(list(values))}::text[])"
