"""Quiet hours and digests: urgent kinds pass, everything else waits for a moment that comes."""

from datetime import UTC, datetime, time

import pytest

from fieldloop.notify.quiet_rules import Preference, waits_until

NIGHT = Preference(quiet_from=time(22), quiet_to=time(6, 30))
NOON = Preference(quiet_from=time(12), quiet_to=time(13))
DIGEST = Preference(digest_at=time(18))
SHANGHAI = "Asia/Shanghai"


def at(hour: float, day: int = 15) -> datetime:
    """Return a moment by the wall clock of Shanghai."""
    minutes = round(hour * 60)
    return datetime(2021, 7, day, minutes // 60, minutes % 60, tzinfo=UTC) - _EAST


_EAST = datetime(2021, 7, 15, 8, tzinfo=UTC) - datetime(2021, 7, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wish", "now", "until"),
    [
        (NIGHT, at(21.9), None),
        (NIGHT, at(22), at(6.5, 16)),
        (NIGHT, at(23.5), at(6.5, 16)),
        (NIGHT, at(3, 16), at(6.5, 16)),
        (NIGHT, at(6.5, 16), None),
        (NOON, at(12.5), at(13)),
        (NOON, at(13), None),
        (NOON, at(11), None),
        (Preference(), at(3), None),
    ],
)
def test_what_is_not_urgent_waits_for_the_end_of_quiet_hours(wish: Preference, now: datetime, until: datetime | None):
    assert waits_until(wish, "closed", now, SHANGHAI, now) == until


@pytest.mark.parametrize("kind", ["new", "assigned", "warning", "late", "unseen"])
def test_what_is_urgent_never_waits(kind: str):
    for wish in (NIGHT, DIGEST):
        assert waits_until(wish, kind, at(23), SHANGHAI, at(23)) is None


def test_what_can_wait_goes_with_the_next_digest_and_then_does_not_wait_for_another():
    told = at(9)
    assert waits_until(DIGEST, "closed", told, SHANGHAI, told) == at(18)
    assert waits_until(DIGEST, "closed", told, SHANGHAI, at(18)) is None
    assert waits_until(DIGEST, "closed", at(18), SHANGHAI, at(18)) == at(18, 16)


def test_a_digest_in_quiet_hours_waits_for_their_end():
    wish = Preference(quiet_from=time(17), quiet_to=time(20), digest_at=time(18))
    assert waits_until(wish, "closed", at(9), SHANGHAI, at(18)) == at(20)


def test_hours_are_those_of_the_place_and_survive_a_change_of_clocks():
    eve = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # half past one; at two the clocks of Berlin go to three
    wish = Preference(quiet_from=time(0), quiet_to=time(6))
    assert waits_until(wish, "closed", eve, "Europe/Berlin", eve) == datetime(2026, 3, 29, 4, tzinfo=UTC)
    assert waits_until(wish, "closed", eve, "no/zone", eve) == datetime(2026, 3, 29, 6, tzinfo=UTC)


def test_in_the_night_in_which_a_clock_is_set_back_quiet_hours_end_in_that_night():
    wish = Preference(quiet_from=time(0), quiet_to=time(1, 30))
    again = datetime(2026, 11, 1, 6, 10, tzinfo=UTC)  # 01:10 in New York, for the second time
    assert waits_until(wish, "closed", again, "America/New_York", again) == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
