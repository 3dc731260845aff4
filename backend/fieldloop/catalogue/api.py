"""The catalogue as screens need it."""

import msgspec
from litestar import Router, get

from fieldloop.asks import Asker
from fieldloop.catalogue import queries, settings_api
from fieldloop.catalogue.shapes import ElementView, ReasonView, element_view, reason_view, scenario_view
from fieldloop.shapes import Ref


class Elements(msgspec.Struct):
    """The element dictionary."""

    items: list[ElementView]


class Scenarios(msgspec.Struct):
    """All scenarios."""

    items: list[Ref]


class Reasons(msgspec.Struct):
    """All reasons, in the order in which they are offered."""

    items: list[ReasonView]


@get("/elements", summary="The element dictionary")
async def elements(caller: Asker) -> Elements:
    """List active elements."""
    return Elements([element_view(row) for row in await queries.elements()])


@get("/scenarios", summary="The scenarios")
async def scenarios(caller: Asker) -> Scenarios:
    """List scenarios."""
    return Scenarios([scenario_view(row) for row in await queries.scenarios()])


@get("/reasons", summary="The reasons to choose from")
async def reasons(caller: Asker) -> Reasons:
    """List active reasons for each action that needs one; what is not `offered` is there for its name."""
    return Reasons([reason_view(row) for row in await queries.reasons()])


_SETTINGS = [settings_api.element, settings_api.change_element, settings_api.what_if_element]
router = Router(path="/", route_handlers=[elements, scenarios, reasons, *_SETTINGS], tags=["catalogue"])
