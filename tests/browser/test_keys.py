"""The keys that the ? list promises, and the way of the tab key."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Come
from tests.browser.running import LEAD

FOCUS = "document.activeElement.closest('[data-item]')"
PLACE = f"Array.from(document.querySelectorAll('[data-item]')).indexOf({FOCUS})"
# What a sighted person sees of the focus: an outline, at least two pixels wide.
OUTLINE = """() => { const s = getComputedStyle(document.activeElement);
  return s.outlineStyle === 'none' ? 0 : parseFloat(s.outlineWidth) }"""


@pytest.fixture(scope="module")
def page(come: Come) -> Page:
    return come().sign_in(LEAD)


@pytest.fixture
def inbox(page: Page) -> Page:
    page.goto("/inbox/")
    expect(page.locator("[data-item]").nth(2)).to_be_visible()
    return page


def test_the_list_of_keys_opens_and_closes(inbox: Page):
    inbox.keyboard.press("?")
    keys = inbox.get_by_role("dialog", name="Keys that save time")
    expect(keys).to_be_visible()
    assert keys.locator("kbd").all_inner_texts() == list("jkoxesau/?")
    inbox.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def test_j_and_k_go_through_the_list_and_stop_at_its_ends(inbox: Page):
    last = inbox.locator("[data-item]").count() - 1
    places = []
    for key in "jjkkj" + "j" * last:
        inbox.keyboard.press(key)
        places.append(inbox.evaluate(PLACE))
        assert inbox.evaluate(OUTLINE) >= 2
    assert places[:5] == [0, 1, 0, 0, 1]
    assert places[-1] == places[-2] == last


@pytest.mark.parametrize("key", ["o", "Enter"])
def test_o_and_enter_open(inbox: Page, key: str):
    inbox.keyboard.press("j")
    inbox.keyboard.press("j")
    link = inbox.locator("[data-item]").nth(1).locator("[data-open]").get_attribute("href")
    inbox.keyboard.press(key)
    expect(inbox).to_have_url(re.compile(re.escape(str(link))))


def test_o_opens_and_u_takes_back_what_was_put_away(inbox: Page):
    inbox.keyboard.press("j")
    link = inbox.locator("[data-item]").first.locator("[data-open]").get_attribute("href")
    inbox.keyboard.press("o")
    expect(inbox).to_have_url(re.compile(re.escape(str(link))))
    mention = inbox.url
    inbox.get_by_role("button", name="Put it away").press("Enter")
    expect(inbox.get_by_role("status").first).to_contain_text("Put away.")
    inbox.keyboard.press("u")
    expect(inbox.get_by_role("status").first).to_contain_text("Back in the inbox.")
    assert inbox.url == mention


def test_keys_are_left_alone_while_somebody_types_or_has_turned_them_off(inbox: Page):
    finder = inbox.get_by_label("Words to find")
    finder.press("j")
    expect(finder).to_have_value("j")
    expect(finder).to_be_focused()
    inbox.goto("/inbox/")
    inbox.get_by_role("button", name="Keys").click()
    inbox.get_by_label("Use these keys on this computer").uncheck()
    inbox.keyboard.press("Escape")
    inbox.keyboard.press("j")
    assert inbox.evaluate(PLACE) == -1
    inbox.get_by_role("button", name="Keys").click()
    inbox.get_by_label("Use these keys on this computer").check()


@pytest.mark.parametrize("address", ["/", "/inbox/", "/sources/", "/ledger/"])
def test_the_tab_key_meets_the_way_past_the_menu_first_and_is_always_seen(page: Page, address: str):
    page.goto(address)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to what matters on this page")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.goto(address)
    seen = []
    for _ in range(14):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.textContent.trim().slice(0, 40)"))
        assert page.evaluate(OUTLINE) >= 2, seen
        expect(page.locator(":focus")).to_be_in_viewport()
    assert seen[1] == "Goodname"
    assert len(set(seen)) > 8
