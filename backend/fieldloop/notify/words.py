"""The words of a notice, in the receiver's language; pure, like rules."""

import json
import re
from collections.abc import Mapping
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
    "ask_owner": ("请把链接交给业主", "Hand the owner their link"),
    "warning": ("即将超时", "Time is running out"),
    "late": ("已超时", "Late"),
    "unheard": ("联系不上处理人", "No sign from whoever has it"),
    "urged": ("领导督办", "A manager asks for it"),
    "urgent": ("已改为紧急", "Urgent now"),
    "sooner": ("截止时间提前了", "Due earlier now"),
    "asked": ("有事请您答复", "Your answer is waited for"),
    "unseen": ("还没有人看到", "Nobody has seen it yet"),
    "moved": ("超时，已转其他单位", "Late: given to another unit"),
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
    "request": ("延期或挂账待审批", "More time is asked for"),
    "granted": ("申请已批准", "Granted"),
    "refused": ("申请未批准", "Not granted"),
    "appeal": ("申诉待处理", "An appeal to decide"),
    "decided": ("申诉已处理", "Appeal decided"),
}
_TRIAL = (
    ("推送测试", "这台手机能收到推送，新工单会这样提醒您。"),
    ("Push test", "Pushes reach this phone: a new order will show like this."),
)
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
_NAME = re.compile(r"\{([a-z]+)\}")
TITLE_FACTS = frozenset({"element", "place"})
BODY_FACTS = frozenset({"element", "place", "deadline"})
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def title(telling: Telling) -> str:
    """Say what happened, and to what kind of order."""
    if telling.own_title:
        return _cut(filled(telling.own_title, {"element": telling.element, "place": telling.place}), LONGEST_TITLE)
    zh, en = _TITLES.get(telling.kind, _OTHER_TITLE)
    words = f"{en}: {telling.element}" if telling.language == "en" else f"{zh}：{telling.element}"
    return _cut(words, LONGEST_TITLE)


def body(telling: Telling, now: datetime) -> str:
    """Say where, and by when in the area's own time."""
    deadline = _deadline(telling, now)
    if telling.own_body:
        facts = {"element": telling.element, "place": telling.place, "deadline": deadline}
        return _cut(filled(telling.own_body, facts).strip(" ·"), LONGEST_BODY)
    return _cut(" · ".join(part for part in (telling.place, deadline) if part), LONGEST_BODY)


def filled(words: str, facts: Mapping[str, str]) -> str:
    """Put facts in the place of their names; nothing else is done with an administrator's braces."""
    return _NAME.sub(lambda found: facts.get(found[1], ""), words)


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
    return as_json(message)


def trial(language: str) -> bytes:
    """Return what a phone decrypts when its person tries whether pushes arrive."""
    heading, text = _TRIAL[1] if language == "en" else _TRIAL[0]
    return as_json({"kind": "test", "title": heading, "body": text, "url": "/me/phone", "tag": "test", "accept": False})


def faults(words: str, facts: frozenset[str]) -> list[str]:
    """Return what stands in braces and is no fact of ours; a single brace is one too."""
    found = [name for name in _NAME.findall(words) if name not in facts]
    return found + [brace for brace in _NAME.sub("", words) if brace in "{}"]


def kinds() -> tuple[str, ...]:
    """Return every kind of notice that has words."""
    return tuple(_TITLES)


def as_json(message: dict[str, Any]) -> bytes:
    """Return a message as a phone reads it."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
