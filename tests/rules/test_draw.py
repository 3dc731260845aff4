"""The draw: repeatable with its seed, fair in each stratum, and as large as the share says."""

import uuid
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from fieldloop.orders.draw import Closed, draw
from fieldloop.stats.rules import wilson


def orders(number: int, unit: str = "u1", share: float = 0.05) -> list[Closed]:
    names = (uuid.uuid5(uuid.NAMESPACE_DNS, f"{unit}-{n}") for n in range(number))
    return [Closed(name, "n1", unit, "waste.bag_outside", share) for name in names]


@given(st.text(min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_the_same_seed_draws_the_same_whatever_the_order_of_the_list(seed: str, chance: object):
    listed = orders(40) + orders(7, "u2")
    mixed = list(listed)
    chance.shuffle(mixed)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    assert draw(seed, listed) == draw(seed, mixed)


@given(st.integers(0, 200), st.floats(0, 1))
def test_a_stratum_gives_its_share_up_to_one(number: int, share: float):
    drawn = draw("seed", orders(number, share=share))
    assert abs(len(drawn) - share * number) < 1
    assert len({each.id for each in drawn}) == len(drawn)


def test_over_many_days_small_units_are_drawn_at_their_share_and_every_order_alike():
    listed = orders(3)
    hits = Counter(each.id for day in range(6_000) for each in draw(f"day {day}", listed))
    assert 780 < sum(hits.values()) < 1_020, "0.05 x 3 x 6,000 = 900"
    assert all(230 < hits[each.id] < 370 for each in listed)


def test_no_share_draws_nothing_and_the_whole_share_everything():
    assert draw("seed", orders(50, share=0)) == []
    assert len(draw("seed", orders(50, share=1))) == 50


@given(st.integers(0, 500), st.integers(1, 500))
def test_an_interval_holds_its_share_and_stays_a_share(hits: int, of: int):
    found = wilson(min(hits, of), of)
    assert found
    assert 0 <= found[0] <= min(hits, of) / of <= found[1] <= 1


def test_nothing_judged_says_nothing():
    assert wilson(0, 0) is None
    low, high = wilson(9, 10) or (0, 0)
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)
