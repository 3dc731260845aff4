"""Who may do what to an order in each state, for the whole cast: what is offered, and that nothing else is taken."""

import uuid

import httpx
import pytest

from fieldloop.orders.rules import Action
from tests.api.client import a_signal, accepted, act, acted, closed, history, submitted
from tests.cast import PERSONS, bearer, person_id

CAST = [login for login, *_ in PERSONS]
TALK = {"comment", "seen"}
COORDINATOR = TALK | {"assign", "transfer", "void", "prioritize"}
MANAGER = COORDINATOR | {"suspend", "escalate", "urge"}
# Only where there is a photo to cover.
COVER = {"redact"}
NONE = set[str]()
ABOVE = ("mia", "mike", "dora")

# State -> person -> what is offered. Whoever is not named does not see the order at all.
OFFERED: dict[str, dict[str, set[str]]] = {
    "filed": {
        "carol": TALK,  # she declined it for her unit and may follow it
        **dict.fromkeys(ABOVE, (MANAGER - {"assign"}) | {"dispatch"}),
        **dict.fromkeys(("ira", "ada"), TALK),
    },
    "dispatched": {
        "carol": COORDINATOR | {"accept", "decline", "request"},
        **dict.fromkeys(("will", "wanda"), TALK | {"accept"}),
        **dict.fromkeys(ABOVE, MANAGER),
        **dict.fromkeys(("ira", "ada"), TALK),
    },
    "accepted": {
        "carol": COORDINATOR | {"request"},
        "will": TALK | {"decline", "arrive", "submit", "request"},
        **dict.fromkeys(ABOVE, MANAGER),
        **dict.fromkeys(("ira", "ada"), TALK),
    },
    "submitted": {
        "carol": TALK | {"void", "prioritize"},
        "will": TALK,
        **dict.fromkeys(ABOVE, (MANAGER - {"assign", "transfer"}) | COVER | {"approve", "return", "ask"}),
        **dict.fromkeys(("ira", "ada"), TALK),
    },
    "suspended": {
        "carol": TALK | {"void"},
        "will": TALK,
        **dict.fromkeys(ABOVE, TALK | {"void", "resume"}),
        **dict.fromkeys(("ira", "ada"), TALK),
    },
    "closed": {
        **dict.fromkeys(("carol", "will"), TALK),
        **dict.fromkeys(ABOVE, TALK | COVER | {"reopen"}),
        **dict.fromkeys(("ira", "ada"), TALK),
    },
    "void": {
        **dict.fromkeys(("carol", "will"), TALK),
        **dict.fromkeys(ABOVE, TALK),
        **dict.fromkeys(("ira", "ada"), TALK),
    },
}


async def an_order(client: httpx.AsyncClient, state: str) -> str:
    match state:
        case "submitted":
            return await submitted(client)
        case "closed":
            return await closed(client)
        case "filed" | "dispatched":
            order = (await a_signal(client))["order_id"]
            if state == "filed":
                await acted(client, "carol", order, "decline", reason="no_time")
            return order
        case _:
            order = await accepted(client)
    if state == "suspended":
        await acted(client, "mia", order, "suspend", reason="weather")
    if state == "void":
        await acted(client, "carol", order, "void", reason="false_alarm")
    return order


async def offered(client: httpx.AsyncClient, order: str) -> dict[str, set[str]]:
    answers = {who: await client.get(f"/orders/{order}", headers=bearer(who)) for who in CAST}
    return {who: set(answer.json()["actions"]) for who, answer in answers.items() if answer.status_code == 200}


@pytest.mark.parametrize("state", OFFERED)
async def test_each_of_the_cast_is_offered_what_is_theirs_to_do(client: httpx.AsyncClient, state: str):
    assert await offered(client, await an_order(client, state)) == OFFERED[state]


@pytest.mark.parametrize("state", OFFERED)
async def test_what_is_not_offered_is_not_taken_and_leaves_no_trace(client: httpx.AsyncClient, state: str):
    order = await an_order(client, state)
    before = await history(order)
    # What any action asks for, so that nothing but the right or the state can be the reason; no words and no photos:
    # those would be kept (tests/api/test_kept.py).
    more = {"reason": "other", "unit": "u2", "person": str(person_id("will"))}
    for who in CAST:
        for action in Action:
            # Who may cover photos may do so in any state; without one there is nothing to say it of.
            if action == Action.REDACT and who in ABOVE:
                continue
            if action not in OFFERED[state].get(who, NONE):
                answer = await act(client, who, order, action, **more)
                lost = who in CREW and action in TAKING
                possible = REFUSALS if who in OFFERED[state] else LOST if lost else UNSEEN
                code = answer.json()["code"]
                assert (answer.status_code, code) in possible, (who, action, code)
    assert await history(order) == before


REFUSALS = {(403, "order.not_allowed"), (409, "order.wrong_state")}
UNSEEN = {(404, "not.found")}
# Whoever could once have taken it, and does what a taker does, hears that it has moved on, and no more.
CREW = ("will", "wanda")
TAKING = {Action.ACCEPT, Action.DECLINE, Action.ARRIVE, Action.SUBMIT}
LOST = {(409, "order.wrong_state")}


@pytest.mark.parametrize("action", ["file", "join", "warn", "clear", "kept"])
async def test_what_only_the_system_does_no_person_does(client: httpx.AsyncClient, action: str):
    order = await an_order(client, "dispatched")
    for who in ("carol", "dora", "ada"):
        answer = await act(client, who, order, action, id=str(uuid.uuid4()))
        assert (answer.status_code, answer.json()["code"]) == (403, "order.not_allowed")
