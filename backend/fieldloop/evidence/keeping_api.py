"""For administrators: who looked below what is covered, and which photos are damaged."""

from typing import Annotated

from litestar import Router, get
from litestar.params import QueryParameter

from fieldloop.asks import Asker
from fieldloop.evidence import keeping
from fieldloop.evidence.keeping import DamagePage, LookPage

Limit = Annotated[int, QueryParameter(ge=1, le=200)]
Cursor = Annotated[str | None, QueryParameter(max_length=80)]


@get("/photo-looks", summary="Who looked below what is covered")
async def photo_looks(caller: Asker, limit: Limit = 50, cursor: Cursor = None) -> LookPage:
    """Return the looks in the administrator's areas, the newest first; 403 for everybody else."""
    return await keeping.looks(caller, limit, cursor)


@get("/photo-damage", summary="Photos that are damaged")
async def photo_damage(caller: Asker, limit: Limit = 50, cursor: Cursor = None) -> DamagePage:
    """Return the photos in the administrator's areas whose file is not what came in, newest first; 403 for others."""
    return await keeping.damaged(caller, limit, cursor)


router = Router(path="/", route_handlers=[photo_looks, photo_damage], tags=["photos"])
