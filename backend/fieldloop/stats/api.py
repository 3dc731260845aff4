"""Figures for screens."""

from datetime import datetime

import msgspec
from litestar import Router, get
from litestar.params import FromQuery

from fieldloop import db
from fieldloop.asks import Asker
from fieldloop.catalogue.queries import scenarios
from fieldloop.errors import problem
from fieldloop.people.rules import Caller, RoleKind
from fieldloop.places.queries import lineage
from fieldloop.places.queries import unit as find_unit
from fieldloop.shapes import Names, Ref
from fieldloop.stats import queries

_AREA_KINDS = (RoleKind.COORDINATOR, RoleKind.MANAGER, RoleKind.INSPECTOR, RoleKind.ADMINISTRATOR)


class ScenarioFigures(msgspec.Struct):
    """One scenario's line."""

    scenario: Ref
    open: int
    late: int
    closed_today: int


class Board(msgspec.Struct):
    """Open, late and closed today; of an area, or of a coordinator's own unit."""

    area: Ref
    as_of: datetime
    open: int
    late: int
    closed_today: int
    urgent: int
    urged: int
    """Open ones that a manager asked for."""
    unheard: int
    """Open ones held by somebody whose phone gives no sign."""
    by_state: dict[str, int]
    by_scenario: list[ScenarioFigures]


@get("/stats/board", summary="Open, late, closed today")
async def board(caller: Asker, area: FromQuery[str | None] = None) -> Board:
    """Return the board of an area around which the caller has a role; without one, of the caller's own."""
    column, code, name, zone = await _scope(caller, area)
    now = db.clock.now()
    opened = await queries.open_orders(column, code, now)
    closed = await queries.closed_since(column, code, queries.midnight(now, zone))
    by_state: dict[str, int] = {}
    for row in opened:
        by_state[row["state"]] = by_state.get(row["state"], 0) + row["open"]
    return Board(
        area=Ref(code, name),
        as_of=now,
        open=sum(row["open"] for row in opened),
        late=sum(row["late"] for row in opened),
        closed_today=sum(row["closed"] for row in closed),
        urgent=sum(row["urgent"] for row in opened),
        urged=sum(row["urged"] for row in opened),
        unheard=sum(row["unheard"] for row in opened),
        by_state=by_state,
        by_scenario=await _by_scenario(opened, closed),
    )


async def _scope(caller: Caller, area: str | None) -> tuple[str, str, Names, str]:
    """Return (column, code, name, zone) of what the board counts; raises role.not_allowed, not.found."""
    own_areas = [code for _, code in caller.areas(*_AREA_KINDS)]
    if area is None and not own_areas:
        units = caller.units(RoleKind.COORDINATOR)
        unit = await find_unit(units[0]) if units else None
        if unit is None:
            raise problem("role.not_allowed")
        return "unit", unit["code"], Names(unit["name_zh"], unit["name_en"]), unit["zone"]
    row = await queries.area(area or own_areas[0])
    if row is None or not set(lineage(row).codes()) & set(own_areas):
        raise problem("not.found")
    return row["level"], row["code"], Names(row["name_zh"], row["name_en"]), row["zone"]


async def _by_scenario(opened: list[db.Row], closed: list[db.Row]) -> list[ScenarioFigures]:
    found = {
        row["code"]: ScenarioFigures(Ref(row["code"], Names(row["name_zh"], row["name_en"])), 0, 0, 0)
        for row in await scenarios()
    }
    for row in opened:
        found[row["scenario"]].open += row["open"]
        found[row["scenario"]].late += row["late"]
    for row in closed:
        found[row["scenario"]].closed_today += row["closed"]
    return [line for line in found.values() if line.open or line.closed_today]


router = Router(path="/", route_handlers=[board], tags=["stats"])
