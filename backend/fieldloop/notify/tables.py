"""Notices (the outbox of telling) and the browsers that take pushes."""

from typing import Any

from piccolo.columns import UUID, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from fieldloop.ids import new_id
from fieldloop.people.tables import Person, Session


class Notice(Table, tablename="notice"):
    """One person told of one event; written with the event, sent afterwards."""

    id = UUID(primary_key=True, default=new_id)
    order: ForeignKey[Any] = ForeignKey(
        LazyTableReference("Order", module_path="fieldloop.orders.tables"),
        db_column_name="order_id",
        null=False,
        on_delete=OnDelete.restrict,
    )
    event: ForeignKey[Any] = ForeignKey(
        LazyTableReference("OrderEvent", module_path="fieldloop.orders.tables"),
        db_column_name="event_id",
        null=False,
        on_delete=OnDelete.restrict,
    )
    person = ForeignKey(Person, db_column_name="person_id", null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=16, null=False)
    created_at = Timestamptz(null=False)
    next_at = Timestamptz(null=False)
    attempts = Integer(null=False, default=0)
    lease_until = Timestamptz(null=True, default=None)
    done_at = Timestamptz(null=True, default=None)
    outcome = Varchar(length=16, null=True, default=None)
    seen_at = Timestamptz(null=True, default=None)

    notice_once = Unique([event, person])
    notice_outcome_known = Check("outcome is null or outcome in ('delivered', 'no_device', 'given_up', 'superseded')")
    notice_done = Check("(done_at is null) = (outcome is null)")


class PushSubscription(Table, tablename="push_subscription"):
    """A browser's address for encrypted pushes; it ends with the session that made it."""

    id = UUID(primary_key=True, default=new_id)
    person = ForeignKey(Person, db_column_name="person_id", null=False, on_delete=OnDelete.cascade, index=True)
    session = ForeignKey(Session, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    endpoint = Text(null=False, unique=True)
    p256dh = Varchar(length=120, null=False)
    auth = Varchar(length=40, null=False)
    created_at = Timestamptz(null=False)
    last_ok_at = Timestamptz(null=True, default=None)
    failures = Integer(null=False, default=0)
