"""Until when whoever has an order may ask for more time, or for a suspension, by what its element allows. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

Kind = Literal["extend", "suspend"]
NEEDED = ("due_at", "extended", "extend_times", "extend_minutes", "suspend_days")


def room(order: Mapping[str, Any], now: datetime) -> dict[str, datetime | None]:
    """Return the latest moment of each kind, None where nothing may be asked for; `order` has the NEEDED columns."""
    due_at: datetime | None = order["due_at"]
    more = timedelta(minutes=order["extend_minutes"]) if order["extended"] < order["extend_times"] else None
    days = order["suspend_days"]
    return {
        "extend_until": earliest("extend", due_at, now) + more if due_at and more else None,
        "suspend_until": now + timedelta(days=days) if days else None,
    }


def earliest(kind: str, due_at: datetime | None, now: datetime) -> datetime:
    """Return the moment after which what is asked for must lie."""
    return max(due_at, now) if kind == "extend" and due_at else now
