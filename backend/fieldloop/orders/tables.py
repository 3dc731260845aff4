"""The order and its timeline."""

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
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from fieldloop.catalogue.tables import Element, Scenario
from fieldloop.ids import new_id
from fieldloop.people.tables import Person
from fieldloop.places.tables import Area, Site, Unit

_STATES = "('filed', 'dispatched', 'accepted', 'submitted', 'closed', 'suspended', 'void')"


class Order(Table, tablename="orders"):
    """The unit of work. `version` is the compare-and-set; `due_at` and `look_at` belong to the clock that runs now."""

    id = UUID(primary_key=True, default=new_id)
    no = Varchar(length=24, null=False, unique=True)
    version = Integer(null=False, default=1)
    state = Varchar(length=12, null=False)
    priority = Varchar(length=8, null=False, default="normal")
    element = ForeignKey(Element, null=False, on_delete=OnDelete.restrict)
    scenario = ForeignKey(Scenario, null=False, on_delete=OnDelete.restrict)
    channel = Varchar(length=16, null=False)
    note = Text(null=False, default="")

    # where
    site = ForeignKey(Site, null=True, default=None, on_delete=OnDelete.restrict)
    area = ForeignKey(Area, null=False, on_delete=OnDelete.restrict)
    district = Varchar(length=32, null=False)
    street = Varchar(length=32, null=True, default=None)
    neighbourhood = Varchar(length=32, null=True, default=None)
    grid = Varchar(length=32, null=True, default=None)
    lat = DoublePrecision(null=True, default=None)
    lon = DoublePrecision(null=True, default=None)
    address = Varchar(length=200, null=False, default="")

    # who: the unit or else the desk (an area whose coordinators and managers answer), and one person or a pool
    unit = ForeignKey(Unit, null=True, default=None, on_delete=OnDelete.restrict)
    desk = ForeignKey(Area, null=True, default=None, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    pool = Boolean(null=False, default=False)
    submitter = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    declined_by = JSONB(null=False, default="[]")

    # moments, kept for ever
    discovered_at = Timestamptz(null=False)
    filed_at = Timestamptz(null=False)
    dispatched_at = Timestamptz(null=True, default=None)
    seen_at = Timestamptz(null=True, default=None)
    accepted_at = Timestamptz(null=True, default=None)
    arrived_at = Timestamptz(null=True, default=None)
    submitted_at = Timestamptz(null=True, default=None)
    reviewed_at = Timestamptz(null=True, default=None)
    closed_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)

    # the clock that runs now; none while suspended, closed or void
    round = Integer(null=False, default=0)
    clock_started_at = Timestamptz(null=True, default=None)
    warn_at = Timestamptz(null=True, default=None)
    due_at = Timestamptz(null=True, default=None)
    look_at = Timestamptz(null=True, default=None)
    level = SmallInt(null=False, default=0)
    warned = Boolean(null=False, default=False)
    unseen = SmallInt(null=False, default=0)
    top = SmallInt(null=False, default=3)
    clock_sum = JSONB(null=True, default=None)
    climbed_at = Timestamptz(null=True, default=None)
    paused_state = Varchar(length=12, null=True, default=None)
    paused_at = Timestamptz(null=True, default=None)
    paused_clock = JSONB(null=True, default=None)
    waits_for = Varchar(length=8, null=True, default=None)
    waits_unit = ForeignKey(Unit, null=True, default=None, on_delete=OnDelete.restrict)
    waited = SmallInt(null=False, default=0)

    # review: how soon it should be looked at, who judged last, who asked and waits, what became of appeals
    risk = SmallInt(null=False, default=0)
    judged_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    asker = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    return_appeal = Varchar(length=8, null=True, default=None)
    late_appeal = Varchar(length=8, null=True, default=None)
    overran = Boolean(null=False, default=False)
    overran_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    confirmed = Boolean(null=False, default=False)
    disputed = Boolean(null=False, default=False)

    # the site's owner is asked first: nobody of ours is sent before; and says that it is done
    asked_until = Timestamptz(null=True, default=None)
    by_owner = Boolean(null=False, default=False)

    # more time, or a suspension: what is asked for and by whom, and how often more time was granted
    request = Varchar(length=8, null=True, default=None)
    request_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    extended = SmallInt(null=False, default=0)

    returned = SmallInt(null=False, default=0)
    urged = SmallInt(null=False, default=0)
    unheard_at = Timestamptz(null=True, default=None)
    reporters = Integer(null=False, default=1)
    picture = Varchar(length=64, null=True, default=None)
    after = Varchar(length=64, null=True, default=None)

    # its photos: how often something of them was covered, and since when they are no longer here
    forgotten_at = Timestamptz(null=True, default=None)

    chain = Bytea(null=True, default=None)  # hash of the newest event
    changed_at = Timestamptz(null=False)
    changed_by = BigInt(null=False, default=0)

    orders_state_known = Check(f"state in {_STATES}")
    orders_priority = Check("priority in ('normal', 'urgent')")
    orders_place = Check("(lat is null) = (lon is null) and lat between -90 and 90 and lon between -180 and 180")
    orders_answered_for = Check("unit is not null or desk is not null or pool")
    orders_accepted_by_one = Check(
        "state not in ('accepted', 'submitted') or person is not null or (by_owner and state = 'submitted')"
    )
    orders_submitted_by_one = Check(
        "state <> 'submitted' or (submitted_at is not null and (submitter is not null or by_owner))"
    )
    orders_asked = Check("asked_until is null or (state = 'filed' and due_at = asked_until)")
    orders_clock_runs_while_open = Check(
        "(state in ('filed', 'dispatched', 'accepted', 'submitted') or state = 'closed'"
        " and coalesce(late_appeal, '') = 'open') = (due_at is not null)"
        " and (due_at is null) = (clock_started_at is null)"
        " and (look_at is null or due_at is not null or state = 'suspended')"
    )
    orders_request = Check(
        "(request is null or request in ('extend', 'suspend') and state in ('dispatched', 'accepted'))"
        " and (request is null) = (request_by is null)"
    )
    orders_risk = Check("risk between 0 and 100")
    orders_appeals_known = Check(
        "(return_appeal is null or return_appeal in ('open', 'reversed', 'upheld', 'dropped'))"
        " and (late_appeal is null or late_appeal in ('open', 'reversed', 'upheld', 'dropped'))"
    )
    orders_waits = Check(
        "(waits_for is null or waits_for in ('reporter', 'unit') and state = 'suspended')"
        " and (waits_for is not distinct from 'unit') = (waits_unit is not null)"
    )
    orders_closed_at = Check("(state = 'closed') = (closed_at is not null)")
    orders_paused = Check(
        "(state = 'suspended') = (paused_state is not null)"
        " and (paused_state is null) = (paused_at is null) and (paused_state is null) = (paused_clock is null)"
    )


