"""Changes whose orders are counted anew after their own transaction, because there are many."""

from piccolo.columns import JSONB, UUID, Boolean, Integer, Timestamptz, Varchar
from piccolo.constraints import Check
from piccolo.table import Table

from fieldloop.ids import new_id


class Reckoning(Table, tablename="reckoning"):
    """How far a change has come; `alone`: one by one, since one of them could not be counted."""

    id = UUID(primary_key=True, default=new_id)
    kind = Varchar(length=12, null=False)
    subject = Varchar(length=64, null=False)
    codes = JSONB(null=False)
    asked_at = Timestamptz(null=False)
    reached_at = Timestamptz(null=False)
    reached_id = UUID(null=False)
    told = JSONB(null=False, default="[]")
    moved = Integer(null=False, default=0)
    skipped = Integer(null=False, default=0)
    alone = Boolean(null=False, default=False)
    done_at = Timestamptz(null=True, default=None)

    reckoning_kind = Check(
        "kind in ('element', 'calendar', 'districts') and jsonb_typeof(codes) = 'array'"
        " and jsonb_typeof(told) = 'array'"
    )
