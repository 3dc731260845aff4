"""Areas, units and sites."""

from typing import Any

from piccolo.columns import JSONB, Boolean, DoublePrecision, ForeignKey, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.constraints import Check
from piccolo.table import Table

# Longitude and latitude come together or not at all: a lone 0.0 would put an order into the Gulf of Guinea.
_PLACE = "(lat is null) = (lon is null) and lat between -90 and 90 and lon between -180 and 180"
_CALENDAR = LazyTableReference("WorkCalendar", module_path="fieldloop.sla.calendar_tables")


class Area(Table, tablename="area"):
    """A node of the tree; each row carries its ancestors (and itself), so that a subtree is one equality."""

    code = Varchar(length=32, primary_key=True, default=None)
    level = Varchar(length=16, null=False)
    parent: ForeignKey[Any] = ForeignKey("self", null=True, default=None, on_delete=OnDelete.restrict, index=True)
    name_zh = Varchar(length=120, null=False)
    name_en = Varchar(length=120, null=False)
    zone = Varchar(length=64, null=False, default="Asia/Shanghai")
    lat = DoublePrecision(null=True, default=None)
    lon = DoublePrecision(null=True, default=None)
    district = Varchar(length=32, null=False)
    street = Varchar(length=32, null=True, default=None)
    neighbourhood = Varchar(length=32, null=True, default=None)
    grid = Varchar(length=32, null=True, default=None)
    outline = JSONB(null=True, default=None)
    calendar: ForeignKey[Any] = ForeignKey(_CALENDAR, null=True, default=None, on_delete=OnDelete.restrict)

    area_place = Check(_PLACE)
    area_top_has_no_parent = Check("(level = 'district') = (parent is null)")
    area_lineage = Check(
        "case level"
        " when 'district' then district = code and street is null and neighbourhood is null and grid is null"
        " when 'street' then street = code and neighbourhood is null and grid is null"
        " when 'neighbourhood' then neighbourhood = code and street is not null and grid is null"
        " when 'grid' then grid = code and neighbourhood is not null and street is not null"
        " else false end"
    )


class Unit(Table, tablename="unit"):
    """An organisation that answers for work."""

    code = Varchar(length=32, primary_key=True, default=None)
    kind = Varchar(length=32, null=False)
    name_zh = Varchar(length=120, null=False)
    name_en = Varchar(length=120, null=False)
    area = ForeignKey(Area, null=False, on_delete=OnDelete.restrict, index=True)
    phone = Varchar(length=32, null=True, default=None)
    active = Boolean(null=False, default=True)
    calendar: ForeignKey[Any] = ForeignKey(_CALENDAR, null=True, default=None, on_delete=OnDelete.restrict)


class Site(Table, tablename="site"):
    """One supervised place or line; its file holds the facts that only its kind has."""

    code = Varchar(length=64, primary_key=True, default=None)
    kind = Varchar(length=32, null=False)
    name_zh = Varchar(length=120, null=False)
    name_en = Varchar(length=120, null=False)
    area = ForeignKey(Area, null=False, on_delete=OnDelete.restrict, index=True)
    unit = ForeignKey(Unit, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    address = Varchar(length=200, null=False, default="")
    lat = DoublePrecision(null=True, default=None)
    lon = DoublePrecision(null=True, default=None)
    file = JSONB(null=False, default="{}")
    active = Boolean(null=False, default=True)

    site_place = Check(_PLACE)


class Duty(Table, tablename="duty"):
    """Which unit answers for an element (or, without one, for anything) in an area."""

    area = ForeignKey(Area, null=False, on_delete=OnDelete.cascade)
    element: ForeignKey[Any] = ForeignKey(
        LazyTableReference("Element", module_path="fieldloop.catalogue.tables"), null=True, default=None
    )
    unit = ForeignKey(Unit, null=False, on_delete=OnDelete.restrict)
