"""The catalogue as screens need it."""

import msgspec
from litestar import Router, get

from fieldloop.asks import Asker
from fieldloop.catalogue import queries
from fieldloop.shapes import Names, Ref


class ElementView(msgspec.Struct):
    """An element: its limits in minutes, how many photos it asks for, and why."""

    code: str
    name: Names
    scenario: str
    accept_minutes: int
    fix_minutes: int
    review_minutes: int
    before_photos: int
    after_photos: int
    why: Names


class Elements(msgspec.Struct):
    """The element dictionary."""

    items: list[ElementView]


class Scenarios(msgspec.Struct):
    """All scenarios."""

    items: list[Ref]


class ReasonView(msgspec.Struct):
    """One reason to choose for an action."""

    action: str
    code: str
    name: Names


class Reasons(msgspec.Struct):
    """All reasons, in the order in which they are offered."""

    items: list[ReasonView]


@get("/elements", summary="The element dictionary")
async def elements(caller: Asker) -> Elements:
    """List active elements."""
    return Elements(
        [
            ElementView(
                code=row["code"],
                name=Names(row["name_zh"], row["name_en"]),
                scenario=row["scenario"],
                accept_minutes=row["accept_minutes"],
                fix_minutes=row["fix_minutes"],
                review_minutes=row["review_minutes"],
                before_photos=row["before_photos"],
                after_photos=row["after_photos"],
                why=Names(row["why_zh"], row["why_en"]),
            )
            for row in await queries.elements()
        ]
    )


@get("/scenarios", summary="The scenarios")
async def scenarios(caller: Asker) -> Scenarios:
    """List scenarios."""
    rows = await queries.scenarios()
    return Scenarios([Ref(row["code"], Names(row["name_zh"], row["name_en"])) for row in rows])


@get("/reasons", summary="The reasons to choose from")
async def reasons(caller: Asker) -> Reasons:
    """List active reasons for each action that needs one."""
    rows = await queries.reasons()
    return Reasons([ReasonView(row["action"], row["code"], Names(row["name_zh"], row["name_en"])) for row in rows])


router = Router(path="/", route_handlers=[elements, scenarios, reasons], tags=["catalogue"])
