"""For administrators: what an element asks of evidence and review, and who changed that."""

from litestar import get, patch
from litestar.params import FromPath, JSONBody

from fieldloop.asks import Asker
from fieldloop.catalogue import settings
from fieldloop.catalogue.setting_shapes import ElementSettings, SettingsPatch


@get("/elements/{code:str}", summary="An element's settings")
async def element(caller: Asker, code: FromPath[str]) -> ElementSettings:
    """Return what the element asks of evidence and review, and its last twenty changes; for administrators."""
    return await settings.settings(caller, code)


@patch("/elements/{code:str}", summary="Change an element's settings")
async def change_element(caller: Asker, code: FromPath[str], data: JSONBody[SettingsPatch]) -> ElementSettings:
    """Change what is given, on the version it was made on (else 409 with what is there now), once for each id.

    For who administers every district, since the dictionary is shared.
    """
    return await settings.change(caller, code, data)
