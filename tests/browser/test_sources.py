"""Listening somewhere new, as a person does it: paste a page, take its feed, see it, keep it."""

import re

from playwright.sync_api import Page, expect

from tests.browser import rooms
from tests.browser.barriers import no_barrier
from tests.browser.conftest import Come
from tests.browser.running import HEAD, LEAD, Running


def paste(page: Page, said: str) -> None:
    page.goto("/sources/")
    page.get_by_label("Paste an address, a search or a hashtag").fill(said)
    page.get_by_role("button", name="See what it would bring").click()


def from_page_to_feed(page: Page, address: str, *, checked: bool) -> None:
    paste(page, address)
    expect(page.locator("h1")).to_have_text("This is what it would bring")
    offer = page.get_by_role("button", name=re.compile("Use that instead"))
    expect(page.get_by_role("heading", name=re.compile("The page names"))).to_be_visible()
    if checked:
        no_barrier(page)
    offer.first.click()
    expect(page.get_by_role("table", name="How each would be sorted")).to_be_visible()
    expect(page.locator(".lead")).to_contain_text("A feed:")
    expect(page.get_by_text("It cannot hear", exact=True)).to_be_visible()


def test_a_page_leads_to_its_feed_and_the_feed_is_kept(desk: Running, come: Come):
    page = come(reduced_motion="reduce").sign_in(HEAD)
    with rooms.served(desk):
        keep_the_fair(page, f"http://127.0.0.1:{desk.corner}/fair/")


def keep_the_fair(page: Page, address: str) -> None:
    from_page_to_feed(page, address, checked=True)
    no_barrier(page)
    page.get_by_label("What shall we call it?").fill("News of the fair")
    page.get_by_role("button", name="Listen here").click()
    expect(page.get_by_role("status").first).to_contain_text("We now listen to")
    page.get_by_role("button", name="Ask now").click()
    expect(page.get_by_text("We are asking it now")).to_be_visible()
    expect(
        page.get_by_role("cell", name=re.compile("It answered|Nothing had")).first
    ).to_be_visible(timeout=60_000)  # the page waits for it by itself
    page.goto("/sources/coverage/")
    expect(page.get_by_role("heading", name="News of the fair")).to_be_visible()


def test_the_same_without_javascript(desk: Running, come: Come):
    page = come(java_script_enabled=False).sign_in(LEAD)
    from_page_to_feed(page, f"{desk.town}/reviews/", checked=False)


def test_the_schools_name_becomes_a_search_and_a_persons_does_not(come: Come):
    page = come(reduced_motion="reduce").sign_in(HEAD)
    paste(page, "Daniel Okafor")
    expect(page.locator(".error-summary")).to_contain_text("we do not search for people")
    no_barrier(page)
    paste(page, "#TansyLane")
    expect(page.locator("h1")).to_have_text("Search for the school’s name")
    expect(page.get_by_label("#TansyLane", exact=True)).to_be_checked()
    no_barrier(page)


def test_every_other_page_of_the_sources_has_no_barrier(come: Come):
    page = come(reduced_motion="reduce").sign_in(HEAD)
    for address in (
        "/sources/", "/sources/coverage/", "/sources/coverage/?span=term", "/sources/suggested/",
        "/sources/tried/", "/sources/connections/", "/sources/connections/add/bluesky/",
    ):  # fmt: skip
        page.goto(address)
        expect(page.locator("h1")).to_have_count(1)
        no_barrier(page)


def test_a_key_that_does_not_work_is_said_to_and_typed_in_again(desk: Running, come: Come):
    page = come(reduced_motion="reduce").sign_in(HEAD)
    page.goto("/sources/connections/add/mastodon/")
    page.get_by_label("Address of the server").fill("https://127.0.0.1:1")
    page.get_by_label("Access token").fill("correct-horse-battery-staple")
    page.get_by_role("button", name="Test it").click()
    expect(page.locator("h1")).to_have_text("It does not work")
    expect(page.get_by_text("What you typed in was forgotten.")).to_be_visible()
    assert "correct-horse" not in page.content()
    no_barrier(page)
    page.get_by_role("link", name="Type it in again").click()
    expect(page.get_by_label("Access token")).to_have_value("")
    no_barrier(page)
