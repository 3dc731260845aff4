"""Persons and what lets them and machines in."""

from piccolo.columns import UUID, Boolean, Bytea, ForeignKey, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from fieldloop.ids import new_id
from fieldloop.places.tables import Area, Unit


class Person(Table, tablename="person"):
    """Somebody who takes part."""

    id = UUID(primary_key=True, default=new_id)
    login = Varchar(length=64, null=False, unique=True)
    name = Varchar(length=120, null=False)
    language = Varchar(length=8, null=False, default="zh-CN")
    phone = Varchar(length=32, null=True, default=None)
    password_hash = Varchar(length=256, null=True, default=None, secret=True)
    active = Boolean(null=False, default=True)
    created_at = Timestamptz(null=False)

    person_login_lower = Check("login = lower(login) and login <> ''")
    person_language_known = Check("language in ('zh-CN', 'en')")


class PersonRole(Table, tablename="role"):
    """A role that a person holds in an area, a unit, or a unit's part of an area."""

    id = UUID(primary_key=True, default=new_id)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    kind = Varchar(length=16, null=False)
    area = ForeignKey(Area, null=True, default=None, on_delete=OnDelete.restrict)
    unit = ForeignKey(Unit, null=True, default=None, on_delete=OnDelete.restrict)

    role_kind_known = Check("kind in ('worker', 'volunteer', 'coordinator', 'manager', 'inspector', 'administrator')")
    role_holds_somewhere = Check("area is not null or unit is not null")


class Session(Table, tablename="session"):
    """A login of a browser (cookie) or a script (bearer); only the token's SHA-256 is kept.

    One that was revoked stays, so that its phone is told so whenever it comes back, and not just asked to log in.
    """

    id = UUID(primary_key=True, default=new_id)
    token_hash = Bytea(null=False, unique=True, secret=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    bearer = Boolean(null=False, default=False)
    user_agent = Varchar(length=200, null=False, default="")
    created_at = Timestamptz(null=False)
    expires_at = Timestamptz(null=False, index=True)
    last_seen_at = Timestamptz(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)
    enrolled_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)


class Enrolment(Table, tablename="enrolment"):
    """A code that lets one phone in as one person, once; only its SHA-256 is kept, and a person has one at most."""

    id = UUID(primary_key=True, default=new_id)
    code_hash = Bytea(null=False, unique=True, secret=True)
    person = ForeignKey(Person, null=False, unique=True, on_delete=OnDelete.cascade)
    made_by = ForeignKey(Person, null=False, on_delete=OnDelete.cascade)
    created_at = Timestamptz(null=False)
    expires_at = Timestamptz(null=False)


class DeviceKey(Table, tablename="device_key"):
    """The key of a machine or a hotline system; only its SHA-256 is kept."""

    id = UUID(primary_key=True, default=new_id)
    name = Varchar(length=120, null=False)
    channel = Varchar(length=16, null=False)
    area = ForeignKey(Area, null=False, on_delete=OnDelete.restrict)
    key_hash = Bytea(null=False, unique=True, secret=True)
    active = Boolean(null=False, default=True)
    created_at = Timestamptz(null=False)

    device_key_channel_known = Check("channel in ('camera', 'sensor', 'patrol', 'hotline', 'open311')")
