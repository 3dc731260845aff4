"""Who is on duty and who stands in, for any week and any moment."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldloop.roster.rules import MOST_HOPS, Kind, Roster, Shift, Spell, on_duty, stand_in_for, there
from tests.rules.rows import NOON

SHANGHAI = ZoneInfo("Asia/Shanghai")
ANN, BOB, CAT = (uuid.UUID(int=number) for number in (1, 2, 3))
HOUR = timedelta(hours=1)
moments = st.integers(0, 365 * 24 * 60).map(lambda minutes: NOON + timedelta(minutes=minutes))


def at(day: int, clock: str) -> datetime:
    """Return a moment in Shanghai in the week of Monday 23 November 2026."""
    there = datetime.combine(date(2026, 11, 22) + timedelta(days=day), time.fromisoformat(clock), SHANGHAI)
    return there.astimezone(UTC)


def shift(weekday: int, starts: str, ends: str) -> Shift:
    return Shift(weekday, time.fromisoformat(starts), time.fromisoformat(ends))


def roster(*shifts: Shift, person: uuid.UUID = ANN, **more: object) -> Roster:
    return Roster(person, "Asia/Shanghai", shifts, **more)  # type: ignore[arg-type]


def off(person: uuid.UUID, stand_in: uuid.UUID | None = None) -> Roster:
    """Somebody on leave around noon."""
    return Roster(person, spells=(Spell(Kind.LEAVE, NOON - HOUR, NOON + HOUR),), stand_in=stand_in)


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [(1, "07:59", False), (1, "08:00", True), (1, "16:59", True), (1, "17:00", False), (2, "12:00", False)],
)
def test_a_shift_holds_from_its_first_minute_to_before_its_last_in_the_zone_of_the_place(
    day: int, clock: str, *, expected: bool
):
    assert on_duty(roster(shift(1, "08:00", "17:00")), at(day, clock)) is expected


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        *((1, "21:59", False), (1, "22:00", True), (2, "00:00", True), (2, "05:59", True)),
        *((2, "06:00", False), (1, "03:00", False), (2, "22:30", False)),
    ],
)
def test_a_night_shift_belongs_to_the_day_it_begins_on(day: int, clock: str, *, expected: bool):
    assert on_duty(roster(shift(1, "22:00", "06:00")), at(day, clock)) is expected


def test_the_night_of_sunday_ends_on_monday():
    assert on_duty(roster(shift(7, "22:00", "06:00")), at(1, "05:00"))
    assert on_duty(roster(shift(7, "22:00", "06:00")), at(8, "05:00"))


def test_a_shift_that_ends_when_it_starts_is_a_whole_day():
    day = roster(shift(3, "08:00", "08:00"))
    assert [on_duty(day, at(number, "08:00")) for number in (2, 3, 4)] == [False, True, False]
    assert on_duty(day, at(4, "07:59"))


@given(moments)
def test_whoever_has_no_shifts_is_always_on_duty(moment: datetime):
    assert on_duty(Roster(ANN), moment)
    assert not on_duty(Roster(ANN, active=False), moment)


@given(moments, st.integers(0, 23))
def test_shifts_end_to_end_leave_no_minute_out(moment: datetime, hour: int):
    whole = [shift(day, f"{hour:02}:00", f"{hour:02}:00") for day in range(1, 8)]
    assert on_duty(roster(*whole), moment)
    halves = [shift(day, *times) for day in range(1, 8) for times in (("06:00", "18:00"), ("18:00", "06:00"))]
    assert on_duty(roster(*halves), moment)


def test_leave_comes_before_an_extra_shift_and_that_before_the_week():
    week, extra = shift(1, "08:00", "17:00"), Spell(Kind.EXTRA, at(1, "18:00"), at(1, "20:00"))
    leave = Spell(Kind.LEAVE, at(1, "09:00"), at(1, "19:00"))
    clocks = ("08:30", "09:00", "18:30", "19:00", "20:00")
    assert [on_duty(roster(week, spells=(extra,)), at(1, clock)) for clock in clocks] == [True, True, True, True, False]
    both = roster(week, spells=(extra, leave))
    assert [on_duty(both, at(1, clock)) for clock in clocks] == [True, False, False, True, False]


def test_a_mistyped_zone_stops_nothing():
    assert on_duty(Roster(ANN, "Nowhere/Atall", (shift(1, "11:00", "13:00"),)), NOON)


def test_whoever_is_on_duty_stands_for_themselves_and_so_does_who_is_not_planned():
    assert stand_in_for(ANN, NOON, {ANN: Roster(ANN, stand_in=BOB)}) == ANN
    assert stand_in_for(ANN, NOON, {}) == ANN


def test_the_stand_in_of_a_leave_comes_before_the_one_in_general():
    named = Roster(ANN, spells=(Spell(Kind.LEAVE, NOON, NOON + HOUR, CAT),), stand_in=BOB)
    assert stand_in_for(ANN, NOON, {ANN: named}) == CAT
    assert stand_in_for(ANN, NOON, {ANN: off(ANN, BOB)}) == BOB


def test_a_stand_in_who_is_off_too_is_stood_in_for():
    assert stand_in_for(ANN, NOON, {ANN: off(ANN, BOB), BOB: off(BOB, CAT)}) == CAT
    assert stand_in_for(ANN, NOON, {ANN: off(ANN, BOB), BOB: off(BOB)}) is None
    assert stand_in_for(ANN, NOON, {ANN: off(ANN, BOB), BOB: Roster(BOB, active=False)}) is None


def test_two_who_stand_in_for_each_other_and_are_both_off_are_nobody():
    assert stand_in_for(ANN, NOON, {ANN: off(ANN, BOB), BOB: off(BOB, ANN)}) is None


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 9)), st.integers(0, 9))
def test_any_web_of_stand_ins_ends_with_somebody_on_duty_or_nobody(links: dict[int, int], start: int):
    people = [uuid.UUID(int=number) for number in range(10)]
    rosters = {people[a]: off(people[a], people[b] if a != b else None) for a, b in links.items()}
    found = stand_in_for(people[start], NOON, rosters)
    assert found is None or found not in rosters


def test_a_chain_has_an_end():
    people = [uuid.UUID(int=number) for number in range(MOST_HOPS + 3)]
    rosters = {each: off(each, after) for each, after in pairwise(people)}
    assert stand_in_for(people[1], NOON, rosters) is None, "too far"
    assert stand_in_for(people[2], NOON, rosters) == people[-1]


def test_those_reached_are_each_once_in_their_order():
    assert there([ANN, BOB, CAT], NOON, {ANN: off(ANN, BOB), CAT: off(CAT)}) == [BOB]
    assert there([ANN, CAT], NOON, {ANN: off(ANN, BOB)}) == [BOB, CAT]
