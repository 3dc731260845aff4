"""Priority: set by a camera or changed by whoever answers; what it does to deadlines, and how it is told."""

from typing import Any

import httpx
import pytest

from fieldloop import db
from fieldloop.ids import new_id
from fieldloop.sla.jobs import sweep_due
from tests.api.client import a_signal, accepted, act, acted, box_of, order_of, refused, told
from tests.api.working import BAG, deadline, it_is, limited, local, taken, when
from tests.cast import administers, bearer, device


async def hurries(**own: tuple[int, str]) -> None:
    """Give the element limits of their own for urgent orders."""
    stored = {clock: {"amount": amount, "unit": unit} for clock, (amount, unit) in own.items()}
    await db.execute("update element set urgent_limits = $2 where code = $1", BAG, stored)


async def test_a_camera_files_an_urgent_order_with_the_limits_of_urgent_ones(client: httpx.AsyncClient):
    await hurries(accept=(2, "minutes"), fix=(10, "minutes"))
    it_is("2026-12-04T15:00")
    signal = await a_signal(client, seen_at=db.clock.now().isoformat(), priority="urgent")
    order = await order_of(client, "will", signal["order_id"])
    assert order["priority"] == "urgent"
    assert when(order["clock"]["due_at"]) == local("2026-12-04T15:02")
    assert order["events"][0]["data"]["priority"] == "urgent"
    fix = deadline(await acted(client, "will", order["id"], "accept"), "fix")
    assert (fix["limit"], when(fix["due_at"])) == ({"amount": 10, "unit": "minutes"}, local("2026-12-04T15:10"))
    again = await a_signal(client, seen_at=db.clock.now().isoformat())
    assert again["joined"]
    assert (await order_of(client, "will", order["id"]))["priority"] == "urgent", "found once more it stays what it is"


async def test_a_signal_that_says_nothing_is_normal_and_a_word_of_its_own_is_refused(client: httpx.AsyncClient):
    assert (await order_of(client, "will", await accepted(client)))["priority"] == "normal"
    body = {"id": "1", "source": "s", "element": BAG, "site": "site1", "seen_at": "2026-12-04T07:00:00Z"}
    answer = await client.post("/signals", json=body | {"priority": "asap"}, headers=device("cam1"))
    assert (answer.status_code, answer.json()["code"]) == (400, "input.invalid")


async def test_made_urgent_the_limit_counts_from_then_and_whoever_has_it_is_told(client: httpx.AsyncClient):
    await hurries(fix=(10, "minutes"))
    it_is("2026-12-04T15:00")
    order = await taken(client)
    it_is("2026-12-04T15:10")
    said = {"id": str(new_id()), "priority": "urgent", "reason": "danger", "text": "有人滑倒"}
    urgent = await acted(client, "carol", order, "prioritize", **said)
    assert (urgent["priority"], urgent["state"]) == ("urgent", "accepted")
    assert when(urgent["clock"]["due_at"]) == local("2026-12-04T15:20")
    assert await told(order, "urgent") == ["will"]
    fix = deadline(urgent, "fix")
    assert (fix["limit"], when(fix["limit_since"])) == ({"amount": 10, "unit": "minutes"}, local("2026-12-04T15:10"))
    assert when(fix["started_at"]) == local("2026-12-04T15:00")
    [move] = fix["moves"]
    assert (move["cause"], move["reason"], move["text"]) == ("priority", "danger", "有人滑倒")
    assert (move["by"], when(move["was"])) == (urgent["events"][-1]["actor"]["name"], local("2026-12-04T15:30"))
    assert len([run for run in urgent["clocks"] if run["kind"] == "fix"]) == 1, "the run goes on"
    assert (await act(client, "carol", order, "prioritize", **said)).status_code == 200, "sent again it is done"
    assert await refused(client, "carol", order, "prioritize", **said | {"priority": "normal"}) == (
        409, "command.reused",
    )  # fmt: skip


async def test_who_is_late_with_an_urgent_order_is_escalated_by_its_deadline(client: httpx.AsyncClient):
    await hurries(fix=(10, "minutes"))
    it_is("2026-12-04T15:00")
    order = await taken(client)
    await acted(client, "mia", order, "prioritize", priority="urgent", reason="event")
    it_is("2026-12-04T15:11")
    await sweep_due()
    assert (await order_of(client, "mia", order))["level"] == 1


async def test_back_to_normal_it_has_the_deadline_it_had_also_after_a_pause(client: httpx.AsyncClient):
    await hurries(fix=(10, "minutes"))
    it_is("2026-12-04T15:00")
    order = await taken(client)
    await acted(client, "mia", order, "prioritize", priority="urgent", reason="event")
    it_is("2026-12-04T15:05")
    await acted(client, "mia", order, "suspend", reason="weather")
    it_is("2026-12-04T16:05")
    assert when((await acted(client, "mia", order, "resume"))["clock"]["due_at"]) == local("2026-12-04T16:10")
    normal = await acted(client, "mia", order, "prioritize", priority="normal", reason="eased")
    fix = deadline(normal, "fix")
    assert (when(fix["due_at"]), fix["limit_since"]) == (local("2026-12-04T16:30"), None)
    assert fix["limit"] == {"amount": 30, "unit": "minutes"}
    assert await told(order, "urgent") == ["will"], "a later deadline rings no phone"


