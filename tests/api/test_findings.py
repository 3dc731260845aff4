"""Who is shown the questions about an order's photos."""

import uuid

import httpx

from fieldloop import db
from fieldloop.ids import new_id
from tests.api.client import accepted, order_of, submitted


async def ask(order: str, kind: str, other_order: str | None = None, other_photo: str | None = None) -> None:
    """Note a question about the order's after-photo."""
    await db.execute(
        "insert into finding (id, order_id, photo, phase, kind, other_photo, other_order, numbers, found_at)"
        " select $2, order_id, photo, 'after', $3, $4, $5, '{\"bits\": 2, \"days\": 3}', now() from order_photo"
        " where order_id = $1 and phase = 'after'",
        *(uuid.UUID(order), new_id(), kind, other_photo, uuid.UUID(other_order) if other_order else None),
    )


async def kinds(client: httpx.AsyncClient, who: str, order: str) -> list[str]:
    return [finding["kind"] for finding in (await order_of(client, who, order))["findings"]]


async def test_who_judges_and_who_submitted_see_the_questions_and_nobody_else(client: httpx.AsyncClient):
    order = await submitted(client)
    await ask(order, "gallery")
    for who in ("mia", "dora", "ira", "ada", "will"):
        assert await kinds(client, who, order) == ["gallery"], who
    assert await kinds(client, "carol", order) == []


async def test_a_question_comes_with_its_numbers_and_in_both_languages(client: httpx.AsyncClient):
    order = await submitted(client)
    await ask(order, "reused_here")
    detail = await order_of(client, "mia", order)
    [finding] = detail["findings"]
    assert finding["photo"] == detail["after"]
    assert (finding["phase"], finding["numbers"]) == ("after", {"bits": 2, "days": 3})
    assert "2 of 64" in finding["question"]["en"]
    assert "2 位" in finding["question"]["zh"]


async def test_the_other_photo_is_named_only_to_who_sees_its_order(client: httpx.AsyncClient):
    order, other = await submitted(client), await submitted(client, by="wes", site="site2")
    [photo] = (await order_of(client, "wes", other))["photos"]
    await ask(order, "reused_anywhere", other, photo["sha256"])
    await db.execute("update orders set street = 's9' where id = $1", uuid.UUID(other))
    await db.execute("delete from notice where order_id = $1", uuid.UUID(other))
    [near] = (await order_of(client, "dora", order))["findings"]
    [far] = (await order_of(client, "mia", order))["findings"]
    assert (near["other_photo"], far["other_photo"]) == (photo["sha256"], None)


async def test_before_anything_is_found_there_are_no_questions(client: httpx.AsyncClient):
    assert await kinds(client, "mia", await accepted(client)) == []
