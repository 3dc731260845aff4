"""Discoveries: what came in, from whom, and which order it became."""

from piccolo.columns import UUID, Boolean, DoublePrecision, ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from fieldloop.catalogue.tables import Element
from fieldloop.ids import new_id
from fieldloop.orders.tables import Order
from fieldloop.people.tables import DeviceKey, Person
from fieldloop.places.tables import Site


class Discovery(Table, tablename="discovery"):
    """One signal or report. `(device, source, source_id)` makes a machine's retry find its first answer."""

    id = UUID(primary_key=True, default=new_id)
    order = ForeignKey(Order, db_column_name="order_id", null=False, on_delete=OnDelete.restrict, index=True)
    channel = Varchar(length=16, null=False)
    device = ForeignKey(DeviceKey, null=True, default=None, on_delete=OnDelete.restrict)
    source = Varchar(length=120, null=True, default=None)
    source_id = Varchar(length=120, null=True, default=None)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    element = ForeignKey(Element, null=False, on_delete=OnDelete.restrict)
    site = ForeignKey(Site, null=True, default=None, on_delete=OnDelete.restrict)
    lat = DoublePrecision(null=True, default=None)
    lon = DoublePrecision(null=True, default=None)
    confidence = DoublePrecision(null=True, default=None)
    text = Text(null=False, default="")
    joined = Boolean(null=False)
    seen_at = Timestamptz(null=False)
    received_at = Timestamptz(null=False)

    discovery_once = Unique([device, source, source_id])
    discovery_channel_known = Check(
        "channel in ('camera', 'sensor', 'patrol', 'volunteer', 'public', 'hotline', 'open311')"
    )
    discovery_from_one = Check("(device is null) <> (person is null)")
    discovery_machine_named = Check("(device is null) = (source is null) and (source is null) = (source_id is null)")
    discovery_place = Check("(lat is null) = (lon is null) and lat between -90 and 90 and lon between -180 and 180")


class ClearFrame(Table, tablename="clear_frame"):
    """A machine that looked where it had found something and saw it clear; so many in a row close the order."""

    id = UUID(primary_key=True, default=new_id)
    device = ForeignKey(DeviceKey, null=False, on_delete=OnDelete.restrict)
    source = Varchar(length=120, null=False)
    source_id = Varchar(length=120, null=False)
    order = ForeignKey(Order, db_column_name="order_id", null=True, default=None, on_delete=OnDelete.restrict)
    photo = Varchar(length=64, null=True, default=None)
    seen_at = Timestamptz(null=False)
    received_at = Timestamptz(null=False)

    clear_frame_once = Unique([device, source, source_id])
