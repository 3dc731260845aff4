"""How fair review is: how often chance found it right, and how often an appeal was granted."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec
from litestar import Router, get
from litestar.params import QueryParameter

from fieldloop import db
from fieldloop.asks import Asker
from fieldloop.errors import problem
from fieldloop.orders.scope import Params, overseen
from fieldloop.people.rules import Caller, RoleKind
from fieldloop.shapes import PersonRef, Ref, ref
from fieldloop.stats import queries
from fieldloop.stats.rules import wilson

_ANSWERING = (RoleKind.MANAGER, RoleKind.INSPECTOR, RoleKind.ADMINISTRATOR)
_QUARTER = 90
Days = Annotated[int, QueryParameter(ge=1, le=366)]


class Agreement(msgspec.Struct, kw_only=True):
    """Of what was drawn, how much was judged, and how often the inspector agreed; Wilson's 95 % interval."""

    drawn: int
    judged: int
    agreed: int
    rate: float | None
    low: float | None
    high: float | None


class StratumAgreement(Agreement, kw_only=True):
    """The same of one area, unit and element; those of which most is known come first."""

    stratum: str
    area: Ref | None
    unit: Ref | None
    element: Ref | None


class InspectionFigures(msgspec.Struct):
    """Of what was drawn since a moment: in all, and by stratum."""

    since: datetime
    all: Agreement
    strata: list[StratumAgreement]


class ReviewerReversals(msgspec.Struct):
    """Of one reviewer: appeals decided, and how many of them were granted."""

    person: PersonRef
    decided: int
    reversed: int


class Reversals(msgspec.Struct):
    """Of what was decided since a moment, by reviewer."""

    since: datetime
    items: list[ReviewerReversals]


@get("/stats/inspections", summary="How often re-inspection agrees")
async def inspected(caller: Asker, days: Days = _QUARTER) -> InspectionFigures:
    """Return the agreement in the caller's areas of what was drawn in so many days: for those who answer for review."""
    since = _since(caller, _ANSWERING, days)
    rows = await queries.agreement(caller, _ANSWERING, since)
    total = _agreement(*(sum(row[name] for row in rows) for name in ("drawn", "judged", "agreed")))
    return InspectionFigures(since, Agreement(**total), [_stratum(row) for row in rows])


@get("/stats/reversals", summary="How often appeals were granted, by reviewer")
async def reversals(caller: Asker, days: Days = _QUARTER) -> Reversals:
    """Return appeals decided in so many days by whose judgement it was: for managers alone, about reviewers alone."""
    since = _since(caller, (RoleKind.MANAGER,), days)
    rows = await queries.reversals(caller, (RoleKind.MANAGER,), since)
    lines = [ReviewerReversals(PersonRef(row["id"], row["name"]), row["decided"], row["reversed"]) for row in rows]
    return Reversals(since, lines)


def _since(caller: Caller, kinds: Sequence[RoleKind], days: int) -> datetime:
    if not overseen(caller, Params(), kinds):
        raise problem("role.not_allowed")
    return db.clock.now() - timedelta(days=days)


def _stratum(row: db.Row) -> StratumAgreement:
    named = {name: ref(row[name], row[f"{name}_zh"], row[f"{name}_en"]) for name in ("area", "unit", "element")}
    return StratumAgreement(stratum=row["stratum"], **named, **_agreement(row["drawn"], row["judged"], row["agreed"]))


def _agreement(drawn: int, judged: int, agreed: int) -> dict[str, Any]:
    low, high = wilson(agreed, judged) or (None, None)
    rate = agreed / judged if judged else None
    return {"drawn": drawn, "judged": judged, "agreed": agreed, "rate": rate, "low": low, "high": high}


router = Router(path="/", route_handlers=[inspected, reversals], tags=["stats"])
