"""Nothing is lost and nothing doubled when answers get lost, tabs are killed, and several of them send at once."""

import random
from collections.abc import Iterator
from itertools import cycle, islice

import pytest
from playwright.sync_api import Browser, BrowserContext

from .faults import Exchange, Fault, Plan, passes, perhaps
from .phonebox import Picture, comment, fill, look_often, wait_until_at_most
from .pictures import photograph
from .product import Product
from .proxy import FaultProxy
from .screen import visit
from .stage import CLEANER, Stage

COMMANDS, PHOTOS, ORDERS = 200, 60, 5
TELL, UPLOAD = "POST /orders/*/actions", ("PUT /photos/*", "PATCH /photos/*", "HEAD /photos/*")


@pytest.fixture
def network(product: Product) -> Iterator[FaultProxy]:
    with FaultProxy(product.port) as proxy:
        yield proxy


@pytest.fixture
def phone(chromium: Browser, product: Product, network: FaultProxy) -> Iterator[BrowserContext]:
    """The cleaner's phone with the app on it and nothing that waits."""
    with visit(chromium, product, CLEANER) as page:
        page.goto(f"{network.url}/box/mine")
        page.locator("[data-order]").first.wait_for()
        page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
        yield page.context


def _small() -> Picture:
    return Picture(photograph((90, 120, 60), (320, 240)))


def test_half_of_the_answers_lost_and_tabs_killed_leave_everything_once(
    phone: BrowserContext, network: FaultProxy, stage: Stage
) -> None:
    """The mass is written as the app writes it, straight into IndexedDB; sending and clearing are all the app's."""
    person, orders = stage.person_id(CLEANER), [stage.accepted() for _ in range(ORDERS)]
    lanes, pictures = list(islice(cycle(orders), COMMANDS)), [[_small()] for _ in range(PHOTOS)]
    carried = pictures + [[] for _ in range(COMMANDS - PHOTOS)]
    random.Random(3).shuffle(carried)
    told = list(enumerate(zip(lanes, carried, strict=True)))
    page = phone.pages[0]
    fill(page, [row for n, (order, taken) in told for row in comment(person, order, f"第 {n} 条", taken)])
    network.plan = perhaps(11, TELL, *UPLOAD, cut_answer=0.5)
    for left in (*range(COMMANDS - 15, 0, -25), 0):
        page.close()
        page = phone.new_page()
        look_often(page)
        page.goto(f"{network.url}/box/mine")
        wait_until_at_most(page, left)
    found = [stage.order(order) for order in orders]
    texts = [event["text"] for order in found for event in order["events"] if event["action"] == "comment"]
    assert sorted(texts) == sorted(f"第 {n} 条" for n in range(COMMANDS))
    kept = [photo["sha256"] for order in found for photo in order["photos"] if photo["phase"] == "after"]
    assert sorted(kept) == sorted(picture.sha256 for (picture,) in pictures)
    lost = [it for it in network.of(TELL, *UPLOAD) if it.fault.kind == "cut-answer"]
    assert len(lost) > COMMANDS // 3


def test_two_tabs_and_the_service_worker_send_each_thing_once(
    phone: BrowserContext, network: FaultProxy, stage: Stage
) -> None:
    person, order = stage.person_id(CLEANER), stage.accepted()
    first, second = phone.pages[0], phone.new_page()
    second.goto(f"{network.url}/box/mine")
    second.locator("[data-order]").first.wait_for()
    rows = [row for n in range(10) for row in comment(person, order, f"第 {n} 条", [_small()])]
    fill(first, rows)
    network.plan = _hold_the_first(TELL)
    for page in (first, second):
        page.evaluate("dispatchEvent(new Event('pageshow'))")
    _wake_the_service_worker(phone, network)
    network.wait_for(lambda: any(it.held for it in network.of(TELL)))
    network.release()
    wait_until_at_most(first, 0)
    assert stage.times(order, "comment") == 10
    assert len(network.of(TELL)) == 10
    assert [it.kind for it in network.of(*UPLOAD)] == ["PUT /photos/*"] * 10


def _hold_the_first(kind: str) -> Plan:
    seen: list[Exchange] = []

    def plan(it: Exchange) -> Fault:
        if it.kind != kind or seen:
            return passes(it)
        seen.append(it)
        return Fault("hold-answer")

    return plan


def _wake_the_service_worker(phone: BrowserContext, network: FaultProxy) -> None:
    """Do what the system does when the network is back."""
    devtools = phone.new_cdp_session(phone.pages[0])
    found: list[str] = []

    def hear(said: dict[str, list[dict[str, str]]]) -> None:
        found.extend(it["registrationId"] for it in said["registrations"])

    devtools.on("ServiceWorker.workerRegistrationUpdated", hear)
    devtools.send("ServiceWorker.enable")
    while not found:
        phone.pages[0].evaluate("navigator.serviceWorker.ready.then(() => true)")
    where = {"origin": network.url, "registrationId": found[0], "tag": "outbox", "lastChance": False}
    devtools.send("ServiceWorker.dispatchSyncEvent", where)
