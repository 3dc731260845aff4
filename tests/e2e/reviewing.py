"""A manager who reviews: what the tests of it share."""

from playwright.sync_api import Page, expect

from .product import Product
from .stage import MANAGER


def start(page: Page) -> None:
    """Open the review and wait for the first pair with both its pictures."""
    page.goto("/review")
    ready(page)


def ready(page: Page) -> str:
    """Wait until the pair that is looked at can be judged; return its order."""
    pair = page.locator("[data-pair][data-pictures=here]")
    expect(pair).to_be_visible()
    expect(page.locator("[data-action=approve]")).to_have_attribute("aria-disabled", "false")
    return pair.get_attribute("data-pair") or ""


def find(page: Page, order: str) -> None:
    """Skip until an order of the test is looked at, as somebody does who looks for one."""
    for _ in range(100):
        if ready(page) == order:
            return
        page.locator("[data-action=skip]").click()
    raise AssertionError(f"{order} is not in the queue")


def gone(page: Page, order: str) -> None:
    """Wait until another pair is looked at, or none."""
    expect(page.locator(f"[data-pair='{order}']")).to_have_count(0)


def state(product: Product, order: str) -> str:
    return product.person(MANAGER).get(f"/orders/{order}")["state"]


_GLANCE = """() => new Promise((resolve) => {
  const start = performance.now();
  const look = () => (performance.now() - start > 400 ? resolve() : requestAnimationFrame(look));
  look();
})"""


def glance(page: Page) -> None:
    """Look at the pair as long as the page asks for before it takes a verdict."""
    page.evaluate(_GLANCE)


def swipe(page: Page, dx: int, where: str = ".review .big") -> None:
    """Put a real finger on the page, move it sideways and lift it."""
    box = page.locator(where).bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    x = 180 - dx / 2
    devtools = page.context.new_cdp_session(page)
    for step in range(9):
        kind = "touchStart" if step == 0 else "touchMove"
        point = {"x": x + dx * step / 8, "y": y}
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    devtools.detach()


def pinch(page: Page, apart: int) -> None:
    """Put two fingers on the before-photo and move them apart."""
    box = page.locator(".look .picture").first.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    devtools = page.context.new_cdp_session(page)
    for step in range(7):
        far = 12 + (apart - 12) * step / 6
        points = [{"x": x - far, "y": y, "id": 0}, {"x": x + far, "y": y, "id": 1}]
        devtools.send(
            "Input.dispatchTouchEvent", {"type": "touchMove" if step else "touchStart", "touchPoints": points}
        )
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    devtools.detach()
