"""What whoever has an order asked for, and what became of it."""

from piccolo.columns import UUID, ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from fieldloop.orders.tables import Order
from fieldloop.people.tables import Person


class TimeRequestRow(Table, tablename="time_request"):
    """More time, or a suspension; its key is the event that asked. Decided by nobody, it was overtaken."""

    id = UUID(primary_key=True, default=None)
    order = ForeignKey(Order, db_column_name="order_id", null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=8, null=False)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    reason = Varchar(length=32, null=False)
    text = Text(null=True, default=None)
    until = Timestamptz(null=False)
    made_at = Timestamptz(null=False)
    decided_at = Timestamptz(null=True, default=None)
    decided_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    granted_until = Timestamptz(null=True, default=None)

    time_request_kind_known = Check("kind in ('extend', 'suspend')")
    time_request_decided = Check(
        "(decided_by is null or decided_at is not null and decided_by <> person)"
        " and (granted_until is null or decided_by is not null)"
    )
