"""A mother writes at night that a nude picture of her daughter goes round: the desk never touches it."""

import base64
import io
import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Come
from tests.browser.pictures import Camera
from tests.browser.running import DSL, HEAD, OKAFOR
from tests.journeys import doing
from tests.journeys.desk import Desk
from tests.journeys.outside import Post, Web, words_of

BEGINS = "2027-06-03 21:40"  # a Thursday night in the half-term holidays
MARSH_END = "head@marshend.example"
OFFICE = "office@tansylane.example"
MOTHER = "n.marchetti@home.example"
WORDS = (
    "My daughter Lily is in Year 6. Somebody has sent a nude picture of her round the class chat. "
    "I do not know what to do. I have attached what I was sent."
)


def picture() -> bytes:
    """A grey square that stands for what nobody here may look at."""
    drawn = io.BytesIO()
    Image.new("RGB", (64, 64), "grey").save(drawn, "PNG")
    return drawn.getvalue()


def test_a_report_of_a_nude_image(desk: Desk, web: Web, post: Post, come: Come, camera: Camera):
    head, dsl = come().sign_in(HEAD), come().sign_in(DSL)
    doing.connect_mailbox(head, desk)
    secret = picture()
    post.write(by=f"Nadia Marchetti <{MOTHER}>", subject="Please help", words=WORDS,
               files={"IMG_2041.png": secret})  # fmt: skip
    alarm = post.next(DSL)
    assert "picture" not in words_of(alarm)
    assert "Lily" not in words_of(alarm)
    dsl.goto("/")
    camera.take(dsl, "image-alarm")
    dsl.get_by_role("button", name="I am dealing with it").click()
    expect(dsl.locator("main")).not_to_contain_text("nude")
    dsl.get_by_role("button", name="It is not about the headteacher: open it").click()
    expect(dsl.locator("main")).to_contain_text("do not copy anything")
    mention = dsl.url
    expect(dsl.get_by_role("link", name="IMG_2041.png")).to_have_count(0)
    expect(dsl.locator(".policy, .panel", has_text="What our policy asks")).to_contain_text(
        "police"
    )
    case = doing.open_case(dsl, mention, author="A parent or carer")  # the rest is filled in
    assert doing.asked(dsl, case) == [
        "Write it down",
        "Tell the safeguarding lead",
        "Tell the police",
        "Hand it to Report Remove",
        "Support whoever was hurt",
    ]
    expect(doing.step(dsl, "Tell the police")).to_contain_text("by 1:40 tomorrow")
    expect(doing.step(dsl, "Support whoever")).to_contain_text("by 21:40 tomorrow")
    expect(dsl.locator(".not-allowed")).to_contain_text("Save the evidence")
    dsl.get_by_role("link", name="What to do, in order").click()
    first = dsl.locator("main")
    expect(first).to_contain_text("Do not look at it. Do not copy it, send it or save it.")
    expect(first).to_contain_text("It is not the child’s fault.")
    camera.take(dsl, "image-what-to-do")

    forced(come, mention, case)
    dsl.goto(case)
    happened = dsl.locator("#story")
    expect(happened).not_to_contain_text("file of the letter was asked for")
    expect(happened).not_to_contain_text("saved")
    expect(happened).not_to_contain_text("look")

    reported(dsl, case, "Tell the police", "Police: 101", reference="CAD 5512")
    handed_over(dsl, case)
    dsl.goto(case)
    doing.do(dsl, case, "Tell the safeguarding lead")
    desk.on("2027-06-08 10:00")  # the first school day: Monday was an INSET day
    doing.check_in(dsl, case, "Lily", "A grown-up in school they can go to at any time", "Better.")
    doing.close(dsl, case, outcome="Handed to someone else", learnt="Tell a grown-up first.")

    # Of the picture not one byte ever left the mail server, and no place on the web was asked.
    assert base64.b64encode(secret)[:48] not in post.mailbox.said()
    assert not re.search(rb"BODY(\.PEEK)?\[2", post.mailbox.heard())
    assert web.asked == []
    assert not [file for file in desk.home.rglob("*") if file.is_file() and holds(file, secret)]
    for person in (OKAFOR, MARSH_END):
        visitor = come()
        visitor.sign_in(person)
        doing.no_trace(visitor, [case, mention], ["Lily", "Marchetti", case.split("/")[-2]])
    office = come()
    office.sign_in(OFFICE)
    doing.no_trace(office, [case], ["class chat", "Lily"])
    assert desk.command("verify", "--ledger").returncode == 0


def holds(file: Path, secret: bytes) -> bool:
    """Whether the picture stands in a file of the desk, as it is or packed."""
    body = file.read_bytes()
    return secret in body or base64.b64encode(secret)[:48] in body


def forced(come: Come, mention: str, case: str) -> None:
    """Somebody who may see it all sends the forms that no page shows: nothing comes of them."""
    key = mention.rstrip("/").rpartition("/")[2]
    again = come()
    page = again.sign_in(DSL)
    for address, sent, why in (
        (f"/enclosed/{key}/1/", {"answer": "no"}, "It is never fetched."),
        (case + "look/", {}, "This case has no address to look at."),
        (case + "save/", {}, "This case has no address to save."),
        (case + "file/", {"answer": "no"}, "No file is taken in a case that may be about"),
    ):
        assert doing.pressed(again, address, **sent) == 302, address
        page.goto(case)
        expect(page.locator(".flashes")).to_contain_text(why)


def reported(page: Page, case: str, title: str, way: str, *, reference: str) -> None:
    """Prepare a report by one way, and hand it in."""
    page.goto(case)
    doing.step(page, title).get_by_role("link", name="Prepare the report").click()
    page.get_by_label(re.compile(way)).first.check()
    page.get_by_role("button", name="Prepare it").click()
    expect(page.locator("main")).to_contain_text("Nothing goes with it.")
    page.get_by_label("Their reference number").fill(reference)
    page.get_by_role("button", name="I have handed it in").click()
    expect(page.get_by_role("heading", name="What became of it?")).to_be_visible()


def handed_over(page: Page, case: str) -> None:
    page.goto(case)
    page.get_by_role("link", name="What to do, in order").click()
    page.get_by_text("The words for the child", exact=True).click()
    expect(page.locator("main")).to_contain_text("They do not need to see the picture.")
    page.get_by_role("button", name=re.compile("Prepare it for the child.*Report Remove")).click()
    expect(page.locator("main")).to_contain_text("They hand it in, not we.")
    page.get_by_label("To whom did you give it?").fill("Lily, with her mother")
    page.get_by_role("button", name="I have given it to them").click()
    expect(doing.flash(page)).to_be_visible()
