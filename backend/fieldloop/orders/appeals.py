"""The right of reply: appeals as they are made and decided, beside the order that they are about."""

from fieldloop import db
from fieldloop.orders.relations import Appeal
from fieldloop.orders.row import OrderRow
from fieldloop.orders.rules import Action
from fieldloop.orders.scope import LEVEL_COLUMNS
from fieldloop.orders.timeline import Entry

_DECIDES = {Action.APPROVE: "return", Action.RETURN: "return", Action.EXCUSE: "late", Action.UPHOLD: "late"}


async def note(before: OrderRow, after: OrderRow, entry: Entry) -> None:
    """Write an appeal down when one is made, and what came of it when somebody decides; part of the step."""
    now = after.changed_at
    if entry.action is Action.APPEAL:
        kind = "late" if after.late_appeal != before.late_appeal else "return"
        await db.execute(
            "insert into appeal (id, order_id, kind, person, judged_by, text, made_at, district, street, neighbourhood,"
            " grid) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            *(entry.id, after.id, kind, entry.actor.person, before.judged_by, (entry.text or "").strip(), now),
            *(getattr(after, level) for level in LEVEL_COLUMNS),
        )
    kind = _DECIDES.get(entry.action)
    if kind is None or getattr(before, f"{kind}_appeal") != Appeal.OPEN:
        return
    await db.execute(
        "update appeal set decided_at = $3, decided_by = $4, reversed = $5"
        " where order_id = $1 and kind = $2 and decided_at is null",
        *(after.id, kind, now, entry.actor.person, getattr(after, f"{kind}_appeal") == Appeal.REVERSED),
    )
