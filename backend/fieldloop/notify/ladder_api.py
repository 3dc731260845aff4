"""For administrators: when each rung is tried, the words of notices, what became of each, and how each rung does."""

import uuid
from typing import Annotated, Literal

from litestar import Router, delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from fieldloop.asks import Asker
from fieldloop.notify import delivery, ladder_settings
from fieldloop.notify.delivery import LogPage, TellingFigures
from fieldloop.notify.ladder_settings import AllWords, OwnWords, Preview, RungSet, Step, Steps
from fieldloop.notify.log_queries import Wanted

Cursor = Annotated[uuid.UUID | None, QueryParameter()]
_OfPush = Literal["waiting", "delivered", "no_device", "given_up", "superseded"]
_OfRung = Literal["told", "nobody", "stopped", "refused", "no_gateway"]
LogOutcome = Literal["all", "not_arrived"] | _OfPush | _OfRung


@get("/ladder", summary="When each rung of telling is tried")
async def ladder_steps(caller: Asker) -> Steps:
    """Return every step that is set; 403 for who administers nothing."""
    return await ladder_settings.steps(caller)


@put("/ladder", status_code=204, summary="Set when a rung is tried")
async def set_ladder_step(caller: Asker, data: JSONBody[Step]) -> None:
    """Set the minutes of a rung for a kind of notice: for everybody, an element, or a unit; none takes it away."""
    await ladder_settings.put_step(caller, data)


@delete("/ladder", summary="Go back to what holds for everybody")
async def forget_ladder_step(
    caller: Asker,
    kind: Annotated[str, QueryParameter(max_length=16)],
    rung: FromQuery[RungSet],
    element: Annotated[str | None, QueryParameter(max_length=64)] = None,
    unit: Annotated[str | None, QueryParameter(max_length=32)] = None,
) -> None:
    """Forget a step of an element or a unit: everybody's holds there again; without one the rung is left out."""
    await ladder_settings.forget_step(caller, Step(kind=kind, rung=rung, element=element, unit=unit))


@get("/notice-words", summary="The words of notices that are ours no more")
async def notice_words(caller: Asker) -> AllWords:
    """Return the words that administrators have set."""
    return await ladder_settings.all_words(caller)


@put("/notice-words", status_code=204, summary="Set the words of a kind of notice")
async def set_notice_words(caller: Asker, data: JSONBody[OwnWords]) -> None:
    """Set title and body in one language, for every notice that is sent from now on."""
    await ladder_settings.put_words(caller, data)


@post("/notice-words/preview", status_code=200, summary="See how words read")
async def preview_notice_words(caller: Asker, data: JSONBody[OwnWords]) -> Preview:
    """Return the words filled with an order that is made up; nothing is kept."""
    return ladder_settings.preview(caller, data)


@delete("/notice-words/{kind:str}/{language:str}", summary="Go back to our words")
async def forget_notice_words(caller: Asker, kind: FromPath[str], language: FromPath[str]) -> None:
    """Forget an administrator's words of a kind in a language."""
    if "\0" in kind + language:
        kind = language = ""  # PostgreSQL stores no NUL, so nothing is called by one
    await ladder_settings.forget_words(caller, kind, language)


@get("/telling-log", summary="What became of each notice")
async def telling_log(
    caller: Asker,
    person: FromQuery[uuid.UUID | None] = None,
    order: FromQuery[uuid.UUID | None] = None,
    outcome: Annotated[LogOutcome, QueryParameter()] = "all",
    area: Annotated[str | None, QueryParameter(max_length=64)] = None,
    unit: Annotated[str | None, QueryParameter(max_length=32)] = None,
    days: Annotated[int | None, QueryParameter(ge=1, le=366)] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
    cursor: Cursor = None,
) -> LogPage:
    """Return notices in the administrator's areas with every way they went, the newest first; never an address.

    `outcome`: only those of which a way ended so, or is `waiting`; `not_arrived` is what reached no phone.
    """
    ended = None if outcome in ("all", "not_arrived") else outcome
    wanted = Wanted(person, order, outcome != "not_arrived", ended, area, unit, days)
    return await delivery.page(caller, wanted, limit, cursor)


@get("/stats/telling", summary="How each rung of telling does")
async def telling_figures(caller: Asker, days: Annotated[int, QueryParameter(ge=1, le=31)] = 7) -> TellingFigures:
    """Return for each rung how many notices went that way, arrived and were then seen; of no person."""
    return await delivery.figures(caller, days)


router = Router(
    path="/",
    route_handlers=[
        ladder_steps,
        set_ladder_step,
        forget_ladder_step,
        notice_words,
        set_notice_words,
        preview_notice_words,
        forget_notice_words,
        telling_log,
        telling_figures,
    ],
    tags=["notify"],
)
