"""A large photo over a line that breaks all the time goes on where it broke off."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser

from .faults import Exchange, Fault, Line, passes
from .phonebox import Picture, comment, fill, look_often, wait_until_at_most
from .product import Product
from .proxy import FaultProxy
from .screen import visit
from .stage import CLEANER, Stage

SENT = ("PUT /photos/*", "PATCH /photos/*")
EVERY = 500_000
MOST_SENT_AGAIN = 0.2


def _large() -> bytes:
    """Return a photograph of about 5 MB: grain, which nothing makes smaller."""
    grain = Image.merge("RGB", [Image.effect_noise((2650, 1990), 60)] * 3)
    out = BytesIO()
    grain.save(out, "JPEG", quality=96)
    return out.getvalue()


def _breaks(it: Exchange) -> Fault:
    return Fault("cut-request", after=EVERY) if it.kind in SENT else passes(it)


def test_five_megabytes_arrive_though_the_line_breaks_every_500_kb(
    chromium: Browser, product: Product, stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    """The bytes count and not the time, so the line is faster here than the 20 kB/s it stands for."""
    data = _large()
    assert 4_500_000 < len(data) < 8_000_000
    order = stage.accepted()
    with FaultProxy(product.port) as network, visit(chromium, product, CLEANER) as page:
        page.goto(f"{network.url}/box/mine")
        page.locator("[data-order]").first.wait_for()
        fill(page, comment(stage.person_id(CLEANER), order, "大图", [Picture(data)]))
        network.line, network.plan = Line(up=2_000_000), _breaks
        look_often(page)
        page.reload()
        wait_until_at_most(page, 0)
        again = network.bytes_up(*SENT) / len(data) - 1
        tries = len(network.of(*SENT))
    with capsys.disabled():
        print(f"\n{len(data):,} bytes in {tries} tries: {again:.1%} sent again")  # noqa: T201 (the figure is the point)
    assert [photo["phase"] for photo in stage.order(order)["photos"]] == ["found", "after"]
    assert tries > len(data) // EVERY
    assert again <= MOST_SENT_AGAIN
