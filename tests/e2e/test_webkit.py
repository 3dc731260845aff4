"""The way of an iPhone: no push, no background sync; what is tapped without a network is sent with the app open."""

from collections.abc import Iterator

import pytest

from .faults import always, passes
from .phonebox import AT_MOST
from .pictures import clean
from .product import Product
from .proxy import FaultProxy
from .stage import CLEANER, Stage
from .webkit import WebKit, find_webkit

# The service worker is there once the whole app is on the phone.
_READY = "navigator.serviceWorker.ready.then((it) => arguments[0](it.active.state))"
# A page that is left at once has not written down yet what it shows.
_KEPT = """(id) => new Promise((resolve) => {
  const asked = indexedDB.open('fieldloop');
  asked.onsuccess = () => {
    const db = asked.result, tx = db.transaction(['orders']), row = tx.objectStore('orders').get(id);
    tx.oncomplete = () => { db.close(); resolve(Boolean(row.result?.events)); };
  };
})"""
# Nobody is there to answer the browser's question.
_NO_PLACE = "navigator.geolocation.getCurrentPosition = (_, refuse) => refuse({ code: 1, PERMISSION_DENIED: 1 })"


@pytest.fixture
def network(product: Product) -> Iterator[FaultProxy]:
    with FaultProxy(product.port) as proxy:
        yield proxy


@pytest.fixture
def phone(network: FaultProxy) -> Iterator[WebKit]:
    """The cleaner's, logged in, with the app on the phone."""
    try:
        find_webkit()
    except RuntimeError as error:
        pytest.skip(str(error))
    with WebKit() as browser:
        browser.go(network.url)
        browser.click(f"[data-login={CLEANER}]")
        browser.wait_for("[data-order]")
        yield browser


def test_what_is_done_without_a_network_arrives_when_it_is_back(
    phone: WebKit, network: FaultProxy, stage: Stage
) -> None:
    order = stage.accepted()
    phone.go(f"{network.url}/me/phone")
    phone.wait_for("[data-push=unsupported]")
    phone.go(f"{network.url}/box/mine")
    phone.wait_for(f"[data-order='{order}']")
    phone.ask(_READY)
    phone.go(f"{network.url}/orders/{order}")
    phone.wait_for(".timeline", "已接单")
    phone.wait_until(_KEPT, order)

    network.plan = always("refuse")
    network.cut()
    phone.go(f"{network.url}/orders/{order}")
    phone.run(_NO_PLACE)
    phone.photograph("[data-action=shoot-after] input", clean())
    phone.wait_for("[data-upload=waiting]")
    phone.click("[data-action=submit]")
    phone.wait_for("[data-state=submitted]")
    phone.reload()
    phone.wait_for("[data-state=submitted]")
    assert stage.times(order, "submit") == 0

    network.plan = passes
    phone.reload()
    phone.wait_until(AT_MOST, 0)
    phone.wait_for(".timeline", "已提交整改照片")
    assert stage.times(order, "submit") == 1
    assert [photo["phase"] for photo in stage.order(order)["photos"]] == ["found", "after"]
