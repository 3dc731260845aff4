"""An order that nobody found and nobody sees, to show that the loop goes round.

Its place is an area of its own: a street whose district is itself, so that no list, map or figure of a real district
holds it. Its element is inactive, so that no choice offers it; its persons have no password: nobody can be them.
"""

import uuid
from dataclasses import dataclass

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.orders.actions import moment, move
from fieldloop.orders.command import Order
from fieldloop.orders.filing import NewOrder, file
from fieldloop.orders.ledger import Ledger
from fieldloop.orders.rules import Action, State
from fieldloop.orders.timeline import SYSTEM
from fieldloop.people.queries import caller_by_id
from fieldloop.places.rules import Lineage

NAME = "~synthetic"
_HANDS = f"{NAME}-worker"
_EYES = f"{NAME}-manager"
_WHERE = (State.DISPATCHED, State.ACCEPTED, State.SUBMITTED)
_STEPS = ((_HANDS, Action.ACCEPT), (_HANDS, Action.SUBMIT), (_EYES, Action.APPROVE))
# Warned of a moment after it is filed, which only a sweeper does; in ten minutes it is overdue like any other.
_STAGE = f"""
insert into area (code, level, parent, name_zh, name_en, district, street)
    select '{NAME}', 'street', min(code), '自检', 'Self-test', '{NAME}', '{NAME}' from area where level = 'district'
    on conflict do nothing;
insert into unit (code, kind, name_zh, name_en, area)
    values ('{NAME}', 'self_test', '自检', 'Self-test', '{NAME}') on conflict do nothing;
insert into element (code, scenario, name_zh, name_en, accept_minutes, fix_minutes, review_minutes, escalate_minutes,
    warn_share, before_photos, after_photos, active, inspect_share, sample_share, reopen_days, why_zh, why_en)
    select '{NAME}', min(code), '自检', 'Self-test', 10, 10, 10, 10, 0.001, 0, 0, false, 0, 0, 0, '', '' from scenario
    on conflict do nothing;
insert into duty (area, element, unit) select '{NAME}', null, '{NAME}'
    where not exists (select from duty where area = '{NAME}');
insert into person (id, login, name, language, created_at)
    values (gen_random_uuid(), '{_HANDS}', 'Self-test', 'en', now()),
        (gen_random_uuid(), '{_EYES}', 'Self-test', 'en', now()) on conflict do nothing;
insert into role (id, person, kind, area, unit)
    select gen_random_uuid(), p.id, case p.login when '{_HANDS}' then 'worker' else 'manager' end,
        case p.login when '{_EYES}' then '{NAME}' end, case p.login when '{_HANDS}' then '{NAME}' end
    from person p where p.login in ('{_HANDS}', '{_EYES}') and not exists (select from role r where r.person = p.id);
"""
_TURN = """
update sweep_watch set synthetic_every_s = $1, synthetic_filed_at = now() where id = 1
    and (synthetic_filed_at is null or synthetic_filed_at <= now() - make_interval(secs => $1)) returning true
"""
_OPEN = f"""
select o.id, o.state, o.warned, not exists (
    select from notice n where n.order_id = o.id and n.done_at is null) as told
from orders o where o.district = '{NAME}' and o.due_at is not null order by o.due_at, o.id limit 1
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The one that is under way: whether the sweeper has seen it, and the sender told of it."""

    id: uuid.UUID
    state: State
    seen: bool


async def under_way() -> Waiting | None:
    """Return the synthetic order that is open, if one is."""
    row = await db.fetchrow(_OPEN)
    return Waiting(row["id"], State(row["state"]), row["warned"] and row["told"]) if row else None


async def begin(every_s: int) -> bool:
    """File one when the last is so long ago, whichever worker comes first; False where there is no place for it yet."""
    if not await db.fetchval("select exists (select from scenario) and exists (select from area)"):
        return False
    async with db.transaction():
        if not await db.fetchval(_TURN, every_s):
            return False
        await db.execute(_STAGE)
        ledger = Ledger(moment())
        element = await db.fetchrow("select * from element where code = $1", NAME)
        zone = await db.fetchval("select zone from area where code = $1", NAME)
        if element is None:
            return False
        await file(ledger, _new(element, zone, ledger), SYSTEM)
    ledger.announce()
    return True


def _new(element: db.Row, zone: str, ledger: Ledger) -> NewOrder:
    return NewOrder(
        element=element,
        channel="sensor",
        note="",
        site=None,
        area=NAME,
        zone=zone,
        lineage=Lineage(NAME, NAME, None, None),
        lat=None,
        lon=None,
        address="",
        discovered_at=ledger.moment.now,
        discovery=new_id(),
    )


async def finish(waiting: Waiting) -> None:
    """Take it through the steps that people take, by a machine's hand, and note how long the whole loop took.

    From where it is: whoever was at it may have been killed half-way.
    """
    for login, action in _STEPS[_WHERE.index(waiting.state) :]:
        caller = await caller_by_id(await db.fetchval("select id from person where login = $1", login))
        if caller is None:
            raise LookupError(f"{login} was made inactive")
        await move(waiting.id, Order(id=new_id(), action=action, at=db.clock.now()), caller)
    await db.execute(
        "update sweep_watch set synthetic_at = now(), synthetic_s = extract(epoch from o.closed_at - o.filed_at)"
        " from orders o where o.id = $1 and sweep_watch.id = 1",
        waiting.id,
    )


async def stop() -> None:
    """Let nobody wait for one."""
    await db.execute("update sweep_watch set synthetic_every_s = null where id = 1 and synthetic_every_s is not null")
