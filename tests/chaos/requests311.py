"""Real service requests of two cities with their own deadlines; see ../shared/data/SOURCES.md."""

import gzip
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

STREAM = Path(__file__).parents[3] / "shared" / "data" / "311-los-angeles-chicago.jsonl.gz"


@dataclass(frozen=True)
class Request:
    """One request; the clocks of two cities are read as if both were UTC, since only before and after matter."""

    id: str
    created: datetime
    due: datetime | None
    closed: datetime | None

    def breached(self, end: datetime) -> bool:
        """Tell what the record says: closed after it was due, or due and still open at the end of the record."""
        return self.due is not None and (self.closed > self.due if self.closed else self.due < end)


def requests() -> list[Request]:
    """Return all of them as they are written."""
    if not STREAM.is_file():
        raise FileNotFoundError(f"the requests of ../shared/data must lie beside the checkout: no {STREAM}")
    with gzip.open(STREAM, "rt") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Request(f"{row['src']}/{row['id']}", _moment(row["created"]), *map(_perhaps, (row["due"], row["closed"])))
        for row in rows
    ]


def sample(found: list[Request]) -> list[Request]:
    """Return one in sixty, and every one that stayed open or was closed at the very minute it was due."""
    return [
        each
        for number, each in enumerate(found)
        if number % 60 == 0 or (each.due and (each.closed is None or each.closed == each.due))
    ]


def last(found: list[Request]) -> datetime:
    """Return when the record ends."""
    return max(each.closed or each.created for each in found)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _perhaps(text: str | None) -> datetime | None:
    return _moment(text) if text else None
