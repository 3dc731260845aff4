"""A volunteer reports at a street corner: what the tests of it share."""

from typing import Any

from playwright.sync_api import Page, expect

from .pictures import from_camera, rubbish
from .product import Product, new_id, now

# What needs the server's answer: a photo made smaller, sent and looked at takes a slow machine its time.
ANSWER_MS = 30_000


def photograph(page: Page) -> None:
    camera = page.locator("[data-action=shoot] input")
    assert camera.get_attribute("capture") == "environment"
    camera.set_input_files(from_camera(rubbish()))


def told(page: Page) -> None:
    """Wait until the server has answered and the page says so."""
    expect(page.get_by_role("heading", name="收到，谢谢您！")).to_be_visible(timeout=ANSWER_MS)


def order_of(page: Page, product: Product) -> dict[str, Any]:
    """Wait for the server's answer; return the order that the report became or joined."""
    told(page)
    link = page.get_by_role("link", name="查看工单").get_attribute("href") or ""
    return product.person("volunteer").get(link)


def reported(product: Product) -> list[str]:
    return [order["id"] for order in product.person("volunteer").get("/orders", box="reported", limit="100")["items"]]


def same_problem(product: Product, corner: dict[str, float]) -> str:
    """Somebody else reports what lies at the corner."""
    place = {"lat": corner["latitude"], "lon": corner["longitude"]}
    report = {"id": new_id(), "at": now(), "element": "waste.bulky", "text": "旧沙发", **place}
    return product.person("cleaner").post("/reports", report)["order_id"]
