"""The whole browser is killed at the worst moments of a submission: nothing is lost, nothing happens twice."""

import os
import select
import signal
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Playwright, expect

from .browser import PHONE, launch_on_disk
from .faults import Kind, Plan, always, passes
from .phonebox import look_often, wait_until_at_most
from .pictures import clean, from_camera
from .product import Product
from .proxy import FaultProxy
from .stage import CLEANER, Stage

TELL = "POST /orders/*/actions"
# The page stops in the middle of a step of the database and cannot go on: its request is never answered.
_STOP = """(() => {
  const at = IDBObjectStore.prototype.STEP;
  IDBObjectStore.prototype.STEP = function (...given) {
    const answer = at.apply(this, given);
    if (this.name === 'outbox' && JSON.stringify(given).includes('MARK')) {
      const stopped = new XMLHttpRequest();
      stopped.open('GET', '/stopped', false);
      stopped.send();
    }
    return answer;
  };
})();"""


@dataclass(frozen=True)
class Moment:
    """Where it ends: a fault of the network that holds one request, or a step of the phone's database."""

    holds: str
    how: Kind = "black-hole"
    after: int = 0
    step: str = ""
    mark: str = ""

    @property
    def plan(self) -> Plan:
        return always(self.how, self.holds, after=self.after)


MOMENTS = {
    "before the tap is written down": Moment("GET /stopped", step="add", mark="submit"),
    "in the middle of the photo": Moment("PUT /photos/*", "hold-request", after=4096),
    "after the server has the photo": Moment("PUT /photos/*", "hold-answer"),
    "after the server has done it": Moment(TELL, "hold-answer"),
    "before the phone lets it go": Moment("GET /stopped", step="delete"),
}


@pytest.fixture
def network(product: Product) -> Iterator[FaultProxy]:
    with FaultProxy(product.port) as proxy:
        yield proxy


@pytest.fixture
def profile(playwright: Playwright, product: Product, network: FaultProxy, tmp_path: Path) -> Path:
    """The app has been there before: a Chromium killed in its very first seconds forgets what it said was kept."""
    context = launch_on_disk(playwright, tmp_path, PHONE)
    _log_in(context, product)
    page = context.pages[0]
    page.goto(f"{network.url}/box/mine")
    page.locator("[data-order]").first.wait_for()
    context.close()
    return tmp_path


def _log_in(context: BrowserContext, product: Product) -> None:
    context.add_cookies(product.session(CLEANER).get("cookies", []))  # pyright: ignore[reportArgumentType]


@contextmanager
def switched_on(playwright: Playwright, product: Product, profile: Path) -> Generator[BrowserContext]:
    """The cleaner's phone: a Chromium of its own that is killed at the end, and remembers what its disk does."""
    context = launch_on_disk(playwright, profile, PHONE)
    try:
        _log_in(context, product)
        yield context
    finally:
        _kill(profile)
        with suppress(Error):
            context.close()
        for lock in profile.glob("Singleton*"):
            lock.unlink()


def _kill(profile: Path) -> None:
    """End every process of this profile at once, as an empty battery does, and wait until its files are free."""
    wanted = f"--user-data-dir={profile}"
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if wanted in (entry / "cmdline").read_bytes().decode(errors="replace").split("\0"):
                process = os.pidfd_open(int(entry.name))
                signal.pidfd_send_signal(process, signal.SIGKILL)
                select.select([process], [], [])
                os.close(process)


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS.keys())
def test_a_phone_that_dies_loses_nothing_and_sends_nothing_twice(
    playwright: Playwright, product: Product, network: FaultProxy, stage: Stage, profile: Path, moment: Moment
) -> None:
    order = stage.accepted()
    with switched_on(playwright, product, profile) as phone:
        page = phone.pages[0]
        if moment.step:
            page.add_init_script(_STOP.replace("STEP", moment.step).replace("MARK", moment.mark))
        page.goto(f"{network.url}/orders/{order}")
        page.locator("[data-action=shoot-after] input").wait_for(state="attached")
        # That the order is on the screen is told by itself; it is not what is to be held.
        network.wait_for(lambda: any(it.answered for it in network.of(TELL)))
        wait_until_at_most(page, 0)
        network.plan = moment.plan
        page.locator("[data-action=shoot-after] input").set_input_files(from_camera(clean()))
        submit = page.locator("[data-action=submit]")
        submit.wait_for()
        submit.evaluate("(it) => void setTimeout(() => it.click())")
        network.wait_for(lambda: any(it.held for it in network.of(moment.holds)))
        if moment.holds != "GET /stopped":
            expect(page.locator("[data-state=submitted]")).to_be_visible()
    network.plan = passes
    with switched_on(playwright, product, profile) as phone:
        page = phone.pages[0]
        look_often(page)
        page.goto(f"{network.url}/orders/{order}")
        again = page.locator("[data-action=submit]")
        expect(again.or_(page.locator("[data-state=submitted]")).first).to_be_visible()
        if again.is_visible():
            assert moment.mark == "submit"
            again.tap()
        expect(page.locator(".timeline")).to_contain_text("已提交整改照片")
        wait_until_at_most(page, 0)
    assert stage.times(order, "submit") == 1
    assert [photo["phase"] for photo in stage.order(order)["photos"]] == ["found", "after"]
