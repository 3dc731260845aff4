"""Hypothesis plays with two orders: legal, illegal, repeated, misdirected and racing commands, and time that passes."""

import asyncio
from collections.abc import Coroutine, Iterator
from datetime import timedelta
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from fieldloop import db
from fieldloop.orders.rules import Action
from tests.databases import Databases
from tests.story import outside
from tests.story.order_play import PEOPLE, Play

which = st.integers(0, 1)
people = st.sampled_from(PEOPLE)
actions = st.sampled_from(Action)
units = st.sampled_from(["u1", "u2", "u9", "no-such-unit", None])
moments = st.sampled_from([0, 1, 4, 6, 11, 31, 300, 1500])


class Orders(RuleBasedStateMachine):
    """The game; each rule is one thing that happens in the field."""

    loop: asyncio.AbstractEventLoop

    def __init__(self) -> None:
        super().__init__()
        self.play = Play()

    def run(self, step: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(step)

    @initialize()
    def file(self) -> None:
        self.run(self.play.begin())

    @rule(which=which, turns=st.lists(st.integers(0, 7), min_size=3, max_size=8))
    def it_goes_on_as_usual(self, which: int, turns: list[int]) -> None:
        for number in turns:
            self.run(self.play.go_on(which, number))

    @rule(which=which, who=people)
    def everything_offered_can_be_taken(self, which: int, who: str) -> None:
        self.run(self.play.try_everything_offered(which, who))

    @rule(which=which, who=people, number=st.integers(0, 20))
    def somebody_takes_an_offered_step(self, which: int, who: str, number: int) -> None:
        self.run(self.play.take_offered(which, who, number))

    @rule(which=which, who=people, action=actions, person=people, unit=units, whole=st.booleans())
    def somebody_tries_anything(
        self, which: int, who: str, action: Action, person: str, unit: str, *, whole: bool
    ) -> None:
        command = self.run(self.play.command(action, person=person, unit=unit, whole=whole))
        answer = self.run(self.play.send(which, who, command))
        if who in {"otto", "omar"}:
            assert answer == "not.found"
        if action in {Action.FILE, Action.JOIN, Action.WARN, Action.CLEAR}:
            assert answer in {"order.not_allowed", "not.found"}

    @precondition(lambda self: self.play.sent)
    @rule(number=st.integers(0, 50))
    def a_phone_sends_again(self, number: int) -> None:
        order, who, command = self.play.sent[number % len(self.play.sent)]
        before = self.run(self.play.version(order))
        answers = self.run(self.play.together(*(self.play.send(order, who, command) for _ in range(2))))
        assert answers == ["done", "done"]
        assert self.run(self.play.version(order)) == before

    @precondition(lambda self: self.play.sent)
    @rule(number=st.integers(0, 50), who=people)
    def an_id_is_used_for_something_else(self, number: int, who: str) -> None:
        order, sender, command = self.play.sent[number % len(self.play.sent)]
        assert self.run(self.play.send(1 - order, sender, command)) in {"command.reused", "not.found"}
        if who != sender:
            assert self.run(self.play.send(order, who, command)) in {"command.reused", "not.found"}

    @rule(which=which, one=people, two=people, first=actions, second=actions, looks=st.integers(0, 1))
    def two_act_at_once(self, which: int, one: str, two: str, first: Action, second: Action, looks: int) -> None:
        commands = [self.run(self.play.command(action)) for action in (first, second)]
        sends = [self.play.send_unchecked(which, who, each) for who, each in zip((one, two), commands, strict=True)]
        self.run(self.play.together(*sends, *(self.play.look(which, 1) for _ in range(looks))))

    @rule(which=which, who=st.sampled_from(["will", "wanda"]), other=st.sampled_from(["will", "wanda", "carol"]))
    def two_accept_at_once(self, which: int, who: str, other: str) -> None:
        commands = [self.run(self.play.command(Action.ACCEPT)) for _ in range(2)]
        sends = [self.play.send_unchecked(which, who, commands[0]), self.play.send_unchecked(which, other, commands[1])]
        answers = self.run(self.play.together(*sends))
        assert answers.count(None) <= 1

    @rule(which=which, number=st.integers(0, 3))
    def the_camera_sees_it_again(self, which: int, number: int) -> None:
        self.run(self.play.together(*(self.play.signal(which, f"{self.play.sites[which]}-{number}") for _ in range(2))))

    @rule(which=which, times=st.integers(1, 2))
    def the_camera_sees_it_clear(self, which: int, times: int) -> None:
        for _ in range(times):
            self.run(outside.clear(self.play.sites[which]))

    @rule(which=which, done=st.booleans(), times=st.integers(1, 3), looks=st.integers(0, 2))
    def the_owner_answers(self, which: int, times: int, looks: int, *, done: bool) -> None:
        order = self.play.orders[which]
        answers, *_ = self.run(
            self.play.together(
                outside.owner_says(order, done=done, times=times), *(self.play.look(which, 1) for _ in range(looks))
            )
        )
        assert len(set(answers)) <= 1, "one answer, however often it is sent"
        assert set(answers) <= {"heard", "owner.unknown"}

    @rule(which=which, who=st.sampled_from(["vera", "will"]))
    def somebody_says_me_too(self, which: int, who: str) -> None:
        self.run(self.play.report(which, who))

    @rule(
        which=which,
        who=st.sampled_from(["ira", "ira", "mike", "mia", "otto"]),
        verdict=st.sampled_from(["good", "bad"]),
    )
    def it_ends_and_is_inspected_a_day_later(self, which: int, who: str, verdict: Literal["good", "bad"]) -> None:
        self.run(self.play.finish(which))
        db.clock.shift += timedelta(days=1)
        answer = self.run(outside.inspect(self.play.orders[which], self.play.callers[who], verdict))
        if who == "otto":
            assert answer in {"not.found", "not drawn"}
        if who == "ira":
            assert answer != "not.found"

    @rule(which=which, who=st.sampled_from(["mia", "mike", "dora", "will", "ira", "otto"]))
    def a_photo_is_covered(self, which: int, who: str) -> None:
        answer = self.run(self.play.send(which, who, self.run(self.play.complete(which, Action.REDACT))))
        wanted = {"otto": {"not.found"}, "will": {"order.not_allowed"}, "ira": {"order.not_allowed"}}
        assert answer in wanted.get(who, {"done", "input.invalid"}) | {"not.found"}

    @rule(minutes=moments, which=which, sweepers=st.integers(0, 3))
    def time_passes(self, minutes: int, which: int, sweepers: int) -> None:
        db.clock.shift += timedelta(minutes=minutes)
        self.run(self.play.look(which, sweepers))

    @invariant()
    def all_is_well(self) -> None:
        if self.play.orders:
            self.run(self.play.check())

    def teardown(self) -> None:
        db.clock.shift = timedelta()


@pytest.fixture
def own_loop(databases: Databases, template: str) -> Iterator[asyncio.AbstractEventLoop]:
    """A loop of this test's own with the pool open in it: Hypothesis plays without being awaited."""
    loop = asyncio.new_event_loop()
    name = "test_stateful"
    loop.run_until_complete(db.open_pool(loop.run_until_complete(databases.copy(template, name))))
    yield loop
    loop.run_until_complete(db.close_pool())
    loop.run_until_complete(databases.drop(name))
    loop.close()


def test_whatever_happens_the_row_is_what_its_timeline_says(own_loop: asyncio.AbstractEventLoop):
    class Bound(Orders):
        loop = own_loop

    chosen = settings(
        max_examples=25,
        stateful_step_count=25,
        deadline=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    run_state_machine_as_test(Bound, settings=chosen)  # pyright: ignore[reportUnknownMemberType]