class OrderEvent(Table, tablename="order_event"):
    """One line of the timeline; its key is the command's own id, so that a retry finds what it did before."""

    id = UUID(primary_key=True, default=new_id)
    order = ForeignKey(Order, db_column_name="order_id", null=False, on_delete=OnDelete.restrict)
    seq = Integer(null=False)
    action = Varchar(length=16, null=False)
    from_state = Varchar(length=12, null=True, default=None)
    to_state = Varchar(length=12, null=False)
    actor = Varchar(length=8, null=False)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict)
    role = Varchar(length=16, null=True, default=None)
    at = Timestamptz(null=False)
    received_at = Timestamptz(null=False)
    reason = Varchar(length=32, null=True, default=None)
    text = Text(null=True, default=None)
    data = JSONB(null=False, default="{}")
    prev = Bytea(null=False, default=None)
    hash = Bytea(null=False, default=None)

    order_event_seq = Unique([order, seq])
    order_event_states = Check(f"to_state in {_STATES} and (from_state is null or from_state in {_STATES})")
    order_event_actor = Check(
        "actor in ('person', 'system', 'device', 'owner') and (actor = 'person') = (person is not null)"
    )


class SignWanted(Table, tablename="sign_wanted"):
    """Somebody was told of an order that they have: by when a device of theirs should have given a sign."""

    id = UUID(primary_key=True, default=new_id)
    order = ForeignKey(Order, db_column_name="order_id", null=False, on_delete=OnDelete.cascade)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade)
    since = Timestamptz(null=False)
    due_at = Timestamptz(null=False, index=True)
