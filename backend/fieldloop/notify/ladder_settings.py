"""What administrators set of telling: when each rung is tried, and the words of each kind of notice.

Both are everybody's: only who administers every district changes them, but a unit's own steps its administrator may.
"""

import uuid
from datetime import timedelta
from typing import Annotated, Literal

import msgspec
import structlog
from msgspec import Meta

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.ids import new_id
from fieldloop.notify import words
from fieldloop.notify.gateways import UNIT, areas
from fieldloop.notify.rules import Telling
from fieldloop.people.rules import Caller
from fieldloop.shapes import Command

_log = structlog.get_logger()
_ALL = "select not exists (select from area a where a.level = 'district' and a.code <> all($1::text[]))"
Language = Literal["zh-CN", "en"]
RungSet = Literal["gateway", "stand_in", "supervisor"]


class Step(Command, kw_only=True):
    """So many minutes after a notice of a kind a rung is tried; none: it never is."""

    kind: Annotated[str, Meta(max_length=16)]
    rung: RungSet
    element: Annotated[str, Meta(max_length=64)] | None = None
    unit: Annotated[str, Meta(max_length=32)] | None = None
    minutes: Annotated[int, Meta(ge=0, le=10080)] | None = None


class Steps(msgspec.Struct):
    """Every step that is set, and the kinds there are."""

    items: list[Step]
    kinds: list[str]
    may_change: bool


class OwnWords(Command, kw_only=True):
    """Words of a kind of notice; `{element}`, `{place}` and in the body `{deadline}` stand for the order's own."""

    kind: Annotated[str, Meta(max_length=16)]
    language: Language
    title: Annotated[str, Meta(min_length=1, max_length=120)]
    body: Annotated[str, Meta(min_length=1, max_length=400)]


class AllWords(msgspec.Struct):
    """The words that administrators have set; every other kind has ours."""

    items: list[OwnWords]
    kinds: list[str]
    may_change: bool


class Preview(msgspec.Struct):
    """How a notice will read."""

    title: str
    body: str


async def steps(caller: Caller) -> Steps:
    """Return every step, those of everybody first; raises role.not_allowed."""
    may = await _of_all(caller)
    rows = await db.fetch(
        "select kind, rung, element, unit, minutes from ladder_step"
        " order by element nulls first, unit nulls first, kind, rung"
    )
    return Steps([Step(**dict(row)) for row in rows], list(words.kinds()), may)


async def put_step(caller: Caller, step: Step) -> None:
    """Set a step; raises role.not_allowed, element.shared, not.found, input.invalid."""
    await _may_set(caller, step)
    await db.execute(
        "insert into ladder_step (id, kind, rung, element, unit, minutes) values ($1, $2, $3, $4, $5, $6)"
        " on conflict (kind, rung, coalesce(element, ''), coalesce(unit, '')) do update set minutes = excluded.minutes",
        *(new_id(), step.kind, step.rung, step.element or None, step.unit or None, step.minutes),
    )
    _log.info("ladder.set", by=str(caller.id), kind=step.kind, rung=step.rung, element=step.element, unit=step.unit)


async def forget_step(caller: Caller, step: Step) -> None:
    """Let a step be again what is wider than it: its element's or unit's everybody's, that of everybody none."""
    await _may_set(caller, step)
    sql = (
        "delete from ladder_step where kind = $1 and rung = $2 and element is not distinct from $3"
        " and unit is not distinct from $4 returning true"
    )
    if not await db.fetchval(sql, step.kind, step.rung, step.element or None, step.unit or None):
        raise problem("not.found")
    _log.info("ladder.forgotten", by=str(caller.id), kind=step.kind, rung=step.rung)


async def _may_set(caller: Caller, step: Step) -> None:
    may = await _of_all(caller)
    if step.kind not in words.kinds() or (step.element and step.unit):
        raise problem("input.invalid", errors=[{"field": "kind", "message": "a kind, of an element or of a unit"}])
    if step.unit:
        if not await db.fetchval(f"select {UNIT.format('$2::text')}", areas(caller), step.unit):
            raise problem("not.found")
    elif not may:
        raise problem("element.shared")
    elif step.element and not await db.fetchval("select true from element where code = $1", step.element):
        raise problem("not.found")


async def all_words(caller: Caller) -> AllWords:
    """Return the words that were set; raises role.not_allowed."""
    may = await _of_all(caller)
    rows = await db.fetch("select kind, language, title, body from notice_words order by kind, language")
    return AllWords([OwnWords(**dict(row)) for row in rows], list(words.kinds()), may)


async def put_words(caller: Caller, own: OwnWords) -> None:
    """Set the words of a kind; raises role.not_allowed, element.shared, words.unknown_fact, input.invalid."""
    await _may(caller)
    _check(own)
    await db.execute(
        "insert into notice_words (id, kind, language, title, body, set_by, set_at) values ($1, $2, $3, $4, $5, $6, $7)"
        " on conflict (kind, language) do update set title = excluded.title, body = excluded.body,"
        " set_by = excluded.set_by, set_at = excluded.set_at",
        *(new_id(), own.kind, own.language, own.title, own.body, caller.id, db.clock.now()),
    )
    _log.info("words.set", by=str(caller.id), kind=own.kind, language=own.language)


async def forget_words(caller: Caller, kind: str, language: str) -> None:
    """Go back to ours; raises role.not_allowed, element.shared, not.found."""
    await _may(caller)
    sql = "delete from notice_words where kind = $1 and language = $2 returning true"
    if not await db.fetchval(sql, kind, language):
        raise problem("not.found")


def preview(caller: Caller, own: OwnWords) -> Preview:
    """Return how words read of an order that is made up; raises role.not_allowed, words.unknown_fact."""
    areas(caller)
    _check(own)
    now, english = db.clock.now(), own.language == "en"
    sample = Telling(
        notice_id=uuid.UUID(int=0),
        order_id=uuid.UUID(int=0),
        order_no="20261127-000001",
        person_id=caller.id,
        kind=own.kind,
        language=own.language,
        element="Bag outside the room" if english else "小包垃圾",
        place="Waste room, Lane 737" if english else "737弄垃圾厢房",
        zone="Asia/Shanghai",
        state="dispatched",
        due_at=now + timedelta(minutes=5),
        attempts=0,
        created_at=now,
        moved_on=False,
        own_title=own.title,
        own_body=own.body,
        accept=False,
    )
    return Preview(words.title(sample), words.body(sample, now))


def _check(own: OwnWords) -> None:
    if own.kind not in words.kinds():
        raise problem("input.invalid", errors=[{"field": "kind", "message": "no kind of notice"}])
    bad = {"title": words.faults(own.title, words.TITLE_FACTS), "body": words.faults(own.body, words.BODY_FACTS)}
    if any(bad.values()):
        raise problem("words.unknown_fact", **{name: found for name, found in bad.items() if found})


async def _of_all(caller: Caller) -> bool:
    return bool(await db.fetchval(_ALL, areas(caller)))


async def _may(caller: Caller) -> None:
    if not await _of_all(caller):
        raise problem("element.shared")
