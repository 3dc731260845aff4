"""How fast and how sound the app is on a cheap phone in a weak network: Lighthouse, and the first list of orders.

Lighthouse comes from npm into a folder of its own; where the registry cannot give it, a line says so.
"""

import json
import os
import re
import statistics
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

import build_web
from tests.e2e.autopush import Autopush
from tests.e2e.browser import PHONE, find_chromium, launch
from tests.e2e.gcm import MiniGcm
from tests.e2e.product import Product
from tests.e2e.screen import visit
from tests.e2e.stage import CLEANER

FOLDER = Path(__file__).parent / "lighthouse"
WEB = build_web.WEB
RUNS, TRIES = 5, 3
CATEGORIES = ("performance", "accessibility", "best-practices")
SLOW = {"offline": False, "latency": 562, "downloadThroughput": 1_500_000 / 8, "uploadThroughput": 750_000 / 8}
_FLAGS = "--headless=new --no-sandbox --no-proxy-server --host-resolver-rules='MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'"
# The page tells itself when the first order is there: asking it from outside would count the asking, and the browser's
# driver would bring a script of its own into the page, which costs a phone as slow as this 100 ms.
_NOTE = """new MutationObserver((_, me) => {
  if (!document.querySelector('[data-order]')) return;
  me.disconnect();
  requestAnimationFrame(() => listIsThere(String(performance.now())));
}).observe(document, { subtree: true, childList: true });"""


@dataclass(frozen=True)
class Scores:
    """What Lighthouse gives one page; `why` are the audits that cost something."""

    by_category: dict[str, float]
    why: list[str]


def main() -> None:
    """Print every figure; nothing passes or fails."""
    with (
        tempfile.TemporaryDirectory(prefix="fieldloop-bench-") as folder,
        MiniGcm() as gcm,
        Autopush() as autopush,
        Product(Path(folder), gcm, autopush) as product,
    ):
        _show_sizes()
        product.rest()
        with sync_playwright() as playwright, launch(playwright) as chromium:
            times = [_first_list(chromium, product) for _ in range(RUNS)]
        print(f"first useful list, 562 ms, 1.5 Mbit/s, CPU / 4, median of {RUNS}  {statistics.median(times):>9,.0f} ms")
        _show_scores(product)


def _show_sizes() -> None:
    """Print the bytes that the first screen waits for, as they travel."""
    page = (WEB / "index.html").read_text()
    for kind in ("js", "css"):
        names: set[str] = set(re.findall(rf"/(assets/[\w.-]+\.{kind})", page))
        sizes = [(WEB / f"{name}.gz").stat().st_size for name in names]
        print(f"{kind} of the first screen, gzip  {sum(sizes):>9,} bytes in {len(sizes)} files")


def _first_list(chromium: Browser, product: Product) -> float:
    """Return when the first order stands on the screen of a phone that has never seen the app."""
    with visit(chromium, product, CLEANER, PHONE) as page:
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", SLOW)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        told: list[float] = []

        def hear(call: dict[str, Any]) -> None:
            told.append(float(call["payload"]))

        devtools.on("Runtime.bindingCalled", hear)
        devtools.send("Runtime.enable")
        devtools.send("Runtime.addBinding", {"name": "listIsThere"})
        page.add_init_script(_NOTE)
        page.goto("/box/mine")
        while not told:
            page.wait_for_timeout(50)
        return told[0]


def _show_scores(product: Product) -> None:
    try:
        build_web.install_packages(FOLDER)
    except build_web.BuildError as error:
        print(f"Lighthouse is not measured: {error}")
        return
    cookie = product.session(CLEANER).get("cookies", [])[0]
    login = {"Cookie": f"{cookie.get('name')}={cookie.get('value')}"}
    for name, path, headers in (("login", "/", {}), ("list", "/box/mine", login)):
        runs = [_lighthouse(f"{product.url}{path}", headers) for _ in range(RUNS)]
        for category in CATEGORIES:
            found = statistics.median(run.by_category[category] for run in runs)
            print(f"Lighthouse (phone), {name}, {category}, median of {RUNS}  {found:>6.2f}")
        for why in runs[0].why:
            print(f"  {why}")


def _lighthouse(url: str, headers: dict[str, str]) -> Scores:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "report.json")
        program = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
        wanted = [f"--only-categories={','.join(CATEGORIES)}", "--output=json", f"--output-path={out}", "--quiet"]
        more = [f"--chrome-flags={_FLAGS}", f"--extra-headers={json.dumps(headers)}", "--no-enable-error-reporting"]
        env = {**os.environ, "CHROME_PATH": find_chromium(), "HOME": folder}
        node = build_web.node_home() / "bin" / "node"
        # Now and then its trace of the page lacks the beginning, and it says itself to run it again.
        for _ in range(TRIES):
            subprocess.run([node, program, url, *wanted, *more], env=env, cwd=folder, check=False, timeout=180)
            if out.exists():
                return _read(json.loads(out.read_text()))
        raise RuntimeError(f"Lighthouse did not finish {TRIES} times at {url}")


def _read(report: dict[str, Any]) -> Scores:
    scores = {name: float(report["categories"][name]["score"] or 0) for name in CATEGORIES}
    weighed = [each for name in CATEGORIES for each in report["categories"][name]["auditRefs"] if each["weight"]]
    audits = [report["audits"][each["id"]] for each in weighed]
    short = [it for it in audits if it["score"] is not None and it["score"] < 0.9]
    return Scores(scores, [f"{it['id']}: {it['score']:.2f} {it.get('displayValue', '')} {it['title']}" for it in short])
