"""The gallery in a real browser: nothing for axe to find, nothing sideways, keys that work."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)


def _open(browser: Browser, address: str, **options: Any) -> tuple[Page, list[str]]:
    page = browser.new_context(**options).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address, wait_until="networkidle")
    return page, said


@pytest.mark.parametrize("light", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    live_server: Any, browser: Browser, light: str
) -> None:
    page, said = _open(browser, f"{live_server.url}/gallery/", color_scheme=light)
    for width in (1440, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    # A refused inline style, or a file that is missing, would speak here.
    assert said == []


def test_targets_can_be_hit_with_a_thumb(live_server: Any, browser: Browser) -> None:
    page, _ = _open(browser, f"{live_server.url}/gallery/", viewport={"width": 390, "height": 844})
    small = page.evaluate(
        """() => [...document.querySelectorAll("a:not(p a), button, summary, select, input")]
            .map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect().height])
            .filter(([, height]) => height > 0 && height < 24)"""
    )
    assert page.locator("button").count() > 10
    assert small == []


def test_keys_move_open_and_explain_but_never_while_one_types(
    live_server: Any, browser: Browser
) -> None:
    page, _ = _open(browser, f"{live_server.url}/gallery/")
    here = """() => [...document.querySelectorAll("[data-item]")]
        .findIndex((item) => item.contains(document.activeElement))"""
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(here) == 1
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert page.evaluate(here) == 0
    page.keyboard.press("o")
    assert page.url.endswith("#need")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()
    page.locator("#empty_address").focus()
    page.keyboard.type("jk?")
    assert page.locator("#empty_address").input_value() == "jk?"
    assert not page.locator("#keys").is_visible()


def test_keys_can_be_turned_off_for_good(live_server: Any, browser: Browser) -> None:
    page, _ = _open(browser, f"{live_server.url}/gallery/")
    page.keyboard.press("?")
    page.get_by_label("Use these keys on this computer").uncheck()
    page.get_by_role("button", name="Close").click()
    page.reload()
    page.keyboard.press("?")
    assert not page.locator("#keys").is_visible()


def test_without_scripts_hurtful_words_still_open(live_server: Any, browser: Browser) -> None:
    page, _ = _open(browser, f"{live_server.url}/gallery/", java_script_enabled=False)
    words = page.locator(".blurred .words").first
    assert not words.is_visible()
    page.get_by_text("Show the words").first.click()
    assert words.is_visible()


@pytest.mark.parametrize("address", ["/account/sign-in/", "/no/such/page/"])
def test_the_doors_are_clean_too(live_server: Any, browser: Browser, address: str) -> None:
    page, _ = _open(browser, live_server.url + address, viewport={"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert Axe().run(page).response["violations"] == []
    assert page.locator("h1").count() == 1
