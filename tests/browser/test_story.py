"""One abusive post, all the way from the town's forum to proof: the desk's story in its five verbs."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import pypdf
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Come
from tests.browser.pictures import Camera
from tests.browser.running import DSL, HEAD, OKAFOR, Running
from tests.browser.visits import Visitor, mention_of
from tests.worker.desks import until

POST = "/forum/post/picking-up-time"
AUTHOR = "lanternjaw"
WORDS = "smirking at the gate"
LOOKS = re.compile("Still there on|not seen|changed by|Missing in")


@dataclass
class Journey:
    """Where the headteacher has got to."""

    desk: Running
    visitor: Visitor
    mention: str = ""
    case: str = ""
    letter: str = ""
    capture: str = ""
    broken: bool = False

    @property
    def page(self) -> Page:
        return self.visitor.page

    def look_again(self) -> str:
        """Press the button, wait until what was seen stands there, and read it."""
        seen = self.page.locator(".chron li").filter(has_text=LOOKS)
        button = self.page.locator("#looks").get_by_role("button", name="Look again now")
        self.page.goto(self.case)
        before = seen.count()
        button.click()
        expect(seen.or_(self.page.locator("#looks .loading")).first).to_be_visible()
        expect(button).to_be_visible()  # it comes back when the look has
        self.page.reload()
        assert seen.count() > before
        return self.page.locator("section", has=self.page.locator("#seen")).inner_text()


@pytest.fixture(scope="module")
def journey(desk: Running, come: Come) -> Journey:
    return Journey(desk, come())


@pytest.fixture(autouse=True)
def in_order(journey: Journey, request: pytest.FixtureRequest) -> Iterator[None]:
    """Each stage stands on the one before."""
    if journey.broken:
        pytest.fail("an earlier stage of the story failed", pytrace=False)
    failed = request.session.testsfailed
    yield
    journey.broken = request.session.testsfailed > failed


def test_listen(journey: Journey, camera: Camera):
    desk, page = journey.desk, journey.visitor.sign_in(HEAD)
    for post in ("wrong-inhaler", "she-sat-with-him", "is-it-inset"):
        desk.publish(post)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Sources").click()
    page.get_by_label("Paste an address, a search or a hashtag").fill(f"{desk.town}/forum/feed.xml")
    page.get_by_role("button", name="See what it would bring").click()

    table = page.get_by_role("table", name="How each would be sorted")
    hurtful = table.get_by_role("row", name="Words that may hurt, kept out of sight")
    expect(hurtful.first).to_be_visible()
    expect(table.get_by_role("row", name="full for Wednesdays")).to_contain_text("Question")
    expect(table.get_by_role("row", name="Large ginger cat")).to_contain_text("No")
    expect(table).not_to_contain_text(WORDS)
    camera.take(page, "preview")
    page.get_by_role("button", name="Listen here").click()
    expect(page.get_by_role("status").first).to_contain_text("We now listen to Wexcombe Talk")

    def heard() -> bool:
        page.goto("/inbox/")
        return (
            page.locator(".item.item", has_text="Words that may hurt, kept out of sight").count()
            > 0
        )

    until(heard, seconds=20)
    journey.mention = mention_of(page, WORDS)
    page.goto("/inbox/")
    expect(page.locator("main")).not_to_contain_text(WORDS)
    until(lambda: page.goto("/inbox/") and page.get_by_text("inhaler in her bag").count(), 20)
    camera.take(page, "inbox")
    page.goto("/sources/")
    camera.take(page, "sources")


def test_sort(journey: Journey, camera: Camera):
    page = journey.page
    page.goto("/")
    camera.take(page, "today")
    page.goto("/inbox/?tone=harm")
    row = page.locator(".item", has=page.locator(f"[data-open][href='{journey.mention}']"))
    row.get_by_role("link", name="Words that may hurt, kept out of sight").click()
    expect(page).to_have_url(re.compile(journey.mention))
    words = page.locator("article .words", has_text=WORDS)
    expect(words).to_be_hidden()
    camera.take(page, "mention")
    page.get_by_text("Show the words").click()
    expect(words).to_be_visible()
    expect(page.get_by_text(f"By “{AUTHOR}”")).to_be_visible()

    why = page.locator("section", has=page.locator("#why"))
    expect(why).to_contain_text("its name and it was said in our own town")
    expect(why).to_contain_text("we are not sure")
    expect(why).to_contain_text("Insulting")
    asks = page.locator(".panel", has_text="What our policy asks")
    expect(asks.locator(".step").first).to_contain_text("Save the evidence")
    clause = asks.get_by_role("link", name="Incidents, 2")
    clause.click()
    expect(page.locator(".clause-text:target")).to_contain_text("delete")
    page.evaluate("scrollTo(0, 0)")
    camera.take(page, "policy")


def test_decide(journey: Journey, camera: Camera):
    page = journey.page
    page.goto(journey.mention)
    page.get_by_role("link", name="Open a case").click()
    panel = page.locator("#weighed")
    page.get_by_label("A parent or carer").check()
    expect(panel).to_contain_text("Ask the author to delete it")
    page.get_by_label("Someone else").check()
    expect(panel).not_to_contain_text("Ask the author to delete it")
    page.get_by_label("A parent or carer").check()
    page.get_by_label("Abusive", exact=True).check()
    page.get_by_role("group", name="Who or what is it about?").get_by_label(
        "Someone who works here"
    ).check()
    page.get_by_label("Daniel Okafor").check()
    expect(panel).to_contain_text("Ask the author to delete it")
    camera.take(page, "facts")
    page.get_by_role("button", name="Open the case").click()

    expect(page.get_by_role("status").first).to_contain_text("The case is open.")
    journey.case = page.url
    expect(page.locator("h1")).not_to_contain_text("Okafor")
    expect(page.locator(".words", has_text=WORDS)).to_be_hidden()
    steps = page.locator(".step b").all_inner_texts()
    assert steps.index("Write it down") < steps.index("Save the evidence")
    assert steps.index("Save the evidence") < steps.index("Ask the author to delete it")


def test_act_save_the_evidence(journey: Journey, camera: Camera):
    page = journey.page
    until(lambda: page.goto(journey.case) and page.get_by_text("saved copy").count(), 20)
    page.reload()  # the tick may have come a blink after the copy
    expect(page.locator(".step.done", has_text="Save the evidence")).to_be_visible()
    page.get_by_role("link", name="saved copy").click()
    journey.capture = page.url
    expect(page.get_by_text("Every part is as it was saved.")).to_be_visible()
    expect(page.locator("aside")).to_contain_text(journey.desk.town + POST)
    expect(page.locator(".words", has_text=WORDS)).to_be_hidden()
    page.get_by_text("Show the picture").click()
    drawn = page.get_by_role("img", name=re.compile("as a browser drew it"))
    expect(drawn).to_be_visible()
    until(lambda: drawn.evaluate("picture => picture.complete && picture.naturalWidth") == 1280)
    camera.take(page, "capture")
    seals = {}
    for row in page.locator("tbody tr").all():
        with page.expect_download() as coming:
            row.get_by_role("link").click()
        saved = coming.value.path().read_bytes()
        seals[coming.value.suggested_filename] = row.locator("code").inner_text()
        assert hashlib.sha256(saved).hexdigest() == row.locator("code").inner_text()
        if coming.value.suggested_filename.endswith("datapackage.json"):
            listed = json.dumps(json.loads(saved))
    assert len(seals) > 3
    assert [s for name, s in seals.items() if "datapackage" not in name and s not in listed] == []

    with page.expect_download() as coming:
        page.get_by_role("link", name="Take the saved page").click()
    checked = journey.desk.command("verify", str(coming.value.path()))
    assert (checked.returncode, checked.stdout.splitlines()[0][:6]) == (0, "WHOLE."), checked


def test_act_ask_for_it_to_be_taken_down(journey: Journey, camera: Camera):
    page = journey.page
    page.goto(journey.case)
    page.get_by_role(
        "button", name=re.compile("Draft the letter.*Ask the author to delete it")
    ).click()
    journey.letter = page.url
    body = page.get_by_label("Letter", exact=True)
    drafted = body.input_value()
    assert POST in drafted
    assert "Okafor" not in drafted
    expect(page.get_by_text("Nothing found")).to_be_visible()
    camera.take(page, "letter")

    mine = drafted.replace("what happened", "your side of it")
    assert mine != drafted
    body.fill(mine + "\nMr Okafor was in tears.")
    page.get_by_role("button", name="Save the letter").click()
    stopped = page.locator("section", has=page.locator("#check"))
    expect(stopped).to_contain_text("Okafor")
    expect(stopped).to_contain_text("Take this out")
    page.get_by_label("I wrote it to them where they posted").check()
    page.get_by_label("Where did you put it?").fill("As myself, in the thread")
    page.get_by_role("button", name="Send it, or mark it sent").click()
    expect(page.locator(".error-summary")).to_contain_text("Okafor")
    assert Running.command(journey.desk, "verify", "--ledger").returncode == 0

    page.goto(journey.letter)
    body.fill(mine)
    page.get_by_role("button", name="Save the letter").click()
    expect(page.get_by_text("Nothing found")).to_be_visible()
    page.get_by_label("I wrote it to them where they posted").check()
    page.get_by_label("Where did you put it?").fill("As myself, in the thread")
    page.get_by_role("button", name="Send it, or mark it sent").click()
    expect(page).to_have_url(journey.case)
    expect(page.get_by_role("status").first).to_contain_text("Marked as sent.")
    expect(page.locator(".step.done", has_text="Ask the author to delete it")).to_be_visible()
    expect(page.locator(".chron")).to_contain_text(
        "The letter was sent as a message where it was posted"
    )
    page.goto(journey.letter)
    expect(page.locator("article")).to_contain_text("your side of it")


def test_act_look_whether_it_is_gone(journey: Journey, camera: Camera):
    desk, page = journey.desk, journey.page
    assert "Still there on" in journey.look_again()
    camera.take(page, "case")

    town = page.context.new_page()
    town.goto(f"{desk.town}/authors/")
    delete = town.get_by_role("button", name=f"Delete this post: School run, by {AUTHOR}")
    delete.click()
    expect(delete).to_have_count(0)
    once = journey.look_again()
    assert "not seen" in once
    assert "no such page" in once
    assert "Missing in" not in once
    desk.later(days=1)
    assert "Missing in" not in journey.look_again()
    desk.later(days=1, hours=1)
    assert re.search(r"Missing in [3-9] checks since", journey.look_again())
    expect(page.locator(".rows", has_text="Deletion")).to_contain_text("gone")

    page.get_by_text("It has come to an end").click()
    page.get_by_label("not there when we last looked").check()
    page.get_by_label("One sentence for whoever reads this").fill("The author took it down.")
    page.get_by_role("button", name="Close the case").click()
    expect(page.get_by_role("status").first).to_contain_text("The case is closed.")
    expect(page.locator(".lead")).to_contain_text("not there when we last looked")


def test_prove_hand_over_an_evidence_pack(journey: Journey):
    page = journey.page
    page.goto(journey.case)
    page.get_by_text("Evidence pack", exact=True).click()
    page.get_by_role("link", name="Make an evidence pack").click()
    page.get_by_role("button", name="Make the pack").click()
    expect(page.get_by_text("Say who gets it.").first).to_be_visible()
    page.get_by_label(re.compile("^The police")).check()
    page.get_by_label("Who gets it?").fill("PC 4471, Wexcombe police")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Make the pack").click()
    with zipfile.ZipFile(coming.value.path()) as pack:
        assert {"evidence-pack.pdf", "ledger.json", "readme.txt", "saved-pages/1.wacz"} <= set(
            pack.namelist()
        )
        handed = pack.extract("saved-pages/1.wacz", coming.value.path().parent)
        paper = pypdf.PdfReader(io.BytesIO(pack.read("evidence-pack.pdf")))
    checked = journey.desk.command("verify", handed)
    assert (checked.returncode, checked.stdout.splitlines()[0][:6]) == (0, "WHOLE."), checked
    told = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
    assert WORDS in told
    assert "PC 4471, Wexcombe police" in told
    assert any(sheet.images for sheet in paper.pages)  # what the page looked like
    page.goto(journey.case)
    expect(page.locator(".chron")).to_contain_text("For: PC 4471, Wexcombe police")


def test_prove(journey: Journey, camera: Camera):
    page = journey.page
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Ledger").click()
    expect(page.locator(".chron").first).to_be_visible()
    newest = told = page.locator(".chron").all_inner_texts()
    older = page.get_by_role("link", name="Older")
    while older.count():  # other visitors of this desk were busy too
        page.goto("/ledger/" + str(older.get_attribute("href")))
        told = told + page.locator(".chron").all_inner_texts()
    page.goto("/ledger/")
    for line in (
        "Priya Hollis added a source to listen to",
        "Goodname heard something about the school",
        "Priya Hollis opened a case",
        "Goodname saved a copy of a page",
        "Priya Hollis took a saved copy out of the desk",
        "Priya Hollis drafted a letter",
        "Priya Hollis sent a letter",
        "Goodname looked whether a post is still there",
        "Priya Hollis closed a case",
        "Priya Hollis made an evidence pack of a case",
    ):
        assert any(line in day for day in told), line
    assert not any("Okafor" in day or AUTHOR in day for day in newest)
    camera.take(page, "ledger")

    page.get_by_role("button", name="Check the whole chain").click()
    expect(page.get_by_role("heading", name="The ledger is whole")).to_be_visible()
    seal = " ".join(
        page.get_by_label("The seal, in blocks of eight").locator("li").all_inner_texts()
    )
    page.get_by_label("A seal that you kept").fill(seal)
    page.get_by_role("button", name="Check the whole chain").click()
    expect(page.get_by_text("The seal that you kept is among them.")).to_be_visible()
    assert journey.desk.command("verify", "--ledger").returncode == 0
    assert journey.desk.command("verify", "--ledger", "--head", seal).returncode == 0
    wrong = seal[:-1] + ("0" if seal[-1] != "0" else "1")
    assert journey.desk.command("verify", "--ledger", "--head", wrong).returncode == 1
    page.goto("/gallery/")
    camera.take(page, "gallery")


def test_whom_it_is_about_finds_no_trace(journey: Journey, come: Come):
    hidden = [journey.mention, journey.case, journey.letter, journey.capture]
    about = come()
    page = about.sign_in(OKAFOR)
    secrets = [AUTHOR, WORDS, *(address.rstrip("/").rsplit("/", 1)[1] for address in hidden)]
    nothing_said(page, [*menu(page), "/account/"], secrets)
    for address in [*hidden, "/inbox/", "/cases/?q=smirking", "/ledger/"]:
        assert about.context.request.get(address).status == 404


def cases_opened(page: Page) -> int:
    """How many openings of cases the ledger tells this person of, on all its pages."""
    there, found = "/ledger/", 0
    while there:
        page.goto(there)
        found += page.get_by_text("opened a case.").count()
        older = page.get_by_role("link", name="Older")
        there = f"/ledger/{older.get_attribute('href')}" if older.count() else ""
    return found


def test_nor_does_the_safeguarding_lead_of_a_case_about_them(journey: Journey, come: Come):
    page = journey.page
    mention = mention_of(page, "locked at 8:50")
    page.goto(mention)
    page.get_by_role("link", name="Open a case").click()
    page.get_by_label("A parent or carer").check()
    page.get_by_label("It criticises the school, civilly").check()
    page.get_by_label("The school", exact=True).check()
    page.get_by_label("Tomasz Carrick").check()
    page.get_by_role("button", name="Open the case").click()
    expect(page.get_by_role("status").first).to_contain_text("The case is open.")
    case = page.url
    opened = cases_opened(page)

    about = come()
    page = about.sign_in(DSL)
    secrets = ["has been locked at 8:50", case.split("/")[-2], mention.split("/")[-2]]
    boxes = [f"/inbox/?box={box}" for box in ("new", "cases", "done", "all")]
    boxes += ["/inbox/?box=all&q=locked", "/cases/?q=locked"]
    page.goto("/sources/")
    source = page.get_by_role("link", name="Wexcombe Talk").get_attribute("href")
    nothing_said(page, [*menu(page), *boxes, str(source)], secrets)
    assert cases_opened(page) == opened - 1
    for address in (mention, case):
        assert about.context.request.get(address).status == 404


def menu(page: Page) -> list[str]:
    links = page.get_by_role("navigation", name="Main").get_by_role("link")
    return [str(link.get_attribute("href")) for link in links.all()]


def nothing_said(page: Page, addresses: list[str], secrets: list[str]) -> None:
    """No page says any of the secrets, in sight or out of it."""
    assert addresses
    for address in addresses:
        page.goto(address)
        shown = page.content()
        assert [secret for secret in secrets if secret in shown] == [], address
