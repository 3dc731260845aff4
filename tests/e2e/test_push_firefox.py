"""Push in the other engine: our own encryption and words, decrypted and shown by Firefox, and a tap that opens."""

from collections.abc import Iterator

import pytest

from .autopush import DELIVERED, Autopush
from .firefox import Firefox, find_firefox
from .notifications import Desktop
from .product import Product
from .stage import CLEANER, Stage


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    with Desktop() as desktop:
        yield desktop


@pytest.fixture
def phone(product: Product, autopush: Autopush, desktop: Desktop) -> Iterator[Firefox]:
    """The cleaner's Firefox in a pocket: logged in, push switched on, no page of ours open."""
    try:
        find_firefox()
    except RuntimeError as error:
        pytest.skip(str(error))
    with Firefox(autopush, desktop) as browser:
        browser.go(product.url)
        browser.click(f"[data-login={CLEANER}]")
        browser.wait_for(".nav")
        browser.go(f"{product.url}/me/phone")
        browser.click("[data-action=push-on]")
        browser.wait_for("[data-push=on]")
        browser.go("about:blank")
        yield browser


def test_firefox_shows_a_new_order_and_its_button_accepts_it(
    phone: Firefox, desktop: Desktop, autopush: Autopush, stage: Stage
) -> None:
    order = stage.assigned()
    shown = desktop.wait_for("派给您的工单")
    # Deadlines of other orders may ring meanwhile; every push that came was decrypted and shown.
    assert set(autopush.wait_for_acks(1)) == {DELIVERED}
    accept = next(key for key, label in shown.actions.items() if label == "接单")
    desktop.click(shown, accept)
    phone.opened(f"/orders/{order}")
    # Shown at once; the server has it when the mark of what is not sent is gone.
    phone.wait_for("main:not(:has([data-unsent])) [data-state=accepted]")
    assert stage.times(order, "accept") == 1
