"""For administrators: what an element asks of evidence and review, and who changed that."""

from litestar import get, patch, post
from litestar.params import FromPath, JSONBody

from fieldloop.asks import Asker
from fieldloop.catalogue import settings
from fieldloop.catalogue.setting_shapes import ElementSettings, SettingsPatch
from fieldloop.orders import reckoning
from fieldloop.orders.reckon_shapes import WhatIf, what_if_view
from fieldloop.sla.reckon_which import Which, of_element


@get("/elements/{code:str}", summary="An element's settings")
async def element(caller: Asker, code: FromPath[str]) -> ElementSettings:
    """Return what the element asks of evidence and review, and its last twenty changes; for administrators."""
    return await settings.settings(caller, code)


@patch("/elements/{code:str}", summary="Change an element's settings")
async def change_element(caller: Asker, code: FromPath[str], data: JSONBody[SettingsPatch]) -> ElementSettings:
    """Change what is given, on the version it was made on (else 409 with what is there now), once for each id.

    For who administers every district, since the dictionary is shared. Limits that change move open orders in the same
    transaction, each with an event; one that would be late at once keeps its deadline.
    """
    found, _ = await reckoning.change(lambda: settings.change(caller, code, data), *_which(code, data))
    return found


@post("/elements/{code:str}/what-if", summary="What a change of limits would move", status_code=200)
async def what_if_element(caller: Asker, code: FromPath[str], data: JSONBody[SettingsPatch]) -> WhatIf:
    """Return which open orders the change would move, and by how much; nothing is changed."""
    return what_if_view(await reckoning.what_if(lambda: settings.change(caller, code, data), *_which(code, data)))


def _which(code: str, data: SettingsPatch) -> list[Which]:
    return [of_element(code)] if data.limits or data.urgent_limits else []
