"""Re-inspections: what is left to look at, and what was found."""

import uuid
from datetime import datetime
from typing import Annotated

import msgspec
from litestar import Router, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from fieldloop import base64url
from fieldloop.asks import Asker
from fieldloop.errors import problem
from fieldloop.evidence.redaction import only
from fieldloop.limits import limit as limited
from fieldloop.orders import inspections
from fieldloop.shapes import Names, Ref, ref


class Inspection(msgspec.Struct):
    """A pair without names: whose work it was is no part of the question."""

    id: uuid.UUID
    element: Ref
    site: Ref | None
    address: str
    lat: float | None
    lon: float | None
    before: str | None
    after: str | None
    covered: dict[str, int]
    """As in an order."""
    why: Names
    drawn_at: datetime


class Inspections(msgspec.Struct):
    """A page, the longest waiting first."""

    items: list[Inspection]
    next_cursor: str | None


class Judged(msgspec.Struct):
    """The verdict that was written down."""

    id: uuid.UUID
    verdict: str


@get("/inspections", summary="What is drawn for re-inspection")
async def pending(
    caller: Asker,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, QueryParameter(max_length=64)] = None,
) -> Inspections:
    """Return closed orders that chance drew in the caller's areas, without names, units and order numbers."""
    rows = await inspections.pending(caller, _read(cursor) if cursor else None, limit + 1)
    items = [
        Inspection(
            id=row["id"],
            element=Ref(row["element"], Names(row["element_zh"], row["element_en"])),
            site=ref(row["site"], row["site_zh"], row["site_en"]),
            address=row["address"],
            lat=row["lat"],
            lon=row["lon"],
            before=row["before"],
            after=row["after"],
            covered=only(row["covered"], row["before"], row["after"]),
            why=Names(row["why_zh"], row["why_en"]),
            drawn_at=row["drawn_at"],
        )
        for row in rows[:limit]
    ]
    more = len(rows) > limit
    return Inspections(items, base64url.encode(items[-1].id.bytes) if more else None)


@post("/inspections/{inspection_id:uuid}/verdict", status_code=200, summary="Say what the re-inspection found")
async def verdict(caller: Asker, inspection_id: FromPath[uuid.UUID], data: JSONBody[inspections.Verdict]) -> Judged:
    """Write the verdict down, once however often it is sent; `bad` needs words and opens the order again."""
    await limited(f"inspections:{caller.id}", times=600, seconds=60)
    await inspections.judge(inspection_id, data, caller)
    return Judged(inspection_id, data.verdict)


def _read(cursor: str) -> uuid.UUID:
    try:
        return uuid.UUID(bytes=base64url.decode(cursor) or b"")
    except ValueError as error:
        raise problem("cursor.invalid") from error


router = Router(path="/", route_handlers=[pending, verdict], tags=["review"])
