"""How much more time, or how long a suspension, whoever has an order may ask for, by what its element allows. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

NEEDED = ("due_at", "extended", "extend_times", "extend_minutes", "suspend_days")


def room(order: Mapping[str, Any]) -> dict[str, int | None]:
    """Return the most of each kind, None where nothing may be asked for; `order` has the NEEDED columns."""
    more = order["due_at"] is not None and order["extended"] < order["extend_times"]
    return {
        "extend_minutes": order["extend_minutes"] if more else None,
        "suspend_days": order["suspend_days"] or None,
    }


def bounds(kind: str, order: Mapping[str, Any], now: datetime) -> tuple[datetime, datetime] | None:
    """Return between which moments what is asked for must lie; None: nothing may be asked for."""
    most, first = room(order), earliest(kind, order["due_at"], now)
    if kind == "extend":
        minutes = most["extend_minutes"]
        return (first, first + timedelta(minutes=minutes)) if minutes else None
    days = most["suspend_days"]
    return (first, first + timedelta(days=days)) if days else None


def earliest(kind: str, due_at: datetime | None, now: datetime) -> datetime:
    """Return the moment after which what is asked for must lie: the deadline, or now when that is over."""
    return max(due_at, now) if kind == "extend" and due_at else now
