"""Measures the findings on photographs with known changes, and writes the tables of docs/evidence.md anew.

`python -m tests.evidence.findings_table` prints them; `--write` puts them between the marks of docs/evidence.md.
"""

import sys
import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations, permutations
from pathlib import Path

from PIL import ImageFilter

from fieldloop.catalogue.thresholds import Thresholds
from fieldloop.evidence.findings import Case, Found, Look, Shot, Twin, compared, reused
from fieldloop.evidence.measures import Measured
from fieldloop.evidence.reuse import MOST_BITS
from tests.evidence.variants import (
    COPIES,
    Picture,
    brighter,
    crop,
    drawn,
    littered,
    measured,
    photographs,
    rephotographed,
    taken_again,
)

PAGE = Path(__file__).parents[2] / "docs" / "evidence.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
NOW = datetime(2026, 11, 27, tzinfo=UTC)
LIMITS = Thresholds()
CASE = Case(id=uuid.UUID(int=1), site="a", lat=0, lon=0, discovered_at=NOW, accepted_at=NOW, thresholds=LIMITS)


def look(found: Measured) -> Look:
    return Look(found.hash, found.mirror, found.grey, found.sharpness, found.brightness, found.contrast)


def shot(seen: Look, phase: str = "after", photo: str = "a") -> Shot:
    return Shot(id=uuid.UUID(int=2), photo=photo, phase=phase, source="camera", person=None, received_at=NOW, look=seen)


def is_reused(old: Look, new: Look, *, same_site: bool) -> bool:
    """Tell whether one would be asked: what the search finds, judged by the rules."""
    site = "a" if same_site else "b"
    twin = Twin("b", uuid.UUID(int=3), "after", None, NOW - timedelta(days=9), site, None, None, old.hash, old.grey)
    return bool(reused(CASE, shot(new), [twin])) and LIMITS.reuse_bits <= MOST_BITS


def pair(before: Look, after: Look) -> list[Found]:
    return compared(CASE, [shot(before, "before", "b"), shot(after)])


def share(hits: Iterable[bool]) -> str:
    found = list(hits)
    return f"{sum(found)} of {len(found)}"


def reuse_rows(places: Sequence[Picture], looks: Sequence[Look]) -> list[list[str]]:
    rows: list[list[str]] = []
    for name, change in COPIES.items():
        copies = [look(measured(change(place), 40)) for place in places]
        answers = [
            share(is_reused(old, new, same_site=same) for old, new in zip(looks, copies, strict=True))
            for same in (False, True)
        ]
        rows.append([f"copy: {name}", *answers])
    for shift in (0.02, 0.05, 0.1):
        again = [
            [look(measured(taken_again(seed + number, shift)(place))) for number, place in enumerate(places)]
            for seed in (0, 1000)
        ]
        answer = share(is_reused(old, new, same_site=True) for old, new in zip(*again, strict=True))
        rows.append([f"no copy: the same place photographed again, moved by up to {shift:.0%}", "", answer])
    different = [is_reused(old, new, same_site=False) for old, new in combinations(looks, 2)]
    rows.append(["no copy: another place", share(different), ""])
    return rows


def pair_rows(places: Sequence[Picture], looks: Sequence[Look]) -> list[list[str]]:
    def kinds(changes: Callable[[int], tuple[Callable[[Picture], Picture], Callable[[Picture], Picture]]]) -> list[str]:
        found = [
            {each.kind for each in pair(*(look(measured(change(place))) for change in changes(number)))}
            for number, place in enumerate(places)
        ]
        return [share(kind in each for each in found) for kind in ("other_place", "unchanged")]

    def moved(shift: float) -> list[str]:
        return kinds(lambda n: (taken_again(n, shift), taken_again(n + 1000, shift)))

    def cleared(size: float) -> list[str]:
        return kinds(
            lambda n: (lambda place: taken_again(n, 0.05)(littered(n, size)(place)), taken_again(n + 1000, 0.05))
        )

    rows = [[f"nothing done, moved by up to {shift:.0%}", *moved(shift)] for shift in (0.0, 0.02, 0.05, 0.1)]
    rows += [
        [f"a heap of {size:.0%} of the width cleared, moved by up to 5%", *cleared(size)]
        for size in (0.05, 0.08, 0.12, 0.18)
    ]
    others = [{each.kind for each in pair(one, other)} for one, other in permutations(looks, 2)]
    rows.append(["another place", *(share(kind in each for each in others) for kind in ("other_place", "unchanged"))])
    return rows + _drawn_rows()


def _drawn_rows() -> list[list[str]]:
    seen = [[look(measured(picture)) for picture in four] for four in drawn()]
    rows: list[list[str]] = []
    for name, first, second in (("nothing done", 0, 1), ("cleared", 0, 2)):
        found = [{each.kind for each in pair(four[first], four[second])} for four in seen]
        rows.append(
            [f"drawn (the demo's): {name}", *(share(k in each for each in found) for k in ("other_place", "unchanged"))]
        )
    return rows


def quality_rows(places: Sequence[Picture]) -> list[list[str]]:
    changes: dict[str, Callable[[Picture], Picture]] = {
        "as taken": lambda picture: picture,
        **{f"blurred by {r} pixels": (lambda p, r=r: p.filter(ImageFilter.GaussianBlur(r))) for r in (1, 2, 3, 5)},
        "photographed from a screen": rephotographed(1),
        "cropped by 15 %": crop(0.15),
        **{f"brightness -{100 - round(b * 100)} %": brighter(b) for b in (0.5, 0.25, 0.1)},
    }
    rows: list[list[str]] = []
    for name, change in changes.items():
        seen = [measured(change(place)) for place in places]
        dark = [each.brightness < LIMITS.dark_brightness for each in seen]
        blurred = [
            each.sharpness < LIMITS.blurred_sharpness and not is_dark for each, is_dark in zip(seen, dark, strict=True)
        ]
        rows.append([name, share(dark), share(blurred)])
    return rows


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]
    return "\n".join(lines)


def main() -> None:
    places = list(photographs().values())
    looks = [look(measured(place)) for place in places]
    parts = [
        f"Measured on {len(places)} photographs; each cell says how many were asked about.",
        table(["re-use", "other site", "same site or order"], reuse_rows(places, looks)),
        table(["before and after", "`other_place`", "`unchanged`"], pair_rows(places, looks)),
        table(["one photo", "`dark`", "`blurred`"], quality_rows(places)),
    ]
    text = "\n\n".join(parts)
    if "--write" in sys.argv:
        head, _, rest = PAGE.read_text().partition(BEGIN)
        PAGE.write_text(f"{head}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}")
    else:
        sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main()
