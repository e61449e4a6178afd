"""A chat of a class, brought as a screenshot: a child is laughed at, on the last day before half-term."""

import re

from playwright.sync_api import expect

from tests.browser import chats
from tests.browser.conftest import Come
from tests.browser.pictures import Camera
from tests.browser.running import DSL, HEAD, LEAD, OKAFOR
from tests.journeys import doing
from tests.journeys.desk import Desk
from tests.journeys.outside import Post, Web, words_of

BEGINS = "2027-02-12 12:10"  # a Friday; half-term is from 15 to 19 February
MARSH_END = "head@marshend.example"
ASSISTANT = "f.adeyemi@tansylane.example"
CHAT = chats.drawn((
    ("Lily smells like the bins", False),
    ("nobody sit with her at lunch", False),
    ("stop it that is mean", True),
    ("everyone in Willow class hates her", False),
))  # fmt: skip


def test_a_bullying_chat_by_screenshot(
    desk: Desk, web: Web, post: Post, come: Come, camera: Camera
):
    teller = come()
    page = teller.sign_in(ASSISTANT)
    page.get_by_role("link", name="Tell us").click()
    page.get_by_role("link", name="A screenshot, a photo or a PDF").click()
    expect(page.locator("h1")).to_have_text("One question first")
    camera.take(page, "chat-question")
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("The picture or PDF").set_input_files(
        {"name": "willow.png", "mimeType": "image/png", "buffer": CHAT}
    )
    page.get_by_label("Somebody gave it to me").check()
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("h1")).to_have_text("Look it over, then send it", timeout=40_000)
    text = page.get_by_label("What does it say?")
    read = text.input_value()
    assert "Left: Lily smells like the bins" in read
    assert "Right (the phone's owner): stop it that is mean" in read
    lines = read.replace("Right (the phone's owner)", "Ines").splitlines()
    lines[:2] = [line.replace("Left", "Oscar") for line in lines[:2]]
    text.fill("\n".join(line.replace("Left", "Teddy") for line in lines))
    page.get_by_label("Where is it?").select_option(label="WhatsApp")
    page.get_by_label("A parent or carer told me").check()
    for question in ("Is this about the headteacher?", "Is this about somebody who works here?"):
        page.get_by_role("group", name=question).get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Send it to the desk").click()
    expect(page.locator("h1")).to_have_text("Received, thank you")
    sent = page.url

    lead = come().sign_in(LEAD)
    mention = doing.find(lead, "smells like the bins")
    lead.goto(mention)
    expect(lead.locator("h1")).to_have_text("Something about us told by our own people")
    lead.get_by_role("link", name="See how it came to us").click()
    lead.get_by_text("Show the picture").click()
    expect(lead.get_by_role("img", name="The picture that was sent")).to_be_visible()
    expect(lead.get_by_text("Put right by the person who told us")).to_be_visible()
    case = doing.open_case(
        lead, mention, author="A pupil", conduct=["Bullying", "Insulting"], towards=["A pupil"]
    )
    assert doing.asked(lead, case) == [
        "Write it down",
        "Save the evidence",
        "Tell the safeguarding lead",
        "Support whoever was hurt",
        "Ask the author to delete it",
        "Follow the behaviour policy",
    ]
    expect(doing.step(lead, "Save the evidence")).to_have_class(re.compile("done"))
    expect(doing.step(lead, "Tell the safeguarding lead")).to_contain_text("by 16:10 today")
    for title in ("Support whoever was hurt", "Ask the author to delete it"):
        expect(doing.step(lead, title)).to_contain_text("by 15:30 on Monday 22 February")

    dsl = come().sign_in(DSL)
    doing.do(lead, case, "Tell the safeguarding lead")
    dsl.goto(case)
    doing.step(dsl, "Support whoever was hurt").get_by_role("link", name="Who does it").click()
    step = dsl.url
    doing.give(dsl, "Folake Adeyemi", "Please see Lily before lunch, and ask how her morning was.")
    head = come().sign_in(HEAD)
    drafted = doing.draft(head, case, "Ask the author to delete it")
    assert "a post on WhatsApp from Friday 12 February 2027." in drafted
    assert "delete it by 15:30 on Monday 22 February 2027" in drafted
    for secret in ("Lily", "Oscar", "Teddy", "Ines", "bins", "Adeyemi"):
        assert secret not in drafted
    doing.rewrite(head, drafted.replace("upset somebody", "upset Lily Marchetti"))
    fair = head.locator("section", has=head.locator("#check"))
    expect(fair).to_contain_text("“Lily Marchetti”")  # she is on no list of ours
    expect(fair).to_contain_text("This may be somebody’s name.")
    camera.take(head, "chat-letter")
    doing.rewrite(head, drafted)
    expect(fair).to_contain_text("Nothing found")
    doing.send(head, "I gave it or sent it to them myself", done=True)
    doing.do(head, case, "Follow the behaviour policy")
    head.goto(case)
    expect(head.locator("main")).to_contain_text("It has no address, so the desk cannot look")

    desk.on("2027-02-17 10:00")  # half-term: nobody is written to
    assert [post.sent_to(person) for person in (HEAD, LEAD, DSL, ASSISTANT)] == [0] * 4
    desk.on("2027-02-22 08:10")
    morning = post.next(ASSISTANT)
    for secret in ("Lily", "hurt", "WhatsApp", "chat"):
        assert secret not in words_of(morning)
    page.goto("/")
    page.get_by_role("link", name="Support whoever was hurt").click()
    expect(page.locator("main")).to_contain_text("Please see Lily before lunch")
    page.get_by_label("How did it go?").fill("She had a good morning and sat with Ines at lunch.")
    page.get_by_role("button", name="I have done this").click()
    expect(doing.flash(page)).to_contain_text("Done, thank you.")

    doing.do(lead, case, "Check whether it is gone")
    learnt = "Ask in class what to do when a chat turns on somebody."
    doing.close(lead, case, outcome="Settled by talking", learnt=learnt)
    head.goto(case + "story/")
    told = head.locator("main")
    for words in (
        "Told by our own people", "Folake Adeyemi", "She had a good morning", "closed the case",
    ):  # fmt: skip
        expect(told).to_contain_text(words)
    page.goto(sent)  # what she told is hers to see again, and nothing of what became of it
    expect(page.locator("main")).to_contain_text("What is done may be private")
    secrets = ["Oscar", "bins", case.split("/")[-2]]
    for person in (OKAFOR, MARSH_END):
        visitor = come()
        visitor.sign_in(person)
        doing.no_trace(visitor, [case, mention, sent, step], secrets)
    doing.no_trace(teller, [case, mention], [case.split("/")[-2], "sat with Ines"])
    for place in ("close/", "note/", "support/", "story/print/"):
        assert doing.pressed(teller, case + place) in (403, 404), place
    assert web.asked == []
    assert desk.command("verify", "--ledger").returncode == 0
