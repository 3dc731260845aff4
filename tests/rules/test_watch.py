"""What is wrong with the watching of deadlines, from figures."""

from typing import Any

import pytest

from fieldloop.sla.watch import WRONG, Watch, doubtful, wrong


def a_watch(**changes: Any) -> Watch:
    """Return how it stands when everything runs."""
    good: dict[str, Any] = {"swept_s": 1.0, "reconciled_s": 20.0, "overdue_s": 0.4, "waiting_s": 2.0}
    return Watch(**{**good, "aside": 0, "repaired": 3, **changes})


def test_nothing_is_wrong_while_everything_runs():
    assert wrong(a_watch()) == doubtful(a_watch()) == []


@pytest.mark.parametrize(
    ("figures", "name"),
    [
        ({"swept_s": None}, "sweep_late"),
        ({"swept_s": 60.1}, "sweep_late"),
        ({"overdue_s": 60.1}, "order_overdue"),
        ({"waiting_s": 300.1}, "notice_unsent"),
        ({"synthetic_every_s": 300, "synthetic_age_s": 600.1}, "synthetic_late"),
    ],
)
def test_each_delay_has_its_name(figures: dict[str, Any], name: str):
    assert wrong(a_watch(**figures)) == [name]
    assert name in WRONG


@pytest.mark.parametrize(
    "figures",
    [
        {"swept_s": 60.0},
        {"overdue_s": 60.0},
        {"waiting_s": 300.0},
        {"synthetic_every_s": 300, "synthetic_age_s": 600.0},
        {"synthetic_age_s": 9_999.0},
        {"synthetic_every_s": 60},
    ],
)
def test_at_the_limit_it_is_still_in_time(figures: dict[str, Any]):
    assert wrong(a_watch(**figures)) == []


def test_all_that_is_wrong_is_named():
    assert wrong(
        a_watch(swept_s=61.0, overdue_s=61.0, waiting_s=301.0, synthetic_every_s=60, synthetic_age_s=361.0)
    ) == list(WRONG)


@pytest.mark.parametrize(
    ("figures", "name"),
    [
        ({"aside": 1}, "orders_pushed_aside"),
        ({"reconciled_s": None}, "reconciler_late"),
        ({"reconciled_s": 300.1}, "reconciler_late"),
    ],
)
def test_what_holds_up_nobody_else_is_a_doubt_and_not_a_fault(figures: dict[str, Any], name: str):
    assert wrong(a_watch(**figures)) == []
    assert doubtful(a_watch(**figures)) == [name]


def test_figures_are_short():
    assert a_watch(swept_s=1.23456).figures() == {
        "swept_s": 1.2,
        "reconciled_s": 20.0,
        "overdue_s": 0.4,
        "waiting_s": 2.0,
        "aside": 0,
        "repaired": 3,
        "synthetic_s": None,
        "synthetic_age_s": None,
        "synthetic_every_s": None,
    }
