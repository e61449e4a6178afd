"""A grandmother thanks the school on a review site, on the last afternoon before half-term."""

from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.pictures import Camera
from tests.browser.running import HEAD, LEAD, OKAFOR
from tests.journeys import doing
from tests.journeys.desk import Desk
from tests.journeys.outside import Post, Web, words_of

BEGINS = "2027-02-12 14:30"  # a Friday; half-term is from 15 to 19 February
MARSH_END = "head@marshend.example"
PLACE = "/school-reviews/a-term-of-kindness"
WORDS = (
    "My grandson joined Tansy Lane Primary School in January, shy as a mouse. The staff were kind "
    "from the first morning and he now runs in. Thank you all, you have been wonderful."
)


def test_praise_on_a_review_site(desk: Desk, web: Web, post: Post, come: Come, camera: Camera):
    lead = come().sign_in(LEAD)
    web.post(PLACE, title="A term of kindness", by="WexcombeGran", words=WORDS)
    doing.listen(lead, web.feed("school-reviews"))
    case = doing.open_case(
        lead,
        doing.find(lead, "shy as a mouse"),
        author="Someone else",
        conduct=["It thanks or praises"],
        towards=["The school"],
    )
    assert doing.asked(lead, case) == ["Write it down", "Say thank you"]
    expect(lead.locator(".lead")).to_have_text(
        "Next: say thank you, by 15:30 on Friday 26 February."
    )
    banned = lead.locator(".not-allowed")
    expect(banned).to_contain_text("Ask the author to delete it")
    expect(banned).to_contain_text("Reply from an account in the school’s name")
    camera.take(lead, "praise-case")

    desk.on("2027-02-17 10:00")  # half-term: nobody is written to
    head = come().sign_in(HEAD)
    expect(head.locator("main")).to_contain_text("Next: say thank you")
    assert post.sent_to(HEAD) == 0
    desk.on("2027-02-22 08:05")
    morning = post.next(HEAD)
    assert "shy as a mouse" not in words_of(morning)
    assert "thank" not in words_of(morning).lower()
    assert desk.address in words_of(morning)
    assert post.sent_to(HEAD) == 1

    drafted = doing.draft(head, case, "Say thank you")
    assert drafted.startswith("Dear friend of our school,")
    assert "on School Reviews on Friday 12 February 2027" in drafted
    assert "Priya Hollis" in drafted
    assert "office@tansylane.example" in drafted
    expect(head.get_by_text("Nothing found")).to_be_visible()
    camera.take(head, "praise-letter")
    doing.send(head, "I wrote it to them where they posted")
    expect(head.locator(".error-summary")).to_contain_text("Say where you wrote it, and as whom.")
    doing.send(
        head, "I wrote it to them where they posted", where="As myself, under her review", done=True
    )
    head.goto(case)
    expect(head.locator(".lead")).to_have_text(
        "Everything that our policy asks is done. It can be closed when you are content."
    )
    assert web.asked.count(PLACE) == 0  # praise is nobody's evidence: the page was left alone

    learnt = "A named person at the gate makes a first term."
    doing.close(head, case, outcome="answered", learnt=learnt)
    head.goto(case + "story/")
    expect(head.locator("main")).to_contain_text("Priya Hollis")
    head.goto("/lessons/")
    expect(head.locator("main")).not_to_contain_text(learnt)  # until enough cases stand behind it
    head.goto("/answers/")
    praise = head.get_by_role("row", name="Praise")
    expect(praise.get_by_role("cell")).to_have_text(["1", "1", "0", "0", *["Too few to say"] * 2])
    for person in (OKAFOR, MARSH_END):
        visitor = come()
        visitor.sign_in(person)
        doing.no_trace(visitor, [case], ["shy as a mouse", "WexcombeGran"])
    assert desk.command("verify", "--ledger").returncode == 0
