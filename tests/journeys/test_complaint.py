"""A parent is not content with how bullying was dealt with: a letter, then a complaint in stages."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.pictures import Camera
from tests.browser.running import DSL, HEAD, LEAD, OKAFOR
from tests.journeys import doing
from tests.journeys.desk import Desk
from tests.journeys.outside import Post, words_of
from tests.worker.desks import until

BEGINS = "2027-05-26 09:30"  # half-term is from 31 May to 4 June, and 7 June is an INSET day
MARSH_END = "head@marshend.example"
PARENT = "p.ellery@home.example"
OFFICE_SEES = "An e-mail that came today"
WORDS = (
    "My daughter Wren has been left out and laughed at in Year 5 for weeks. I told her class twice "
    "and nothing changed. I am worried about her and I would like somebody to put this right."
)


def test_a_civil_complaint_that_grows(desk: Desk, post: Post, come: Come, camera: Camera):
    head, lead = come().sign_in(HEAD), come().sign_in(LEAD)
    doing.connect_mailbox(head, desk)
    post.write(by=f"Perran Ellery <{PARENT}>", subject="Year 5", words=WORDS)
    sealed = lead.get_by_role("link", name=re.compile(OFFICE_SEES))
    until(lambda: lead.goto("/") and sealed.count(), 30)
    expect(lead.locator("main")).not_to_contain_text("Wren")
    sealed.first.click()
    lead.get_by_role("button", name="It is not about the headteacher: open it").click()
    expect(lead.locator("article")).to_contain_text("left out and laughed at")
    case = doing.open_case(
        lead,
        lead.url,
        author="A parent or carer",
        conduct=["It has a grievance that wants putting right"],
        towards=["The school"],
    )
    assert doing.asked(lead, case) == ["Write it down", "Invite them in to talk"]
    expect(doing.step(lead, "Invite them")).to_contain_text("by 15:30 on Friday")
    never = lead.locator(".not-allowed")
    for kept in ("Ask the author to delete it", "report it to the platform"):
        expect(never).to_contain_text(kept)

    drafted = doing.draft(lead, case, "Invite them in to talk")
    assert "delete" not in drafted
    assert "You do not have to change or remove what you wrote." in drafted
    assert "Wren" not in drafted
    letter = doing.ask_for_yes(lead)
    camera.take(lead, "complaint-waits-for-a-yes")
    doing.say_yes(head, letter)
    lead.goto(letter)
    doing.send(lead, "Send it now from the office address", to=PARENT, done=True)
    sent = post.next(PARENT)
    assert "Wren" not in words_of(sent)

    desk.on("2027-05-27 08:30")
    post.write(by=f"Perran Ellery <{PARENT}>", subject="Re: Year 5", answers=sent,
               words="I am not content with that. I want to make a formal complaint.")  # fmt: skip
    answer = lead.get_by_text("An answer to our letter came by e-mail")
    until(lambda: lead.goto(case) and answer.count(), 30)

    lead.get_by_role("link", name="They complain: begin stage 1").click()
    lead.get_by_role("radio", name="A complaint to the school").check()
    lead.get_by_role("button", name="Begin the complaint").click()
    lead.wait_for_url("**/complaint/**")
    complaint = lead.url
    expect(lead.locator(".lead")).to_have_text(
        "Tell them that we have it, by 15:30 on Wednesday 9 June."
    )
    lead.get_by_role("button", name="We told them").click()
    expect(lead.locator(".lead")).to_have_text("Answer it, by 15:30 on Friday 18 June.")
    expect(lead.locator("main")).to_contain_text("Heard by the safeguarding lead")
    expect(lead.get_by_label("What do we answer?")).to_have_count(0)  # it is not theirs to hear
    camera.take(lead, "complaint-stage-1")

    desk.on("2027-06-10 10:00")
    dsl = come().sign_in(DSL)
    dsl.goto(complaint)
    dsl.get_by_label("What do we answer?").fill(
        "First delete what you wrote. Then I will talk to the class."
    )
    dsl.get_by_role("button", name="Keep it as our answer").click()
    expect(dsl.locator("main")).to_contain_text("Take this out")
    dsl.get_by_label("What do we answer?").fill(
        "I am sorry that nothing changed for Wren. I will see her class this week, and I will ring "
        "you on Monday to tell you what we did. Please come in and talk to me whenever you like."
    )
    dsl.get_by_role("button", name="Keep it as our answer").click()
    expect(dsl.get_by_role("heading", name="They are not content")).to_be_visible()

    desk.on("2027-06-14 09:00")
    lead.goto(complaint)
    lead.get_by_text("Take it to stage 2").click()
    lead.get_by_role("button", name="Take it to the next stage").click()
    expect(lead.locator("main")).to_contain_text("Heard by the headteacher")
    expect(lead.locator(".lead")).to_contain_text("by 15:30 on")
    head.goto(complaint)
    head.get_by_label("What do we answer?").fill(
        "I met Wren and her class. Two pupils have said sorry, and an adult is with them at lunch. "
        "Thank you for not giving up. I will ring you each Friday until the holidays."
    )
    head.get_by_role("button", name="Keep it as our answer").click()

    lead.goto(case)
    lead.get_by_role("link", name="Begin another kind of complaint").click()
    lead.get_by_role("radio", name=re.compile("data", re.IGNORECASE)).check()
    lead.get_by_role("button", name="Begin the complaint").click()
    lead.wait_for_url("**/complaint/**")
    expect(lead.locator("main")).to_contain_text("14 July")  # 30 days, holidays or not
    lead.get_by_text("Say what came of it").click()
    lead.get_by_label("They took it back").check()
    lead.get_by_role("button", name="End the complaint").click()

    head.goto(complaint)
    head.get_by_text("Say what came of it").click()
    head.get_by_label("Upheld in part").check()
    head.get_by_role("button", name="End the complaint").click()
    expect(doing.flash(head)).to_be_visible()
    doing.close(
        head, case, outcome="Settled by talking", learnt="Leaving somebody out hurts as words do."
    )
    head.goto(case + "story/")
    for words in ("Year 5", "complaint", "closed the case"):
        expect(head.locator("main")).to_contain_text(words)
    for person in (OKAFOR, MARSH_END):
        visitor = come()
        visitor.sign_in(person)
        doing.no_trace(visitor, [case, complaint], ["Wren", "Ellery", "formal complaint"])
        for place in ("complain/", "close/", "note/"):
            assert doing.pressed(visitor, case + place) in (403, 404), place
    assert desk.command("verify", "--ledger").returncode == 0
