"""The right of reply: appeals as they are made and decided, beside the order that they are about."""

from fieldloop import db
from fieldloop.orders.relations import Appeal
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import Action
from fieldloop.orders.scope import LEVEL_COLUMNS
from fieldloop.orders.timeline import Entry

_DECIDING = frozenset({Action.APPROVE, Action.RETURN, Action.EXCUSE, Action.UPHOLD})


async def note(before: OrderRow, after: OrderRow, entry: Entry) -> None:
    """Write down an appeal that is made, and what came of one that ends; part of the step."""
    for kind in ("return", "late"):
        was, now = getattr(before, f"{kind}_appeal"), getattr(after, f"{kind}_appeal")
        if now == Appeal.OPEN != was:
            await _make(kind, before, after, entry)
        elif was == Appeal.OPEN != now and now != Appeal.DROPPED:
            await _settle(kind, after, entry, granted=now != Appeal.UPHELD)


async def _make(kind: str, before: OrderRow, after: OrderRow, entry: Entry) -> None:
    await db.execute(
        "insert into appeal (id, order_id, kind, round, person, judged_by, text, made_at, district, street,"
        " neighbourhood, grid) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        *(entry.id, after.id, kind, before.round, entry.actor.person, before.judged_by, (entry.text or "").strip()),
        *(after.changed_at, *(getattr(after, level) for level in LEVEL_COLUMNS)),
    )


async def _settle(kind: str, after: OrderRow, entry: Entry, *, granted: bool) -> None:
    """A camera's word, or an order that is opened again, takes the mark away, and no person has decided it."""
    by = entry.actor.person if entry.action in _DECIDING else None
    await db.execute(
        "update appeal set decided_at = $3, decided_by = $4, reversed = $5"
        " where order_id = $1 and kind = $2 and decided_at is null",
        *(after.id, kind, after.changed_at, by, granted),
    )
