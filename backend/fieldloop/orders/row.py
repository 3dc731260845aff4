"""The order as the machine reads it; pure."""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

import msgspec

from fieldloop.orders.relations import TOP_LEVEL, Past, Standing, delayed_by
from fieldloop.orders.rules import Priority, State
from fieldloop.sla import rules as sla
from fieldloop.sla.calendar import Calendar
from fieldloop.sla.ladders import Plan, plan
from fieldloop.sla.limits import Limit


class OrderRow(msgspec.Struct, frozen=True, kw_only=True):
    """An order as the machine needs it, with what its element says."""

    FROM_ELEMENT: ClassVar[tuple[str, ...]] = (
        *("accept_minutes", "fix_minutes", "review_minutes", "escalate_minutes", "own_limits", "urgent_limits"),
        *("warn_share", "ladders", "before_photos", "after_photos", "dispatch", "other_unit", "reopen_days"),
        "silent_minutes",
        *("extend_times", "extend_minutes", "suspend_days", "unit_grants"),
        *("wait_times", "reporter_minutes", "unit_minutes"),
    )

    id: uuid.UUID
    no: str
    version: int
    state: State
    priority: Priority = Priority.NORMAL
    element: str
    scenario: str
    site: str | None
    area: str
    district: str
    street: str | None
    neighbourhood: str | None
    grid: str | None
    unit: str | None = None
    desk: str | None = None
    person: uuid.UUID | None = None
    pool: bool = False
    submitter: uuid.UUID | None = None
    declined_by: list[str] = msgspec.field(default_factory=list[str])
    filed_at: datetime
    round: int
    clock_started_at: datetime | None = None
    warn_at: datetime | None = None
    due_at: datetime | None = None
    look_at: datetime | None = None
    level: int = 0
    warned: bool = False
    unseen: int = 0
    top: int = TOP_LEVEL
    clock_sum: sla.Sum | None = None
    climbed_at: datetime | None = None
    paused_state: State | None = None
    paused_at: datetime | None = None
    paused_clock: dict[str, Any] | None = None
    waits_for: str | None = None
    waits_unit: str | None = None
    waited: int = 0
    changed_at: datetime | None = None
    returned: int = 0
    urged: int = 0
    unheard_at: datetime | None = None
    submitted_at: datetime | None = None
    reviewed_at: datetime | None = None
    closed_at: datetime | None = None
    judged_by: uuid.UUID | None = None
    asker: uuid.UUID | None = None
    overran: bool = False
    overran_by: uuid.UUID | None = None
    return_appeal: str | None = None
    late_appeal: str | None = None
    confirmed: bool = False
    disputed: bool = False
    asked_until: datetime | None = None
    by_owner: bool = False
    request: str | None = None
    request_by: uuid.UUID | None = None
    extended: int = 0
    accept_minutes: int
    fix_minutes: int
    review_minutes: int
    escalate_minutes: int
    own_limits: dict[str, Limit] = msgspec.field(default_factory=dict[str, Limit])
    urgent_limits: dict[str, Limit] = msgspec.field(default_factory=dict[str, Limit])
    warn_share: float
    ladders: dict[str, Any] = msgspec.field(default_factory=dict[str, Any])
    before_photos: int
    after_photos: int
    dispatch: str
    other_unit: bool
    reopen_days: int
    silent_minutes: int = 0
    extend_times: int = 1
    extend_minutes: int = 1440
    suspend_days: int = 30
    unit_grants: bool = False
    wait_times: int = 0
    reporter_minutes: int = 1440
    unit_minutes: int = 4320

    def standing(self, now: datetime, *, reported: bool) -> Standing:
        """Return what decides who is what to this order."""
        who = (self.unit, self.person, self.pool, self.submitter)
        past = Past(
            other_unit=self.other_unit,
            judged_by=self.judged_by,
            overran=self.overran,
            overran_by=self.overran_by,
            return_appeal=self.return_appeal,
            late_appeal=self.late_appeal,
            in_window=in_window(self.closed_at, self.reopen_days, now),
            confirmed=self.confirmed,
            disputed=self.disputed,
            asked_until=self.asked_until,
            by_owner=self.by_owner,
            request=self.request,
            request_by=self.request_by,
            unit_grants=self.unit_grants,
            waits_for=self.waits_for,
            waits_left=self.wait_times > self.waited,
        )
        return Standing(self.state, *who, self.areas(), reported, self.level, past, self.top)

    def delayed_by(self) -> uuid.UUID | None:
        """Return whom the late mark is about."""
        return delayed_by(self.overran_by, self.submitter, self.person)

    def areas(self) -> frozenset[str]:
        """Return the codes of every area around this order."""
        return frozenset(code for code in (self.district, self.street, self.neighbourhood, self.grid) if code)

    def own(self) -> dict[str, Limit]:
        """Return the limits of the order's priority, by clock; of a clock that has none the plain minutes hold."""
        return self.own_limits | (self.urgent_limits if self.priority is Priority.URGENT else {})

    def limits(self, speed: float, calendar: Calendar | None = None) -> sla.Limits:
        """Return the element's limits, to be counted on a calendar."""
        minutes = (self.accept_minutes, self.fix_minutes, self.review_minutes, self.escalate_minutes)
        return sla.Limits(*minutes, self.warn_share, speed, self.own(), calendar)

    def clock(self) -> sla.Clock | None:
        """Return the clock that runs, if one does."""
        if self.clock_started_at is None or self.warn_at is None or self.due_at is None:
            return None
        times = (self.clock_started_at, self.warn_at, self.due_at, self.look_at)
        return sla.Clock(*times, self.level, self.warned, self.clock_sum, self.unseen, self.climbed_at)

    def plan(
        self, speed: float, calendar: Calendar | None, state: str | None = None, late_appeal: str | None = None
    ) -> Plan:
        """Return the ladders that hold now, or in a state that the order comes to."""
        at = (state, late_appeal) if state else (self.state, self.late_appeal)
        return replace(plan(self.ladders, self.escalate_minutes, *at), speed=speed, calendar=calendar)

    def paused(self) -> sla.Clock | None:
        """Return the clock that waits while the order is suspended."""
        return msgspec.convert(self.paused_clock, sla.Clock) if self.paused_clock else None


def window_end(closed_at: datetime | None, days: int) -> datetime | None:
    """Return until when reporters may say whether it is fixed."""
    return closed_at + timedelta(days=days) if closed_at else None


def in_window(closed_at: datetime | None, days: int, now: datetime) -> bool:
    """Tell whether reporters may still say whether it is fixed."""
    end = window_end(closed_at, days)
    return end is not None and now < end
