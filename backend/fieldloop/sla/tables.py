"""Escalations: exactly one row for an order, a run of its clock, and a level."""

from typing import Any

from piccolo.columns import UUID, ForeignKey, Integer, SmallInt, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from fieldloop.ids import new_id


class Escalation(Table, tablename="escalation"):
    """One step up, and which clock it was for."""

    id = UUID(primary_key=True, default=new_id)
    order: ForeignKey[Any] = ForeignKey(
        LazyTableReference("Order", module_path="fieldloop.orders.tables"),
        db_column_name="order_id",
        null=False,
        on_delete=OnDelete.restrict,
    )
    round = Integer(null=False)
    level = SmallInt(null=False)
    clock = Varchar(length=8, null=False)
    fired_at = Timestamptz(null=False)

    escalation_once = Unique([order, round, level])
    escalation_clock_known = Check("clock in ('accept', 'fix', 'review') and level > 0")
