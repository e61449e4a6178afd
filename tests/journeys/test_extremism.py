"""The coach of a club shares an extremist post, on the last afternoon before half-term in May."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Come
from tests.browser.pictures import Camera
from tests.browser.running import CHAIR, DSL, HEAD, LEAD, OKAFOR
from tests.browser.visits import Visitor
from tests.journeys import doing
from tests.journeys.desk import Desk
from tests.journeys.outside import OFFICE, Post, Web, words_of
from tests.worker.desks import until

BEGINS = "2027-05-28 14:10"  # a Friday; half-term until 4 June, then an INSET day on the Monday
ADEYEMI = "f.adeyemi@tansylane.example"  # she runs the club for a firm, after her hours
DPO = "dpo@tansylane.example"
MARSH_END = "head@marshend.example"
COACH = "folake@clubnights.example"  # where the firm says that its coach can be written to
PLACE = "/shire-hearth/tear-up-the-vote"
WORDS = (
    "Shared by clubnights_wexcombe: “I run the after-school club at Tansy Lane Primary School in "
    "Wexcombe and I am not afraid to pass this on. The Shire Guard are right. Tear up the vote, "
    "drag the councillors out of their beds and let strong men rule. March with us.”"
)
SECRETS = ["Shire", "clubnights", "councillors", "extremist post"]
DELETE = "Ask the author to delete it"
REFER = "Refer to Prevent"


def test_an_extremist_post_of_a_contractor(
    desk: Desk, web: Web, post: Post, come: Come, camera: Camera
):
    lead, head, dsl = come().sign_in(LEAD), come().sign_in(HEAD), come().sign_in(DSL)
    web.post(PLACE, title="Tear up the vote", by="clubnights_wexcombe", words=WORDS)
    doing.listen(lead, web.feed("shire-hearth"))
    mention = doing.find(lead, "Shire Guard")
    web.posts[PLACE].deleted = True  # the site hides it for a while
    case = doing.open_case(
        lead,
        mention,
        author="A contractor",
        conduct=["Extremism"],
        about=["Folake Adeyemi"],
        audience="Anyone",
    )
    evidence_comes_first(web, lead, head, case)
    assert doing.owed(lead, case) == [
        "Tell the safeguarding lead must: you, by 18:10 today",
        "Refer to Prevent must: the safeguarding lead, by 14:10 tomorrow",
        "Tell the headteacher must: you, by 15:30 on Tuesday 8 June",
        "Ask the author to delete it must: the headteacher, by 15:30 on Tuesday 8 June",
    ]
    banned = lead.locator(".not-allowed li")
    expect(banned).to_contain_text(
        ["Follow the behaviour policy", "Follow the staff handbook", "Reply from an account"]
    )
    expect(lead.locator("body")).to_contain_text(
        "seen only by Priya Hollis, you and Tomasz Carrick"
    )
    doing.has_part(lead, case, "Folake Adeyemi", "Wrote it")
    with_danger(lead, case)
    doing.do(lead, case, "Tell the safeguarding lead")
    doing.do(lead, case, "Tell the headteacher")

    deputy, coach = come(), come()
    standing_in = deputy.sign_in(OKAFOR)
    coach.sign_in(ADEYEMI)
    for visitor in (deputy, coach):
        doing.no_trace(visitor, [case, mention], SECRETS)
    doing.away(dsl, "2027-05-29", "2027-06-08", "Daniel Okafor")
    doing.away(lead, "2027-05-31", "2027-06-04", "Folake Adeyemi")  # of all people

    desk.on("2027-05-29 09:00")  # a Saturday; but the law counts this in hours
    told = post.next(OKAFOR)
    assert "One step waits for you" in words_of(told)
    assert not [secret for secret in (*SECRETS, "Adeyemi") if secret in words_of(told)]
    report = referred(standing_in, case, head, camera)
    written = len(post.taken.taken)

    desk.on("2027-06-02 10:00")  # half-term: the desk writes to nobody, and is open
    nothing_for(coach, [case, mention, report])  # who stands in for the online-safety lead today
    assert len(post.taken.taken) == written

    desk.on("2027-06-07 10:00")  # an INSET day
    assert len(post.taken.taken) == written
    desk.on("2027-06-08 08:40")
    morning = post.next(HEAD)
    assert "One step waits for you" in words_of(morning)
    assert not [secret for secret in (*SECRETS, "Adeyemi") if secret in words_of(morning)]
    assert post.sent_to(ADEYEMI) == 0
    assert post.sent_to(OKAFOR) == 1
    employer_told(head, case)
    asked_to_delete(web, post, head, case)

    desk.on("2027-06-09 09:00")  # the safeguarding lead is back, and nobody stands in any more
    nothing_for(deputy, [case, mention, report])
    chased(desk, dsl, report)
    learnt = "Whoever runs a club signs what we all sign."
    doing.close(dsl, case, outcome="Handed to someone else", learnt=learnt, words="Channel has it.")
    dsl.goto(case)
    expect(dsl.locator("article.post")).to_contain_text(
        f"What we learnt (Extremism and hate): {learnt}"
    )
    dsl.goto(case + "story/")
    told = dsl.locator("main")
    for words in (
        "Daniel Okafor handed this report in: Prevent referral",
        "Its number: PREV-27-118.",
        "a phone call with the firm that employs",
        "Still there",
    ):
        expect(told).to_contain_text(words)

    for who in (CHAIR, DPO, MARSH_END):
        visitor = come()
        visitor.sign_in(who)
        nothing_for(visitor, [case, mention, report])
    nothing_for(coach, [case, mention, report])
    office = come()  # hears what is said in public, and nothing of what became of it
    assert case.split("/")[-2] not in office.sign_in(OFFICE).content()
    for address in (case, case + "story/", report):
        assert office.context.request.get(address).status == 404
    nothing_to_press(office, case, report)
    assert post.sent_to(ADEYEMI) == 0
    assert post.sent_to(COACH) == 1
    assert desk.command("verify", "--ledger").returncode == 0


def evidence_comes_first(web: Web, lead: Page, head: Page, case: str) -> None:
    """What a site says where a post is hidden is no evidence of it, and nobody is asked before."""
    saved = lead.get_by_role("link", name="saved copy")
    until(lambda: lead.goto(case) and saved.count(), 30)
    head.goto(case)
    ask = doing.step(head, DELETE).get_by_role("button", name=re.compile("Draft the letter"))
    ask.click()
    expect(head.locator(".flashes")).to_contain_text("Save the evidence first")
    web.posts[PLACE].deleted = False
    lead.goto(case)
    doing.step(lead, "Save the evidence").get_by_role("button", name="Save the page now").click()
    doing.settled(lead, case, "Save the evidence")


def with_danger(page: Page, case: str) -> None:
    """What would be asked if somebody may be hurt soon: the police first, and the author not at all."""
    page.goto(case)
    page.get_by_role("link", name="Change the facts").click()
    doing.answer(page, danger="Yes: someone may be hurt soon")
    weighed = page.locator("#weighed")
    falls = weighed.locator(".changes ul").filter(has_text=DELETE)
    expect(falls.locator("b")).to_have_text([DELETE])
    expect(weighed.locator(".step b").first).to_have_text("Tell the police")
    page.goto(case)  # it is not so


def referred(page: Page, case: str, head: Page, camera: Camera) -> str:
    """Who stands in for the safeguarding lead writes the referral, and hands it in; its address."""
    page.goto("/")
    waits = page.locator(".item", has_text="A contractor’s extremist post")
    expect(waits).to_contain_text("For Tomasz Carrick, who is away: refer to Prevent")
    expect(waits).to_contain_text("by 14:10 today")
    camera.take(page, "extremism-stands-in")
    page.goto(case)
    doing.step(page, REFER).get_by_role("link", name="Prepare").click()
    early = page.get_by_label(re.compile("ACT Early"))
    expect(page.locator(".choice", has=early)).to_contain_text("It is made for families")
    early.check()
    page.get_by_role("button", name="Prepare it").click()
    expect(page.locator("main")).to_contain_text("Ring 0800 011 3764")
    expect(page.locator("main")).not_to_contain_text("Shire Guard")
    page.get_by_label("To whom did you give it?").fill("Folake Adeyemi")
    page.get_by_role("button", name="I have given it to them").click()
    expect(page.locator(".flashes")).to_contain_text("Nothing of a case goes to somebody who wrote")

    page.goto(case)
    doing.step(page, REFER).get_by_role("link", name="Prepare").click()
    page.get_by_label(re.compile("^Prevent referral")).check()
    page.get_by_role("button", name="Prepare it").click()
    text = page.get_by_label("The words to hand in")
    for known in (
        "Folake Adeyemi (Teaching assistant, Willow class): wrote it",
        "Shire Guard",
        PLACE,
    ):
        assert known.casefold() in text.input_value().casefold()
    page.get_by_label("What worries you").fill("Our coach calls others to a march of violence.")
    page.get_by_role("button", name="Keep these answers").click()
    assert "calls others to a march" in text.input_value()
    camera.take(page, "extremism-referral")
    page.get_by_label("Their reference number").fill("PREV-27-118")
    page.get_by_role("button", name="I have handed it in").click()
    expect(page.locator(".lead")).to_contain_text(
        "Ask what became of it by 15:30 on Monday 14 June"
    )
    report = page.url
    head.goto(report)  # there is one referral, and nobody hands it in again
    expect(head.get_by_role("button", name="I have handed it in")).to_have_count(0)
    assert doing.owed(page, case) == [
        "Ask the author to delete it must: the headteacher, by 15:30 on Tuesday 8 June"
    ]
    return report


def employer_told(page: Page, case: str) -> None:
    """A call with the firm, as it was: the policy has no step for it."""
    page.goto(case)
    page.get_by_label("Add a note").fill("They take the coach off our club while it is looked at.")
    page.get_by_text("It was a phone call or a talk").click()
    page.get_by_label("What was it?").select_option(label="A phone call")
    page.get_by_label("With whom did you speak?").fill("The firm that employs the coach")
    page.get_by_role("button", name="Keep the note").click()
    expect(doing.flash(page)).to_be_visible()


def asked_to_delete(web: Web, post: Post, page: Page, case: str) -> None:
    """The letter to the author says what is asked, and nothing of who else was told."""
    drafted = doing.draft(page, case, DELETE)
    assert web.home + PLACE in drafted
    assert "by 15:30 on Tuesday 8 June 2027" in drafted
    for words in ("Prevent", "police", "extrem", "Shire Guard", "Adeyemi", "Okafor"):
        assert words not in drafted
    doing.send(page, "Send it now from the office address", to=COACH, done=True)
    assert "\n\nDear author," in words_of(post.next(COACH))
    doing.settled(page, case, DELETE)


def chased(desk: Desk, page: Page, report: str) -> None:
    """No answer for a week: asked once more, and then it comes."""
    desk.on("2027-06-14 09:00")
    page.goto("/")
    item = page.locator(".item", has_text="Ask what became of a report")
    expect(item).to_contain_text("Prevent referral")
    item.get_by_role("link").first.click()
    assert page.url == report
    page.get_by_role("button", name="I asked, and there is no answer yet").click()
    page.goto("/")
    expect(item).to_have_count(0)
    desk.on("2027-06-21 09:00")
    page.goto("/")
    item.get_by_role("link").first.click()
    page.get_by_label("What did they answer?").fill("Taken on by the Channel panel.")
    page.get_by_role("button", name="Keep the answer").click()
    expect(page.locator(".lead")).to_contain_text("Answered")
    page.goto("/")
    expect(item).to_have_count(0)


def nothing_for(visitor: Visitor, addresses: list[str]) -> None:
    """No page and no form gives anything of it away."""
    doing.no_trace(visitor, addresses, SECRETS)
    case, mention, report = addresses
    nothing_to_press(visitor, case, report)
    assert doing.pressed(visitor, mention + "file/") in (403, 404)


def nothing_to_press(visitor: Visitor, case: str, report: str) -> None:
    for place in (
        case + "close/", case + "note/", case + "letter/", case + "people/", case + "facts/",
        case + "export/", report + "give/", report + "copy/", report + "answer/",
    ):  # fmt: skip
        assert doing.pressed(visitor, place) in (403, 404), place
