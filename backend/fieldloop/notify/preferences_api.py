"""How the caller wants to be told."""

from datetime import time
from typing import Annotated

import msgspec
from litestar import Router, get, put
from litestar.params import JSONBody
from msgspec import Meta

from fieldloop.asks import Asker
from fieldloop.errors import problem
from fieldloop.notify import preferences
from fieldloop.notify.quiet_rules import Preference
from fieldloop.shapes import Command

_Clock = Annotated[str, Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class TellingWishes(Command, kw_only=True):
    """Quiet hours, a digest, one ring for a burst; times as a clock on the wall of the order's area shows them."""

    quiet_from: _Clock | None = None
    quiet_to: _Clock | None = None
    digest_at: _Clock | None = None
    bundle: bool = False


class MyTelling(msgspec.Struct):
    """How the caller wants to be told."""

    quiet_from: str | None
    quiet_to: str | None
    digest_at: str | None
    bundle: bool


@get("/me/telling", summary="How I want to be told")
async def my_telling(caller: Asker) -> MyTelling:
    """Return the caller's quiet hours, time of the digest, and whether a burst rings once."""
    return _view((await preferences.wishes([caller.id])).get(caller.id, Preference()))


@put("/me/telling", summary="Change how I want to be told")
async def change_my_telling(caller: Asker, data: JSONBody[TellingWishes]) -> MyTelling:
    """Keep these wishes: urgent kinds pass quiet hours, nothing is ever dropped."""
    if (data.quiet_from is None) != (data.quiet_to is None) or (data.quiet_from and data.quiet_from == data.quiet_to):
        raise problem("input.invalid", errors=[{"field": "quiet_to", "message": "another time than quiet_from"}])
    wish = Preference(_time(data.quiet_from), _time(data.quiet_to), _time(data.digest_at), data.bundle)
    await preferences.put(caller.id, wish)
    return _view(wish)


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _view(wish: Preference) -> MyTelling:
    return MyTelling(_clock(wish.quiet_from), _clock(wish.quiet_to), _clock(wish.digest_at), wish.bundle)


def _clock(at: time | None) -> str | None:
    return f"{at:%H:%M}" if at else None


router = Router(path="/", route_handlers=[my_telling, change_my_telling], tags=["notify"])
