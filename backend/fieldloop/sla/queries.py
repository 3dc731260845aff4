"""Reads of this slice: whether deadlines are being watched. By PostgreSQL's clock throughout, and never by ours.

`now()` and not `clock_timestamp()`, which no index could be asked for; outside a transaction both are the same.
"""

from fieldloop import db
from fieldloop.sla.watch import Watch

# An open order that no sweep would come to in time. Word by word the condition of the index `orders_unwatched`.
UNWATCHED = (
    "due_at is not null"
    " and ((look_at is null and level < top) or (level = 0 and look_at > due_at))"
)  # fmt: skip
# Pushed aside its look may be after its deadline, until it is tried again.
NOT_ASIDE = "not exists (select from sweep_aside a where a.order_id = o.id)"

_WATCH = f"""
select
    extract(epoch from now() - w.looked_at)::float8 as swept_s,
    extract(epoch from now() - w.reconciled_at)::float8 as reconciled_s,
    coalesce(extract(epoch from now() - least(
        (select look_at from orders o where look_at <= now() and {NOT_ASIDE} order by look_at limit 1),
        (select due_at from orders o where {UNWATCHED} and due_at <= now() and {NOT_ASIDE} order by due_at limit 1)
    ))::float8, 0) as overdue_s,
    coalesce(extract(epoch from now() - (
        select next_at from notice where done_at is null and next_at <= now() order by next_at limit 1
    ))::float8, 0) as waiting_s,
    (select count(*) from sweep_aside a join orders o on o.id = a.order_id where o.look_at is not null) as aside,
    coalesce(w.repaired, 0) as repaired,
    w.synthetic_s, w.synthetic_every_s,
    extract(epoch from now() - coalesce(w.synthetic_at, w.synthetic_filed_at))::float8 as synthetic_age_s
from (select) one left join sweep_watch w on w.id = 1
"""


async def watch() -> Watch:
    """Return how it stands."""
    row = await db.fetchrow(_WATCH)
    if row is None:
        raise RuntimeError("a query that always has one row had none")
    return Watch(**dict(row))
