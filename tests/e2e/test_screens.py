"""Every screen of every role: nothing that axe finds, nothing wider than the screen, no error, no broken policy.

Each screen is opened once per look; its width then changes under it, which costs no reload.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from . import axe
from .browser import DESK, PHONE
from .pictures import clean, from_camera
from .product import SITE, Product
from .screen import cut_off, faults, small_targets, too_wide, visit, wait_for_pictures
from .stage import CLEANER, COORDINATOR, MANAGER, VOLUNTEER, Stage

Step = Callable[[Page], None]


@dataclass(frozen=True)
class Screen:
    """A screen: whose it is, where, and what to do there; `{…}` is an order of the stage."""

    login: str | None
    path: str
    then: Step | None = None
    name: str = ""

    @property
    def id(self) -> str:
        return f"{self.login or 'nobody'}:{self.name or self.path}"


def _sheet(*marks: str) -> Step:
    """Open a sheet, perhaps from a sheet."""

    def tap(page: Page) -> None:
        for mark in marks:
            page.locator(f"[data-action={mark}]:visible").last.click()
            expect(page.locator(f"dialog [data-action={mark}]")).to_have_count(0)
            page.locator("dialog[open]").wait_for()

    return tap


def _slide(page: Page) -> None:
    page.locator("[data-action=slide]").click()
    page.locator(".compare").wait_for()


def _blink(page: Page) -> None:
    page.locator("[data-action=blink]").click()
    page.locator("[data-mode=blink]").wait_for()


def _take_a_photo(page: Page) -> None:
    page.locator("[data-action^=shoot] input").first.set_input_files(from_camera(clean()))
    page.locator("[data-upload=stored]").wait_for()


def _search_for_nothing(page: Page) -> None:
    page.locator(".bar button").last.click()
    page.locator("input[type=search]").fill("zzzz")
    page.locator(".empty").wait_for()


def _enlarge(page: Page) -> None:
    page.locator(".picture > button").first.click()
    page.locator("dialog[open]").wait_for()


def _fail_to_log_in(page: Page) -> None:
    page.locator("button[type=submit]").click()
    page.locator(".wrong").wait_for()


_PARK = """async (order) => {
  const person = (await (await fetch('/api/v1/me')).json()).person.id;
  const body = { id: crypto.randomUUID(), action: 'comment', at: new Date().toISOString(), text: 'x' };
  const parked = { code: 'order.wrong_state', status: 409, title: '', detail: '', at: Date.now() };
  const item = { id: body.id, person, lane: order, kind: 'act', body, photos: [], made_at: Date.now() - 6 * 864e5 };
  await new Promise((resolve, reject) => {
    const asked = indexedDB.open('fieldloop');
    asked.onsuccess = () => {
      const tx = asked.result.transaction('outbox', 'readwrite');
      tx.objectStore('outbox').add({ ...item, tries: 0, retry_at: 0, parked });
      tx.oncomplete = () => { asked.result.close(); resolve(); };
      tx.onerror = () => reject(tx.error);
    };
  });
}"""


def _be_refused(page: Page) -> None:
    """Have something on this phone that the server did not take six days ago."""
    page.evaluate(_PARK, page.url.rsplit("/", 1)[-1])
    page.goto("/outbox")
    page.locator("[data-parked] [data-state]").last.wait_for()


def _give_up(page: Page) -> None:
    _be_refused(page)
    page.locator("[data-action=give-up]").last.click()
    page.locator("[data-action=give-up-once]").click()
    page.locator("[data-action=give-up-sure]").wait_for()


def _show_a_code(page: Page) -> None:
    page.locator("[data-action=enrol]").first.click()
    page.locator(".qr img").wait_for()
    page.locator("summary").click()


def _thresholds(page: Page) -> None:
    page.locator("[data-thresholds] summary").click()
    page.locator("[data-setting=far_m]").fill("x")
    page.locator("[data-action=add-line]").click()
    page.locator("[data-action=save-settings]").click()
    page.locator("[data-setting=far_m][aria-invalid]").wait_for()


def _forget_earlier(page: Page) -> None:
    page.locator("[data-setting=keep_days]").fill("400")
    page.locator("[data-action=save-settings]").click()
    page.locator("dialog[open]").wait_for()


def _mark_the_photo(page: Page) -> None:
    _sheet("return")(page)
    page.locator("dialog .option").first.click()
    page.locator("dialog [data-action=mark]").click()
    page.locator(".full-dark [data-action=arrow]").click()
    page.locator(".full-dark [data-action=middle]").click()


def _last_pairs(page: Page) -> None:
    page.locator("[data-pairs] summary").click()
    page.locator("[data-pairs] :is(li, .quiet)").first.wait_for()


def _move_the_pin(page: Page) -> None:
    page.locator("[data-action=pin]").click()
    page.locator("[data-map=ready]").wait_for()
    page.locator("[data-action=pin-up]").click()


def _scan_without_a_camera(page: Page) -> None:
    page.locator("[data-action=scan]").click()
    page.locator("[data-fault]").wait_for()


def _send_words(page: Page) -> None:
    page.locator("[data-kind]").first.click()
    page.locator("[data-place=fix]").wait_for()
    page.locator("[data-action=report]").click()
    page.locator("[data-report=filed]").wait_for(timeout=30_000)


SCREENS = [
    Screen(None, "/", _fail_to_log_in),
    Screen(None, "/enrol"),
    Screen(COORDINATOR, "/box/unit"),
    Screen(COORDINATOR, "/box/late"),
    Screen(COORDINATOR, "/orders/{dispatched}", _sheet("more"), "more"),
    Screen(COORDINATOR, "/orders/{dispatched}", _sheet("assign"), "assign"),
    Screen(COORDINATOR, "/orders/{dispatched}", _sheet("more", "transfer"), "transfer"),
    Screen(CLEANER, "/box/mine"),
    Screen(CLEANER, "/box/unit", _search_for_nothing, "search"),
    Screen(CLEANER, "/orders/{assigned}"),
    Screen(CLEANER, "/orders/{accepted}", _take_a_photo, "photo taken"),
    Screen(CLEANER, "/orders/{accepted}", _sheet("more", "decline"), "decline"),
    Screen(CLEANER, "/orders/{accepted}", _enlarge, "enlarged"),
    Screen(CLEANER, "/orders/{accepted}", _sheet("navigate"), "maps"),
    Screen(CLEANER, "/orders/{asked}", lambda page: page.locator("[data-question]").wait_for(), "asked"),
    Screen(CLEANER, "/orders/{returned}", _sheet("appeal"), "appeal"),
    Screen(CLEANER, "/map", lambda page: page.locator(".map-mark").first.wait_for()),
    Screen(CLEANER, f"/sites/{SITE}", lambda page: page.locator("[data-order]").first.wait_for()),
    Screen(CLEANER, "/me"),
    Screen(CLEANER, "/me", _sheet("my-phones"), "my phones"),
    Screen(CLEANER, "/me/phone"),
    Screen(CLEANER, "/outbox"),
    Screen(CLEANER, "/orders/{accepted}", _be_refused, "refused"),
    Screen(CLEANER, "/orders/{accepted}", _give_up, "give up"),
    Screen(COORDINATOR, "/people"),
    Screen(COORDINATOR, "/people", _show_a_code, "code"),
    Screen(VOLUNTEER, "/report", _take_a_photo),
    Screen(VOLUNTEER, "/report", _sheet("element"), "elements"),
    Screen(VOLUNTEER, "/report", _sheet("site"), "sites"),
    Screen(VOLUNTEER, "/report", _move_the_pin, "pin"),
    Screen(VOLUNTEER, "/report", _scan_without_a_camera, "scan"),
    Screen(VOLUNTEER, "/report", _send_words, "sent"),
    Screen(VOLUNTEER, "/box/reported"),
    Screen(VOLUNTEER, "/orders/{reported}", lambda page: page.locator("[data-word=wanted]").wait_for(), "fixed"),
    Screen(VOLUNTEER, "/orders/{reported}", _sheet("not-fixed"), "not fixed"),
    Screen("warden", "/box/pool"),
    Screen(MANAGER, "/review"),
    Screen(MANAGER, "/review", _slide, "slide"),
    Screen(MANAGER, "/review", _blink, "blink"),
    Screen(MANAGER, "/review", _sheet("return"), "return"),
    Screen(MANAGER, "/review", _sheet("help"), "keys"),
    Screen(MANAGER, "/review", _mark_the_photo, "marks"),
    Screen(MANAGER, "/review", _last_pairs, "last pairs"),
    Screen(MANAGER, "/board", lambda page: page.locator("[data-stratum]").first.wait_for()),
    Screen(MANAGER, "/board/unheard"),
    Screen(MANAGER, "/orders/{closed}", None, "closed"),
    Screen("inspector", "/inspect", lambda page: page.locator("[data-inspection]").first.wait_for()),
    Screen("inspector", "/inspect/{drawn}", lambda page: page.locator("[data-action=send-verdict]").wait_for(), "pair"),
    Screen("inspector", "/box/all"),
    Screen("inspector", "/nowhere"),
    Screen("admin", "/me"),
    Screen("admin", "/people"),
    Screen("admin", "/admin"),
    Screen("admin", "/admin/looks"),
    Screen("admin", "/admin/damage"),
    Screen("admin", "/admin/aside"),
    Screen("admin", "/admin/elements/waste.overflow/ladders", _sheet("add-level"), "ladders"),
    Screen("admin", "/admin/elements/waste.overflow/settings", _thresholds, "settings"),
    Screen("admin", "/admin/elements/waste.overflow/settings", _forget_earlier, "forget"),
]


@dataclass(frozen=True)
class Look:
    """A kind of device with one language and one theme, and the widths it is looked at, the last one by axe."""

    device: dict[str, Any]
    locale: str
    theme: Literal["light", "dark"]
    widths: tuple[int, ...]


# Not everything by everything: each theme meets each language, and each language each kind of device.
LOOKS = {
    "phone-zh": Look(PHONE, "zh-CN", "light", (320, 360)),
    "phone-en": Look(PHONE, "en-GB", "dark", (360, 320)),
    "desk-zh": Look(DESK, "zh-CN", "dark", (1440, 1280)),
    "desk-en": Look(DESK, "en-GB", "light", (1280, 1440)),
}


@pytest.fixture(scope="package")
def orders(stage: Stage) -> dict[str, str]:
    """One order in each state the screens show."""
    made = (stage.dispatched, stage.assigned, stage.accepted, stage.submitted, stage.closed)
    made += (stage.asked, stage.returned, stage.reported, stage.inspected)
    return {make.__name__: make() for make in made} | {"drawn": stage.drawn()[1]}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
@pytest.mark.parametrize("login", dict.fromkeys(screen.login for screen in SCREENS), ids=lambda it: it or "nobody")
def test_every_screen_is_sound_in_every_look(
    chromium: Browser, product: Product, orders: dict[str, str], look: Look, login: str | None
) -> None:
    found: dict[str, list[str]] = {}
    more = {"locale": look.locale, "color_scheme": look.theme, "service_workers": "block", "reduced_motion": "reduce"}
    with visit(chromium, product, login, look.device | more) as page:
        page.add_init_script("addEventListener('securitypolicyviolation', (it) => console.error(it.violatedDirective))")
        errors = faults(page)
        for screen in (each for each in SCREENS if each.login == login):
            page.goto(screen.path.format(**orders))
            page.locator("h1:not(.vh)").wait_for()
            if screen.then:
                screen.then(page)
            page.wait_for_function("() => !document.querySelector('.bone')")
            wait_for_pictures(page)
            larger = _unfit_in_larger_letters(page) if look.device is PHONE else []
            found[screen.id] = [*larger, *_unfit(page, look.widths), *axe.violations(page), *errors]
            errors.clear()
    assert {name: faults for name, faults in found.items() if faults} == {}


# A new width reaches style and layout with the next frame.
_DRAWN = "() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))"


def _unfit(page: Page, widths: tuple[int, ...]) -> list[str]:
    found: list[str] = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 740})
        page.evaluate(_DRAWN)
        found += [f"{width} px: {each}" for each in (*too_wide(page), *small_targets(page))]
    return found


def _unfit_in_larger_letters(page: Page) -> list[str]:
    found: list[str] = []
    page.set_viewport_size({"width": 360, "height": 740})
    for size in ("large", "huge", "normal"):
        page.evaluate("(size) => { document.documentElement.dataset.text = size }", size)
        page.evaluate(_DRAWN)
        if size != "normal":
            found += [f"{size} letters: {each}" for each in (*too_wide(page), *small_targets(page), *cut_off(page))]
    return found


def test_a_keyboard_is_enough_from_login_to_an_accepted_order(
    chromium: Browser, product: Product, stage: Stage
) -> None:
    order = stage.assigned()
    with visit(chromium, product, None, DESK) as page:
        page.goto("/")
        _tab_to(page, "input[name=username]")
        page.keyboard.type("cleaner")
        _tab_to(page, "input[name=password]")
        page.keyboard.type("fieldloop-demo")
        page.keyboard.press("Enter")
        page.wait_for_url("**/box/mine")
        page.locator(f"[data-order='{order}']").wait_for()
        _tab_to(page, f"[data-order='{order}']")
        page.keyboard.press("Enter")
        page.locator("[data-action=accept]").wait_for()
        _tab_to(page, "[data-action=more]")
        page.keyboard.press("Enter")
        expect(page.locator("dialog[open]")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_have_count(0)
        expect(page.locator("[data-action=more]")).to_be_focused()
        _tab_to(page, "[data-action=accept]", key="Shift+Tab")
        page.keyboard.press("Enter")
        expect(page.locator("[data-action=shoot-after]")).to_be_visible()


def _tab_to(page: Page, wanted: str, key: str = "Tab") -> None:
    """Press Tab until the wanted element has the focus and shows that it has."""
    for _ in range(80):
        page.keyboard.press(key)
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"{wanted} cannot be reached by {key}")
