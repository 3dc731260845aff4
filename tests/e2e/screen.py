"""A page that somebody of the demo has open: how it is opened, and what is wrong with it whatever it shows."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page

from .browser import PHONE
from .product import Product

# On purpose rows of tabs scroll sideways, a map reaches past its frame, words for screen readers are cut to nothing.
_TOO_WIDE = """() => {
  const page = document.documentElement, edge = page.clientWidth, found = [];
  if (page.scrollWidth > edge) found.push(`page: ${page.scrollWidth} > ${edge}`);
  for (const it of document.querySelectorAll('body *')) {
    if (it.closest('.tabs, .vh, svg, .leaflet-container') || it.classList.contains('skip')) continue;
    const { width, left, right } = it.getBoundingClientRect();
    const name = `${it.tagName} ${it.className} ${it.textContent.slice(0, 40)}`;
    if (width && (right > edge + 1 || left < -1)) found.push(`${name}: ${left} to ${right} of ${edge}`);
    const scrolls = ['auto', 'scroll'].includes(getComputedStyle(it).overflowX);
    if (scrolls && it.scrollWidth > it.clientWidth + 1) found.push(`${name}: scrolls sideways`);
  }
  return found;
}"""
_SMALL_TARGETS = """() => {
  const found = document.querySelectorAll('a, button, label.button, label.tab, label.option, select, summary');
  // Not as drawn: a button that is pressed shrinks for a moment.
  const height = (it) => it.offsetHeight;
  return [...found].filter((it) => it.checkVisibility() && !it.closest('.vh') && height(it) < 47.5)
    .map((it) => `${it.tagName} ${it.className} ${it.textContent.slice(0, 40)}: ${height(it)} px`);
}"""
_CUT_OFF = """() => [...document.querySelectorAll('button, a, label, .chip, h1, h2')]
  .filter((it) => it.checkVisibility() && !it.closest('.vh, .compare'))
  .filter((it) => it.clientWidth && it.scrollWidth > it.clientWidth + 1)
  .map((it) => `${it.tagName} ${it.className} ${it.textContent.slice(0, 40)}: ${it.scrollWidth} > ${it.clientWidth}`)"""
_PICTURES_SHOWN = """() => [...document.querySelectorAll('img')]
  .every((it) => it.loading === 'lazy' || (it.complete && it.naturalWidth > 0))"""


@contextmanager
def visit(
    browser: Browser, product: Product, login: str | None, look: dict[str, Any] = PHONE, **more: Any
) -> Generator[Page]:
    """Open a private window in which somebody is already logged in; nobody when `login` is None."""
    state = product.session(login) if login else None
    context = browser.new_context(base_url=product.url, storage_state=state, **look | more)
    try:
        yield context.new_page()
    finally:
        context.close()


def faults(page: Page) -> list[str]:
    """Return a list that grows with every error in the page's console: exceptions, broken policy, failed requests."""
    found: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            found.append(f"{message.text} ({message.location['url']})")

    page.on("console", hear)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def too_wide(page: Page) -> list[str]:
    """Return what reaches past the edge of the screen or makes it scroll sideways."""
    return page.evaluate(_TOO_WIDE)


def small_targets(page: Page) -> list[str]:
    """Return what can be tapped but is lower than a thumb needs (48 px)."""
    return page.evaluate(_SMALL_TARGETS)


def cut_off(page: Page) -> list[str]:
    """Return what can be tapped, or heads something, and whose words do not fit into it."""
    return page.evaluate(_CUT_OFF)


def wait_for_pictures(page: Page) -> None:
    """Wait until every picture that is not far below is really there."""
    page.wait_for_function(_PICTURES_SHOWN)


# Playwright's own `wait_for_function` does not wait for what a promise says.
_UNTIL = """async (argument) => {
  const holds = HOLDS;
  for (let tries = 0; tries < 1000; tries++) {
    if (await holds(argument)) return;
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  throw new Error(`never so: ${holds}`);
}"""


def wait_until(page: Page, holds: str, argument: Any = None) -> None:
    """Wait until a function of the page promises true."""
    page.evaluate(_UNTIL.replace("HOLDS", holds), argument)


def go_offline(page: Page) -> None:
    """Take the network away once the phone has all of the app; the first page is usable before that."""
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
    page.context.set_offline(True)


def mark(page: Page) -> None:
    """Mark the page; `was_reloaded` tells later whether the mark is gone."""
    page.evaluate("window.marked = true")


def was_reloaded(page: Page) -> bool:
    return not page.evaluate("window.marked === true")
