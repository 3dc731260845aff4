"""How many pairs a reviewer gets through: scripted, in a real Chromium, by keys and by swipes; and the API by itself.

The scripted reviewer decides as soon as the page lets it, so what remains is what the product costs.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.autopush import Autopush
from tests.e2e.browser import DESK, PHONE, launch
from tests.e2e.gcm import MiniGcm
from tests.e2e.pictures import photograph
from tests.e2e.product import ELEMENT, Product, new_id, now
from tests.e2e.reviewing import swipe
from tests.e2e.screen import visit
from tests.e2e.stage import CLEANER, COORDINATOR, MANAGER

BY_KEY, BY_SWIPE, SLOWLY, BY_API = 120, 100, 15, 60
SIZE = (1600, 1200)
UNIT, REASON = "jinyang-1", "wrong_unit"
SLOW = {"offline": False, "latency": 562, "downloadThroughput": 1_500_000 / 8, "uploadThroughput": 750_000 / 8}
WANTED_AN_HOUR = 200
# The page notes itself how long it takes from the verdict until both pictures of the next pair are painted.
_PROBE = """(event) => {
  window.took = [];
  let decided = 0, before = '';
  const pair = () => document.querySelector('[data-pair][data-pictures=here]')?.dataset.pair ?? '';
  addEventListener(event, (it) => { [decided, before] = [it.timeStamp, pair()]; }, true);
  new MutationObserver(() => {
    const now = pair();
    if (!decided || !now || now === before) return;
    const since = decided;
    decided = 0;
    requestAnimationFrame(() => setTimeout(() => window.took.push(performance.now() - since)));
  }).observe(document, { subtree: true, childList: true, attributes: true });
}"""
# As a person does it: once another pair is there with both its pictures, for long enough that a verdict counts.
_NEXT = """(before) => new Promise((resolve, reject) => {
  const started = performance.now();
  let shown = 0;
  const look = () => {
    const pair = document.querySelector('[data-pair][data-pictures=here]')?.dataset.pair;
    const open = document.querySelector('[data-action=approve][aria-disabled=false]');
    if (pair && pair !== before && open) shown ||= performance.now();
    if (shown && performance.now() - shown > 355) return resolve(pair);
    if (performance.now() - started > 60_000) return reject(new Error('no next pair'));
    requestAnimationFrame(look);
  };
  look();
})"""


@dataclass(frozen=True)
class Run:
    """What one way of reviewing came to."""

    name: str
    seconds: float
    took_ms: list[float]

    def show(self) -> None:
        """Print it, with what a person would have left to look."""
        count, cuts = len(self.took_ms), statistics.quantiles(self.took_ms, n=100)
        rate = count / self.seconds * 60
        print(
            f"{self.name:<58} {rate:>6,.0f} decisions/min  next pair p50 {statistics.median(self.took_ms):>6,.0f} ms"
            f"  p99 {cuts[98]:>6,.0f} ms  of {count}",
            flush=True,
        )


@dataclass(frozen=True)
class Way:
    """How the scripted reviewer works: on what, by what, and over which line."""

    name: str
    count: int
    look: dict[str, Any]
    event: str
    decide: Callable[[Page], None]
    cpu: int = 1
    slow: bool = False


def _key(page: Page) -> None:
    page.keyboard.press("a")


def _swipe(page: Page) -> None:
    swipe(page, 180)


WAYS = (
    Way("review by key, desk", BY_KEY, DESK, "keydown", _key),
    Way("review by swipe, phone, CPU / 4", BY_SWIPE, PHONE, "pointerup", _swipe, cpu=4),
    Way("review by key, 562 ms, 1.5 Mbit/s", SLOWLY, DESK, "keydown", _key, slow=True),
)


def main() -> None:
    """Print every figure; nothing passes or fails."""
    with (
        tempfile.TemporaryDirectory(prefix="fieldloop-bench-") as folder,
        MiniGcm() as gcm,
        Autopush() as autopush,
        Product(Path(folder), gcm, autopush) as product,
        sync_playwright() as playwright,
        launch(playwright) as chromium,
    ):
        _show_api(product, _prepare(product, BY_API))
        _prepare(product, BY_KEY + BY_SWIPE + SLOWLY, first=BY_API)
        product.rest()
        runs = [_run(chromium, product, way) for way in WAYS]
        for run in runs:
            run.show()
        cost = statistics.median(runs[0].took_ms) / 1000
        print(
            f"{WANTED_AN_HOUR} pairs an hour are {3600 / WANTED_AN_HOUR:.0f} s each: the product takes {cost:.2f} s,"
            " the guard against a double tap 0.35 s; what limits it is how long a person looks."
        )


def _prepare(product: Product, count: int, first: int = 0) -> list[str]:
    """Bring orders to review, each at a corner of its own, with two pictures as large as a phone sends them."""
    manager, coordinator, cleaner = (product.person(login) for login in (MANAGER, COORDINATOR, CLEANER))
    camera, person, found = product.camera(), cleaner.get("/me")["person"]["id"], list[str]()
    for n in range(first, first + count):
        place = {"lat": 31.2540 + 0.0006 * (n % 20), "lon": 121.5600 + 0.0007 * (n // 20)}
        photo = camera.put_photo(photograph((34, 34, 40), SIZE))
        seen = {"id": new_id(), "source": "bench", "element": ELEMENT, "seen_at": now(), "photo": photo, **place}
        order = camera.post("/signals", seen)["order_id"]
        if manager.get(f"/orders/{order}")["unit"]["code"] != UNIT:
            manager.act(order, "transfer", unit=UNIT, reason=REASON)
        coordinator.act(order, "assign", person=person)
        cleaner.act(order, "accept")
        after = {"sha256": cleaner.put_photo(photograph((140, 134, 126), SIZE)), "phase": "after", "source": "camera"}
        cleaner.act(order, "submit", photos=[{**after, "taken_at": now()}])
        found.append(order)
    return found


def _show_api(product: Product, orders: list[str]) -> None:
    manager, took = product.person(MANAGER), list[float]()
    for order in orders:
        started = time.perf_counter()
        manager.act(order, "approve")
        took.append((time.perf_counter() - started) * 1000)
    Run("review by API, one after the other", sum(took) / 1000, took).show()


def _run(chromium: Browser, product: Product, how: Way) -> Run:
    with visit(chromium, product, MANAGER, how.look | {"reduced_motion": "reduce"}) as page:
        devtools = page.context.new_cdp_session(page)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": how.cpu})
        if how.slow:
            devtools.send("Network.enable")
            devtools.send("Network.emulateNetworkConditions", SLOW)
        page.goto("/review")
        pair = page.evaluate(_NEXT, "")
        page.evaluate(_PROBE, how.event)
        started = time.perf_counter()
        for _ in range(how.count):
            how.decide(page)
            pair = page.evaluate(_NEXT, pair)
        return Run(how.name, time.perf_counter() - started, page.evaluate("window.took"))
