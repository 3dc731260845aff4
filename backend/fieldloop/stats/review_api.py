"""How fair review is: how often chance found it right, and how often an appeal was granted."""

import msgspec
from litestar import Router, get

from fieldloop.asks import Asker
from fieldloop.errors import problem
from fieldloop.orders.scope import Params, overseen
from fieldloop.people.rules import Caller, RoleKind
from fieldloop.shapes import PersonRef
from fieldloop.stats import queries
from fieldloop.stats.rules import wilson


class Agreement(msgspec.Struct, kw_only=True):
    """Of what was drawn, how much was judged, and how often the inspector agreed; Wilson's 95 % interval."""

    drawn: int
    judged: int
    agreed: int
    rate: float | None
    low: float | None
    high: float | None


class StratumAgreement(Agreement, kw_only=True):
    """The same of one area, unit and element."""

    stratum: str


class InspectionFigures(msgspec.Struct):
    """In all, and by stratum."""

    all: Agreement
    strata: list[StratumAgreement]


class ReviewerReversals(msgspec.Struct):
    """Of one reviewer: appeals decided, and how many of them were granted."""

    person: PersonRef
    decided: int
    reversed: int


class Reversals(msgspec.Struct):
    """By reviewer."""

    items: list[ReviewerReversals]


@get("/stats/inspections", summary="How often re-inspection agrees")
async def inspected(caller: Asker) -> InspectionFigures:
    """Return the agreement in the caller's areas: for managers, inspectors and administrators."""
    params, where = _within(caller, RoleKind.MANAGER, RoleKind.INSPECTOR, RoleKind.ADMINISTRATOR)
    rows = await queries.agreement(params, where)
    strata = [_line(row["stratum"], row["drawn"], row["judged"], row["agreed"]) for row in rows]
    total = _line("", *(sum(getattr(line, name) for line in strata) for name in ("drawn", "judged", "agreed")))
    names = Agreement.__struct_fields__
    return InspectionFigures(Agreement(**{name: getattr(total, name) for name in names}), strata)


@get("/stats/reversals", summary="How often appeals were granted, by reviewer")
async def reversals(caller: Asker) -> Reversals:
    """Return decided appeals by whose judgement it was: for managers of the area alone, about reviewers alone."""
    params, where = _within(caller, RoleKind.MANAGER)
    rows = await queries.reversals(params, where)
    return Reversals(
        [ReviewerReversals(PersonRef(row["id"], row["name"]), row["decided"], row["reversed"]) for row in rows]
    )


def _within(caller: Caller, *kinds: RoleKind) -> tuple[Params, str]:
    params = Params()
    areas = overseen(caller, params, kinds)
    if not areas:
        raise problem("role.not_allowed")
    return params, " or ".join(areas)


def _line(stratum: str, drawn: int, judged: int, agreed: int) -> StratumAgreement:
    low, high = wilson(agreed, judged) or (None, None)
    rate = agreed / judged if judged else None
    return StratumAgreement(stratum=stratum, drawn=drawn, judged=judged, agreed=agreed, rate=rate, low=low, high=high)


router = Router(path="/", route_handlers=[inspected, reversals], tags=["stats"])
