"""Open screens in memory: who hears, who is dropped."""

import uuid
from collections.abc import Sequence

from fieldloop.notify.rules import Change
from fieldloop.notify.screens import HELLO, LONGEST_QUEUE, MOST_SCREENS, Screens
from fieldloop.people.rules import Caller, Role, RoleKind


def manager(number: int, street: str) -> Caller:
    return Caller(uuid.UUID(int=number), "m", "en", (Role(RoleKind.MANAGER, street, "street", None),))


def change(areas: Sequence[str]) -> Change:
    return Change(uuid.UUID(int=9), 1, "filed", list(areas), [], [], [])


async def test_a_screen_is_greeted_first():
    screen = Screens().join(manager(1, "s1"))
    assert await screen.next() == HELLO


async def test_only_those_who_may_hear_do():
    screens = Screens()
    near, far = screens.join(manager(1, "s1")), screens.join(manager(2, "s9"))
    assert screens.hearing(change(["d1", "s1"])) == {near}
    assert screens.hearing(change(["d2", "s9"])) == {far}
    assert screens.hearing(change(["d3"])) == set()


async def test_a_screen_that_left_hears_nothing_and_leaves_nothing_behind():
    screens = Screens()
    screen = screens.join(manager(1, "s1"))
    screens.leave(screen)
    screens.leave(screen)
    assert screens.hearing(change(["s1"])) == set()
    assert len(screens) == 0
    assert not screens._by_key


async def test_a_reader_that_is_too_slow_is_ended():
    screen = Screens().join(manager(1, "s1"))
    for _ in range(LONGEST_QUEUE):
        screen.offer(b"event")
    assert await screen.next() is None


async def test_a_persons_oldest_screens_end_when_there_are_too_many():
    screens = Screens()
    first, *rest = [screens.join(manager(1, "s1")) for _ in range(MOST_SCREENS)]
    other = screens.join(manager(2, "s1"))
    last = screens.join(manager(1, "s1"))
    assert await first.next() is None
    assert screens.everyone() == {*rest, last, other}


async def test_when_all_end_new_ones_end_too():
    screens = Screens()
    screen = screens.join(manager(1, "s1"))
    screens.end_all()
    late = screens.join(manager(1, "s1"))
    assert await screen.next() is None
    assert await late.next() is None


async def test_who_of_those_told_has_a_screen_open():
    screens = Screens()
    screen = screens.join(manager(1, "s1"))
    assert screens.present([uuid.UUID(int=1), uuid.UUID(int=2)]) == {uuid.UUID(int=1)}
    assert screens.of(uuid.UUID(int=1)) == [screen]
    assert screens.of(uuid.UUID(int=2)) == []
