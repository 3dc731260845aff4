"""Escalations: exactly one row for an order, a run of its clock, and a level."""

from typing import Any

from piccolo.columns import UUID, DoublePrecision, ForeignKey, Integer, SmallInt, Timestamptz, Varchar
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


class SweepWatch(Table, tablename="sweep_watch"):
    """The one row that proves that a sweeper looks, and that the clocks of open orders are checked."""

    id = SmallInt(primary_key=True, default=None)
    looked_at = Timestamptz(null=True, default=None)
    reconciled_at = Timestamptz(null=True, default=None)
    repaired = Integer(null=False, default=0)
    synthetic_every_s = Integer(null=True, default=None)
    synthetic_filed_at = Timestamptz(null=True, default=None)
    synthetic_at = Timestamptz(null=True, default=None)
    synthetic_s = DoublePrecision(null=True, default=None)

    sweep_watch_one = Check("id = 1")


class SweepAside(Table, tablename="sweep_aside"):
    """An order whose sweep raised: since when, how often, and with what."""

    order: ForeignKey[Any] = ForeignKey(
        LazyTableReference("Order", module_path="fieldloop.orders.tables"),
        db_column_name="order_id",
        primary_key=True,
        null=False,
        on_delete=OnDelete.cascade,
    )
    since = Timestamptz(null=False)
    times = Integer(null=False, default=1)
    error = Varchar(length=80, null=False)
