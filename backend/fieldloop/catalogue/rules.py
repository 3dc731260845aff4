"""What becomes of an element's settings when somebody changes some of them; pure."""

from collections.abc import Mapping
from typing import Any

SETTINGS = (
    *("stamp", "keep_days", "thresholds", "reopen_days", "clear_frames", "owner_minutes", "silent_minutes"),
    *("inspect_share", "sample_share", "other_unit", "checklist", "ladders", "limits", "urgent_limits"),
    *("escalate_minutes", "warn_share", "wait_times", "reporter_minutes", "unit_minutes"),
    *("extend_times", "extend_minutes", "suspend_days", "unit_grants"),
)
CLOCKS = ("accept", "fix", "review")
# Nobody plans longer; and what is counted day by day has to end.
_LONGEST = {
    "minutes": 525_600,
    "working_minutes": 525_600,
    "urgent_hours": 8_760,
    "working_hours": 8_760,
    "working_days": 365,
    "calendar_days": 365,
}


def merged(now: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return all settings with what was said; null takes back a threshold, or a limit of urgent orders, of our own."""
    own = {"limits": now["limits"] | said.get("limits", {})}
    for name in ("thresholds", "urgent_limits"):
        each = now[name] | said.get(name, {})
        own[name] = {key: value for key, value in each.items() if value is not None}
    return {name: now[name] for name in SETTINGS} | dict(said) | own


def differing(now: Mapping[str, Any], then: Mapping[str, Any]) -> list[str]:
    """Return the names of what would really change."""
    return [name for name in SETTINGS if now[name] != then[name]]


def forgets_early(settings: Mapping[str, Any]) -> bool:
    """Tell whether photos would be gone while a reporter may still say that nothing was fixed."""
    return settings["keep_days"] is not None and settings["keep_days"] < settings["reopen_days"]


def limits_of(element: Mapping[str, Any]) -> dict[str, Any]:
    """Return an element's limits with their units: its own, or else plain minutes."""
    plain = {clock: {"amount": element[f"{clock}_minutes"], "unit": "minutes"} for clock in CLOCKS}
    return plain | element["own_limits"]


def limit_columns(limits: Mapping[str, Any]) -> dict[str, Any]:
    """Return limits as columns: minutes in their own; what has another unit leaves the minutes as they were."""
    plain = {clock: said["amount"] for clock, said in limits.items() if said["unit"] == "minutes"}
    own = {clock: said for clock, said in limits.items() if clock not in plain}
    return {f"{clock}_minutes": amount for clock, amount in plain.items()} | {"own_limits": own}


def too_long(limits: Mapping[str, Any]) -> list[str]:
    """Return the clocks whose limit is longer than anybody plans."""
    return [clock for clock, said in limits.items() if said["amount"] > _LONGEST[said["unit"]]]
