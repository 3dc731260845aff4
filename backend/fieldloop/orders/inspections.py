"""Blind re-inspection: what was drawn, as an inspector sees it without names, and the verdict, once."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

import asyncpg
import msgspec
from msgspec import Meta

from fieldloop import db
from fieldloop.errors import problem
from fieldloop.evidence.attach import Phase, Shot, attach
from fieldloop.evidence.redaction import COVERED
from fieldloop.orders import dispatch, queries
from fieldloop.orders.actions import moment, send_on
from fieldloop.orders.command import at_of
from fieldloop.orders.ledger import Ledger
from fieldloop.orders.rules import Action, State
from fieldloop.orders.scope import Params, overseen
from fieldloop.orders.target import Target
from fieldloop.orders.timeline import Actor, Entry
from fieldloop.people.rules import Caller, RoleKind
from fieldloop.shapes import Command

INSPECTING = (RoleKind.INSPECTOR, RoleKind.MANAGER)


class Verdict(Command, kw_only=True):
    """What an inspector found; `id` is made once and kept on every retry."""

    id: uuid.UUID
    verdict: Literal["good", "bad"]
    at: datetime | None = None
    text: Annotated[str, Meta(max_length=2000)] | None = None
    photos: Annotated[list[Shot], Meta(max_length=10)] = msgspec.field(default_factory=list[Shot])


def _theirs(caller: Caller, params: Params) -> str | None:
    """Return the condition for what the caller may inspect: of the own areas, and nothing that was judged or done."""
    areas = overseen(caller, params, INSPECTING, of="i")
    if not areas:
        return None
    me = params.add(caller.id)
    mine = " or ".join(f"o.{name} = {me}" for name in ("judged_by", "submitter", "person"))
    return f"({' or '.join(areas)}) and ({mine}) is not true"


async def pending(caller: Caller, after: uuid.UUID | None, limit: int) -> Sequence[db.Row]:
    """Return what waits for an inspector in the caller's areas, the longest first; no person and no unit among it."""
    params = Params([limit])
    if (theirs := _theirs(caller, params)) is None:
        return []
    beyond = f" and i.id > {params.add(after)}" if after else ""
    return await db.fetch(
        "select i.id, i.drawn_at, e.code as element, e.name_zh as element_zh, e.name_en as element_en, e.why_zh,"
        " e.why_en,"
        " s.code as site, s.name_zh as site_zh, s.name_en as site_en, o.address, o.lat, o.lon, o.after,"
        " coalesce((select p.photo from order_photo p where p.order_id = o.id and p.phase = 'before'"
        f" order by p.received_at desc limit 1), o.picture) as before, {COVERED}"
        " from inspection i join orders o on o.id = i.order_id join element e on e.code = o.element"
        f" left join site s on s.code = o.site where i.verdict is null and o.state = 'closed' and {theirs}{beyond}"
        " order by i.id limit $1",
        *params,
    )


async def judge(inspection: uuid.UUID, said: Verdict, caller: Caller) -> None:
    """Write an inspector's verdict down, once however often it is sent; one that disagrees opens the order again."""
    if said.verdict == "bad" and not (said.text or "").strip():
        raise problem("text.required")
    ledger = Ledger(moment(), by=caller.id)
    try:
        async with db.transaction():
            await _judge(ledger, inspection, said, caller)
    except asyncpg.UniqueViolationError as error:
        raise problem("command.reused") from error
    ledger.announce()


async def _judge(ledger: Ledger, inspection: uuid.UUID, said: Verdict, caller: Caller) -> None:
    params = Params([inspection])
    theirs = _theirs(caller, params)
    row = theirs and await db.fetchrow(
        "select i.order_id, i.verdict, i.command, i.inspector from inspection i join orders o on o.id = i.order_id"
        f" where i.id = $1 and (i.inspector = {params.add(caller.id)} or {theirs}) for update of o, i",
        *params,
    )
    if not row:
        raise problem("not.found")
    if row["command"] == said.id and row["inspector"] == caller.id:
        if row["verdict"] != said.verdict:
            raise problem("command.reused")
        return
    order = await queries.load(row["order_id"], None, lock=True)
    if row["verdict"] is not None or order is None or order.state is not State.CLOSED:
        raise problem("inspection.over")
    ledger.moment = moment(order)
    now, text = ledger.moment.now, (said.text or "").strip() or None
    await db.execute(
        "update inspection set command = $2, inspector = $3, verdict = $4, text = $5, decided_at = $6 where id = $1",
        *(inspection, said.id, caller.id, said.verdict, text, now),
    )
    shots: list[tuple[Phase, Shot]] = [("inspect", shot) for shot in said.photos]
    await attach(order.id, shots, caller.id, now, event=said.id)
    entry = _entry(inspection, said, text, caller, now)
    if said.verdict == "good":
        await ledger.record(order, entry, Target())
        return
    after = await ledger.record(order, entry, Target(desk=(await dispatch.choose(order)).desk))
    await send_on(ledger, after, entry.id)


def _entry(inspection: uuid.UUID, said: Verdict, text: str | None, caller: Caller, now: datetime) -> Entry:
    """Return the verdict as the record keeps it; who inspected is in it, and nobody is shown the name."""
    bad = said.verdict == "bad"
    return Entry(
        action=Action.REOPEN if bad else Action.INSPECT,
        actor=Actor("person", caller.id, next(kind for kind in INSPECTING if caller.has(kind))),
        at=at_of(said.at, now),
        id=said.id,
        reason="reinspection" if bad else None,
        text=text,
        data={"inspection": str(inspection), "verdict": said.verdict}
        | ({"photos": len(said.photos)} if said.photos else {}),
    )
