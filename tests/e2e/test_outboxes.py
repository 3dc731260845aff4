"""What older releases left unsent on a phone is sent by this one. Each released schema stays here for ever.

A new version of the database (pwa/src/db/open.ts) adds a file to outboxes/; none is changed or removed.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .phonebox import fill, wait_until_at_most
from .product import Product
from .screen import visit, wait_until
from .stage import CLEANER, Stage
from .storage import rows

FOLDER = Path(__file__).parent / "outboxes"
ALL_STORED = """() => new Promise((resolve) => {
  const asked = indexedDB.open('fieldloop');
  asked.onsuccess = () => {
    const db = asked.result, tx = db.transaction(['outbox', 'photos']);
    const outbox = tx.objectStore('outbox').count(), photos = tx.objectStore('photos').getAll();
    tx.oncomplete = () => { db.close(); resolve(!outbox.result && photos.result.every((it) => it.stored)); };
  };
})"""


def _left_behind(page: Page, product: Product, name: str, **ids: str) -> None:
    """Leave on the phone what that release had left: no script of ours runs while it is written."""
    text = (FOLDER / name).read_text()
    for placeholder, value in ids.items():
        text = text.replace(placeholder, value)
    found: dict[str, Any] = json.loads(text)
    page.route("**/assets/*.js", lambda route: route.abort())
    page.goto(product.url)
    fill(page, found["rows"], found["schema"])
    page.unroute_all()


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.json")))
def test_what_an_older_release_left_is_sent(chromium: Browser, product: Product, stage: Stage, name: str) -> None:
    ids = {"PERSON": stage.person_id(CLEANER), "ASSIGNED": stage.assigned(), "ACCEPTED": stage.accepted()}
    with visit(chromium, product, CLEANER) as page:
        _left_behind(page, product, name, **ids)
        page.goto("/box/mine")
        page.locator(f"[data-order='{ids['ACCEPTED']}']").wait_for()
        wait_until(page, ALL_STORED)
        assert [stage.times(ids["ASSIGNED"], action) for action in ("accept", "comment")] == [1, 1]
        assert stage.times(ids["ACCEPTED"], "arrive") == 1
        assert len(rows(page, "drafts")) == 2

        page.goto("/report")
        expect(page.locator("[data-upload=stored]")).to_be_visible()
        page.goto(f"/orders/{ids['ACCEPTED']}")
        page.locator("[data-action=submit]").tap()
        expect(page.locator("[data-state=submitted]")).to_be_visible()
        wait_until_at_most(page, 1)
        expect(page.locator(".timeline")).to_contain_text("已清运，地面冲洗过。")
    assert [photo["phase"] for photo in stage.order(ids["ACCEPTED"])["photos"]] == ["found", "after"]


def test_every_schema_before_this_one_has_its_file() -> None:
    source = (Path(__file__).parents[2] / "pwa" / "src" / "db" / "open.ts").read_text()
    version = int(source.split("export const VERSION = ")[1].split(";")[0])
    assert [path.name for path in sorted(FOLDER.glob("*.json"))] == [f"v{number}.json" for number in range(1, version)]
