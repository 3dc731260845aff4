"""The ladder of telling: gateways, when each rung is tried, each rung of each notice; how persons want to be told."""

from typing import Any

from piccolo.columns import UUID, Boolean, Bytea, ForeignKey, Integer, Time, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from fieldloop.catalogue.tables import Element
from fieldloop.ids import new_id
from fieldloop.notify.tables import Notice
from fieldloop.people.tables import Person
from fieldloop.places.tables import Unit


class Gateway(Table, tablename="gateway"):
    """Where a person, or a unit, is told besides the app; the address holds keys and is stored sealed."""

    id = UUID(primary_key=True, default=new_id)
    person = ForeignKey(
        Person, db_column_name="person_id", null=True, default=None, on_delete=OnDelete.cascade, unique=True
    )
    unit = ForeignKey(Unit, null=True, default=None, on_delete=OnDelete.cascade, unique=True)
    service = Varchar(length=16, null=False)
    hint = Varchar(length=80, null=False)
    sealed = Bytea(null=False)
    set_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    set_at = Timestamptz(null=False)
    last_ok_at = Timestamptz(null=True, default=None)
    failures = Integer(null=False, default=0)
    rest_until = Timestamptz(null=True, default=None)

    gateway_of_one = Check("(person_id is null) <> (unit is null)")


class LadderStep(Table, tablename="ladder_step"):
    """So many minutes after a notice of a kind a rung is tried; without minutes it never is."""

    id = UUID(primary_key=True, default=new_id)
    kind = Varchar(length=16, null=False)
    element = ForeignKey(Element, null=True, default=None, on_delete=OnDelete.cascade)
    unit = ForeignKey(Unit, null=True, default=None, on_delete=OnDelete.cascade)
    rung = Varchar(length=16, null=False)
    minutes = Integer(null=True, default=None)

    ladder_step_rung_known = Check("rung in ('gateway', 'stand_in', 'supervisor')")
    ladder_step_minutes = Check("minutes between 0 and 10080")
    ladder_step_one_way = Check("element is null or unit is null")


class NoticeRung(Table, tablename="notice_rung"):
    """One rung of a notice beyond web push, which is the notice's own row: when it was due, tried, and how it ended."""

    id = UUID(primary_key=True, default=new_id)
    notice = ForeignKey(Notice, null=False, on_delete=OnDelete.cascade)
    order: ForeignKey[Any] = ForeignKey(
        LazyTableReference("Order", module_path="fieldloop.orders.tables"),
        db_column_name="order_id",
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    event: ForeignKey[Any] = ForeignKey(
        LazyTableReference("OrderEvent", module_path="fieldloop.orders.tables"),
        db_column_name="event_id",
        null=False,
        on_delete=OnDelete.restrict,
    )
    rung = Varchar(length=16, null=False)
    gateway = ForeignKey(Gateway, null=True, default=None, on_delete=OnDelete.set_null)
    due_at = Timestamptz(null=False)
    next_at = Timestamptz(null=False)
    attempts = Integer(null=False, default=0)
    lease_until = Timestamptz(null=True, default=None)
    done_at = Timestamptz(null=True, default=None)
    outcome = Varchar(length=16, null=True, default=None)

    notice_rung_once = Unique([notice, rung])
    notice_rung_known = Check("rung in ('stream', 'gateway', 'stand_in', 'supervisor')")
    notice_rung_outcome_known = Check(
        "outcome is null or outcome in"
        " ('delivered', 'told', 'nobody', 'stopped', 'superseded', 'refused', 'given_up', 'no_gateway')"
    )
    notice_rung_done = Check("(done_at is null) = (outcome is null)")


class PersonTelling(Table, tablename="person_telling"):
    """How a person wants to be told; without a row everything rings at once, as it always did."""

    person = ForeignKey(Person, primary_key=True, null=False, on_delete=OnDelete.cascade)
    quiet_from = Time(null=True, default=None)
    quiet_to = Time(null=True, default=None)
    digest_at = Time(null=True, default=None)
    bundle = Boolean(null=False, default=False)
    rang_at = Timestamptz(null=True, default=None)

    person_telling_quiet = Check("(quiet_from is null) = (quiet_to is null) and quiet_from <> quiet_to")


class NoticeWords(Table, tablename="notice_words"):
    """An administrator's words of a kind of notice, in place of ours."""

    id = UUID(primary_key=True, default=new_id)
    kind = Varchar(length=16, null=False)
    language = Varchar(length=8, null=False)
    title = Varchar(length=120, null=False)
    body = Varchar(length=400, null=False)
    set_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    set_at = Timestamptz(null=False)

    notice_words_once = Unique([kind, language])
