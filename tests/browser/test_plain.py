"""The same work without JavaScript, as on an old or a locked-down school computer."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.running import HEAD, Running
from tests.browser.visits import mention_of


def test_the_desk_works_whole_without_javascript(desk: Running, come: Come):
    page = come(java_script_enabled=False).sign_in(HEAD)
    said = page.get_by_role("status").first

    # Listen: the page asks for itself until the preview is there.
    page.goto("/sources/")
    page.get_by_label("Paste an address, a search or a hashtag").fill(f"{desk.town}/blog/atom.xml")
    page.get_by_role("button", name="See what it would bring").click()
    expect(page.locator("h1")).to_have_text("This is what it would bring")
    page.get_by_role("button", name="Listen here").click()
    expect(said).to_contain_text("We now listen to Notes from Wexcombe")

    # Sort: read a mention, put it away, take it back.
    thanks = mention_of(page, "plain potato")
    page.goto(thanks)
    expect(page.locator(".words")).to_contain_text("keeps a plain potato back for him")
    page.get_by_label("Or put it away, because").select_option(label="Answered already")
    page.get_by_role("button", name="Put it away").click()
    expect(said).to_contain_text("Put away.")
    page.get_by_role("button", name="Undo").click()
    expect(said).to_contain_text("Back in the inbox.")
    expect(page.get_by_role("button", name="Put it away")).to_be_visible()

    # Decide: the panel comes by a button where it cannot follow the answers.
    page.goto(mention_of(page, "letters: we are told on Thursday"))
    page.get_by_role("link", name="Open a case").click()
    page.get_by_label("A parent or carer").check()
    for ticked in page.get_by_role("group", name="What is in it?").get_by_role("checkbox").all():
        ticked.uncheck() if ticked.is_checked() else None
    page.get_by_label("It criticises the school, civilly").check()
    page.get_by_role("button", name="Show what our policy asks").click()
    expect(page.locator("#weighed")).to_contain_text("Invite them in to talk")
    expect(page.get_by_label("A parent or carer")).to_be_checked()
    page.get_by_role("button", name="Open the case").click()
    expect(said).to_contain_text("The case is open.")

    # Act: tick a step, take the tick back, tick it again, write a note, close.
    page.get_by_role("button", name=re.compile("It is done.*Invite them in to talk")).click()
    expect(said).to_contain_text("Done.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".step.waiting", has_text="Invite them in to talk")).to_be_visible()
    page.get_by_role("button", name=re.compile("It is done.*Invite them in to talk")).click()
    expect(page.locator(".step.done", has_text="Invite them in to talk")).to_be_visible()
    page.get_by_label("Add a note").fill("They are coming in on Thursday.")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator(".chron")).to_contain_text("They are coming in on Thursday.")
    page.get_by_text("It has come to an end").click()
    page.get_by_label("Settled by talking").check()
    page.get_by_role("button", name="Close the case").click()
    expect(said).to_contain_text("The case is closed.")
    expect(page.locator(".lead")).to_contain_text("settled by talking")
