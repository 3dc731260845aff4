"""What clients see of a day that is not like its weekday."""

from datetime import date
from typing import Literal

import msgspec

from fieldloop.shapes import Names


class OtherDay(msgspec.Struct):
    """A day that is not worked, or not as its weekday is."""

    day: date
    why: Literal["rest", "holiday", "make_up", "other_hours"]
    name: Names | None
