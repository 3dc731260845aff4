"""What becomes of an element's settings when somebody changes some of them; pure."""

from collections.abc import Mapping
from typing import Any

SETTINGS = (
    *("stamp", "keep_days", "thresholds", "reopen_days", "clear_frames"),
    *("inspect_share", "sample_share", "other_unit", "checklist"),
)


def merged(now: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return all settings with what was said; of the thresholds too only what was said, null being the default."""
    own = now["thresholds"] | said.get("thresholds", {})
    limits = {name: value for name, value in own.items() if value is not None}
    return {name: now[name] for name in SETTINGS} | dict(said) | {"thresholds": limits}


def differing(now: Mapping[str, Any], then: Mapping[str, Any]) -> list[str]:
    """Return the names of what would really change."""
    return [name for name in SETTINGS if now[name] != then[name]]


def forgets_early(settings: Mapping[str, Any]) -> bool:
    """Tell whether photos would be gone while a reporter may still say that nothing was fixed."""
    return settings["keep_days"] is not None and settings["keep_days"] < settings["reopen_days"]
