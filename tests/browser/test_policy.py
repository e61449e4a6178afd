"""The policy read, tried out, changed, proved, approved and decided by: from one rule to the next post."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.pictures import Camera
from tests.browser.running import HEAD, LEAD, Running

# Nobody of the other journeys: the ledger that they read names everyone who signed in.
OFFICE = "office@tansylane.example"
PRAISE = "/policy/what-if/?author=parent&conduct=praise&towards=staff"
RUDE = "/policy/what-if/?author=parent&conduct=rude&conduct=concern&towards=staff"


def test_decide(desk: Running, come: Come, camera: Camera):
    """One journey: each part stands on the one before."""
    page = come().sign_in(LEAD)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Policy").click()
    ages = page.locator("article", has=page.get_by_role("heading", name="Ages, the minimum"))
    expect(ages).to_contain_text("the register says “13”")
    page.get_by_role("link", name="Does it hold?").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Our policy holds")
    expect(page.locator("main")).to_contain_text("59,930,255,638,618,560 different sets of facts")
    camera.take(page, "policy-check")
    page.goto(RUDE)
    expect(page.locator("#weighed")).to_contain_text("Ask the author to delete it")
    camera.take(page, "what-if")

    # Praise is answered within five school days. The online-safety lead thinks that too long.
    page.goto(PRAISE)
    thanks = page.locator("#weighed .step", has_text="Say thank you")
    expect(thanks).to_contain_text("within five school days")
    page.goto("/policy/")
    page.get_by_role("link", name="All versions, and how to change it").click()
    page.get_by_role("link", name="Choose a rule to change").click()
    page.locator("summary", has_text="Footprint, respond").click()
    page.get_by_role("link", name="Change rule 1 of Footprint, respond").click()
    page.get_by_label("Within how long?").fill("2")
    preview = page.locator("#weighed")
    page.get_by_label("Who chose this time, and why?").fill("The governors chose two school days.")
    page.get_by_label("Who chose this time, and why?").blur()
    expect(preview).to_contain_text("within two school days")
    expect(preview).to_contain_text("One for each kind of case that would be decided differently")
    camera.take(page, "change-rule")
    page.get_by_role("button", name="Save it in the draft").click()

    expect(page.get_by_role("status").first).to_contain_text("The rule is in the draft")
    expect(page.locator("section", has=page.locator("#follows"))).to_contain_text("praise")
    page.get_by_label("Why should our policy change?").fill("Kind words deserve a quick thank you.")
    camera.take(page, "policy-draft")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("status").first).to_contain_text("It is with the Headteacher now")
    expect(page.get_by_role("button", name="Approve it")).to_have_count(0)
    page.goto(PRAISE)
    expect(thanks).to_contain_text("within five school days")

    head = come().sign_in(HEAD)
    head.goto("/")
    head.get_by_role("link", name=re.compile("waits for your yes or no")).click()
    expect(head.locator("main")).to_contain_text("Kind words deserve a quick thank you.")
    camera.take(head, "policy-version")
    head.get_by_role("button", name="Approve it").click()
    expect(head.get_by_role("status").first).to_contain_text(
        re.compile(r"Version \d+ is in use now")
    )
    head.goto("/ledger/")
    expect(head.locator("main")).to_contain_text(re.compile("version", re.I))

    # From now on the new rule decides, for everyone; what it was stays to be read.
    office = come().sign_in(OFFICE)
    office.goto(PRAISE)
    expect(office.locator("#weighed .step", has_text="Say thank you")).to_contain_text(
        "within two school days"
    )
    office.goto("/policy/versions/")
    expect(office.locator(".item").first).to_contain_text("Kind words deserve a quick thank you.")
    office.get_by_role("link", name=re.compile("What it changed")).first.click()
    expect(office.locator("main")).to_contain_text("within two school days")
    expect(office.locator("main")).to_contain_text("within five school days")
