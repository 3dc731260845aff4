"""What clients see of findings."""

from typing import Literal

import msgspec

from fieldloop.shapes import Names

FindingKind = Literal[
    "reused_here",
    "reused_by_person",
    "reused_anywhere",
    "far",
    "before_acceptance",
    "after_submission",
    "clock_skew",
    "gallery",
    "mock_place",
    "dark",
    "blurred",
    "other_place",
    "unchanged",
]


class FindingView(msgspec.Struct):
    """A question about a photo, with the numbers that raised it; never a verdict. Only overseers and the submitter."""

    kind: FindingKind
    photo: str
    phase: Literal["before", "after"]
    other_photo: str | None
    numbers: dict[str, float | int | str]
    question: Names
