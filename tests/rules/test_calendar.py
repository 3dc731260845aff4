"""Working time against a minute-by-minute oracle, and what must hold of every calendar."""

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fieldloop.sla.calendar import ALWAYS, Calendar, add, add_calendar_days, add_days, elapsed, first_at
from tests.rules.minutes import DAYS, MINUTE, Oracle

OFFICE = (*(((540, 720), (780, 1080)),) * 5, (), ())
SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDARS, CASES_EACH = 40, 250


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize("seed", range(CALENDARS))
def test_ten_thousand_cases_are_what_counting_minute_by_minute_gives(seed: int):
    chance = random.Random(seed)
    oracle, done = Oracle(chance), 0
    while done < CASES_EACH:
        done += _compared(oracle, chance)


def _compared(oracle: Oracle, chance: random.Random) -> bool:
    start, calendar = chance.randrange(5 * 1440, DAYS * 1440), oracle.calendar
    moment, way = oracle.at(start), chance.randrange(4)
    if way == 0:
        minutes = chance.choice((1, 30, 60, 480, chance.randrange(1, 9_000)))
        found, said = oracle.add(start, minutes), add(moment, minutes * MINUTE, calendar)
    elif way == 1:
        count = chance.randrange(1, 12)
        found, said = oracle.add_days(start, count), add_days(moment, count, calendar)
    elif way == 2:
        count = chance.randrange(1, 12)
        found, said = oracle.add_calendar_days(start, count), add_calendar_days(moment, count, calendar.place)
    else:
        now = chance.randrange(start, DAYS * 1440)
        assert elapsed(moment, oracle.at(now), calendar) == oracle.elapsed(start, now)
        return True
    if found is None:
        return False  # past the weeks that were walked
    assert said == found, (way, moment, calendar)
    return True


def test_a_limit_that_ends_with_the_day_ends_at_closing_time():
    calendar = Calendar("Asia/Shanghai", OFFICE)
    assert add(at("2026-11-27T10:00"), timedelta(hours=7), calendar) == at("2026-11-27T18:00")
    assert add(at("2026-11-27T17:00"), timedelta(hours=2), calendar) == at("2026-11-30T10:00")
    assert add(at("2026-11-27T12:30"), timedelta(minutes=1), calendar) == at("2026-11-27T13:01")


def test_working_days_keep_the_time_of_day_and_jump_over_what_is_free():
    free: dict[date, tuple[tuple[int, int], ...]] = {date(2026, 10, day): () for day in range(1, 8)}
    calendar = Calendar("Asia/Shanghai", OFFICE, free | {date(2026, 10, 10): OFFICE[0]})
    assert add_days(at("2026-09-30T10:30"), 1, calendar) == at("2026-10-08T10:30")
    assert add_days(at("2026-10-09T16:00"), 1, calendar) == at("2026-10-10T16:00"), "a Saturday that is worked"
    assert add_days(at("2026-10-03T16:00"), 1, calendar) == at("2026-10-08T18:00"), "one whole day"
    half = Calendar("Asia/Shanghai", OFFICE, {date(2026, 11, 27): ((540, 780),)})
    assert add_days(at("2026-11-26T15:00"), 1, half) == at("2026-11-27T11:30"), "five of eight hours; 2.5 of four"


def test_a_night_shift_counts_for_the_day_it_began_on_and_is_longer_when_clocks_are_set_back():
    berlin = ZoneInfo("Europe/Berlin")
    nights = Calendar("Europe/Berlin", (((1320, 1800),),) * 7)
    assert add_days(at("2026-11-24T02:00", berlin), 1, nights) == at("2026-11-25T02:00", berlin)
    evening, morning = at("2026-10-24T22:00", berlin), at("2026-10-25T06:00", berlin)
    assert elapsed(evening, morning, nights) == timedelta(hours=9)


def test_a_wall_clock_time_that_is_skipped_means_the_jump():
    york = ZoneInfo("America/New_York")
    assert first_at(datetime.fromisoformat("2027-03-14T02:30"), york) == datetime(2027, 3, 14, 7, tzinfo=UTC)
    assert first_at(datetime.fromisoformat("2027-11-07T01:30"), york) == datetime(2027, 11, 7, 5, 30, tzinfo=UTC)


def test_round_the_clock_is_the_plain_clock():
    calendar, start = Calendar("Europe/Berlin", ALWAYS), datetime(2026, 3, 28, 11, 7, 3, 21, tzinfo=UTC)
    assert add(start, timedelta(days=3, seconds=1), calendar) == start + timedelta(days=3, seconds=1)
    assert elapsed(start, start + timedelta(days=3), calendar) == timedelta(days=3)


def test_what_was_added_has_passed_to_the_microsecond():
    chance = random.Random(7)
    for _ in range(300):
        calendar = Calendar("Europe/Berlin", OFFICE)
        start = datetime(2026, 3, 20, tzinfo=UTC) + timedelta(microseconds=chance.randrange(10**12))
        amount = timedelta(microseconds=chance.randrange(1, 10**12))
        end = add(start, amount, calendar)
        assert elapsed(start, end, calendar) == amount
        assert elapsed(end, start, calendar) == timedelta()


def test_a_calendar_nobody_works_by_is_refused_and_not_walked_for_ever():
    with pytest.raises(ValueError, match="without working time"):
        add(datetime(2026, 11, 27, tzinfo=UTC), MINUTE, Calendar("UTC", ((),) * 7))
