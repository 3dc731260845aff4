"""An owner who is asked first: until when, what they said, and the links that let them say it."""

from typing import Any

from piccolo.columns import UUID, Bytea, ForeignKey, Integer, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from fieldloop.ids import new_id
from fieldloop.orders.tables import Order
from fieldloop.people.tables import Person


class OwnerAsk(Table, tablename="owner_ask"):
    """The owner of an order's site, asked once; while `next_at` is set the link has still to be sent."""

    id = UUID(primary_key=True, default=new_id)
    order = ForeignKey(Order, db_column_name="order_id", null=False, on_delete=OnDelete.restrict, unique=True)
    asked_at = Timestamptz(null=False)
    until = Timestamptz(null=False)
    next_at = Timestamptz(null=True, default=None)
    attempts = Integer(null=False, default=0)
    told_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    outcome = Varchar(length=8, null=True, default=None)
    answer = UUID(null=True, default=None, unique=True)

    owner_ask_ended = Check(
        "(ended_at is null) = (outcome is null)"
        " and (outcome is null or outcome in ('done', 'no', 'silence', 'ours'))"
    )  # fmt: skip


class OwnerLink(Table, tablename="owner_link"):
    """A link, by the hash of its token; whoever made it by hand stands here, and nobody when it was sent."""

    hash = Bytea(primary_key=True, default=None)
    ask: ForeignKey[Any] = ForeignKey(OwnerAsk, null=False, on_delete=OnDelete.cascade, index=True)
    made_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    made_at = Timestamptz(null=False)
