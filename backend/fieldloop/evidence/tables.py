"""Photos, and what each is evidence of."""

from typing import Any

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    Boolean,
    Bytea,
    DoublePrecision,
    ForeignKey,
    Integer,
    SmallInt,
    Text,
    Timestamp,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from fieldloop.ids import new_id
from fieldloop.people.tables import DeviceKey, Person

_OWNER_ASK = LazyTableReference("OwnerAsk", module_path="fieldloop.orders.owner_tables")


def _order() -> ForeignKey[Any]:
    order = LazyTableReference("Order", module_path="fieldloop.orders.tables")
    return ForeignKey(order, db_column_name="order_id", null=False, on_delete=OnDelete.restrict)


class Photo(Table, tablename="photo"):
    """A picture, known by the SHA-256 of its bytes."""

    sha256 = Varchar(length=64, primary_key=True, default=None)
    size_bytes = Integer(null=False)
    width = Integer(null=False)
    height = Integer(null=False)
    format = Varchar(length=8, null=False)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    device = ForeignKey(DeviceKey, null=True, default=None, on_delete=OnDelete.restrict)
    received_at = Timestamptz(null=False)
    derived_at = Timestamptz(null=True, default=None)
    derive_failures = Integer(null=False, default=0)
    redactions = SmallInt(null=False, default=0)
    removed_at = Timestamptz(null=True, default=None)
    checked_at = Timestamptz(null=True, default=None)
    damaged_at = Timestamptz(null=True, default=None)
    measured = Boolean(null=False, default=False)

    photo_sha256_hex = Check("sha256 ~ '^[0-9a-f]{64}$'")
    photo_size = Check("size_bytes > 0 and width > 0 and height > 0")
    photo_format_known = Check("format in ('JPEG', 'PNG', 'WEBP')")


class PhotoHolder(Table, tablename="photo_holder"):
    """Who, besides the first, has brought a photo's very bytes, and so may use it as their own."""

    id = UUID(primary_key=True, default=new_id)
    photo = ForeignKey(Photo, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade)
    device = ForeignKey(DeviceKey, null=True, default=None, on_delete=OnDelete.cascade)
    ask: ForeignKey[Any] = ForeignKey(_OWNER_ASK, null=True, default=None, on_delete=OnDelete.cascade)
    received_at = Timestamptz(null=False)

    photo_holder_person_once = Unique([photo, person])
    photo_holder_device_once = Unique([photo, device])
    photo_holder_ask_once = Unique([photo, ask])
    photo_holder_one = Check("num_nonnulls(person, device, ask) = 1")


class OrderPhoto(Table, tablename="order_photo"):
    """A photo's place in an order: found, before, after, or only kept; the shutter's claim beside our receipt."""

    id = UUID(primary_key=True, default=new_id)
    order = _order()
    photo = ForeignKey(Photo, null=False, on_delete=OnDelete.restrict, index=True)
    phase = Varchar(length=8, null=False)
    event = UUID(null=True, default=None)
    discovery = UUID(null=True, default=None)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    taken_at = Timestamptz(null=True, default=None)
    lat = DoublePrecision(null=True, default=None)
    lon = DoublePrecision(null=True, default=None)
    accuracy_m = DoublePrecision(null=True, default=None)
    source = Varchar(length=8, null=False)
    received_at = Timestamptz(null=False)
    forgotten_at = Timestamptz(null=True, default=None)
    checked = Boolean(null=False, default=False)
    # what was sealed at the shutter, what became of it, and what we signed; `claim` outlives the values it stands for
    nonce = Varchar(length=32, null=True, default=None)
    seal = Varchar(length=64, null=True, default=None)
    sealed = Boolean(null=False, default=False)
    claimed = Boolean(null=False, default=True)
    salt = Bytea(null=True, default=None)
    claim = Varchar(length=64, null=True, default=None)
    receipt = Text(null=True, default=None)

    order_photo_once = Unique([order, photo, phase])
    order_photo_phase_known = Check("phase in ('found', 'before', 'after', 'mark', 'inspect', 'kept')")
    order_photo_source_known = Check("source in ('camera', 'gallery', 'device')")
    order_photo_place = Check("(lat is null) = (lon is null) and lat between -90 and 90 and lon between -180 and 180")


