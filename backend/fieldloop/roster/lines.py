"""A roster as lines of CSV: read whole, each line that says something wrong named; pure."""

import csv
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, tzinfo

from fieldloop.roster.rules import Kind, Shift, Spell

COLUMNS = ("login", "kind", "weekday", "from", "to", "stand_in")
_DAYS = {
    day: number
    for number, days in enumerate(
        ("mon 周一", "tue 周二", "wed 周三", "thu 周四", "fri 周五", "sat 周六", "sun 周日"), start=1
    )
    for day in (*days.split(), str(number))
}
# Code -> what is wrong with a line, in both languages.
FAULTS: dict[str, tuple[str, str]] = {
    "header": ("第一行应为 " + ",".join(COLUMNS), "the first line must be " + ",".join(COLUMNS)),
    "columns": ("列数不对", "not as many columns as the first line"),
    "login": ("没有这个账号，或不归您管理", "no such login, or not among your people"),
    "kind": ("kind 应为 shift、leave、extra 或 stand_in", "kind must be shift, leave, extra or stand_in"),
    "weekday": ("weekday 应为 1–7（周一为 1）或 mon–sun", "weekday must be 1 to 7 (Monday is 1) or mon to sun"),
    "time": ("from、to 应为 08:00 这样的时间", "from and to must be times like 08:00"),
    "moment": ("from、to 应为 2026-12-01T08:00 这样的日期时间", "from and to must be moments like 2026-12-01T08:00"),
    "order": ("结束时间应晚于开始时间", "it must end after it starts"),
    "stand_in": (
        "代班人账号不存在、是本人或不归您管理",
        "the stand-in is unknown, the same person, or not among your people",
    ),
    "twice": ("同一人的代班人写了两次", "the stand-in of this person is given twice"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whom a line may name, and the zone in which their times are meant."""

    id: uuid.UUID
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands in the file."""

    number: int
    login: str
    kind: str
    weekday: str
    starts: str
    ends: str
    stand_in: str


@dataclass(frozen=True, slots=True)
class Bad:
    """What is wrong with a line; `number` counts from 1, the header included."""

    number: int
    code: str


@dataclass(slots=True)
class Planned:
    """All that a file says of one person: it stands for the whole roster."""

    shifts: list[Shift] = field(default_factory=list[Shift])
    spells: list[Spell] = field(default_factory=list[Spell])
    stand_in: uuid.UUID | None = None


def read(text: str) -> tuple[list[Line], list[Bad]]:
    """Return the lines of a file; empty ones are left out."""
    rows = csv.reader(text.removeprefix("\N{BYTE ORDER MARK}").splitlines())
    if tuple(cell.strip().lower() for cell in next(rows, ())) != COLUMNS:
        return [], [Bad(1, "header")]
    lines, bad = list[Line](), list[Bad]()
    for number, row in enumerate(rows, start=2):
        cells = [cell.strip() for cell in row]
        if len(cells) == len(COLUMNS):
            lines.append(
                Line(number, cells[0].lower(), cells[1].lower(), cells[2].lower(), cells[3], cells[4], cells[5])
            )
        elif any(cells):
            bad.append(Bad(number, "columns"))
    return [line for line in lines if line.login or line.kind], bad


def logins(lines: list[Line]) -> set[str]:
    """Return every login that is named."""
    return {login for line in lines for login in (line.login, line.stand_in.lower()) if login}


def plan(lines: list[Line], known: Mapping[str, Known]) -> tuple[dict[uuid.UUID, Planned], list[Bad]]:
    """Return what is planned of each person, and every line that cannot be."""
    found, bad = dict[uuid.UUID, Planned](), list[Bad]()
    for line in lines:
        person = known.get(line.login)
        fault = _put(line, person, known, found) if person else "login"
        if fault:
            bad.append(Bad(line.number, fault))
    return found, bad


def _put(line: Line, person: Known, known: Mapping[str, Known], found: dict[uuid.UUID, Planned]) -> str | None:
    planned = found.setdefault(person.id, Planned())
    other = known.get(line.stand_in.lower())
    if line.stand_in and (other is None or other.id == person.id or line.kind in {"shift", "extra"}):
        return "stand_in"
    match line.kind:
        case "shift":
            return _put_shift(line, planned)
        case "leave" | "extra":
            return _put_spell(line, person.zone, other.id if other else None, planned)
        case "stand_in":
            return _put_stand_in(other, planned)
        case _:
            return "kind"


def _put_stand_in(other: Known | None, planned: Planned) -> str | None:
    if other is None or planned.stand_in:
        return "twice" if other else "stand_in"
    planned.stand_in = other.id
    return None


def _put_shift(line: Line, planned: Planned) -> str | None:
    if line.weekday not in _DAYS:
        return "weekday"
    try:
        starts, ends = time.fromisoformat(line.starts), time.fromisoformat(line.ends)
    except ValueError:
        return "time"
    if starts.tzinfo or ends.tzinfo:
        return "time"
    planned.shifts.append(Shift(_DAYS[line.weekday], starts, ends))
    return None


def _put_spell(line: Line, zone: tzinfo, stand_in: uuid.UUID | None, planned: Planned) -> str | None:
    try:
        from_at, to_at = (_moment(text, zone) for text in (line.starts, line.ends))
    except ValueError:
        return "moment"
    if from_at >= to_at:
        return "order"
    planned.spells.append(Spell(Kind(line.kind), from_at, to_at, stand_in))
    return None


def _moment(text: str, zone: tzinfo) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=zone)
