"""The order machine's tables, walked: nothing is unreachable, nothing is stuck, nobody has a right too many."""

from dataclasses import replace
from itertools import product

import pytest

from fieldloop.orders.relations import TOP_LEVEL, Past, Standing, permitted, relations
from fieldloop.orders.rules import (
    NEEDS_REASON,
    NOT_WHILE_ASKED,
    OPEN,
    RIGHTS,
    TRANSITIONS,
    Action,
    Relation,
    State,
    may,
    next_state,
    still_missing,
)
from tests.cast import person_id
from tests.rules.callers import EVERYBODY, caller
from tests.rules.rows import NOON

SYSTEM_ONLY = {Action.FILE, Action.JOIN, Action.WARN, Action.CLEAR, Action.FORGET, Action.INSPECT} | {
    *(Action.KEPT, Action.RECKON, Action.UNHEARD, Action.OWNER_ASKED, Action.OWNER_DONE, Action.OWNER_LEFT),
}
FINAL = {State.VOID}

# An order at site1, as each step of its life leaves it.
AT_SITE1 = Standing(
    state=State.DISPATCHED,
    unit="u1",
    person=None,
    pool=False,
    submitter=None,
    areas=frozenset({"d1", "s1", "n1"}),
    reported=False,
    level=0,
)
WILL = person_id("will")
HELD = replace(AT_SITE1, state=State.ACCEPTED, person=WILL)
SUBMITTED = replace(HELD, state=State.SUBMITTED, submitter=WILL)
POOLED = replace(AT_SITE1, unit=None, pool=True)


def steps(state: State) -> dict[Action, State]:
    found = {action: to[state] for action, to in TRANSITIONS.items() if state in to}
    if state is State.SUSPENDED:
        found.pop(Action.RESUME)  # it leads back to any open state
        return found
    return found


def test_every_state_is_reached_from_filed():
    reached, coming = {State.FILED}, [State.FILED]
    while coming:
        new = set(steps(coming.pop()).values()) - reached
        reached |= new
        coming += new
    assert reached == set(State)


def test_every_state_but_void_has_a_way_out_that_some_person_may_take():
    people = set(Relation) - {Relation.SYSTEM}
    for state in set(State) - FINAL:
        leaving = [action for action, to in TRANSITIONS.items() if state in to and to[state] is not state]
        leaving += [Action.RESUME] if state is State.SUSPENDED else []
        assert any(RIGHTS[action] & people for action in leaving), state


def test_void_is_the_end():
    assert set(steps(State.VOID).values()) == {State.VOID}


def test_every_action_has_rights_and_all_but_file_have_steps():
    assert set(RIGHTS) == set(Action)
    assert set(TRANSITIONS) == set(Action) - {Action.FILE}
    assert all(RIGHTS.values())
    assert all(TRANSITIONS.values())


def test_what_needs_a_reason_is_something_a_person_does():
    assert not NEEDS_REASON & SYSTEM_ONLY


def test_no_person_has_a_right_to_what_only_the_system_does():
    assert {action for action, held in RIGHTS.items() if held == {Relation.SYSTEM}} == SYSTEM_ONLY
    everything = frozenset(set(Relation) - {Relation.SYSTEM})
    assert not [action for action in SYSTEM_ONLY if may(action, everything)]


@pytest.mark.parametrize("login", EVERYBODY)
def test_nobody_is_the_system(login: str):
    for order in (AT_SITE1, HELD, SUBMITTED, POOLED):
        assert Relation.SYSTEM not in relations(replace(order, reported=True), caller(login))


@pytest.mark.parametrize("state", sorted(OPEN))
def test_resume_leads_back_to_where_suspend_left(state: State):
    assert next_state(Action.SUSPEND, state) is State.SUSPENDED
    assert next_state(Action.RESUME, State.SUSPENDED, state) is state
    assert next_state(Action.RESUME, state) is None


def test_only_the_review_or_a_camera_closes_and_only_work_or_an_appeal_leads_to_a_review():
    closing = {action for action, to in TRANSITIONS.items() for a, b in to.items() if b is State.CLOSED is not a}
    assert closing == {Action.APPROVE, Action.CLEAR}
    into_review = {action for action, to in TRANSITIONS.items() for a, b in to.items() if b is State.SUBMITTED is not a}
    assert into_review == {Action.SUBMIT, Action.APPEAL, Action.OWNER_DONE}


def test_what_its_owner_did_goes_back_to_nobody():
    assert next_state(Action.RETURN, State.SUBMITTED) is State.ACCEPTED
    assert next_state(Action.RETURN, State.SUBMITTED, by_owner=True) is State.FILED
    owners = replace(SUBMITTED, person=None, submitter=None, unit=None, past=Past(by_owner=True))
    assert {Action.APPROVE, Action.RETURN} <= set(permitted(owners, caller("mia")))
    assert Action.ASK not in permitted(owners, caller("mia")), "nobody of ours could answer"
    for login in EVERYBODY:
        assert Relation.APPELLANT not in relations(replace(owners, state=State.CLOSED), caller(login))


