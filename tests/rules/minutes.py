"""An oracle for working time: walks minute by minute and knows nothing of how the product counts."""

import random
from bisect import bisect_left
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from fieldloop.sla.calendar import Calendar, Shift

MINUTE = timedelta(minutes=1)
# Zones with and without summer time, one of half an hour, and days around their changes, a leap day and new year.
PLACES = (
    *(("Asia/Shanghai", date(2026, 2, 10)), ("Asia/Shanghai", date(2026, 9, 28)), ("Asia/Shanghai", date(2028, 2, 20))),
    *(("Europe/Berlin", date(2026, 3, 20)), ("Europe/Berlin", date(2026, 10, 18))),
    *(("America/New_York", date(2027, 3, 7)), ("America/New_York", date(2027, 10, 31))),
    *(("Australia/Lord_Howe", date(2026, 3, 28)), ("Australia/Lord_Howe", date(2026, 9, 27))),
    *(("Asia/Beirut", date(2026, 3, 20)), ("Asia/Kathmandu", date(2026, 12, 20)), ("UTC", date(2028, 2, 22))),
)
DAYS = 40


def a_week(chance: random.Random) -> tuple[tuple[Shift, ...], ...]:
    """Return a week as there are: offices, half Saturdays, nights, round the clock, or anything at all."""
    office, night = ((540, 720), (780, 1080)), ((1320, 1800),)
    weeks: list[tuple[tuple[Shift, ...], ...]] = [
        (*(office,) * 5, (), ()),
        (*(((510, 690), (810, 1050)),) * 5, ((510, 690),), ()),
        (night,) * 7,
        (*(night,) * 5, (), ()),
        (((0, 1440),),) * 7,
        tuple(a_day(chance) for _ in range(7)),
    ]
    found = chance.choice(weeks)
    return found if any(found) else ((office,) * 7)


def a_day(chance: random.Random) -> tuple[Shift, ...]:
    """Return any day: free, in one piece or with breaks, and perhaps over midnight."""
    marks = sorted(chance.sample(range(1440), 2 * chance.randrange(4)))
    found = [(marks[place], marks[place + 1]) for place in range(0, len(marks), 2)]
    if found and chance.random() < 0.3:
        found[-1] = (found[-1][0], 1440 + chance.randrange(1, 700))
    return tuple(found)


class Oracle:
    """Every minute of some weeks, one after the other: is it worked, and for which day does it count?"""

    def __init__(self, chance: random.Random) -> None:
        zone, first = chance.choice(PLACES)
        days = {first + timedelta(days=chance.randrange(DAYS)): a_day(chance) for _ in range(chance.randrange(8))}
        self.calendar = Calendar(zone, a_week(chance), days)
        self.begin = datetime.combine(first, time(), UTC)
        self.walls: list[datetime] = []
        self.worked: list[int] = []
        self.of_day: defaultdict[date, list[int]] = defaultdict(list)
        self._walk(ZoneInfo(zone), first)

    def _walk(self, zone: ZoneInfo, first: date) -> None:
        marks: list[tuple[datetime, int, date]] = []
        for day in (first + timedelta(days=n) for n in range(-4, DAYS + 4)):
            own = self.calendar.days.get(day)
            for opens, closes in self.calendar.week[day.weekday()] if own is None else own:
                midnight = datetime.combine(day, time())
                marks += [(midnight + opens * MINUTE, 1, day), (midnight + closes * MINUTE, -1, day)]
        marks.sort(key=lambda mark: mark[0])
        reached, place, at_work = datetime.min, 0, defaultdict[date, int](int)  # noqa: DTZ901 (a wall clock)
        for minute in range(DAYS * 1440):
            wall = (self.begin + minute * MINUTE).astimezone(zone).replace(tzinfo=None)
            self.walls.append(wall)
            reached = max(reached, wall)
            while place < len(marks) and marks[place][0] <= reached:
                _, step, day = marks[place]
                at_work[day] += step
                if not at_work[day]:
                    del at_work[day]
                place += 1
            if at_work:
                self.worked.append(minute)
                self.of_day[min(at_work)].append(minute)

    def at(self, minute: int) -> datetime:
        """Return a minute's moment."""
        return self.begin + minute * MINUTE

    def add(self, start: int, minutes: int) -> datetime | None:
        """Return the end of the n-th worked minute from a minute on."""
        place = bisect_left(self.worked, start) + minutes - 1
        return self.at(self.worked[place] + 1) if place < len(self.worked) else None

    def elapsed(self, start: int, now: int) -> timedelta:
        """Count the worked minutes between two."""
        return (bisect_left(self.worked, now) - bisect_left(self.worked, start)) * MINUTE

    def add_days(self, start: int, count: int) -> datetime | None:
        """Return the same share of the working day so many worked days later."""
        days = [minutes for _, minutes in sorted(self.of_day.items()) if minutes[-1] >= start]
        if len(days) <= count + 1:  # the last one may be cut
            return None
        done = sum(1 for minute in days[0] if minute < start)
        if not done:
            return self.at(days[count - 1][-1] + 1)
        over = Fraction(done * len(days[count]), len(days[0]))
        whole = int(over)
        if whole == over:
            return self.at(days[count][whole - 1] + 1)
        ticks = -(-(over - whole) * 60_000_000 // 1)
        return self.at(days[count][whole]) + timedelta(microseconds=int(ticks))

    def add_calendar_days(self, start: int, count: int) -> datetime | None:
        """Return the first minute at which the wall clock shows this time or a later one, so many days on."""
        wanted = self.walls[start] + timedelta(days=count)
        found = (minute for minute in range(start, len(self.walls)) if self.walls[minute] >= wanted)
        minute = next(found, None)
        return None if minute is None else self.at(minute)
