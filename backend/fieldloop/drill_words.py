"""What the drill prints, in the terminal's language, and a timeline as a neat table."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """One language."""

    names: str
    heading: str
    took: str
    waiting: str
    joined: str
    busy: str
    all_busy: str
    answered: str
    unreachable: str
    no_demo: str
    system: str
    actions: Mapping[str, str]
    roles: Mapping[str, str]
    levels: Sequence[str]


_ENGLISH = Words(
    names="en",
    heading="Order {no}: {site}\n",
    took="\nFrom signal to closed: {seconds:.1f} seconds.",
    waiting="Order {no}: nobody accepts it; due at {due}. (FIELDLOOP_CLOCK_SPEED makes deadlines run faster.)\n",
    joined="This bag is known: {no} at {site} is open and waits; playing that one on.",
    busy="{site}: {no} is open already; trying the next site.",
    all_busy="the demo's three sites all have an open order for this: close one, then try again",
    answered="somebody has answered {no}",
    unreachable="nothing answers at {url} ({error}): start it with `make run`, or name its address with --url",
    no_demo="{url} runs no Fieldloop demo: the drill plays only there",
    system="Fieldloop",
    actions={
        "file": "filed",
        "dispatch": "dispatched",
        "accept": "accepted",
        "assign": "assigned",
        "arrive": "arrived",
        "submit": "submitted",
        "approve": "approved, closed",
        "join": "found again",
        "warn": "warning: soon due",
        "escalate": "escalated",
        "seen": "seen",
        "return": "returned",
        "decline": "declined",
        "transfer": "transferred",
        "void": "void",
        "suspend": "suspended",
        "resume": "resumed",
        "reopen": "reopened",
        "comment": "comment",
        "ask": "asked",
        "appeal": "appealed",
        "excuse": "late mark lifted",
        "uphold": "late mark upheld",
        "confirm": "confirmed as fixed",
        "clear": "seen clear, closed",
        "inspect": "re-inspected, found in order",
        "kept": "kept what a refused step brought",
    },
    roles={
        "coordinator": "coordinator",
        "worker": "worker",
        "manager": "manager",
        "volunteer": "volunteer",
        "inspector": "inspector",
        "administrator": "administrator",
    },
    levels=("", "unit coordinator", "street manager", "district manager"),
)
_CHINESE = Words(
    names="zh",
    heading="工单 {no}：{site}\n",
    took="\n从发现到结案：{seconds:.1f} 秒。",
    waiting="工单 {no}：无人接单，{due} 到期。（设置 FIELDLOOP_CLOCK_SPEED 可加快时限）\n",
    joined="该问题已有工单：{site} {no} 待接单，接着办理这一单。",
    busy="{site}：{no} 正在处理，换下一个点位。",
    all_busy="演示的三个点位都有未结的同类工单：请先结掉一单再试",
    answered="{no} 已有人处理",
    unreachable="{url} 没有应答（{error}）：请先运行 `make run`，或用 --url 指定地址",
    no_demo="{url} 不是 Fieldloop 演示环境：演练只在演示环境中进行",
    system="系统",
    actions={
        "file": "立案",
        "dispatch": "派单",
        "accept": "接单",
        "assign": "指派",
        "arrive": "到场",
        "submit": "反馈",
        "approve": "核查通过，结案",
        "join": "再次发现",
        "warn": "即将到期提醒",
        "escalate": "督办",
        "seen": "已看到",
        "return": "驳回",
        "decline": "退单",
        "transfer": "转派",
        "void": "作废",
        "suspend": "挂账",
        "resume": "恢复",
        "reopen": "重开",
        "comment": "留言",
        "ask": "询问",
        "appeal": "申诉",
        "excuse": "撤销超时记录",
        "uphold": "维持超时记录",
        "confirm": "确认已解决",
        "clear": "摄像头确认，结案",
        "inspect": "抽查复核，结论一致",
        "kept": "补交材料（步骤未生效）",
    },
    roles={
        "coordinator": "协调员",
        "worker": "作业人员",
        "manager": "管理者",
        "volunteer": "志愿者",
        "inspector": "巡查员",
        "administrator": "管理员",
    },
    levels=("", "责任单位协调员", "街镇管理者", "区管理者"),
)


def words(environ: Mapping[str, str]) -> Words:
    """Return the language that the terminal asks for."""
    wanted = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return _CHINESE if wanted.lower().startswith("zh") else _ENGLISH


def lines(events: Sequence[Mapping[str, Any]], said: Words) -> list[str]:
    """Return a timeline as lines: local time, who, what."""
    return [
        f"{datetime.fromisoformat(event['received_at']).astimezone():%H:%M:%S}  {_wide(_who(event, said), 34)}  "
        f"{_what(event, said)}"
        for event in events
    ]


def _who(event: Mapping[str, Any], said: Words) -> str:
    actor = event["actor"]
    if actor["kind"] == "system":
        return said.system
    role = said.roles.get(actor["role"] or "", "")
    return f"{actor['name']} · {role}" if role else actor["name"]


def _what(event: Mapping[str, Any], said: Words) -> str:
    what, data = said.actions.get(event["action"], event["action"]), event["data"]
    target = data.get("person") or data.get("unit")
    if event["action"] == "escalate":
        return f"{what} → {said.levels[data['level']]}"
    if not target:
        return what
    return f"{what} → {target['name'] if isinstance(target['name'], str) else target['name'][said.names]}"


def _wide(text: str, width: int) -> str:
    """Pad to a width in terminal columns; a Chinese character takes two."""
    return text + " " * (width - sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in text))
