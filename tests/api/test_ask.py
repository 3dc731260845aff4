"""Asking: a reviewer's question to whoever submitted; a comment answers it."""

import httpx

from tests.api.client import acted, order_of, refused, submitted, told


async def test_the_submitter_is_told_and_answers_and_the_asker_hears_it(client: httpx.AsyncClient):
    order = await submitted(client)
    asked = await acted(client, "mia", order, "ask", text="后面也清了吗？")
    assert (asked["state"], asked["clock"]["kind"]) == ("submitted", "review")
    assert await told(order, "question") == ["will"]
    await acted(client, "will", order, "comment", text="清了")
    assert await told(order, "answer") == ["mia"]


async def test_a_comment_of_somebody_else_is_no_answer_and_a_second_one_rings_nobody(client: httpx.AsyncClient):
    order = await submitted(client)
    await acted(client, "mia", order, "ask", text="后面也清了吗？")
    await acted(client, "carol", order, "comment", text="他在路上")
    assert await told(order, "answer") == []
    await acted(client, "will", order, "comment", text="清了")
    await acted(client, "will", order, "comment", text="也拖了地")
    assert await told(order, "answer") == ["mia"]


async def test_an_answer_after_the_verdict_rings_nobody(client: httpx.AsyncClient):
    order = await submitted(client)
    await acted(client, "mia", order, "ask", text="后面也清了吗？")
    await acted(client, "mike", order, "approve")
    await acted(client, "will", order, "comment", text="清了")
    assert await told(order, "answer") == []


async def test_it_changes_no_clock_and_needs_words(client: httpx.AsyncClient):
    order = await submitted(client)
    before = await order_of(client, "mia", order)
    assert await refused(client, "mia", order, "ask") == (400, "text.required")
    assert (await acted(client, "mia", order, "ask", text="?"))["clock"] == before["clock"]


async def test_only_reviewers_ask_and_only_while_it_is_in_review(client: httpx.AsyncClient):
    order = await submitted(client)
    for who in ("will", "carol", "ira"):
        answer = await refused_keeping(client, who, order)
        assert answer == (403, "order.not_allowed")
    await acted(client, "mia", order, "approve")
    assert await refused_keeping(client, "mia", order) == (409, "order.wrong_state")


async def refused_keeping(client: httpx.AsyncClient, who: str, order: str) -> tuple[int, str]:
    """Ask without words: those would be kept with the order."""
    return await refused(client, who, order, "ask")
