"""What is written on the copy of a photo that people look at. Pure; it proves nothing, the record does."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from fieldloop.shapes import Names


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where, when, which order, whose; `taken_at` is the phone's claim, `received_at` our own."""

    order_no: str
    place: Names
    unit: Names | None
    taken_at: datetime | None
    received_at: datetime
    zone: str

    def lines(self) -> tuple[str, ...]:
        """Return the lines, in Chinese and in English at once: one copy serves everybody."""
        zone = ZoneInfo(self.zone)
        received = f"收到 received {_moment(self.received_at, zone)}"
        claimed = f"手机所称时间 claimed time {_moment(self.taken_at, zone)} · " if self.taken_at else ""
        order = f"工单 order {self.order_no}"
        return (
            claimed + received,
            _both(self.place),
            f"{order} · {_both(self.unit)}" if self.unit else order,
        )


def mark(lines: tuple[str, ...]) -> str:
    """Return a short name of what is written: another text is another file."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def _moment(at: datetime, zone: ZoneInfo) -> str:
    offset = f"{at.astimezone(zone):%z}"
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S} UTC{offset[:3]}:{offset[3:5]}"


def _both(names: Names) -> str:
    return names.zh if names.zh == names.en else f"{names.zh} {names.en}"
