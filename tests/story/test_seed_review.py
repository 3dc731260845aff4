"""The demo's review: its settings, and something that waits for each who has a say after the work is done."""

import httpx
import pytest

from fieldloop import db
from fieldloop.orders.jobs import draw_day
from tests.story.test_seed import box, headers


@pytest.fixture
def template(demo_template: str) -> str:
    """Copy the seeded database, not the cast's."""
    return demo_template


pytestmark = pytest.mark.usefixtures("as_seeded")


async def test_elements_say_how_they_are_reviewed(database: str):
    row = await db.fetchrow("select clear_frames, reopen_days from element where code = 'waste.bag_outside'")
    assert row
    assert tuple(row) == (3, 3)
    assert await db.fetchval("select count(*) from element where jsonb_array_length(checklist) = 2") == 4


async def test_a_question_waits_for_its_answer_and_an_appeal_for_the_district(client: httpx.AsyncClient):
    assert await db.fetchval("select count(*) from orders where asker is not null and state = 'submitted'") == 1
    appealed = [item for item in await box(client, "district", "review") if item["appealed"]]
    assert [item["site"]["code"] for item in appealed] == ["meiyuan-compound"]
    assert not [item for item in await box(client, "lujiazui", "review") if item["appealed"]]


async def test_the_volunteer_has_said_one_is_fixed_and_has_another_to_speak_of(client: httpx.AsyncClient):
    asked: list[str] = []
    for item in await box(client, "volunteer", "reported"):
        answer = await client.get(f"/orders/{item['id']}", headers=await headers("volunteer"))
        asked += [item["id"]] if "confirm" in answer.json()["actions"] else []
    assert asked
    assert await db.fetchval("select count(*) from orders where confirmed") == 1


async def test_the_inspector_has_something_to_inspect(client: httpx.AsyncClient):
    while await draw_day():
        pass
    answer = await client.get("/inspections", headers=await headers("inspector"))
    assert "compound.fire_lane" in {item["element"]["code"] for item in answer.json()["items"]}
