"""What of a photo is covered, in shares of its sides as a person sees it, upright. Pure."""

from collections.abc import Mapping
from math import ceil, floor
from typing import Annotated

from msgspec import Meta

from fieldloop.shapes import Command

MOST_BOXES = 20
# Those photos of an order `o` of which something is covered, each with how often that was done. It is a part of the
# address of a photo: what a phone kept of it is not shown any more after the next time.
COVERED = (
    "(select coalesce(jsonb_object_agg(c.sha256, c.redactions), '{}') from photo c where c.redactions > 0"
    " and c.sha256 in (select photo from order_photo where order_id = o.id)) as covered"
)


def only(covered: Mapping[str, int], *photos: str | None) -> dict[str, int]:
    """Return what concerns these photos."""
    return {photo: covered[photo] for photo in photos if photo and photo in covered}


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
