"""A story of the school goes round the town at Easter: one story, one fair answer, and nobody's account."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.pictures import Camera
from tests.browser.running import HEAD, LEAD, OKAFOR
from tests.journeys import doing
from tests.journeys.desk import Desk
from tests.journeys.outside import Post, Web
from tests.worker.desks import until

BEGINS = "2027-03-24 13:50"  # a Wednesday; term ends on Thursday and begins again on 12 April
MARSH_END = "head@marshend.example"
ASSISTANT = "f.adeyemi@tansylane.example"
WORDS = (
    "Tansy Lane Primary School has cut down the old pear tree in its front garden without a word to "
    "the neighbours or to the children who planted its fellows. Mr Okafor told families that it was "
    "rotten, but nobody has seen a report. It was far too quick and people are disappointed."
)
PLACES = {
    "/wexcombe-courier/pear-tree-felled": ("Pear tree felled", "Newsdesk", WORDS),
    "/wexcombe-talk/pear-tree": ("Pear tree", "gatepost", "Read this. " + WORDS),
    "/wexcombe-blog/the-tree": ("The tree", "Wexcombe Blogger", WORDS + " Shame."),
}


def test_a_viral_local_story(desk: Desk, web: Web, post: Post, come: Come, camera: Camera):
    lead = come().sign_in(LEAD)
    for place, (title, by, words) in PLACES.items():
        web.post(place, title=title, by=by, words=words)
    for room in ("wexcombe-courier", "wexcombe-talk", "wexcombe-blog"):
        doing.listen(lead, web.feed(room))
    told = lead.get_by_role("link", name=re.compile("three times"))
    until(lambda: lead.goto("/inbox/") and told.count(), 60)
    expect(lead.locator(".triage-row")).to_have_count(1)  # one story, and not three alarms
    camera.take(lead, "viral-one-row")
    told.click()
    story = lead.url
    tellings = lead.get_by_role("list", name="Tellings, the first one first").get_by_role(
        "listitem"
    )
    expect(tellings).to_have_count(3)
    tellings.filter(has_text="Courier").get_by_role("link").first.click()
    mention = lead.url
    case = doing.open_case(
        lead, mention, author="Someone else", conduct=["It criticises the school, civilly"],
        towards=["The school"], about=["Daniel Okafor"],
    )  # fmt: skip
    assert doing.asked(lead, case) == ["Write it down", "Invite them in to talk"]
    # Thursday is the first of five school days; Easter is between it and the other four.
    expect(lead.locator(".lead")).to_have_text(
        "Next: invite them in to talk, by 15:30 on Thursday 15 April."
    )
    expect(lead.locator("main")).to_contain_text("Told three times: see every telling")
    never = lead.locator(".not-allowed")
    for kept in ("Ask the author to delete it", "Reply from an account in the school’s name"):
        expect(never).to_contain_text(kept)

    head = come().sign_in(HEAD)
    drafted = doing.draft(head, case, "Invite them in to talk")
    assert "I am not asking you to change or remove anything." in drafted
    doing.rewrite(head, drafted.replace("Thank you for saying it.", "Mr Okafor was right."))
    website = "It stands on our website as a statement"
    doing.send(head, website, where="https://www.tansylane.example/pear-tree")
    wrong = head.locator(".error-summary")
    expect(wrong).to_contain_text("“Mr Okafor”: This is the name of somebody whom it is about.")
    camera.take(head, "viral-name-stops-it")
    doing.rewrite(head, drafted)
    doing.send(head, website)
    expect(wrong).to_contain_text("Give the address of the statement.")
    doing.send(head, website, where="https://www.tansylane.example/pear-tree", done=True)
    written = [post.sent_to(person) for person in (HEAD, LEAD)]

    desk.on("2027-04-03 19:00")  # the holidays: it goes on, and nobody is written to
    title, by, words = PLACES["/wexcombe-blog/the-tree"]
    web.post("/wexcombe-blog/again", title="That tree again", by=by, words=words)
    again = lead.get_by_role("link", name=re.compile("four times"))
    until(lambda: lead.goto("/inbox/") and again.count(), 60)
    assert [post.sent_to(person) for person in (HEAD, LEAD)] == written
    desk.on("2027-04-12 09:00")
    lead.goto(story)
    expect(tellings).to_have_count(4)
    lead.get_by_label("Put away, because").select_option(label="Answered already")
    lead.get_by_role("button", name="Put away", exact=True).click()
    expect(doing.flash(lead)).to_contain_text("three")
    lead.goto("/inbox/")
    expect(lead.locator(".triage-row")).to_have_count(0)
    doing.close(
        lead, case, outcome="Answered", learnt="Tell the neighbours before a tree comes down."
    )
    head.goto(case + "story/")
    for told_so in ("https://www.tansylane.example/pear-tree", "closed the case: answered"):
        expect(head.locator("main")).to_contain_text(told_so)

    for person in (OKAFOR, ASSISTANT, MARSH_END):
        visitor = come()
        visitor.sign_in(person)
        doing.no_trace(visitor, [case, mention, story], ["pear tree", case.split("/")[-2]])
        for place in ("close/", "note/", "letter/", "story/print/"):
            assert doing.pressed(visitor, case + place) in (403, 404), place
    assert [
        asked for asked in web.asked if asked in PLACES
    ] == []  # fair words are nobody's evidence
    assert desk.command("verify", "--ledger").returncode == 0