def test_while_its_owner_is_asked_an_order_is_nobody_s_to_be_late_with():
    asked = replace(AT_SITE1, state=State.FILED, unit=None, past=Past(asked_until=NOON))
    assert not NOT_WHILE_ASKED & set(permitted(asked, caller("dora")))
    assert {Action.DISPATCH, Action.TRANSFER, Action.VOID, Action.COMMENT} <= set(permitted(asked, caller("dora")))


ONLOOKER, REVIEWER, MANAGER = Relation.ONLOOKER, Relation.REVIEWER, Relation.MANAGER
COORDINATOR, ADDRESSEE, CANDIDATE, HOLDER = (
    Relation.COORDINATOR,
    Relation.ADDRESSEE,
    Relation.CANDIDATE,
    Relation.HOLDER,
)
OVERSEES = {MANAGER, REVIEWER}

# The order, and what each person of the cast is to it besides an onlooker; whoever is not named is nothing more.
DERIVED: dict[str, tuple[Standing, dict[str, set[Relation]]]] = {
    "sent to a unit": (AT_SITE1, {"carol": {COORDINATOR, ADDRESSEE}, "will": {CANDIDATE}, "wanda": {CANDIDATE}}),
    "sent to a person": (replace(AT_SITE1, person=WILL), {"carol": {COORDINATOR}, "will": {ADDRESSEE}}),
    "held": (HELD, {"carol": {COORDINATOR}, "will": {HOLDER}}),
    "in review": (SUBMITTED, {"carol": {COORDINATOR}}),
    "in the pool": (POOLED, {"vera": {CANDIDATE}, "will": {CANDIDATE}, "wanda": {CANDIDATE}}),
    "nobody told": (replace(AT_SITE1, state=State.FILED, unit=None), {}),
    "of another unit here": (replace(AT_SITE1, unit="u2"), {"cody": {COORDINATOR, ADDRESSEE}, "wes": {CANDIDATE}}),
    "closed": (replace(SUBMITTED, state=State.CLOSED), {"carol": {COORDINATOR}}),
}


@pytest.mark.parametrize("name", DERIVED)
def test_everybody_is_to_an_order_what_the_table_says(name: str):
    order, expected = DERIVED[name]
    found = {login: set(relations(order, caller(login))) - {ONLOOKER} for login in EVERYBODY}
    wanted = dict.fromkeys(("mia", "mike", "dora"), OVERSEES) | expected
    assert {login: held for login, held in found.items() if held} == wanted


@pytest.mark.parametrize("hands", ["submitter", "person"])
def test_a_manager_who_did_the_work_is_no_reviewer(hands: str):
    order = replace(SUBMITTED, **{hands: person_id("mia")})
    assert Relation.REVIEWER not in relations(order, caller("mia"))
    assert Relation.REVIEWER in relations(order, caller("mike"))


def test_who_reported_it_is_its_reporter():
    assert Relation.REPORTER in relations(replace(AT_SITE1, reported=True), caller("vera"))


def test_a_pool_elsewhere_is_not_ones_own():
    elsewhere = replace(POOLED, areas=frozenset({"d1", "s1", "n2"}))
    assert relations(elsewhere, caller("vera")) == {ONLOOKER}


@pytest.mark.parametrize(("login", "state", "unit"), list(product(EVERYBODY, State, ["u1", "u2", None])))
def test_what_is_offered_is_what_is_granted(login: str, state: State, unit: str | None):
    for person, level in product((None, WILL, person_id(login)), (0, TOP_LEVEL)):
        order = replace(AT_SITE1, state=state, unit=unit, pool=unit is None, person=person, level=level)
        held = relations(order, caller(login))
        for action in permitted(order, caller(login)):
            assert may(action, held)
            assert next_state(action, state, State.ACCEPTED)
            assert action not in SYSTEM_ONLY


def test_nothing_is_offered_that_cannot_be_taken_whatever_is_sent_with_it():
    mia = caller("mia")
    assert Action.ESCALATE in permitted(replace(AT_SITE1, level=TOP_LEVEL - 1), mia)
    assert Action.ESCALATE not in permitted(replace(AT_SITE1, level=TOP_LEVEL), mia)
    assert Action.ASSIGN in permitted(AT_SITE1, mia)
    assert Action.ASSIGN not in permitted(replace(AT_SITE1, unit=None), mia)


def test_photos_are_counted_by_phase():
    assert still_missing({"before": 1, "after": 2}, {"after": 1}) == {"before": 1, "after": 1}
    assert still_missing({"before": 0, "after": 1}, {"after": 3}) == {}
