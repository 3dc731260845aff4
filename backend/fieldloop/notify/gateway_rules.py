"""What a chat or SMS service is, where it may be called, and what its answer means. Pure."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fieldloop.notify.rules import Answer

BUSY_S = 60.0  # the robots count by the minute
LATER = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Service:
    """One service: its only host, unless the address names one; what its JSON says when a message was taken.

    These services answer 200 also to what they refuse: `field` holds a code, `fine` the codes of what was taken, `busy`
    those of "too often". Empty: the status says it all.
    """

    host: str | None = None
    options: frozenset[str] = frozenset()
    field: str = ""
    fine: frozenset[Any] = frozenset({0})
    busy: frozenset[Any] = frozenset()


SERVICES: dict[str, Service] = {
    "wecombot": Service("qyapi.weixin.qq.com", field="errcode", busy=frozenset({45009, 45033, -1})),
    "dingtalk": Service("oapi.dingtalk.com", frozenset({"to"}), "errcode", busy=frozenset({130101, 410100, -1})),
    "feishu": Service("open.feishu.cn", field="code", busy=frozenset({9499, 11232, 11247})),
    "lark": Service("open.larksuite.com", field="code", busy=frozenset({9499, 11232, 11247})),
    "schan": Service("sctapi.ftqq.com", field="code"),
    "wxpusher": Service("wxpusher.zjiecode.com", field="code", fine=frozenset({1000})),
    "pushplus": Service("www.pushplus.plus", field="code", fine=frozenset({200}), busy=frozenset({900, 999})),
    "twilio": Service("api.twilio.com"),
    "json": Service(),
    "jsons": Service(),
    "mailto": Service(options=frozenset({"from", "to", "name", "smtp", "mode"})),
    "mailtos": Service(options=frozenset({"from", "to", "name", "smtp", "mode"})),
}

# What the services themselves give people to copy, as an address of ours.
_COPIED = (
    (re.compile(r"https://qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=([\w-]+)"), "wecombot"),
    (re.compile(r"https://oapi\.dingtalk\.com/robot/send\?access_token=([\w-]+)"), "dingtalk"),
    (re.compile(r"https://open\.feishu\.cn/open-apis/bot/v2/hook/([\w-]+)/?"), "feishu"),
    (re.compile(r"https://open\.larksuite\.com/open-apis/bot/v2/hook/([\w-]+)/?"), "lark"),
)


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer as it came."""

    status: int
    retry_after_s: float | None
    body: bytes


def plain(url: str) -> str:
    """Return an address as we keep it: one that was copied from a service's own screen becomes its short form."""
    text = url.strip()
    for pattern, service in _COPIED:
        if found := pattern.fullmatch(text):
            return f"{service}://{found[1]}"
    return text


def hint(host: str, key: str) -> str:
    """Return what tells two addresses apart and gives neither away: the host, or the end of a long key."""
    if host:
        return host[:80]
    return f"…{key[-4:]}" if len(key) >= 16 else "…"


def may_call(service: str, host: str, port: int, scheme: str, extra: frozenset[str]) -> bool:
    """Tell whether a service may be called there: its own host by TLS, or one that the operator has listed (SSRF)."""
    if f"{host}:{port}" in extra:
        return True
    own = SERVICES[service].host
    return own is not None and host == own and port == 443 and scheme == "https"


def judged(service: str, heard: Sequence[Heard], *, said_yes: bool) -> tuple[Answer, float | None]:
    """Return what became of a message, and how long its service wants to be left alone.

    `said_yes` is what the library made of it; what it heard counts for more, since a refusal may come as 200.
    """
    if not heard:
        return (Answer.TAKEN if said_yes else Answer.LATER), None
    last = heard[-1]
    if last.status in LATER or last.status >= 500:
        return Answer.LATER, last.retry_after_s
    if not 200 <= last.status < 300:
        return Answer.REFUSED, None
    known = SERVICES[service]
    if not known.field:
        return (Answer.TAKEN if said_yes else Answer.LATER), None
    code = _code(last.body, known.field)
    if code in known.fine:
        return Answer.TAKEN, None
    return (Answer.LATER, BUSY_S) if code in known.busy else (Answer.REFUSED, None)


def _code(body: bytes, field: str) -> Any:
    try:
        said = json.loads(body)
    except ValueError:
        return None
    found: Any = said.get(field) if isinstance(said, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return found if isinstance(found, int | str) else None
