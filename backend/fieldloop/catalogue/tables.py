"""Scenarios, elements and reasons."""

from piccolo.columns import JSONB, UUID, Boolean, DoublePrecision, ForeignKey, Integer, SmallInt, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from fieldloop.people.tables import Person


class Scenario(Table, tablename="scenario"):
    """A named set of elements with its own screen and figures."""

    code = Varchar(length=32, primary_key=True, default=None)
    name_zh = Varchar(length=120, null=False)
    name_en = Varchar(length=120, null=False)


class Element(Table, tablename="element"):
    """A coded type of problem: its limits, its evidence and how it is dispatched."""

    code = Varchar(length=64, primary_key=True, default=None)
    scenario = ForeignKey(Scenario, null=False, on_delete=OnDelete.restrict, index=True)
    name_zh = Varchar(length=120, null=False)
    name_en = Varchar(length=120, null=False)
    accept_minutes = Integer(null=False)
    fix_minutes = Integer(null=False)
    review_minutes = Integer(null=False)
    warn_share = DoublePrecision(null=False, default=0.8)
    escalate_minutes = Integer(null=False)
    before_photos = SmallInt(null=False, default=0)
    after_photos = SmallInt(null=False, default=1)
    why_zh = Varchar(length=300, null=False)
    why_en = Varchar(length=300, null=False)
    dispatch = Varchar(length=8, null=False, default="unit")
    join_radius_m = Integer(null=False, default=30)
    active = Boolean(null=False, default=True)
    stamp = Boolean(null=False, default=True)
    keep_days = Integer(null=True, default=None)
    thresholds = JSONB(null=False, default="{}")
    reopen_days = SmallInt(null=False, default=7)
    clear_frames = SmallInt(null=False, default=0)
    owner_minutes = SmallInt(null=False, default=0)
    silent_minutes = SmallInt(null=False, default=0)
    inspect_share = DoublePrecision(null=False, default=0.05)
    sample_share = DoublePrecision(null=False, default=0.05)
    other_unit = Boolean(null=False, default=False)
    checklist = JSONB(null=False, default="[]")
    ladders = JSONB(null=False, default="{}")
    version = Integer(null=False, default=1)
    own_limits = JSONB(null=False, default="{}")
    urgent_limits = JSONB(null=False, default="{}")
    extend_times = SmallInt(null=False, default=1)
    extend_minutes = Integer(null=False, default=1440)
    suspend_days = SmallInt(null=False, default=30)
    unit_grants = Boolean(null=False, default=False)
    wait_times = SmallInt(null=False, default=0)
    reporter_minutes = Integer(null=False, default=1440)
    unit_minutes = Integer(null=False, default=4320)

    element_own_limits = Check("jsonb_typeof(own_limits) = 'object'")
    element_urgent_limits = Check("jsonb_typeof(urgent_limits) = 'object'")
    element_review = Check(
        "reopen_days between 0 and 365 and clear_frames between 0 and 100"
        " and inspect_share between 0 and 1 and sample_share between 0 and 1 and jsonb_typeof(checklist) = 'array'"
    )
    element_owner_minutes = Check("owner_minutes between 0 and 1440")
    element_requests = Check(
        "extend_times between 0 and 10 and extend_minutes between 1 and 525600 and suspend_days between 0 and 365"
    )
    element_waits = Check(
        "wait_times between 0 and 10 and reporter_minutes between 1 and 43200 and unit_minutes between 1 and 43200"
    )
    element_limits = Check(
        "accept_minutes > 0 and fix_minutes > 0 and review_minutes > 0 and escalate_minutes > 0"
        " and warn_share > 0 and warn_share < 1"
    )
    element_silent_minutes = Check("silent_minutes between 0 and 1440")
    element_ladders = Check("jsonb_typeof(ladders) = 'object'")
    element_photos = Check("before_photos between 0 and 5 and after_photos between 0 and 5")
    element_keep_days = Check("keep_days > 0")
    element_dispatch_known = Check("dispatch in ('unit', 'crew', 'pool')")


class ElementChange(Table, tablename="element_change"):
    """Who changed which settings of an element, from what to what; only added to."""

    id = UUID(primary_key=True, default=None)
    element = ForeignKey(Element, null=False, on_delete=OnDelete.restrict)
    version = Integer(null=False)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    changed_at = Timestamptz(null=False)
    was = JSONB(null=False)
    became = JSONB(null=False)

    element_change_once = Unique([element, version])


class Reason(Table, tablename="reason"):
    """Why a step was taken; cities differ, so the list is data."""

    code = Varchar(length=32, null=False)
    action = Varchar(length=16, null=False)
    name_zh = Varchar(length=120, null=False)
    name_en = Varchar(length=120, null=False)
    position = SmallInt(null=False, default=0)
    active = Boolean(null=False, default=True)
    offered = Boolean(null=False, default=True)
    """False: only the system gives it."""
