"""Calendars as people read them: which days between two dates are free, worked instead, or not published yet."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from fieldloop import db
from fieldloop.shapes import Names
from fieldloop.sla.calendar import Calendar, Shift
from fieldloop.sla.calendar_queries import shifts, week
from fieldloop.sla.day_shapes import OtherDay

SHOWN = 62
_BACK = timedelta(days=45)
_DAYS = (
    "select c.code, d.day, d.shifts, d.name_zh, d.name_en from calendar c"
    " join calendar_day d on d.calendar in (c.code, c.base)"
    " where c.code = any($1::text[]) and d.day between $2 and $3 order by c.code, d.day, d.calendar = c.code"
)
_CALENDARS = (
    "select c.code, c.name_zh, c.name_en, c.week, coalesce(b.region, c.region) is not null as has_holidays,"
    " array(select y.year from calendar_year y where y.calendar in (c.code, c.base) and not y.provisional) as years"
    " from calendar c left join calendar b on b.code = c.base where c.code = any($1::text[])"
)


@dataclass(frozen=True, slots=True)
class Book:
    """A calendar with the names of its days."""

    code: str
    name: Names
    week: tuple[tuple[Shift, ...], ...]
    days: Mapping[date, tuple[tuple[Shift, ...], Names]]
    has_holidays: bool
    years: frozenset[int]

    def calendar(self, zone: str) -> Calendar:
        """Return it for counting."""
        return Calendar(zone, self.week, {day: shifts for day, (shifts, _) in self.days.items()}, self.code)

    def is_provisional(self, first: date, last: date) -> bool:
        """Tell whether a year between two days has holidays that are not all published."""
        return self.has_holidays and not {*range(first.year, last.year + 1)} <= self.years

    def other_days(self, first: date, last: date) -> tuple[list[OtherDay], int]:
        """Return the first days that are not worked, or not as usual, and how many more there are."""
        found = list(self._others(first, last))
        return found[:SHOWN], len(found[SHOWN:])

    def _others(self, first: date, last: date) -> Iterator[OtherDay]:
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
            usual, known = self.week[day.weekday()], self.days.get(day)
            if known is None:
                if not usual:
                    yield OtherDay(day, "rest", None)
            elif why := _why(usual, known[0]):
                yield OtherDay(day, why, known[1])


def _why(usual: tuple[Shift, ...], then: tuple[Shift, ...]) -> Literal["holiday", "make_up", "other_hours"] | None:
    if not then:
        return "holiday"
    if not usual:
        return "make_up"
    return "other_hours" if usual != then else None


async def read(codes: Collection[str], since: datetime, until: datetime) -> dict[str, Book]:
    """Return calendars by their codes, with the days around a span."""
    reach = ((since - _BACK).date(), (until + _BACK).date())
    days: dict[str, dict[date, tuple[tuple[Shift, ...], Names]]] = {code: {} for code in codes}
    for row in await db.fetch(_DAYS, list(codes), *reach):
        days[row["code"]][row["day"]] = (shifts(row["shifts"]), Names(row["name_zh"], row["name_en"]))
    return {
        row["code"]: Book(
            code=row["code"],
            name=Names(row["name_zh"], row["name_en"]),
            week=week(row["week"]),
            days=days[row["code"]],
            has_holidays=row["has_holidays"],
            years=frozenset(row["years"]),
        )
        for row in await db.fetch(_CALENDARS, list(codes))
    }
