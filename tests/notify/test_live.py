"""From a committed change to the open screens of those who may see it, with Valkey and without."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fieldloop import db, wake
from fieldloop.ids import new_id
from fieldloop.notify import live
from fieldloop.notify.rules import Change
from fieldloop.notify.screens import HELLO, Screen
from fieldloop.people.queries import caller_by_token
from tests.cast import person_id

from .rows import an_event, an_order, told
from .valkey import PrivateValkey

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[PrivateValkey]:
    valkey = PrivateValkey(tmp_path)
    yield valkey
    valkey.kill()


@pytest.fixture
async def hub(database: str, valkey: PrivateValkey) -> AsyncIterator[live.Hub]:
    """A hub that looks into the database only when it has to: then often."""
    wake.open_messenger(valkey.url)
    hub = live.Hub(valkey.url, away_s=0.02, always_s=3600)
    await hub.listening.wait()
    hub._hurry.set()
    for _ in range(10):
        await asyncio.sleep(0)  # one look at no screens; from here on it looks by itself once an hour
    yield hub
    await hub.close()
    await wake.close_messenger()


async def open_screen(hub: live.Hub, login: str) -> Screen:
    caller = await caller_by_token(f"{login}-token", bearer=True)
    assert caller is not None
    screen = hub.screens.join(caller)
    assert await screen.next() == HELLO
    return screen


async def heard(screen: Screen) -> tuple[str, dict[str, Any]]:
    event = await screen.next()
    assert event is not None
    name, data = event.decode().rstrip("\n").split("\n")
    return name.removeprefix("event: "), json.loads(data.removeprefix("data: "))


def change(order: Any, version: int = 2, *, told: tuple[str, ...] = (), **columns: Any) -> Change:
    given: dict[str, Any] = {"areas": ["d1", "s1", "n1"], "units": ["u1"], "persons": [], **columns}
    return Change(order, version, "dispatched", told=[person_id(login) for login in told], **given)


def everywhere(order: Any) -> Change:
    return change(order, 99, areas=["d1", "s1", "d2", "s9"], units=["u1", "u2", "u9"], persons=[person_id("vera")])


async def an_order_told(*logins: str) -> uuid.UUID:
    """Insert an order and tell of it in one transaction, as the product does."""
    order = new_id()
    async with db.transaction():
        await told(await an_order(id=order), *logins)
    return order


async def test_those_who_may_see_an_order_hear_of_it_and_others_do_not(hub: live.Hub):
    order, other = await an_order(), await an_order()
    insiders = [await open_screen(hub, login) for login in ("will", "carol", "mia", "dora", "ira", "ada")]
    outsiders = [await open_screen(hub, login) for login in ("otto", "olga", "omar", "wes", "vera")]
    live.publish(change(order))
    live.publish(everywhere(other))
    for screen in insiders:
        assert await heard(screen) == ("order", {"id": str(order), "version": 2, "state": "dispatched"})
    for screen in outsiders:
        assert (await heard(screen))[1]["id"] == str(other)  # the first thing they hear


async def test_an_order_that_leaves_somebody_tells_them_too(hub: live.Hub):
    order = await an_order()
    screen = await open_screen(hub, "wes")
    live.publish(change(order, units=["u1", "u2"]))
    assert (await heard(screen))[0] == "order"


async def test_whoever_is_told_hears_the_words_in_their_language(hub: live.Hub):
    order = await an_order()
    will, wanda, mia = [await open_screen(hub, login) for login in ("will", "wanda", "mia")]
    await told(order, "will", "wanda")
    live.publish(change(order, told=("will", "wanda")))
    live.publish(everywhere(await an_order()))
    for screen, title in ((will, "新工单：小包垃圾"), (wanda, "New order: Bag outside the room")):
        assert (await heard(screen))[0] == "order"
        name, notice = await heard(screen)
        assert (name, notice["title"], notice["order_id"]) == ("notice", title, str(order))
        assert set(notice) == {"id", "order_id", "kind", "title", "body"}
    assert [(await heard(mia))[0], (await heard(mia))[0]] == ["order", "order"]


async def test_an_older_version_that_comes_late_is_not_told_again(hub: live.Hub):
    order, other = await an_order(), await an_order()
    screen = await open_screen(hub, "will")
    live.publish(change(order, 5))
    live.publish(change(order, 4))
    live.publish(change(order, 5))
    live.publish(change(other))
    assert [(await heard(screen))[1]["version"], (await heard(screen))[1]["id"]] == [5, str(other)]


async def test_nonsense_on_the_channel_is_survived(hub: live.Hub):
    screen = await open_screen(hub, "will")
    wake.publish(live.CHANNEL, b"nonsense")
    live.publish(change(await an_order()))
    assert (await heard(screen))[0] == "order"


async def test_without_valkey_changes_come_from_the_database(hub: live.Hub, valkey: PrivateValkey):
    will, otto = await open_screen(hub, "will"), await open_screen(hub, "otto")
    valkey.kill()
    order = await an_order_told("will")
    assert await heard(will) == ("order", {"id": str(order), "version": 2, "state": "dispatched"})
    assert (await heard(will))[0] == "notice"
    far = await an_order(area="n9", district="d2", street="s9", neighbourhood="n9", unit="u9", site="site9")
    assert (await heard(otto))[1]["id"] == str(far)


async def test_when_valkey_is_back_the_hub_listens_again(hub: live.Hub, valkey: PrivateValkey):
    screen = await open_screen(hub, "will")
    valkey.kill()
    first = await an_order()
    assert (await heard(screen))[1]["id"] == str(first)
    assert not hub.listening.is_set()
    valkey.start()
    await hub.listening.wait()
    second = await an_order()
    live.publish(change(second, 1))
    assert (await heard(screen))[1]["id"] == str(second)


async def test_reporters_and_those_once_told_hear_without_valkey_too(hub: live.Hub, valkey: PrivateValkey):
    vera, wes = await open_screen(hub, "vera"), await open_screen(hub, "wes")
    valkey.kill()
    order = await an_order_told("vera", "wes")
    for screen in (vera, wes):
        assert (await heard(screen))[1]["id"] == str(order)


async def test_a_change_that_commits_late_is_found_by_the_overlap(hub: live.Hub, valkey: PrivateValkey):
    screen = await open_screen(hub, "will")
    valkey.kill()
    first = await an_order()
    assert (await heard(screen))[1]["id"] == str(first)
    late = await an_order(changed_at=db.clock.now() - timedelta(seconds=4))
    assert (await heard(screen))[1]["id"] == str(late)


async def test_after_too_many_changes_every_screen_asks_for_itself(
    hub: live.Hub, valkey: PrivateValkey, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(live, "MOST_CHANGES", 3)
    orders = [await an_order() for _ in range(3)]
    screen = await open_screen(hub, "otto")
    valkey.kill()
    for order in orders:
        await an_event(order, "comment")
    assert await screen.next() == HELLO


async def test_a_database_that_is_away_is_survived(
    hub: live.Hub, valkey: PrivateValkey, monkeypatch: pytest.MonkeyPatch
):
    screen = await open_screen(hub, "will")
    looks: list[int] = []
    look = live.queries.changed_since

    async def shaky(since: Any, limit: int) -> Any:
        looks.append(1)
        if len(looks) < 4:
            raise ConnectionRefusedError
        return await look(since, limit)

    monkeypatch.setattr(live.queries, "changed_since", shaky)
    valkey.kill()
    order = await an_order()
    assert (await heard(screen))[1]["id"] == str(order)
    assert len(looks) >= 4


async def test_the_screens_of_a_revoked_session_end_at_once_and_no_others(hub: live.Hub):
    lost, other = await open_screen(hub, "will"), await open_screen(hub, "wanda")
    session = lost.caller.session
    assert session is not None
    wake.publish_end(session)
    assert await lost.next() is None
    order = await an_order()
    live.publish(change(order))
    assert (await heard(other))[1]["id"] == str(order)


@pytest.mark.parametrize("nonsense", [b"", b"x", b"0" * 15, b"0" * 17, b"\xff" * 400])
async def test_nonsense_about_an_ended_session_deafens_nobody(hub: live.Hub, nonsense: bytes):
    screen = await open_screen(hub, "will")
    wake.publish(wake.ENDED, nonsense)
    order = await an_order()
    live.publish(change(order))
    assert (await heard(screen))[1]["id"] == str(order)
    assert not any(task.done() for task in hub._tasks)


async def test_closing_ends_every_stream(database: str, valkey: PrivateValkey):
    hub = live.open_hub(valkey.url)
    screen = await open_screen(hub, "will")
    assert live.hub() is hub
    await live.close_hub()
    assert await screen.next() is None
    with pytest.raises(RuntimeError):
        live.hub()
