"""What a phone takes along: its changes, the registry, a site's file. Shapes only."""

import uuid

import msgspec

from fieldloop.catalogue.shapes import ElementView, ReasonView
from fieldloop.orders.shapes import OrderDetail, OrderItem
from fieldloop.people.shapes import Colleague
from fieldloop.places.shapes import SiteFile, UnitView
from fieldloop.shapes import Ref


class Kept(msgspec.Struct, kw_only=True):
    """The lists of the registry that a phone keeps."""

    elements: list[ElementView]
    scenarios: list[Ref]
    reasons: list[ReasonView]
    units: list[UnitView]
    people: list[Colleague]
    sites: list[SiteFile]


class Registry(Kept, kw_only=True):
    """Those lists, and the token that says later whether they are still the same."""

    token: str


class Changes(msgspec.Struct, kw_only=True):
    """What changed for one person since a token.

    `more`: ask again at once. `cut`: boxes that hold more than was sent, which only `GET /orders` lists to their end.
    `details`: those of the orders that are addressed to or held by the caller, whole. `registry`: None when unchanged
    or not asked for. `reported`: those of the orders that the caller reported.
    """

    orders: list[OrderItem]
    details: list[OrderDetail]
    reported: list[uuid.UUID]
    gone: list[uuid.UUID]
    cut: list[str]
    registry: Registry | None
    next: str
    more: bool


class SiteDetail(SiteFile, kw_only=True):
    """A site's file with its place among areas and units, what is open there, and what was."""

    areas: list[Ref]
    answers: UnitView | None
    open: list[OrderItem]
    history: list[OrderItem]
