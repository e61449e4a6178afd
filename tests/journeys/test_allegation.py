"""A mother writes to the office that the headteacher grooms her son: past the office, past the head."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Come
from tests.browser.pictures import Camera
from tests.browser.running import CHAIR, DSL, HEAD
from tests.browser.visits import Visitor
from tests.journeys import doing
from tests.journeys.desk import Desk
from tests.journeys.outside import OFFICE, Post, words_of
from tests.worker.desks import until

BEGINS = "2027-02-12 15:00"  # the Friday before half-term, 15 to 19 February
MARSH_END = "head@marshend.example"
MOTHER = "r.ambrose@home.example"
WORDS = (
    "I do not know whom else to ask. Mrs Hollis has been sending my son Theo messages at night, "
    "calls him special and tells him not to tell me. He is ten. I am frightened of what she wants."
)
SECRETS = ["Theo", "Ambrose", "messages at night", "special"]


def test_an_allegation_against_the_headteacher(desk: Desk, post: Post, come: Come, camera: Camera):
    head_visitor, office_visitor = come(), come()
    head = head_visitor.sign_in(HEAD)
    office_visitor.sign_in(OFFICE)
    chair = come().sign_in(CHAIR)
    doing.connect_mailbox(head, desk)
    heard = head.get_by_role("listitem").filter(has_text="INBOX").filter(has_text="answered today")
    until(lambda: head.goto("/") and heard.count(), 30)
    before = seen(head)
    first = post.write(by=f"Ruth Ambrose <{MOTHER}>", subject="About my son", words=WORDS)
    dsl = come().sign_in(DSL)
    until(lambda: dsl.goto("/") and dsl.get_by_text("about the headteacher").count(), 30)
    desk.later(minutes=11)
    told = post.next(CHAIR)
    assert not [secret for secret in (*SECRETS, "Hollis", "head") if secret in words_of(told)]
    assert post.sent_to(HEAD) == post.sent_to(OFFICE) == 0
    assert seen(head) == before
    head.goto("/ledger/")
    expect(head.locator("main")).not_to_contain_text("heard something about the school")
    expect(head.locator("main")).not_to_contain_text("kept a matter from somebody")
    chair.goto("/")
    camera.take(chair, "allegation-today")
    chair.locator(".item", has_text="headteacher").get_by_role("link").first.click()
    mention = chair.url
    expect(chair.locator("main")).to_contain_text("tells him not to tell me")
    expect(chair.locator("main")).not_to_contain_text("Not allowed")
    case = doing.open_case(
        chair, mention, author="Someone who works here",  # the one of whom the letter tells
        conduct=["A direct message", "Sexual", "Seems to be against the law"],
        towards=["A pupil"], about=["Priya Hollis"],
    )  # fmt: skip
    steps = doing.asked(chair, case)
    for wanted in (
        "Tell the safeguarding lead",
        "Tell the chair of governors",
        "Consult the local authority officer (LADO)",
        "Tell the police",
        "Support whoever was hurt",
    ):
        assert wanted in steps
    lado = doing.step(chair, "Consult the local authority officer")
    expect(lado).not_to_contain_text("headteacher")
    assert (
        "seen only by you, Shazia Lockhart and Tomasz Carrick" in chair.locator("body").inner_text()
    )
    camera.take(chair, "allegation-case")

    post.write(by=f"Ruth Ambrose <{MOTHER}>", subject="Re: About my son", answers=first,
               words="Mrs Hollis wrote to Theo again last night. Please help us.")  # fmt: skip
    second = dsl.get_by_role("listitem").filter(has_text="about the headteacher")
    until(lambda: dsl.goto("/") and second.count(), 30)
    assert seen(head) == before

    lado.get_by_role("link", name="Prepare the report").click()
    chair.get_by_role("button", name="Prepare it").click()
    expect(chair.locator("main")).to_contain_text("LADO")
    chair.get_by_label("Their reference number").fill("LADO-27-031")
    chair.get_by_role("button", name="I have handed it in").click()
    expect(chair.get_by_role("heading", name="What became of it?")).to_be_visible()
    report = chair.url
    expect(chair.locator("main")).to_contain_text("LADO-27-031")

    nothing_for(head_visitor, [case, mention, report])
    nothing_for(office_visitor, [case, mention, report])
    other = come()
    other.sign_in(MARSH_END)
    nothing_for(other, [case, mention, report])

    desk.on("2027-02-22 10:00")  # half-term is over
    doing.check_in(dsl, case, "Theo", "A grown-up in school they can go to at any time", "Safe.")
    doing.close(chair, case, outcome="Handed to someone else", words="The LADO took it over.")
    assert post.sent_to(HEAD) + post.sent_to(OFFICE) == 0
    nothing_for(head_visitor, [case, mention, report])
    assert desk.command("verify", "--ledger").returncode == 0


def nothing_for(visitor: Visitor, addresses: list[str]) -> None:
    """No page, no form and no list gives anything of it away."""
    doing.no_trace(visitor, addresses, SECRETS)
    case, mention, report = addresses
    key = case.rstrip("/").rpartition("/")[2]
    for place in (
        case + "close/", case + "note/", case + "story/print/", mention + "headteacher/",
        report + "give/", report + "copy/",
    ):  # fmt: skip
        assert doing.pressed(visitor, place) in (403, 404), place
    page = visitor.page
    for place in ("/inbox/?q=Theo&box=all", "/cases/?q=Theo", "/answers/", "/answers/alike/"):
        if visitor.context.request.get(place).status == 200:
            page.goto(place)
            assert key not in page.content(), place
            assert page.locator("main .item").count() == 0, place


def seen(page: Page) -> list[str]:
    """All that the pages of somebody's menu say but the ledger, without the time of day."""
    page.goto("/")
    links = page.get_by_role("navigation", name="Main").get_by_role("link").all()
    said = []
    for place in [str(link.get_attribute("href")) for link in links]:
        if place == "/ledger/":
            continue
        page.goto(place)
        said.append(re.sub(r"\d+:\d\d", "…", page.locator("main").inner_text()))
    return said
