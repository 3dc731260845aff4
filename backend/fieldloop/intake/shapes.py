"""What clients see of discoveries before there is an order of theirs."""

import uuid
from datetime import datetime

import msgspec

from fieldloop.orders.rules import State
from fieldloop.shapes import Ref


class Suggestion(msgspec.Struct):
    """An open order nearby that somebody reported already."""

    order_id: uuid.UUID
    order_no: str
    element: Ref
    state: State
    distance_m: int
    filed_at: datetime
    note: str
    picture: str | None
    covered: dict[str, int]
    """As in an order."""


class Suggestions(msgspec.Struct):
    """The nearest first."""

    items: list[Suggestion]
