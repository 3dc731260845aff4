"""Whether to send, how urgently, when again; who hears of what."""

import uuid
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldloop.notify import rules
from fieldloop.notify.rules import Answer, Change, Outcome
from fieldloop.people.rules import Caller, Role, RoleKind

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ME, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)


def caller(kind: RoleKind, area: Any = None, level: Any = None, unit: Any = None) -> Caller:
    return Caller(ME, "me", "en", (Role(kind, area, level, unit),))


def change(**columns: object) -> Change:
    given = {"areas": ["d1", "s1", "n1"], "units": ["u1"], "persons": [], "told": [], "pool": False, **columns}
    return Change(order_id=OTHER, version=2, state="dispatched", **given)  # pyright: ignore[reportArgumentType]


@given(order=st.uuids(), other=st.uuids())
def test_a_topic_is_short_safe_and_the_orders_own(order: uuid.UUID, other: uuid.UUID):
    topic = rules.topic(order)
    assert len(topic) <= 32
    assert set(topic) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert (topic == rules.topic(other)) == (order == other)


def test_a_message_lives_until_its_deadline():
    assert rules.ttl_s(NOW + timedelta(minutes=5), NOW) == 300
    assert rules.ttl_s(NOW + timedelta(seconds=5), NOW) == 60
    assert rules.ttl_s(NOW + timedelta(days=9), NOW) == 86_400


def test_a_late_message_lives_an_hour_and_one_without_deadline_a_day():
    assert rules.ttl_s(NOW - timedelta(minutes=5), NOW) == 3_600
    assert rules.ttl_s(None, NOW) == 86_400


def test_only_what_cannot_wait_wakes_a_sleeping_phone():
    assert {kind: rules.urgency(kind) for kind in ("new", "assigned", "warning", "late", "closed", "submitted")} == {
        "new": "high",
        "assigned": "high",
        "warning": "high",
        "late": "high",
        "closed": "normal",
        "submitted": "normal",
    }


@given(attempts=st.integers(1, 200), chance=st.floats(0, 1, exclude_max=True))
def test_a_pause_grows_to_a_minute_and_never_beyond(attempts: int, chance: float):
    seconds = rules.pause(attempts, chance).total_seconds()
    assert 0.75 <= seconds <= rules.LONGEST_PAUSE_S
    assert seconds <= 1.5**attempts


def test_who_needs_six_attempts_is_told_within_twenty_seconds_of_pauses():
    assert 10 < sum(rules.pause(attempts, 0.999).total_seconds() for attempts in range(1, 6)) < 20


@given(wait=st.floats(0, 1e9), chance=st.floats(0, 1, exclude_max=True))
def test_a_service_that_named_a_time_is_not_called_before_it(wait: float, chance: float):
    assert rules.pause(1, chance, wait).total_seconds() >= min(wait, rules.LONGEST_RETRY_AFTER_S) - 1e-6


def test_retry_after_is_seconds_or_a_date():
    assert rules.retry_after_s("120", NOW.timestamp()) == 120
    assert rules.retry_after_s(format_datetime(NOW + timedelta(seconds=90), usegmt=True), NOW.timestamp()) == 90
    assert rules.retry_after_s(format_datetime(NOW - timedelta(days=1), usegmt=True), NOW.timestamp()) == 0
    assert rules.retry_after_s("99999999999999", NOW.timestamp()) == rules.LONGEST_RETRY_AFTER_S


@given(header=st.none() | st.text())
def test_any_retry_after_header_is_survived(header: str | None):
    found = rules.retry_after_s(header, NOW.timestamp())
    assert found is None or 0 <= found <= rules.LONGEST_RETRY_AFTER_S


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ([Answer.TAKEN], Outcome.DELIVERED),
        ([Answer.LATER, Answer.TAKEN], Outcome.DELIVERED),
        ([Answer.GONE, Answer.LATER], None),
        ([Answer.REFUSED, Answer.LATER], None),
        ([Answer.GONE], Outcome.NO_DEVICE),
        ([Answer.GONE, Answer.REFUSED], Outcome.GIVEN_UP),
    ],
)
def test_one_browser_that_took_it_is_enough(answers: list[Answer], outcome: Outcome | None):
    assert rules.outcome(answers) is outcome


def test_people_of_the_unit_and_overseers_of_the_area_hear():
    assert rules.may_hear(caller(RoleKind.WORKER, unit="u1"), change())
    assert rules.may_hear(caller(RoleKind.COORDINATOR, unit="u1"), change())
    assert rules.may_hear(caller(RoleKind.MANAGER, "s1", "street"), change())
    assert rules.may_hear(caller(RoleKind.INSPECTOR, "d1", "district"), change())


def test_others_hear_nothing():
    assert not rules.may_hear(caller(RoleKind.WORKER, unit="u9"), change())
    assert not rules.may_hear(caller(RoleKind.MANAGER, "s9", "street"), change())
    assert not rules.may_hear(caller(RoleKind.MANAGER, "s1", "street", unit="u9"), change())
    assert not rules.may_hear(caller(RoleKind.VOLUNTEER, "n1", "neighbourhood"), change())


def test_whoever_is_concerned_hears_wherever_they_belong():
    volunteer = caller(RoleKind.VOLUNTEER, "n9", "neighbourhood")
    assert rules.may_hear(volunteer, change(persons=[ME]))
    assert rules.may_hear(volunteer, change(told=[ME]))
    assert not rules.may_hear(volunteer, change(persons=[OTHER], told=[OTHER]))


def test_hands_around_hear_of_pool_orders():
    assert rules.may_hear(caller(RoleKind.VOLUNTEER, "n1", "neighbourhood"), change(pool=True))
    assert rules.may_hear(caller(RoleKind.WORKER, "n1", "neighbourhood", unit="u9"), change(pool=True))
    assert not rules.may_hear(caller(RoleKind.VOLUNTEER, "n2", "neighbourhood"), change(pool=True))
