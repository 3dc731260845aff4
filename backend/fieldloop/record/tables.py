"""The tree over all events, its signed heads, and who was handed them."""

from piccolo.columns import UUID, BigInt, Bytea, ForeignKey, Integer, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from fieldloop.ids import new_id
from fieldloop.orders.tables import OrderEvent


class RecordQueue(Table, tablename="record_queue"):
    """Events that have no place in the tree yet; written with the event, taken by the one who gives places."""

    event = UUID(primary_key=True, default=None)


class RecordLeaf(Table, tablename="record_leaf"):
    """An event's place in the tree, for ever."""

    number = BigInt(primary_key=True, default=None)
    event = ForeignKey(OrderEvent, null=False, on_delete=OnDelete.restrict, unique=True)
    hash = Bytea(null=False, default=None)


class RecordNode(Table, tablename="record_node"):
    """A whole subtree of two leaves or more; `place` counts all nodes of the tree from the left, leaves included."""

    place = BigInt(primary_key=True, default=None)
    hash = Bytea(null=False, default=None)


class RecordHead(Table, tablename="record_head"):
    """A signed tree head."""

    id = UUID(primary_key=True, default=new_id)
    size = BigInt(null=False, index=True)
    root = Bytea(null=False, default=None)
    at = Timestamptz(null=False)
    kid = Varchar(length=32, null=False)
    signature = Bytea(null=False, default=None)


class RecordExport(Table, tablename="record_export"):
    """A head on its way to somebody else, who holds it against us."""

    id = UUID(primary_key=True, default=new_id)
    head = ForeignKey(RecordHead, null=False, on_delete=OnDelete.restrict)
    holder = Varchar(length=8, null=False)
    next_at = Timestamptz(null=False)
    attempts = Integer(null=False, default=0)
    done_at = Timestamptz(null=True, default=None)
    error = Varchar(length=300, null=True, default=None)

    record_export_once = Unique([head, holder])
    record_export_holder_known = Check("holder in ('file', 'webhook', 'mail')")
