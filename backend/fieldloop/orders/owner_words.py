"""The words of a message to the owner of a site, in the owner's language; pure."""

from datetime import datetime
from zoneinfo import ZoneInfo

from fieldloop.shapes import Names

_ZH = ("请先处理：{what}", "{where}发现“{what}”。请在 {until} 前处理并拍照回复，逾期将派人处理。\n{url}")
_EN = (
    "Please see to it: {what}",
    "{what} was found at {where}. Please see to it and send a photo by {until}; after that somebody is sent.\n{url}",
)


def message(language: str, what: Names, where: Names, until: datetime, zone: str, url: str) -> tuple[str, str]:
    """Return title and text."""
    title, text = _EN if language == "en" else _ZH
    names = (what.en, where.en) if language == "en" else (what.zh, where.zh)
    at = f"{until.astimezone(ZoneInfo(zone)):%m-%d %H:%M}"
    said = {"what": names[0], "where": names[1], "until": at, "url": url}
    return title.format(**said), text.format(**said)
