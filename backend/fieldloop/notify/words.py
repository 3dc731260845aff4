"""The words of a notice, in the receiver's language; pure, like rules."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fieldloop.notify.rules import Telling

LONGEST_TITLE, LONGEST_BODY = 80, 240

Clock = Literal["accept", "fix", "review"]
CLOCK_OF_STATE: dict[str, Clock] = {"filed": "accept", "dispatched": "accept", "accepted": "fix", "submitted": "review"}

_TITLES: dict[str, tuple[str, str]] = {
    "new": ("新工单", "New order"),
    "assigned": ("派给您的工单", "Assigned to you"),
    "warning": ("即将超时", "Time is running out"),
    "late": ("已超时", "Late"),
    "returned": ("核查退回", "Sent back"),
    "declined": ("被退单", "Declined"),
    "submitted": ("待核查", "Ready for review"),
    "closed": ("已结案", "Closed"),
    "void": ("已作废", "Void"),
    "suspended": ("已挂账", "Suspended"),
    "resumed": ("已恢复", "Resumed"),
    "reopened": ("重新打开", "Reopened"),
    "question": ("核查人有疑问", "A question"),
    "answer": ("疑问已答复", "Answered"),
    "appeal": ("申诉待处理", "An appeal to decide"),
    "decided": ("申诉已处理", "Appeal decided"),
    "unseen": ("无人查看", "Nobody has looked"),
}
_TRIAL = (
    ("推送测试", "这台手机能收到推送，新工单会这样提醒您。"),
    ("Push test", "Pushes reach this phone: a new order will show like this."),
)
_GATEWAY_TRIAL = (
    ("通知测试", "这里能收到工单通知。"),
    ("Notice test", "Notices of orders arrive here."),
)
MOST_LINES = 10  # of one message to a chat; the rest are in the app
_SEVERAL: dict[str, tuple[str, str]] = {
    "title": ("{} 件工单待查看", "{} orders to look at"),
    "more": ("另有 {} 件，请打开应用查看", "and {} more, in the app"),
}
_OTHER_TITLE = ("工单有变化", "Order changed")
_DUE: dict[Clock, tuple[str, str]] = {
    "accept": ("请于 {} 前接单", "accept by {}"),
    "fix": ("请于 {} 前处置完毕", "finish by {}"),
    "review": ("请于 {} 前核查", "review by {}"),
}
_OVERDUE: dict[Clock, tuple[str, str]] = {
    "accept": ("应于 {} 前接单", "was to be accepted by {}"),
    "fix": ("应于 {} 前处置完毕", "was to be finished by {}"),
    "review": ("应于 {} 前核查", "was to be reviewed by {}"),
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def title(telling: Telling) -> str:
    """Say what happened, and to what kind of order."""
    zh, en = _TITLES.get(telling.kind, _OTHER_TITLE)
    words = f"{en}: {telling.element}" if telling.language == "en" else f"{zh}：{telling.element}"
    return _cut(words, LONGEST_TITLE)


def body(telling: Telling, now: datetime) -> str:
    """Say where, and by when in the area's own time."""
    return _cut(" · ".join(part for part in (telling.place, _deadline(telling, now)) if part), LONGEST_BODY)


def _deadline(telling: Telling, now: datetime) -> str:
    clock = CLOCK_OF_STATE.get(telling.state)
    if clock is None or telling.due_at is None:
        return ""
    zh, en = (_OVERDUE if telling.due_at <= now else _DUE)[clock]
    at = local_time(telling.due_at, now, telling.zone, telling.language)
    return (en if telling.language == "en" else zh).format(at)


def local_time(at: datetime, now: datetime, zone: str, language: str) -> str:
    """Return the wall clock's time in `zone`, with the date when it is not today there."""
    there, suffix = _zone(zone)
    local, today = at.astimezone(there), now.astimezone(there).date()
    clock = f"{local:%H:%M}{suffix}"
    if local.date() == today:
        return clock
    if language == "en":
        return f"{local.day} {_MONTHS[local.month - 1]} {clock}"
    return f"{local.month}月{local.day}日 {clock}"


def _zone(name: str) -> tuple[tzinfo, str]:
    # A machine without zone data, or a mistyped zone, must not keep a notice from being sent; but it says so.
    try:
        return ZoneInfo(name), ""
    except (ZoneInfoNotFoundError, ValueError):
        return UTC, " UTC"


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else words[: longest - 1] + "…"


def payload(telling: Telling, now: datetime) -> bytes:
    """Return what the phone decrypts."""
    message = {
        "notice_id": str(telling.notice_id),
        "order_id": str(telling.order_id),
        "kind": telling.kind,
        "title": title(telling),
        "body": body(telling, now),
        "due_at": telling.due_at.astimezone(UTC).isoformat() if telling.due_at else None,
        "url": f"/orders/{telling.order_id}",
        "tag": f"order-{telling.order_id}",
        "accept": telling.accept,
    }
    return _json(message)


def trial(language: str) -> bytes:
    """Return what a phone decrypts when its person tries whether pushes arrive."""
    heading, text = _TRIAL[1] if language == "en" else _TRIAL[0]
    return _json({"kind": "test", "title": heading, "body": text, "url": "/me/phone", "tag": "test", "accept": False})


def gateway_trial(language: str) -> tuple[str, str]:
    """Return (title, text) of what an administrator sends to try a gateway."""
    return _GATEWAY_TRIAL[1] if language == "en" else _GATEWAY_TRIAL[0]


def message(tellings: Sequence[Telling], now: datetime, address: str | None) -> tuple[str, str]:
    """Return (title, text) for a chat: of one order whole, of several a line each, with where to open them."""
    if len(tellings) == 1:
        (only,) = tellings
        link = f"{address}/orders/{only.order_id}" if address else ""
        return title(only), "\n".join(part for part in (body(only, now), link) if part)
    language = tellings[0].language
    lines = [f"{title(each)} · {body(each, now)}" for each in tellings[:MOST_LINES]]
    if len(tellings) > MOST_LINES:
        lines.append(_several("more", language).format(len(tellings) - MOST_LINES))
    if address:
        lines.append(f"{address}/orders")
    return _several("title", language).format(len(tellings)), "\n".join(lines)


def _several(which: str, language: str) -> str:
    zh, en = _SEVERAL[which]
    return en if language == "en" else zh


def _json(message: dict[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
