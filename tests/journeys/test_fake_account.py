"""Somebody pretends to be the school, two days before Christmas: reported, chased, and gone at last."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.pictures import Camera
from tests.browser.running import HEAD, LEAD, OKAFOR
from tests.journeys import doing
from tests.journeys.desk import Desk
from tests.journeys.outside import OFFICE, Post, Web, words_of
from tests.worker.desks import until

BEGINS = "2026-12-17 14:00"  # a Thursday; term ends on Friday, and 4 January is an INSET day
MARSH_END = "head@marshend.example"
PLACE = "/facebook/tansy-lane-primary-official"
WORDS = (
    "Welcome to the official page of Tansy Lane Primary School! Parents, send us your child's name "
    "and class and win a tablet for Christmas."
)


def test_a_fake_school_account(desk: Desk, web: Web, post: Post, come: Come, camera: Camera):
    address = web.post(PLACE, title="Tansy Lane Primary Official", by="Tansy Lane", words=WORDS)
    office = come().sign_in(OFFICE)
    doing.tell_address(office, address, words=WORDS, where="Facebook", audience="Anyone")
    lead = come().sign_in(LEAD)
    mention = doing.find(lead, "official page")
    lead.goto(mention)
    expect(lead.locator("main")).to_contain_text("Something about us told by our own people")
    expect(lead.locator("main")).not_to_contain_text("Say thank you")
    case = doing.open_case(
        lead, mention, author="We do not know",
        conduct=["Pretends to be the school or someone in it"], towards=["The school"],
    )  # fmt: skip
    expect(lead.locator("h1")).to_have_text("Somebody’s account in the name of the school")
    assert doing.asked(lead, case) == [
        "Write it down",
        "Save the evidence",
        "Report it to the platform",
        "Ask the online-safety helpline (POSH)",
    ]
    doing.settled(lead, case, "Save the evidence")
    assert doing.owed(lead, case) == [
        "Report it to the platform may: you",
        "Ask the online-safety helpline (POSH) may: you",
    ]
    doing.step(lead, "Report it to the platform").get_by_role("link", name="Prepare").click()
    lead.get_by_label(re.compile("Facebook: report of a fake account")).check()
    camera.take(lead, "fake-account-ways")
    lead.get_by_role("button", name="Prepare it").click()
    pack = lead.locator("main")
    for words in (address, "Your rules on fake accounts.", "office@tansylane.example"):
        expect(pack).to_contain_text(words)
    expect(pack).not_to_contain_text("win a tablet")
    camera.take(lead, "fake-account-report")
    lead.get_by_label("Their reference number").fill("FB-90071")
    lead.get_by_role("button", name="I have handed it in").click()
    expect(lead.get_by_role("heading", name="What became of it?")).to_be_visible()
    report = lead.url
    # Friday 18 December, then the holidays, an INSET day, and four school days of January.
    expect(pack).to_contain_text("Ask what became of it by 15:30 on Friday 8 January 2027.")
    lead.goto(case)
    expect(lead.locator(".lead")).to_contain_text("A report waits for its answer")
    there = lead.locator("#seen").locator("..")
    desk.later(minutes=11)
    until(lambda: lead.goto(case) and there.count(), 30)
    expect(there).to_contain_text("Still there")  # the desk looks on by itself
    written = [post.sent_to(person) for person in (HEAD, LEAD, OFFICE)]

    desk.on("2026-12-28 10:00")
    doing.looked(lead, case, "Still there on 28 December 2026.")
    desk.on("2027-01-04 08:30")  # the INSET day
    assert [post.sent_to(person) for person in (HEAD, LEAD, OFFICE)] == written
    desk.on("2027-01-08 08:20")
    lead.goto("/")
    chased = lead.locator("main .item", has_text="what became of a report")
    expect(chased).to_contain_text("Facebook")
    assert "Facebook" not in words_of(post.next(LEAD))
    lead.goto(report)
    lead.get_by_role("button", name="I asked, and there is no answer yet").click()
    expect(doing.flash(lead)).to_be_visible()
    web.delete(PLACE)
    desk.on("2027-01-11 09:00")
    lead.goto(report)
    lead.get_by_label("What did they answer?").fill("They have taken the page down.")
    lead.get_by_role("button", name="Keep the answer").click()
    expect(doing.flash(lead)).to_be_visible()
    doing.looked(lead, case, "not seen on 11 January 2027")
    desk.on("2027-01-12 09:00")
    doing.looked(lead, case, "not seen on 12 January 2027")
    desk.on("2027-01-14 09:00")
    assert "Missing in" in doing.looked(lead, case, "not seen on 14 January 2027")
    learnt = "Tell families each September that the school has no account anywhere."
    doing.close(lead, case, outcome="not there when we last looked", learnt=learnt)
    lead.goto(case + "story/")
    for words in ("Still there", "Missing in", "closed the case"):
        expect(lead.locator("main")).to_contain_text(words)

    secrets = ["win a tablet", "FB-90071", case.split("/")[-2]]
    for person in (OKAFOR, MARSH_END):
        visitor = come()
        visitor.sign_in(person)
        doing.no_trace(visitor, [case, mention, report], secrets)
        for place in (case + "close/", case + "look/", case + "note/", report + "give/"):
            assert doing.pressed(visitor, place) in (403, 404), place
    assert desk.command("verify", "--ledger").returncode == 0