class PhotoRedaction(Table, tablename="photo_redaction"):
    """What a manager covered of a photo; its key is the event's."""

    id = UUID(primary_key=True, default=new_id)
    photo = ForeignKey(Photo, null=False, on_delete=OnDelete.restrict, index=True)
    order = _order()
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    boxes = JSONB(null=False, default=None)
    made_at = Timestamptz(null=False)


class PhotoLook(Table, tablename="photo_look"):
    """Who looked below what was covered, and why."""

    id = UUID(primary_key=True, default=new_id)
    photo = ForeignKey(Photo, null=False, on_delete=OnDelete.restrict)
    order = _order()
    district = Varchar(length=32, null=False)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    why = Varchar(length=300, null=False)
    looked_at = Timestamptz(null=False)

    photo_look_why = Check("why <> ''")


class PhotoFact(Table, tablename="photo_fact"):
    """What a photo's pixels and its EXIF say; of the EXIF nothing is served to anybody."""

    photo = ForeignKey(Photo, primary_key=True, null=False, default=None, on_delete=OnDelete.cascade)
    hash = BigInt(null=False)
    mirror = BigInt(null=False)
    grey = Bytea(null=True, default=None)
    sharpness = DoublePrecision(null=False)
    brightness = DoublePrecision(null=False)
    contrast = DoublePrecision(null=False)
    orientation = SmallInt(null=False, default=1)
    exif_at = Timestamp(null=True, default=None)
    exif_offset_minutes = SmallInt(null=True, default=None)
    exif_lat = DoublePrecision(null=True, default=None)
    exif_lon = DoublePrecision(null=True, default=None)
    exif_camera = Varchar(length=120, null=True, default=None)
    made_at = Timestamptz(null=False)

    photo_fact_orientation = Check("orientation between 1 and 8")
    photo_fact_exif_place = Check(
        "(exif_lat is null) = (exif_lon is null) and exif_lat between -90 and 90 and exif_lon between -180 and 180"
    )


class Finding(Table, tablename="finding"):
    """A question about a photo, with the numbers that raised it; its words are made when it is read."""

    id = UUID(primary_key=True, default=new_id)
    order = _order()
    photo = ForeignKey(Photo, null=False, on_delete=OnDelete.restrict)
    phase = Varchar(length=8, null=False)
    kind = Varchar(length=20, null=False)
    other_photo = ForeignKey(Photo, null=True, default=None, on_delete=OnDelete.restrict)
    other_order: ForeignKey[Any] = ForeignKey(
        LazyTableReference("Order", module_path="fieldloop.orders.tables"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    numbers = JSONB(null=False, default="{}")
    found_at = Timestamptz(null=False)

    finding_phase_known = Check("phase in ('before', 'after')")
    finding_kind_known = Check(
        "kind in ('reused_here', 'reused_by_person', 'reused_anywhere', 'far', 'before_acceptance', 'after_submission',"
        " 'clock_skew', 'gallery', 'mock_place', 'dark', 'blurred', 'other_place', 'unchanged')"
    )


class OrderNonce(Table, tablename="order_nonce"):
    """What a phone seals its photos with, as long as its person holds the order; `used`: something was submitted."""

    id = UUID(primary_key=True, default=new_id)
    order = _order()
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    nonce = Varchar(length=32, null=False, unique=True, secret=True)
    made_at = Timestamptz(null=False)
    ended_at = Timestamptz(null=True, default=None)
    used = Boolean(null=False, default=False)


class SigningKey(Table, tablename="signing_key"):
    """The public half of a key that signs receipts and tree heads; the private half lies in the data folder."""

    kid = Varchar(length=16, primary_key=True, default=None)
    public_key = Varchar(length=43, null=False)
    since = Timestamptz(null=False)
