"""A parent's rant about a teacher, two days before Easter: asked, refused, reported, and gone at last."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.pictures import Camera
from tests.browser.running import HEAD, LEAD, OKAFOR
from tests.journeys import doing
from tests.journeys.desk import Desk
from tests.journeys.outside import Post, Web, words_of
from tests.worker.desks import until

BEGINS = "2027-03-24 16:10"  # a Wednesday; the term ends on Thursday and begins again on 12 April
MARSH_END = "head@marshend.example"
PARENT = "hale@home.example"
PLACE = "/wexcombe-talk/home-time"
WORDS = (
    "Mr Okafor at Tansy Lane Primary School is a useless, smirking idiot who should be ashamed of "
    "himself. My son waited in the rain again and nobody cares."
)


def test_a_parents_abusive_rant(desk: Desk, web: Web, post: Post, come: Come, camera: Camera):
    head, lead = come().sign_in(HEAD), come().sign_in(LEAD)
    web.post(PLACE, title="Home time", by="gatepost", words=WORDS)
    doing.connect_mailbox(head, desk)
    doing.listen(lead, web.feed("wexcombe-talk"))
    case = doing.open_case(
        lead,
        doing.find(lead, "waited in the rain"),
        author="A parent or carer",
        conduct=["Abusive"],
        towards=["Someone who works here"],
        about=["Daniel Okafor"],
    )
    assert doing.asked(lead, case) == [
        "Write it down",
        "Save the evidence",
        "Ask the author to delete it",
        "Support whoever was hurt",
    ]
    doing.settled(lead, case, "Save the evidence")
    expect(doing.step(lead, "Ask the author to delete it")).to_contain_text("by 15:30 tomorrow")
    expect(doing.step(lead, "Support whoever")).to_contain_text("by 15:30 on Monday 12 April")

    drafted = doing.draft(head, case, "Ask the author to delete it")
    assert "Okafor" not in drafted
    assert "smirking" not in drafted
    assert "delete it by 15:30 on Thursday 25 March 2027" in drafted
    doing.send(head, "Send it now from the office address", to=PARENT, done=True)
    asked = post.next(PARENT)
    assert asked["From"] == "office@tansylane.example"
    assert "Okafor" not in words_of(asked)
    assert web.home + PLACE in words_of(asked)

    desk.on("2027-03-25 09:00")
    post.write(by=f"Mrs Hale <{PARENT}>", subject=f"Re: {asked['Subject']}", answers=asked,
               words="No. It is a free country and I stand by every word.")  # fmt: skip
    answer = head.get_by_text("An answer to our letter came by e-mail")
    until(lambda: head.goto(case) and answer.count(), 30)
    camera.take(head, "rant-answered")
    head.get_by_text("They said no", exact=True).click()
    head.get_by_label("By e-mail").check()
    head.get_by_role("button", name="Write down that they said no").click()
    expect(doing.flash(head)).to_contain_text("Our policy says what comes next.")
    assert doing.asked(head, case)[2:6] == [
        "Ask the author to delete it",
        "Support whoever was hurt",
        "Report it to the platform",
        "Ask the online-safety helpline (POSH)",
    ]
    lead.goto(case)
    doing.step(lead, "Ask the online-safety helpline").get_by_role("link", name="Prepare").click()
    lead.get_by_role("button", name="Prepare it").click()
    expect(lead.locator("main")).not_to_contain_text("Okafor")
    expect(lead.locator("main")).to_contain_text(web.home + PLACE)
    lead.get_by_label("Their reference number").fill("POSH-4471")
    lead.get_by_role("button", name="I have handed it in").click()
    expect(lead.get_by_role("heading", name="What became of it?")).to_be_visible()
    written = post.sent_to(HEAD), post.sent_to(LEAD)

    desk.on("2027-04-05 10:00")  # the holidays: nobody is written to, and the desk looks on
    doing.looked(lead, case, "Still there on 5 April 2027.")
    web.delete(PLACE)
    once = doing.looked(lead, case, "not seen at 10:00 on 5 April 2027")
    assert "Missing in" not in once
    desk.on("2027-04-06 10:00")
    assert "Missing in" not in doing.looked(lead, case, "not seen on 6 April 2027")
    desk.on("2027-04-08 10:00")
    assert "Missing in" in doing.looked(lead, case, "not seen on 8 April 2027")
    days = lead.get_by_role("list", name="What was seen, day by day").get_by_role("listitem")
    assert [said.split("\n")[-1].strip() for said in days.all_inner_texts()][-3:] == [
        "not seen"
    ] * 3
    expect(lead.locator("#deletion").locator("..")).to_contain_text(
        "It is gone, as far as we can see."
    )
    camera.take(lead, "rant-gone")
    assert (post.sent_to(HEAD), post.sent_to(LEAD)) == written

    desk.on("2027-04-12 08:10")
    assert "Okafor" not in words_of(post.next(HEAD))
    doing.check_in(head, case, "Daniel Okafor", "Somebody to talk to", "He is all right, and glad.")
    expect(doing.step(head, "Support whoever was hurt")).to_have_class(re.compile("done"))
    learnt = "Parents who wait in the rain need to know why."
    doing.close(
        head, case, outcome="not there when we last looked", learnt=learnt, words="It is gone."
    )
    head.goto(case + "story/")
    told = head.locator("main")
    for words in ("an author said no", "report", "Still there", "Missing in", "closed the case"):
        expect(told).to_contain_text(words)
    expect(told).to_contain_text("Thursday 25 March 2027 9:00 “Mrs Hale” answered us")

    about = come()
    about.sign_in(OKAFOR)
    doing.no_trace(about, [case], ["gatepost", "smirking", "Hale", case.split("/")[-2]])
    other = come()
    other.sign_in(MARSH_END)
    doing.no_trace(other, [case], ["gatepost", "smirking"])
    for visitor in (about, other):
        for place in (
            "deletion/refused/",
            "deletion/again/",
            "close/",
            "look/",
            "note/",
            "support/",
        ):
            assert doing.pressed(visitor, case + place) in (403, 404), place
    assert post.sent_to(OKAFOR) == 0
    assert desk.command("verify", "--ledger").returncode == 0
