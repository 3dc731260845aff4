"""A browser's name for people to know their phone by, read from what it says of itself; pure, like rules."""

import re

# The first that fits: most of them also claim to be those below.
_BROWSERS = (
    ("MicroMessenger/", "WeChat"),
    ("DingTalk/", "DingTalk"),
    ("HuaweiBrowser/", "Huawei Browser"),
    ("MiuiBrowser/", "Mi Browser"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "HarmonyOS"),
    ("OpenHarmony", "HarmonyOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
# `Android 10; K` is what browsers say that no longer name the model.
_MODEL = re.compile(
    r"Android [\d.]+; (?:[a-z]{2}[-_][A-Za-z]{2}; )?(?!K\)|K;|wv|rv:|Mobile|Tablet)([^;)]{1,40}?)(?: Build/|[;)])"
)


def name_of(user_agent: str) -> str:
    """Say which browser on which phone, such as `HUAWEI P30 · Chrome`; never empty."""
    model = _MODEL.search(user_agent)
    system = model[1].strip() if model else _first(_SYSTEMS, user_agent)
    parts = [part for part in (system, _first(_BROWSERS, user_agent)) if part]
    return " · ".join(parts) or user_agent.partition("/")[0].strip()[:40] or "?"


def _first(table: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in table if sign in user_agent), "")
