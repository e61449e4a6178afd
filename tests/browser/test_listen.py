"""Listening, as the online-safety lead does it: what is public, what one story is, and what nobody heard."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import rooms
from tests.browser.conftest import Come
from tests.browser.pictures import Camera
from tests.browser.running import DSL, HEAD, LEAD, Running
from tests.worker.desks import until


@pytest.fixture(scope="module")
def corner(desk: Running) -> Iterator[str]:
    """A place of its own beside the town: a search, a copied post and a threat."""
    with rooms.served(desk):
        yield f"http://127.0.0.1:{desk.corner}"


@pytest.fixture(scope="module")
def lead(come: Come) -> Page:
    return come(reduced_motion="reduce").sign_in(LEAD)


@pytest.fixture(scope="module")
def head(come: Come) -> Page:
    return come(reduced_motion="reduce").sign_in(HEAD)


def paste(page: Page, said: str) -> None:
    page.goto("/sources/")
    page.get_by_label("Paste an address, a search or a hashtag").fill(said)
    page.get_by_role("button", name="See what it would bring").click()


def test_a_page_without_a_feed_is_seen_before_it_is_kept(desk: Running, lead: Page, camera: Camera):
    paste(lead, f"{desk.town}/council/schools/")
    expect(lead.locator("h1")).to_have_text("This is what it would bring")
    expect(lead.locator(".lead")).to_contain_text("page that we watch")
    expect(lead.get_by_role("table", name="How each would be sorted")).to_be_visible()
    expect(lead.get_by_text("It cannot hear", exact=True)).to_be_visible()
    camera.take(lead, "listen-preview")
    lead.get_by_label("What shall we call it?").fill("The council’s page of schools")
    lead.get_by_role("button", name="Listen here").click()
    expect(lead.get_by_role("status").first).to_contain_text("We now listen to")


def test_nobodys_own_page_is_listened_to(desk: Running, lead: Page, camera: Camera):
    paste(lead, f"{desk.town}/forum/user/MarigoldMum")
    expect(lead.locator(".error-summary")).to_contain_text("This is one person’s own page")
    camera.take(lead, "listen-refused")


def test_a_page_that_asks_machines_to_stay_away_is_left_alone(desk: Running, lead: Page):
    paste(lead, f"{desk.town}/club/")
    expect(lead.locator("h1")).not_to_have_text("Looking at the address", timeout=20_000)
    expect(lead.locator("main")).to_contain_text("asks machines")
    expect(lead.get_by_role("button", name="Listen here")).to_have_count(0)


def test_places_are_suggested_from_the_schools_own_names(lead: Page, camera: Camera):
    lead.goto("/sources/suggested/")
    expect(lead.locator("main")).to_contain_text("Wexcombe")
    camera.take(lead, "listen-suggestions")


def test_a_connection_tests_itself(desk: Running, corner: str, head: Page, camera: Camera):
    rooms.tested(head, desk)
    camera.take(head, "listen-connection")
    head.get_by_role("button", name="Keep it").click()
    paste(head, "Tansy Lane Primary School")
    expect(head.locator("h1")).to_have_text("Search for the school’s name")
    head.get_by_label("Search Wexcombe", exact=True).check()
    head.get_by_label('"Tansy Lane Primary School"', exact=True).check()
    head.get_by_role("button", name="See what it would bring").click()
    expect(head.get_by_role("table", name="How each would be sorted")).to_be_visible()
    expect(head.locator("main")).to_contain_text("Schools in Wexcombe")


def test_one_story_in_two_papers_is_one_row(desk: Running, lead: Page, camera: Camera):
    for post in ("sponsored-silence", "silence-in-the-valley"):
        desk.publish(post)
    told = lead.get_by_role("link", name=re.compile("[Tt]old in two places"))
    until(lambda: lead.goto("/inbox/?q=lifeboat&box=all") and told.count(), 60)
    expect(lead.locator(".triage-row")).to_have_count(1)
    told.click()
    expect(lead.locator("main")).to_contain_text("The Sedge Valley Post")
    expect(lead.locator("main")).to_contain_text("The Wexcombe Gazette")
    expect(lead.locator("main")).to_contain_text("two places")
    camera.take(lead, "listen-story")


def test_many_are_put_away_at_once_and_taken_back_at_once(lead: Page, camera: Camera):
    lead.goto("/inbox/?order=oldest")
    rows = lead.locator(".triage-row:not(:has(.tag.harm))")
    expect(rows.nth(1)).to_be_visible()
    before = lead.locator(".tabs").inner_text()
    for number in (0, 1):
        rows.nth(number).get_by_role("checkbox").check()
    camera.take(lead, "listen-many")
    lead.get_by_label("Put away, because").select_option(label="Answered already")
    lead.get_by_role("button", name="Put away").click()
    expect(lead.locator(".flashes")).to_contain_text("Put away")
    lead.locator(".flashes").get_by_role("button", name=re.compile("Undo")).click()
    expect(lead.locator(".flashes")).to_contain_text("Undone")
    lead.goto("/inbox/?order=oldest")
    assert lead.locator(".tabs").inner_text() == before


def test_danger_is_told_at_once_without_its_words(
    desk: Running, corner: str, come: Come, head: Page, camera: Camera
):
    dsl = come(reduced_motion="reduce").sign_in(DSL)
    rooms.listen_to(head, f"{corner}/knife.xml")
    waiting = dsl.get_by_role("button", name="I am dealing with it")
    until(lambda: dsl.goto("/") and waiting.count(), 30)
    expect(dsl.locator("main")).not_to_contain_text("bringing a knife")
    camera.take(dsl, "listen-danger")
    waiting.first.click()
    expect(dsl.locator(".flashes")).to_be_visible()
    head.goto("/")
    expect(head.get_by_role("button", name="I am dealing with it")).to_have_count(0)


def test_the_week_says_what_could_not_be_heard(lead: Page, camera: Camera):
    lead.goto("/sources/coverage/")
    expect(lead.get_by_role("heading", name="What we cannot hear")).to_be_visible()
    expect(lead.locator("main")).to_contain_text("closed groups")
    expect(lead.get_by_role("heading", name="Wexcombe Town Council: notices")).to_be_visible()
    camera.take(lead, "listen-coverage")
