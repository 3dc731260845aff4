"""How soon something is looked at: bounded, never lowered by a further question, and drawn at the element's share."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from fieldloop.orders.risk import HIGHEST, WEIGHTS, is_sampled, risk

kinds = st.lists(st.sampled_from([*WEIGHTS, "some_new_kind"]), max_size=20)


@given(found=kinds, new=st.booleans(), sampled=st.booleans())
def test_it_is_between_nothing_and_the_highest_and_counts_a_kind_once(*, found: list[str], new: bool, sampled: bool):
    value = risk(found, new_here=new, sampled=sampled)
    assert 0 <= value <= HIGHEST
    assert value == risk(found * 2, new_here=new, sampled=sampled)
    assert value <= risk([*found, "far"], new_here=new, sampled=sampled)
    assert value <= risk(found, new_here=True, sampled=True)


def test_work_of_known_hands_without_questions_and_outside_the_sample_waits_longest():
    assert risk([], new_here=False, sampled=False) == 0


def test_the_sample_is_the_same_for_ever_and_as_large_as_the_share():
    orders = [uuid.uuid5(uuid.NAMESPACE_DNS, str(n)) for n in range(10_000)]
    assert [is_sampled(each, 0.05) for each in orders] == [is_sampled(each, 0.05) for each in orders]
    assert 400 < sum(is_sampled(each, 0.05) for each in orders) < 600
    assert not any(is_sampled(each, 0) for each in orders)
    assert all(is_sampled(each, 1) for each in orders)
    assert all(is_sampled(each, 0.5) for each in orders if is_sampled(each, 0.05)), "a larger share draws these too"
