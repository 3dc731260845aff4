"""Both languages, switched by whoever holds the phone, and kept."""

from playwright.sync_api import Browser, expect

from .browser import PHONE
from .product import Product
from .screen import visit


def test_the_phones_own_language_is_the_first(chromium: Browser, product: Product) -> None:
    for locale, words in (("zh-TW", "登录"), ("en-GB", "Log in")):
        with visit(chromium, product, None, PHONE | {"locale": locale}) as page:
            page.goto("/")
            expect(page.locator("button[type=submit]")).to_have_text(words)


def test_a_language_chosen_at_login_stays(chromium: Browser, product: Product) -> None:
    with visit(chromium, product, None) as page:
        page.goto("/")
        page.locator("[data-action=language]").tap()
        expect(page.locator("button[type=submit]")).to_have_text("Log in")
        page.reload()
        expect(page.locator("button[type=submit]")).to_have_text("Log in")
        assert page.locator("html").get_attribute("lang") == "en"


def test_a_language_chosen_later_reaches_the_server_too(chromium: Browser, product: Product) -> None:
    with visit(chromium, product, "inspector") as page:
        page.goto("/me")
        page.get_by_text("English", exact=True).tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("Me")
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("Me")
        assert product.person("inspector").get("/me")["person"]["language"] == "en"
        with page.expect_response(lambda answer: answer.request.method == "PATCH"):
            page.get_by_text("中文", exact=True).tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("我的")
