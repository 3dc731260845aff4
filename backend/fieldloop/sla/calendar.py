"""Working time: hours of the week, holidays, make-up workdays 调休, night shifts, in a zone with its summer time. Pure.

A wall clock time that comes twice in a night means the first of them; one that is skipped means the moment of the jump.
What is counted are true minutes: a night shift is an hour longer or shorter when the clock is set.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

Shift = tuple[int, int]
"""Minutes from the midnight its day begins with; the end may lie on the next day: a night shift is 1320 to 1800."""

_DAY = timedelta(days=1)
_NONE = timedelta()
_TICK = timedelta(microseconds=1)
_MINUTE = timedelta(minutes=1)
# A shift ends on the day after its own at the latest; one day more, for what overlaps there.
_BACK = 3
_LONGEST_REST_DAYS = 3_660


@dataclass(frozen=True)
class Calendar:
    """When work is done: seven days from Monday on, and the days that differ; a day without shifts is free."""

    zone: str
    week: tuple[tuple[Shift, ...], ...]
    days: Mapping[date, tuple[Shift, ...]] = field(default_factory=dict[date, tuple[Shift, ...]])
    code: str | None = None

    @cached_property
    def place(self) -> ZoneInfo:
        """Return the zone's rules."""
        return ZoneInfo(self.zone)

    @cached_property
    def moments(self) -> dict[tuple[date, int], datetime]:
        """Keep what was worked out of days and minutes: thousands of orders ask for the same."""
        return {}

    def shifts(self, day: date) -> tuple[Shift, ...]:
        """Return when work is done on a day."""
        found = self.days.get(day)
        return self.week[day.weekday()] if found is None else found


@dataclass(frozen=True, slots=True)
class Stretch:
    """Working time without a break, in UTC, and the day it counts for: a night shift's is the one it began on."""

    day: date
    begin: datetime
    end: datetime


ALWAYS: tuple[tuple[Shift, ...], ...] = (((0, 1440),),) * 7


def stretches(calendar: Calendar, since: datetime) -> Iterator[Stretch]:
    """Yield all working time that ends after a moment, in order and without overlap; raises ValueError for none."""
    day, reached, rest = since.astimezone(calendar.place).date() - timedelta(days=_BACK), since - _DAY * 30, 0
    while rest < _LONGEST_REST_DAYS:
        rest += 1
        for begin, end in sorted(calendar.shifts(day)):
            # What two days' shifts share counts for the first of them.
            found = Stretch(day, max(reached, _at(calendar, day, begin)), _at(calendar, day, end))
            reached = max(reached, found.end)
            if found.begin < found.end and found.end > since:
                rest = 0
                yield found
        day += _DAY
    raise ValueError("a calendar without working time")


def add(start: datetime, amount: timedelta, calendar: Calendar) -> datetime:
    """Return when so much working time is over: closing time, and not the next opening, when it ends with a day."""
    left = amount
    if left <= _NONE:
        return start
    for stretch in stretches(calendar, start):
        begin = max(start, stretch.begin)
        if left <= stretch.end - begin:
            return begin + left
        left -= stretch.end - begin
    raise AssertionError("stretches end by raising")


def elapsed(start: datetime, now: datetime, calendar: Calendar) -> timedelta:
    """Return the working time between two moments; none when the second is not later."""
    total = _NONE
    if now <= start:
        return total
    for stretch in stretches(calendar, start):
        if stretch.begin >= now:
            return total
        total += min(now, stretch.end) - max(start, stretch.begin)
    raise AssertionError("stretches end by raising")


def add_days(start: datetime, count: int, calendar: Calendar) -> datetime:
    """Return the same point of the working day so many working days later.

    The point is the share of that day's working time that is over: on days alike it is the same time of day, on a
    shorter day it comes as much earlier. Before opening and in a break it is the moment when work goes on.
    """
    if count <= 0:
        return start
    days = _working_days(calendar, start)
    first = before = last = next(days)
    for _ in range(count):
        before, last = last, next(days)
    done = _over(first, start)
    if not done:
        return before[-1].end  # that day's closing time, and not the next opening
    # Rounded up to the tick that a moment can have: nobody loses one.
    return _within(last, -(-(done // _TICK) * (_length(last) // _TICK) // (_length(first) // _TICK)) * _TICK)


def add_calendar_days(start: datetime, count: int, zone: ZoneInfo) -> datetime:
    """Return the same time of day so many days later, on the wall clock of the zone."""
    local = start.astimezone(zone).replace(tzinfo=None)
    return first_at(local + count * _DAY, zone)


def first_at(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the first moment at which a zone's wall clock shows this time or a later one."""
    found = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) == wall:
        return found
    # The clock jumps over it, at a whole minute between what the offsets before and after the jump make of it.
    low, high = (
        it.replace(second=0, microsecond=0) for it in (wall.replace(tzinfo=zone, fold=1).astimezone(UTC), found)
    )
    before = low.astimezone(zone).utcoffset()
    while high - low > _MINUTE:
        middle = low + (high - low) // _MINUTE // 2 * _MINUTE
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def _at(calendar: Calendar, day: date, minutes: int) -> datetime:
    key = (day, minutes)
    if key not in calendar.moments:
        calendar.moments[key] = first_at(datetime.combine(day, time()) + timedelta(minutes=minutes), calendar.place)
    return calendar.moments[key]


def _working_days(calendar: Calendar, since: datetime) -> Iterator[list[Stretch]]:
    """Yield working days whole, from the one that is not over at a moment."""
    whole: list[Stretch] = []
    for stretch in stretches(calendar, since - _DAY * _BACK):
        if whole and whole[0].day != stretch.day:
            if whole[-1].end > since:
                yield whole
            whole = []
        whole.append(stretch)


def _length(day: list[Stretch]) -> timedelta:
    return sum((stretch.end - stretch.begin for stretch in day), _NONE)


def _over(day: list[Stretch], now: datetime) -> timedelta:
    return sum((min(now, stretch.end) - stretch.begin for stretch in day if stretch.begin < now), _NONE)


def _within(day: list[Stretch], over: timedelta) -> datetime:
    for stretch in day:
        if over <= stretch.end - stretch.begin:
            return stretch.begin + over
        over -= stretch.end - stretch.begin
    raise AssertionError("more than the day has")
