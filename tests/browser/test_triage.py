"""Many at once in a real browser: by keys, by taps on a phone, and without any script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import SIDEWAYS, UNFOLD, barriers
from tests.browser.conftest import Come
from tests.browser.running import LEAD

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
# Rows whose words the list shows: what may hurt is never put away from a list.
PLAIN = ".triage-row:not(:has(.tag.harm))"


def clean(page: Page) -> None:
    """No barrier that axe knows of, with everything unfolded; and nothing sideways."""
    assert page.evaluate(SIDEWAYS) <= 0
    page.evaluate(UNFOLD)
    assert barriers(page) == []


@pytest.fixture(scope="module")
def desk_page(come: Come) -> Page:
    return come(reduced_motion="reduce").sign_in(LEAD)


@pytest.fixture
def inbox(desk_page: Page) -> Page:
    desk_page.goto("/inbox/?order=oldest")
    expect(desk_page.locator(PLAIN).nth(2)).to_be_visible()
    return desk_page


def new(page: Page) -> int:
    """How many the tab of new mentions says there are."""
    found = re.search(r"New \((\d+)\)", page.locator(".tabs").inner_text())
    assert found
    return int(found[1])


def focus(page: Page, row: int) -> None:
    page.locator(PLAIN).nth(row).locator("[data-open]").focus()


def said(page: Page) -> str:
    return page.locator(".flashes").inner_text()


def test_keys_tick_put_away_and_undo(inbox: Page):
    before = new(inbox)
    focus(inbox, 0)
    inbox.keyboard.press("x")
    focus(inbox, 1)
    inbox.keyboard.press("x")
    expect(inbox.locator("#many-bar summary")).to_have_text("With the 2 that are ticked")
    expect(inbox.locator("#ticks-said")).to_have_text("2 are ticked.")
    inbox.get_by_label("Where a row is a story").uncheck()
    focus(inbox, 1)
    inbox.keyboard.press("e")
    reason = inbox.get_by_label("Put away, because")
    expect(reason).to_be_focused()
    inbox.keyboard.press("Escape")
    expect(inbox.locator(PLAIN).nth(1).locator("[data-open]")).to_be_focused()
    inbox.keyboard.press("e")
    reason.select_option(label="Answered already")
    inbox.keyboard.press("Enter")
    expect(inbox.locator(".flashes")).to_contain_text("Put away: two mentions.")
    assert inbox.url.endswith("/inbox/?order=oldest")
    assert new(inbox) == before - 2
    inbox.keyboard.press("u")
    expect(inbox.locator(".flashes")).to_contain_text("Undone: two mentions are as before.")
    assert new(inbox) == before


def test_a_key_ticks_the_row_that_one_is_on_where_nothing_is_ticked(inbox: Page):
    focus(inbox, 2)
    inbox.keyboard.press("s")
    expect(inbox.get_by_label("Snooze until")).to_be_focused()
    expect(inbox.locator(PLAIN).nth(2).locator("[data-tick]")).to_be_checked()
    expect(inbox.get_by_label("which day")).to_be_hidden()
    inbox.get_by_label("Snooze until").select_option("date")
    expect(inbox.get_by_label("which day")).to_be_visible()
    inbox.get_by_label("Snooze until").select_option("tomorrow")
    inbox.get_by_label("Where a row is a story").uncheck()
    inbox.get_by_label("Snooze until").press("Enter")
    expect(inbox.locator(".flashes")).to_contain_text("Waiting until tomorrow at 8:00: one mention")
    inbox.keyboard.press("u")
    expect(inbox.locator(".flashes")).to_contain_text("Undone: one mention is as before.")


def test_a_gives_slash_finds_and_the_list_of_keys_says_so(inbox: Page):
    focus(inbox, 0)
    inbox.keyboard.press("a")
    expect(inbox.get_by_label("Give to")).to_be_focused()
    inbox.keyboard.press("Escape")
    inbox.keyboard.press("/")
    expect(inbox.get_by_label("Words to find")).to_be_focused()
    inbox.keyboard.type("xej")
    expect(inbox.get_by_label("Words to find")).to_have_value("xej")
    expect(inbox.get_by_role("heading", name="Nothing fits")).to_be_visible()
    inbox.goto("/inbox/")
    inbox.keyboard.press("?")
    keys = inbox.get_by_role("dialog", name="Keys that save time")
    assert keys.locator("kbd").all_inner_texts() == list("jkoxesau/?")
    inbox.keyboard.press("Escape")


def test_keys_work_from_a_tick_and_not_once_they_are_turned_off(inbox: Page):
    first = inbox.locator("[data-tick]").first
    first.focus()
    inbox.keyboard.press("x")
    expect(first).to_be_checked()
    inbox.keyboard.press("j")
    expect(inbox.locator("[data-item]").nth(1).locator("[data-open]")).to_be_focused()
    inbox.get_by_role("button", name="Keys").click()
    inbox.get_by_label("Use these keys on this computer").uncheck()
    inbox.keyboard.press("Escape")
    second = inbox.locator("[data-item]").nth(1)
    second.locator("[data-open]").focus()
    inbox.keyboard.press("x")
    expect(second.locator("[data-tick]")).not_to_be_checked()
    inbox.get_by_role("button", name="Keys").click()
    inbox.get_by_label("Use these keys on this computer").check()


def test_filters_change_the_list_and_the_counts_in_place_and_the_address_with_them(inbox: Page):
    inbox.goto("/inbox/?box=all&order=oldest")  # what was thanked for already counts there too
    shown = inbox.get_by_label("Tone")
    shown.focus()
    shown.select_option("praise")
    expect(inbox.locator(".chips")).to_contain_text("Praise")
    expect(inbox).to_have_url(re.compile(r"/inbox/\?(?=.*tone=praise)(?=.*order=oldest)"))
    expect(inbox.locator("#tone")).to_be_focused()
    all_of_it = re.search(r"All \((\d+)\)", inbox.locator(".tabs").inner_text())
    assert all_of_it
    expect(inbox.locator("#tone option[value=praise]")).to_have_text(f"Praise ({all_of_it[1]})")
    tags = inbox.locator(".triage-row .tag.praise").count()
    assert tags == inbox.locator(".triage-row").count() > 0
    inbox.get_by_role("link", name="Take off: Praise").click()
    expect(inbox.locator(".chips")).to_have_count(0)


def test_nothing_with_the_focus_lies_under_the_bar(inbox: Page):
    inbox.locator("[data-tick]").first.check()
    for link in inbox.locator("[data-open]").all()[:6]:
        link.focus()
        box, bar = link.bounding_box(), inbox.locator("#many-bar").bounding_box()
        assert box is not None
        assert bar is not None
        assert box["y"] + box["height"] <= bar["y"] + 1 or box["y"] >= bar["y"] + bar["height"]


@pytest.mark.parametrize(
    "address", ["/inbox/?tick=all", "/inbox/?q=zebra", "/inbox/?box=snoozed", "/inbox/views/",
                "/inbox/keep-out/?words=marrow", "/inbox/?tone=praise"],
)  # fmt: skip
@pytest.mark.parametrize("width", [1440, 390, 320])
def test_no_barrier_that_axe_knows_of(desk_page: Page, address: str, width: int):
    desk_page.set_viewport_size({"width": width, "height": 1000})
    desk_page.goto(address)
    clean(desk_page)
    desk_page.set_viewport_size({"width": 1440, "height": 1000})


@pytest.mark.parametrize("width", [1440, 390])
def test_no_barrier_on_the_pages_of_a_mention(desk_page: Page, width: int):
    desk_page.goto("/inbox/")
    address = desk_page.locator(PLAIN).first.locator("[data-open]").get_attribute("href")
    desk_page.set_viewport_size({"width": width, "height": 1000})
    for page in (f"{address}", f"{address}not-us/"):
        desk_page.goto(page)
        clean(desk_page)
    desk_page.set_viewport_size({"width": 1440, "height": 1000})


def test_on_a_phone_filters_and_bar_are_folded_and_work(come: Come):
    page = come(**PHONE).sign_in(LEAD)
    page.goto("/inbox/?order=oldest")
    expect(page.get_by_label("Tone")).to_be_hidden()
    page.get_by_text("Narrow it down").tap()
    expect(page.get_by_label("Tone")).to_be_visible()
    before = new(page)
    page.locator(PLAIN).first.locator("[data-tick]").tap()
    expect(page.get_by_label("Put away, because")).to_be_hidden()
    page.locator("#many-bar summary").tap()
    page.get_by_label("Where a row is a story").uncheck()
    page.get_by_label("Put away, because").select_option(label="Seen before")
    page.get_by_role("button", name="Put away").tap()
    expect(page.locator(".flashes")).to_contain_text("Put away: one mention.")
    assert new(page) == before - 1
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator(".flashes")).to_contain_text("Undone: one mention is as before.")
    assert new(page) == before


@pytest.mark.parametrize("width", [1440, 390])
def test_all_of_it_works_without_a_script(come: Come, width: int):
    screen = {"width": width, "height": 900}
    page = come(java_script_enabled=False, viewport=screen).sign_in(LEAD)
    page.goto("/inbox/")
    before = new(page)
    page.get_by_role("link", name="Tick all on this page").click()
    for box in page.locator("[data-tick]").all():
        expect(box).to_be_checked()
    page.get_by_role("link", name="Tick none").click()
    row = page.locator(PLAIN).first
    row.locator("[data-tick]").check()
    page.get_by_label("Where a row is a story").uncheck()
    page.get_by_label("Snooze until").select_option("monday")
    page.get_by_role("button", name="Snooze").click()
    assert re.search(r"Waiting until Monday .* at 8:00: one mention", said(page))
    assert new(page) == before - 1
    page.get_by_role("button", name="Undo").click()
    assert "Undone: one mention is as before." in said(page)
    if not page.get_by_label("Tone").is_visible():
        page.get_by_text("Narrow it down").click()
    page.get_by_label("Tone").select_option("praise")
    page.get_by_role("button", name="Find").click()
    expect(page).to_have_url(re.compile("tone=praise"))
    name = f"Kind words {width}"
    page.get_by_text("Keep this as a view").click()
    page.get_by_label("What shall it be called?").fill(name)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("navigation", name="Your views")).to_contain_text(name)
    page.get_by_role("link", name="Change your views").click()
    page.get_by_role("button", name=re.compile(f"Delete.*{name}")).click()
    assert f"The view “{name}” is deleted." in said(page)
