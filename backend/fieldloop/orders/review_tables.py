"""What is written down about reviews: appeals, and what was drawn for re-inspection."""

from piccolo.columns import UUID, Boolean, Date, DoublePrecision, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from fieldloop.ids import new_id
from fieldloop.orders.tables import Order
from fieldloop.people.tables import Person


class AppealRow(Table, tablename="appeal"):
    """The right of reply: one for each mark of an order; `judged_by` is whose judgement it was.

    `round` is the run of the clock it was made in. Decided by nobody, it was settled by what happened to the order.
    """

    id = UUID(primary_key=True, default=new_id)
    order = ForeignKey(Order, db_column_name="order_id", null=False, on_delete=OnDelete.restrict)
    district = Varchar(length=32, null=False)
    street = Varchar(length=32, null=True, default=None)
    neighbourhood = Varchar(length=32, null=True, default=None)
    grid = Varchar(length=32, null=True, default=None)
    kind = Varchar(length=8, null=False)
    round = Integer(null=False, default=None)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    judged_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    text = Text(null=False)
    made_at = Timestamptz(null=False)
    decided_at = Timestamptz(null=True, default=None)
    decided_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    reversed = Boolean(null=True, default=None)

    appeal_once = Unique([order, kind, round])
    appeal_kind_known = Check("kind in ('return', 'late')")
    appeal_decided = Check(
        "(decided_at is null) = (reversed is null)"
        " and (decided_by is null or (decided_at is not null and decided_by is distinct from judged_by))"
    )


class InspectionDraw(Table, tablename="inspection_draw"):
    """A day whose closed orders were drawn from, and the seed with which anybody can do it again."""

    day = Date(primary_key=True, default=None)
    seed = Varchar(length=64, null=False)
    drawn_at = Timestamptz(null=False)


class Inspection(Table, tablename="inspection"):
    """A closed order drawn for blind re-inspection, and what the inspector found."""

    id = UUID(primary_key=True, default=new_id)
    order = ForeignKey(Order, db_column_name="order_id", null=False, unique=True, on_delete=OnDelete.restrict)
    district = Varchar(length=32, null=False)
    street = Varchar(length=32, null=True, default=None)
    neighbourhood = Varchar(length=32, null=True, default=None)
    grid = Varchar(length=32, null=True, default=None)
    seed = Varchar(length=64, null=False)
    stratum = Varchar(length=160, null=False)
    rate = DoublePrecision(null=False)
    drawn_at = Timestamptz(null=False)
    command = UUID(null=True, default=None, unique=True)
    inspector = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    verdict = Varchar(length=4, null=True, default=None)
    text = Text(null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)

    inspection_verdict_known = Check("verdict is null or verdict in ('good', 'bad')")
    inspection_judged = Check(
        "(verdict is null) = (inspector is null) and (verdict is null) = (decided_at is null)"
        " and (verdict is null) = (command is null)"
    )
