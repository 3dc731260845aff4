"""Who is on duty, for those who plan it."""

import uuid
from typing import Annotated

from litestar import Router, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter

from fieldloop.asks import Asker
from fieldloop.limits import limit
from fieldloop.roster import actions
from fieldloop.roster.shapes import Import, Imported, Rosters, RosterSaid
from fieldloop.roster.views import views

Code = Annotated[str | None, QueryParameter(max_length=32)]


@get("/rosters", summary="Who is on duty")
async def rosters(caller: Asker, unit: Code = None, area: Code = None) -> Rosters:
    """List the rosters of a unit's people, or of an area's; those outside one's sight are an empty list.

    A unit's coordinators see it, and whoever answers for an area around it; an area's administrators see the area's.
    """
    return Rosters(await views(caller, unit, area) if unit or area else [])


@put("/rosters/{person:uuid}", status_code=204, summary="Plan somebody's duty")
async def plan(caller: Asker, person: FromPath[uuid.UUID], data: JSONBody[RosterSaid]) -> None:
    """Plan a person anew, on the version that was read (else 409): for the unit's coordinator and administrators.

    What is past stays as it was. Sent again it changes nothing.
    """
    await actions.change(caller, person, data)


@post("/rosters/import", status_code=200, summary="Plan many people's duty")
async def import_rosters(caller: Asker, data: JSONBody[Import]) -> Imported:
    """Plan everybody whom a CSV file names, whole; one bad line and nothing is written, and every bad line is named.

    Columns: login, kind (shift, leave, extra, stand_in), weekday (1 is Monday), from, to, stand_in (a login). Times of
    shifts are of the person's area; so are moments of leave and extra shifts that name no zone.
    """
    await limit(f"rosters:{caller.id}", times=30, seconds=60)
    return Imported(await actions.import_csv(caller, data.csv))


router = Router(path="/", route_handlers=[rosters, plan, import_rosters], tags=["rosters"])
