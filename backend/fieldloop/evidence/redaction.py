"""What of a photo is covered, in shares of its sides as a person sees it, upright. Pure."""

from math import ceil, floor
from typing import Annotated

from msgspec import Meta

from fieldloop.shapes import Command

MOST_BOXES = 20


class Rectangle(Command, kw_only=True):
    """A rectangle; x and y of its upper left corner."""

    x: Annotated[float, Meta(ge=0, le=1)]
    y: Annotated[float, Meta(ge=0, le=1)]
    w: Annotated[float, Meta(gt=0, le=1)]
    h: Annotated[float, Meta(gt=0, le=1)]

    def pixels(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Return its first and last column and row, rounded outwards: no sliver of a face may look out."""
        left, top = floor(self.x * width), floor(self.y * height)
        right, bottom = ceil((self.x + self.w) * width), ceil((self.y + self.h) * height)
        return min(left, width - 1), min(top, height - 1), min(right, width) - 1, min(bottom, height) - 1
