"""Verdicts of re-inspections that no event tells: each gets one now, at the end of its order's chain, with its photos."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.record.rules import GENESIS, Event, Tied, canonical, link

ID = "2026-11-27T14:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "inspected"

# One that opened the order again is told by the event that did, unless there are photos: no event may gain any later.
_UNTOLD = """
select i.id as inspection, i.verdict, i.inspector, i.text, i.decided_at, o.id, o.state, o.version, o.chain,
    (select coalesce(json_agg(json_build_array(p.phase, p.photo, coalesce(p.claim, ''))), '[]') from order_photo p
        where p.order_id = o.id and p.phase = 'inspect' and p.event is null) as tied,
    exists (select from role r where r.person = i.inspector and r.kind = 'inspector') as inspects
from inspection i join orders o on o.id = i.order_id
where i.verdict = 'good' or (i.verdict is not null and exists (
    select from order_photo p where p.order_id = o.id and p.phase = 'inspect' and p.event is null))
order by i.id for update of o, i
"""
_TELL = """
with e as (
    insert into order_event (id, order_id, seq, action, from_state, to_state, actor, person, role, at, received_at, text,
        data, prev, hash) values ($1, $2, $3, 'inspect', $4, $4, 'person', $5, $6, $7, $8, $9, $10, $11, $12)
), q as (
    insert into record_queue (event) values ($1)
), p as (
    update order_photo set event = $1 where order_id = $2 and phase = 'inspect' and event is null
)
update orders set version = $3, chain = $12, changed_by = pg_current_xact_id()::text::bigint where id = $2
"""


async def forwards() -> MigrationManager:
    """Write down what was found, when it was, and that it was written down now."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def tell() -> None:
        for row in await db.fetch(_UNTOLD):
            await _tell(row)

    manager.add_raw(tell)
    return manager


async def _tell(row: Any) -> None:
    event = Event(
        id=new_id(),
        order=row["id"],
        seq=row["version"] + 1,
        action="inspect",
        from_state=row["state"],
        to_state=row["state"],
        actor="person",
        person=row["inspector"],
        role="inspector" if row["inspects"] else "manager",
        at=row["decided_at"],
        received_at=db.clock.now(),
        reason=None,
        text=row["text"],
        data={"inspection": str(row["inspection"]), "verdict": row["verdict"]},
        photos=[Tied(*tied) for tied in row["tied"]],
    )
    prev = row["chain"] or GENESIS
    await db.execute(
        _TELL,
        *(event.id, event.order, event.seq, event.from_state, event.person, event.role, event.at, event.received_at),
        *(event.text, event.data, prev, link(prev, canonical(event))),
    )
