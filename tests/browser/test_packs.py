"""A pack on a page: its words leave by one press, and never before the desk has looked at them."""

import re

from playwright.sync_api import Page, expect

from tests.browser import rooms
from tests.browser.conftest import Come
from tests.browser.running import HEAD

CLIPBOARD = "navigator.clipboard.readText()"


def police(page: Page) -> str:
    """A pack for the police, of a case that somebody told of at the gate."""
    rooms.say(page)
    rooms.child_picture(page)
    page.get_by_role("button", name=re.compile("Prepare it for the school.*Police: 101")).click()
    expect(page.locator("h1")).to_have_text("Police: 101")
    return page.url


def test_an_answer_is_copied_once_it_is_kept_and_only_what_was_kept(come: Come):
    page = come(permissions=["clipboard-read", "clipboard-write"]).sign_in(HEAD)
    where = police(page)
    expect(
        page.get_by_text("Do not look at it. Do not copy it, send it or save it.")
    ).to_be_visible()
    page.get_by_label("What happened?").fill("A child told us of a picture.")
    page.get_by_role("button", name="Keep these answers").click()
    page.get_by_role("button", name=re.compile("^Copy.*What happened")).click()
    expect(page.locator("#said-happened")).to_have_text("Copied.")
    assert page.evaluate(CLIPBOARD) == "A child told us of a picture."
    page.get_by_label("The words to hand in").fill("Half a sentence")
    page.get_by_role("button", name="Copy the words").click()
    expect(page.locator("#said-text")).to_have_text("Keep your changes first.")
    assert page.evaluate(CLIPBOARD) == "A child told us of a picture."
    plain = come(java_script_enabled=False).sign_in(HEAD)
    plain.goto(where)
    plain.get_by_role("button", name="Copy the words").click()
    expect(plain.get_by_role("status").first).to_contain_text(
        "Mark them in their box and copy them."
    )
    expect(plain.get_by_text("A child told us of a picture.").first).to_be_visible()
