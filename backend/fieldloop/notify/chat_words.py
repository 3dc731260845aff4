"""The words of messages about several orders at once, and of messages to a chat; pure, like rules."""

from collections.abc import Sequence
from datetime import datetime

from fieldloop.notify.rules import Telling
from fieldloop.notify.words import LONGEST_BODY, as_json, body, local_time, title

_GATEWAY_TRIAL = (
    ("通知测试", "这里能收到工单通知。"),
    ("Notice test", "Notices of orders arrive here."),
)
MOST_LINES = 10  # of one message to a chat; the rest are in the app
_SEVERAL: dict[str, tuple[str, str]] = {
    "title": ("{} 件工单待查看", "{} orders to look at"),
    "more": ("另有 {} 件，请打开应用查看", "and {} more, in the app"),
}
# By it two copies of one message are known to be one: a chat has no tag in whose place the second could go.
_SIGNED = ("工单 {no}，{at} 通知", "Order {no}, told at {at}")


def gateway_trial(language: str) -> tuple[str, str]:
    """Return (title, text) of what an administrator sends to try a gateway."""
    return _GATEWAY_TRIAL[1] if language == "en" else _GATEWAY_TRIAL[0]


def message(tellings: Sequence[Telling], now: datetime, address: str | None) -> tuple[str, str]:
    """Return (title, text) for a chat: of one order whole, of several a line each, with where to open them."""
    if len(tellings) == 1:
        (only,) = tellings
        link = f"{address}/orders/{only.order_id}" if address else ""
        return title(only), "\n".join(part for part in (body(only, now), _signed(only, now), link) if part)
    language = tellings[0].language
    lines = [f"{title(each)} · {body(each, now)} · {each.order_no}" for each in tellings[:MOST_LINES]]
    if len(tellings) > MOST_LINES:
        lines.append(_several("more", language).format(len(tellings) - MOST_LINES))
    if address:
        lines.append(f"{address}/orders")
    return _several("title", language).format(len(tellings)), "\n".join(lines)


def _signed(telling: Telling, now: datetime) -> str:
    at = local_time(telling.created_at, now, telling.zone, telling.language)
    return _SIGNED[telling.language == "en"].format(no=telling.order_no, at=at)


def _several(which: str, language: str) -> str:
    zh, en = _SEVERAL[which]
    return en if language == "en" else zh


def bundle(tellings: Sequence[Telling], now: datetime) -> bytes:
    """Return what a phone decrypts of a burst: one notification, in the place of the last such one."""
    lines = (f"{title(each)} · {body(each, now)}" for each in tellings)
    heading, text = _several("title", tellings[0].language).format(len(tellings)), "\n".join(lines)[:LONGEST_BODY]
    content = {"kind": "bundle", "title": heading, "body": text, "url": "/orders", "tag": "bundle", "accept": False}
    return as_json(content)