async def test_an_urgent_limit_in_hours_of_the_night_replaces_working_days(client: httpx.AsyncClient):
    await limited(fix=(2, "working_days"))
    await hurries(fix=(2, "urgent_hours"))
    it_is("2026-12-04T17:00")
    order = await taken(client)
    urgent = await acted(client, "mia", order, "prioritize", priority="urgent", reason="danger")
    assert when(urgent["clock"]["due_at"]) == local("2026-12-04T19:00")
    normal = await acted(client, "mia", order, "prioritize", priority="normal", reason="eased")
    assert when(normal["clock"]["due_at"]) == local("2026-12-08T17:00")


async def test_a_deadline_that_is_over_and_one_without_urgent_limits_stay(client: httpx.AsyncClient):
    it_is("2026-12-04T15:00")
    order = await taken(client)
    same = await acted(client, "mia", order, "prioritize", priority="urgent", reason="danger")
    assert when(same["clock"]["due_at"]) == local("2026-12-04T15:30")
    assert deadline(same, "fix")["moves"] == []
    await acted(client, "mia", order, "prioritize", priority="normal", reason="eased")
    await hurries(fix=(10, "minutes"))
    it_is("2026-12-04T15:31")
    late = await acted(client, "mia", order, "prioritize", priority="urgent", reason="danger")
    assert (when(late["clock"]["due_at"]), late["late"]) == (local("2026-12-04T15:30"), True)


async def test_the_priority_it_has_none_at_all_or_no_reason_are_refused(client: httpx.AsyncClient):
    order = await accepted(client)
    assert await refused(client, "mia", order, "prioritize", priority="normal", reason="eased") == (
        409, "order.wrong_state",
    )  # fmt: skip
    assert await refused(client, "mia", order, "prioritize", reason="eased") == (400, "input.invalid")
    assert await refused(client, "mia", order, "prioritize", priority="urgent") == (400, "reason.required")
    assert await refused(client, "will", order, "prioritize", priority="urgent", reason="danger") == (
        403, "order.not_allowed",
    )  # fmt: skip


async def test_lists_and_the_board_can_be_asked_for_what_is_urgent(client: httpx.AsyncClient):
    order = await accepted(client)
    assert await box_of(client, "mia", "all", priority="urgent") == []
    await acted(client, "mia", order, "prioritize", priority="urgent", reason="danger")
    for box in ("all", "unit"):
        assert await box_of(client, "carol", box, priority="urgent") == [order]
        assert await box_of(client, "carol", box, priority="normal") == []
    board = (await client.get("/stats/board", headers=bearer("mia"))).json()
    assert board["urgent"] == 1


async def patched(client: httpx.AsyncClient, version: int, **said: Any) -> dict[str, Any]:
    body = {"id": str(new_id()), "version": version, **said}
    answer = await client.patch(f"/elements/{BAG}", json=body, headers=bearer("ada"))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_limits_of_urgent_orders_are_a_setting_with_its_what_if(client: httpx.AsyncClient):
    await administers("ada", "d2")
    it_is("2026-12-04T15:00")
    order = await taken(client)
    await acted(client, "mia", order, "prioritize", priority="urgent", reason="danger")
    limits = {"fix": {"amount": 20, "unit": "minutes"}}
    asked = {"id": str(new_id()), "version": 1, "urgent_limits": limits}
    what_if = (await client.post(f"/elements/{BAG}/what-if", json=asked, headers=bearer("ada"))).json()
    assert (what_if["moved"], what_if["earlier"], what_if["items"][0]["by_s"]) == (1, 1, -600)
    settings = await patched(client, 1, urgent_limits=limits)
    assert settings["urgent_limits"] == {"accept": None, "fix": limits["fix"], "review": None}
    assert settings["limits"]["fix"] == {"amount": 30, "unit": "minutes"}
    assert when((await order_of(client, "will", order))["clock"]["due_at"]) == local("2026-12-04T15:20")
    settings = await patched(client, 2, urgent_limits={"fix": None})
    assert settings["urgent_limits"]["fix"] is None
    assert settings["changes"][0]["was"]["urgent_limits"]["fix"] == limits["fix"]
    assert when((await order_of(client, "will", order))["clock"]["due_at"]) == local("2026-12-04T15:30")


async def test_a_change_of_other_limits_leaves_what_became_urgent_as_it_is(client: httpx.AsyncClient):
    await administers("ada", "d2")
    await hurries(fix=(10, "minutes"))
    it_is("2026-12-04T15:00")
    order = await taken(client)
    it_is("2026-12-04T15:15")
    await acted(client, "mia", order, "prioritize", priority="urgent", reason="danger")
    await patched(client, 1, limits={"review": {"amount": 90, "unit": "minutes"}})
    now = await order_of(client, "will", order)
    assert (when(now["clock"]["due_at"]), now["events"][-1]["action"]) == (local("2026-12-04T15:25"), "prioritize")


@pytest.mark.parametrize("limit", [{"amount": 366, "unit": "working_days"}, {"amount": 0, "unit": "minutes"}])
async def test_limits_of_urgent_orders_nobody_could_mean_are_refused(client: httpx.AsyncClient, limit: dict[str, Any]):
    await administers("ada", "d2")
    body = {"id": str(new_id()), "version": 1, "urgent_limits": {"fix": limit}}
    answer = await client.patch(f"/elements/{BAG}", json=body, headers=bearer("ada"))
    assert (answer.status_code, answer.json()["code"]) == (400, "input.invalid")
    assert answer.json()["errors"][0]["field"].startswith("urgent_limits.fix")
