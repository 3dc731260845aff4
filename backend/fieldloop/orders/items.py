"""Lines of lists: one SQL select for every list of orders, and the struct made from its rows."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from fieldloop import db
from fieldloop.evidence.redaction import COVERED
from fieldloop.orders.names import hide_in_line
from fieldloop.orders.relations import Appeal
from fieldloop.orders.row import window_end
from fieldloop.orders.rules import Priority, State
from fieldloop.orders.scope import JUDGES, LEVEL_COLUMNS
from fieldloop.orders.shapes import ClockNow, OrderItem
from fieldloop.people.rules import Caller
from fieldloop.shapes import Names, PersonRef, Ref, ref
from fieldloop.sla.rules import kind_of

_COLUMNS = (
    """
select o.id, o.no, o.version, o.state, o.channel, o.note, o.lat, o.lon, o.address, o.pool, o.level, o.returned,
    o.urged, o.unheard_at,
    o.reporters, case when o.forgotten_at is null then o.picture end as picture,
    case when o.forgotten_at is null then o.after end as after, o.asked_until, o.by_owner,
    o.risk, o.return_appeal, o.late_appeal, o.confirmed, o.request, o.priority,
    o.waits_for, o.waited, e.wait_times,
    e.reopen_days, o.district, o.street, o.neighbourhood, o.grid,
    o.discovered_at, o.filed_at, o.closed_at, o.clock_started_at, o.warn_at, o.due_at,
    e.code as element, e.name_zh as element_zh, e.name_en as element_en,
    sc.code as scenario, sc.name_zh as scenario_zh, sc.name_en as scenario_en,
    s.code as site, s.name_zh as site_zh, s.name_en as site_en,
    a.code as area, a.name_zh as area_zh, a.name_en as area_en,
    u.code as unit, u.name_zh as unit_zh, u.name_en as unit_en, p.id as person, p.name as person_name, """
    + COVERED
)
_FROM = """
from orders o join element e on e.code = o.element join scenario sc on sc.code = o.scenario
    join area a on a.code = o.area left join site s on s.code = o.site left join unit u on u.code = o.unit
    left join person p on p.id = o.person
"""
SELECT = _COLUMNS + _FROM
SELECT_WHOLE = (
    _COLUMNS
    + """, a.zone, o.look_at, o.ended_at, o.top, o.warned, o.unseen, o.climbed_at, e.ladders, e.escalate_minutes,
    o.dispatched_at, o.seen_at, o.accepted_at, o.arrived_at, o.submitted_at, o.reviewed_at,
    o.submitter, o.judged_by, o.overran, o.overran_by, o.disputed, e.other_unit, e.checklist,
    o.request_by, o.extended, e.unit_grants, e.extend_times, e.extend_minutes, e.suspend_days,
    e.before_photos, e.after_photos,
    e.why_zh, e.why_en, u.phone as unit_phone,
    (select min(n.done_at) from notice n where n.order_id = o.id and n.outcome = 'delivered') as pushed_at,
    (select n.nonce from order_nonce n
        where n.order_id = o.id and n.person = o.person and n.ended_at is null) as nonce"""
    + _FROM
)


_AS_STORED = (
    *("id", "version", "pool", "lat", "lon", "address", "note", "channel", "discovered_at", "filed_at", "closed_at"),
    *("level", "returned", "urged", "unheard_at", "picture", "after", "reporters", "covered", "request", "waits_for"),
    *("asked_until", "by_owner"),
)


def item(row: db.Row, now: datetime, caller: Caller) -> OrderItem:
    """Make a line of a row of SELECT."""
    return OrderItem(
        **{name: row[name] for name in _AS_STORED},
        order_no=row["no"],
        state=State(row["state"]),
        element=_must(row, "element"),
        scenario=_must(row, "scenario"),
        site=_may(row, "site"),
        area=_must(row, "area"),
        unit=_may(row, "unit"),
        person=PersonRef(row["person"], row["person_name"]) if row["person"] else None,
        clock=_clock(row),
        late=bool(row["due_at"] and row["due_at"] <= now and not row["asked_until"]),
        # To anybody else it would be a suspicion without its question.
        risk=row["risk"] if caller.has(*JUDGES) else 0,
        appealed=Appeal.OPEN in {row["return_appeal"], row["late_appeal"]},
        priority=Priority(row["priority"]),
        word_until=_word_until(row, now),
    )


async def items_of(ids: Sequence[uuid.UUID], now: datetime, caller: Caller) -> list[OrderItem]:
    """Return the lines of these orders, in the order of `ids`; unknown ones are left out."""
    if not ids:
        return []
    rows = {row["id"]: row for row in await db.fetch(SELECT + "where o.id = any($1::uuid[])", list(ids))}
    found = [rows[order_id] for order_id in ids if order_id in rows]
    return [hide_in_line(item(row, now, caller), areas_of(row), caller) for row in found]


def areas_of(row: db.Row) -> frozenset[str]:
    """Return the codes of every area around the order of a row of SELECT."""
    return frozenset(row[level] for level in LEVEL_COLUMNS if row[level])


def _word_until(row: db.Row, now: datetime) -> datetime | None:
    wanted = row["state"] == State.CLOSED and not row["confirmed"]
    end = window_end(row["closed_at"], row["reopen_days"]) if wanted else None
    return end if end and end > now else None


def _clock(row: db.Row) -> ClockNow | None:
    kind = kind_of(row["state"], row["late_appeal"])
    if kind is None or row["due_at"] is None or row["asked_until"]:
        return None
    return ClockNow(kind, row["clock_started_at"], row["due_at"], row["warn_at"])


def _must(row: db.Row, name: str) -> Ref:
    return Ref(row[name], Names(row[f"{name}_zh"], row[f"{name}_en"]))


def _may(row: db.Row, name: str) -> Ref | None:
    return ref(row[name], row[f"{name}_zh"], row[f"{name}_en"])
