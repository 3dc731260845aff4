"""Working calendars: weeks, days that differ, years that are known, who changed what; and pauses of orders."""

from typing import Any

from piccolo.columns import JSONB, UUID, Boolean, Date, ForeignKey, Integer, SmallInt, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from fieldloop.ids import new_id
from fieldloop.people.tables import Person
from fieldloop.places.tables import Area, Unit

_ORDER = LazyTableReference("Order", module_path="fieldloop.orders.tables")


class WorkCalendar(Table, tablename="calendar"):
    """When work is done; `base` lends its days where nothing else is said, `region` says whose holidays there are."""

    code = Varchar(length=32, primary_key=True, default=None)
    name_zh = Varchar(length=120, null=False)
    name_en = Varchar(length=120, null=False)
    district = ForeignKey(Area, null=True, default=None, on_delete=OnDelete.restrict)
    base: ForeignKey[Any] = ForeignKey("self", null=True, default=None, on_delete=OnDelete.restrict)
    region = Varchar(length=8, null=True, default=None)
    week = JSONB(null=False)
    version = Integer(null=False, default=1)

    calendar_week = Check("jsonb_typeof(week) = 'array' and jsonb_array_length(week) = 7")
    calendar_base = Check("base is null or base <> code")


class CalendarDay(Table, tablename="calendar_day"):
    """A day that differs from its weekday; without shifts it is free."""

    id = UUID(primary_key=True, default=new_id)
    calendar = ForeignKey(WorkCalendar, null=False, on_delete=OnDelete.restrict)
    day = Date(null=False)
    shifts = JSONB(null=False)
    name_zh = Varchar(length=120, null=False)
    name_en = Varchar(length=120, null=False)
    source = Varchar(length=8, null=False)

    calendar_day_once = Unique([calendar, day])
    calendar_day_source = Check("source in ('library', 'person') and jsonb_typeof(shifts) = 'array'")


class CalendarYear(Table, tablename="calendar_year"):
    """A year whose holidays were filled in, and whether its make-up workdays are published yet."""

    id = UUID(primary_key=True, default=new_id)
    calendar = ForeignKey(WorkCalendar, null=False, on_delete=OnDelete.restrict)
    year = SmallInt(null=False)
    provisional = Boolean(null=False)

    calendar_year_once = Unique([calendar, year])


class CalendarChange(Table, tablename="calendar_change"):
    """Who changed what of a calendar, from what to what (nobody: the library knew more); only added to."""

    id = UUID(primary_key=True, default=None)
    calendar = ForeignKey(WorkCalendar, null=False, on_delete=OnDelete.restrict)
    version = Integer(null=False)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    changed_at = Timestamptz(null=False)
    was = JSONB(null=False)
    became = JSONB(null=False)

    calendar_change_once = Unique([calendar, version])


class OrderPause(Table, tablename="order_pause"):
    """A time in which an order's clock stood still; its key is the event that began it."""

    id = UUID(primary_key=True, default=None)
    order: ForeignKey[Any] = ForeignKey(_ORDER, db_column_name="order_id", null=False, on_delete=OnDelete.restrict)
    round = Integer(null=False)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    reason = Varchar(length=32, null=True, default=None)
    from_at = Timestamptz(null=False)
    to_at = Timestamptz(null=True, default=None)
    waits_for = Varchar(length=8, null=True, default=None)
    waits_unit = ForeignKey(Unit, null=True, default=None, on_delete=OnDelete.restrict)

    order_pause_times = Check("to_at >= from_at")
