"""Every address of the desk: no barrier that axe knows of, nothing sideways, nothing from elsewhere."""

import base64
import hashlib
import hmac
import io
import re
import struct
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Page, expect

from tests.browser import rooms
from tests.browser.barriers import OF_LAYOUT, SIDEWAYS, UNFOLD, barriers
from tests.browser.conftest import Come
from tests.browser.running import CHAIR, HEAD, LEAD, PASSWORD, Running
from tests.browser.visits import Visitor, mention_of
from tests.worker.desks import until

# Addresses that only take a form: each with the page that carries it.
FORMS = {
    "file_mention": "mention",
    "about_head": "mention",
    "restore_mention": "mention_put_away",
    "try_address": "sources",
    "change_source": "source",
    "ask_source": "source",
    "try_instead": "preview:a page",
    "add_note": "case",
    "look_again": "case",
    "note_refusal": "case:changed",
    "judge_edit": "case:changed",
    "ask_again": "case:refused",
    "close_case": "case",
    "reopen_case": "case_closed",
    "draft_letter": "case:voiced",
    "save_page": "case_unsaved",
    "step": "case",
    "add_part": "case",
    "remove_part": "case",
    "link_case": "case",
    "unlink_case": "case",
    "part_case": "case",
    "print_story": "case_story",
    "offer_procedure": "case:voiced",
    "acknowledge_complaint": "complaint",
    "answer_complaint": "complaint",
    "next_stage": "complaint:answered",
    "end_complaint": "complaint",
    "lesson_taught": "lessons",
    "send_letter": "letter",
    "keep_answers": "referral",
    "copy_referral": "referral",
    "print_referral": "referral",
    "give_referral": "referral",
    "chase_referral": "referral_given",
    "answer_referral": "referral_given",
    "ask_approval": "letter:by the lead",
    "approve_letter": "letter_asked",
    "send_back": "letter_asked",
    "print_letter": "letter_approved",
    "do_step": "my_step",
    "hand_back": "my_step",
    "assign_step": "my_step",
    "end_absence": "absences",
    "quiet_hours": "absences",
    "choose_digest": "absences",
    "approve_version": "policy_version:waiting",
    "refuse_version": "policy_version:waiting",
    "take_back": "policy_version:waiting",
    "send_draft": "policy_draft",
    "discard_draft": "policy_draft",
    "remove_row": "policy_draft",
    "begin_again": "policy_version",
    "handle_many": "inbox",
    "undo_filing": "inbox:many put away",
    "snooze": "mention",
    "assign": "mention",
    "save_view": "inbox:narrowed",
    "rename_view": "saved_views",
    "delete_view": "saved_views",
    "let_in": "keep_out",
    "remove_connection": "connection",
    "moved_source": "source:moved",
    "choose_deputies": "danger",
    "try_alarm": "danger",
    "answer_alert": "today",
    "answer_look": "personal_look",
    "drop_telling": "telling:unsent",
}
# Where one page has a form for each of several things: a part of their addresses.
PARTS = {
    "step": "/step/", "remove_row": "/remove/", "undo_filing": "/undo/", "answer_alert": "/answer/",
    "remove_part": "/remove/", "unlink_case": "/link/", "part_case": "/part/",
    "end_absence": "/end/", "lesson_taught": "/taught/",
    "rename_view": "/rename/", "delete_view": "/delete/", "let_in": "/let-in/",
}  # fmt: skip
# What a phone posts to by itself when something is shared with the desk.
SHARED = {"tell_share"}
# Addresses that hand over a file.
FILES = {
    "capture_part", "capture_file", "capture_picture",
    "mfa_download_recovery_codes", "policy_file", "told_picture",
    "told_original",
    "tell_worker", "tell_manifest", "case_file", "enclosure_page", "enclosure_original",
}  # fmt: skip


def routes(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        else:
            yield str(pattern.name)


@dataclass(frozen=True)
class Seen:
    """Where a visit led to, and where the forms of that page lead."""

    address: str
    forms: tuple[str, ...]

    @classmethod
    def of(cls, page: Page) -> "Seen":
        listed = "document => [...document.forms].map(form => form.getAttribute('action') ?? '')"
        return cls(page.url, tuple(page.evaluate(f"({listed})(document)")))


@dataclass
class House:
    """The desk with something in every room: where each page is, and who stands in it."""

    desk: Running
    head: Visitor  # the headteacher
    chair: Visitor  # who signs in with a second step
    lead: Visitor  # the online-safety lead
    door: Visitor  # nobody who is signed in
    at: dict[str, str] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)  # by the name of the visit
    secret: str = ""
    used: int = 0  # the half minute whose six figures were used up


def six_figures(secret: str) -> str:
    """What the app on a phone shows for this secret now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1)
    return f"{(struct.unpack('>I', mac[mac[-1] & 15 :][:4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


@pytest.fixture(scope="module")
def corner(desk: Running) -> Iterator[None]:
    with rooms.served(desk):
        yield


@pytest.fixture(scope="module")
def house(desk: Running, come: Come, corner: None) -> Iterator[House]:
    # Without motion, colours are what they will be at once.
    still = {"reduced_motion": "reduce"}
    made = House(desk, come(**still), come(**still), come(**still), come(**still))
    furnish(made, made.head.sign_in(HEAD))
    listening(made, made.head.page, made.lead.sign_in(LEAD))
    second_step(made, made.chair.sign_in(CHAIR))
    yield made
    take_back(made)
    made.head.page.goto("/")  # the tests after these find no danger on the desk that they share
    made.head.page.get_by_role("button", name="I am dealing with it").click()


def furnish(house: House, page: Page) -> None:
    """Open two cases, write a letter, put a mention away."""
    at = house.at
    house.desk.publish("disgrace-of-a-place")
    at["mention"] = mention_of(page, "could not run a bath")
    page.goto("/sources/")
    at["source"] = address_of(page, "Wexcombe Families’ Choice")

    open_case(page, mention_of(page, "a gas main is replaced"), "Abusive")
    at["case"] = urlsplit(page.url).path
    at["change_facts"] = at["case"] + "facts/"
    until(lambda: page.goto(at["case"]) and page.get_by_text("saved copy").count(), 20)
    at["capture"] = address_of(page, "saved copy")
    page.get_by_role("button", name=re.compile("Draft the letter.*Ask the author")).click()
    at["letter"] = urlsplit(page.url).path
    page.get_by_label("Letter", exact=True).fill("Dear all,\n\nMr Okafor asks you to stop.")
    page.get_by_role("button", name="Save the letter").click()

    rooms.join_a_conversation(page, at["case"])
    at["case_story"], at["case_file_gate"] = at["case"] + "story/", at["case"] + "file/"
    at["merge_case"] = at["case"] + "merge/"
    at["add_case_file"] = rooms.file_gate(page, at["case_file_gate"])

    at["case_voiced"] = rooms.concern(page)
    at["begin_complaint"] = at["case_voiced"] + "complain/"
    at["complaint_answered"] = rooms.complaint(page, answered=True)
    at["complaint"] = rooms.complaint(page, answered=False)
    at["check_in"] = at["case"] + "support/"
    at["edit_lesson"] = rooms.lesson(page)
    at["export_case"] = at["case"] + "export/"
    at["evidence_pack"] = at["case"] + "pack/"
    at["my_step"] = rooms.my_step(page, at["case"])
    at["letter_asked"], at["letter_approved"] = rooms.letters(house.desk, at["letter"])
    at["letter_paper"] = at["letter_approved"] + "paper/"
    rooms.absence(page)

    at["case_changed"], at["case_refused"] = rooms.asked(page, house.desk, open_case)
    rooms.listen_to(page, f"http://127.0.0.1:{house.desk.corner}/feed.xml")
    open_case(page, mention_of(page, "spiteful clowns"), "Abusive", author="Someone else")
    at["case_unsaved"] = urlsplit(page.url).path
    at["prepare_report"], at["referral"] = rooms.report(page, at["case_unsaved"], given=False)
    _, at["referral_given"] = rooms.report(page, at["case_unsaved"], given=True)
    until(lambda: page.goto(at["case_unsaved"]) and page.get_by_text("that failed").count(), 20)
    at["capture_failed"] = address_of(page, "copy that failed")

    open_case(page, mention_of(page, "what a marrow is"), "It thanks or praises")
    at["case_closed"] = urlsplit(page.url).path
    page.get_by_text("It has come to an end").click()
    page.get_by_label("Answered", exact=True).check()
    page.get_by_role("button", name="Close the case").click()
    at["mention_put_away"] = mention_of(page, "about one thing that had gone well")
    page.goto(at["mention_put_away"])
    page.get_by_role("button", name="Put it away").click()
    expect(page.get_by_role("status").first).to_contain_text("Put away.")


def listening(house: House, page: Page, lead: Page) -> None:
    """Keep a key and a view, hear a story and a threat, ask for a look, bring something."""
    at, desk = house.at, house.desk
    at["connection"] = rooms.connection(page, desk)
    at["test_connection"] = rooms.tested(page, desk)
    at["replace_key"] = at["connection"] + "key/"
    at["story"] = rooms.story(page, desk)
    at["moved"] = rooms.moved(page, desk)
    rooms.view(page)
    at["look"] = rooms.look_again(lead)
    at["gate"] = rooms.gate(page)
    at["telling"] = rooms.telling(lead)
    at["told"] = at["telling"].replace("/tell/", "/told/")
    image = Image.new("RGB", (400, 120), "white")
    ImageDraw.Draw(image).text((20, 40), "The gate was open", "black", ImageFont.load_default(32))
    drawn = io.BytesIO()
    image.save(drawn, "PNG")
    at["unsent"] = rooms.unsent(page, drawn.getvalue())
    rooms.alert(page, desk)


def address_of(page: Page, link: str) -> str:
    return str(page.get_by_role("link", name=link).first.get_attribute("href"))


def open_case(page: Page, mention: str, conduct: str, author: str = "A parent or carer") -> None:
    page.goto(mention)
    page.get_by_role("link", name="Open a case").click()
    page.get_by_label(author, exact=True).check()
    page.get_by_label(conduct, exact=True).check()
    page.get_by_label("Someone who works here").nth(1).check()
    page.get_by_label("Daniel Okafor").check()
    page.get_by_role("button", name="Open the case").click()
    expect(page.get_by_role("status").first).to_contain_text("The case is open.")


def still_you(page: Page, address: str) -> None:
    """Go to a page that may ask for the password once more."""
    page.goto(address)
    if "/again/" in page.url:
        page.get_by_label("Your password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
    page.wait_for_url(f"**{address}")


def second_step(house: House, page: Page) -> None:
    """Turn the second step on, as a person does with the secret that the page shows."""
    still_you(page, "/account/authenticator/")
    house.secret = page.get_by_label("Or type this into the app").input_value()
    page.get_by_label("The six figures").fill(six_figures(house.secret))
    house.used = int(time.time()) // 30
    page.get_by_role("button", name="Turn it on").click()
    expect(page.locator("h1")).to_have_text("Your recovery codes")


def arrive(page: Page, address: str) -> Page:
    page.goto(address)
    assert page.url.endswith(address), f"led to {page.url}"
    return page


def letter_by_the_lead(house: House) -> Page:
    """As somebody whose yes it is not."""
    return arrive(house.lead.page, house.at["letter"])


def go(address: str) -> Callable[[House], Page]:
    """As the headteacher, to an address or to a place that `furnish` has made."""

    def visit(house: House) -> Page:
        return arrive(house.head.page, house.at.get(address, address))

    return visit


def own(address: str) -> Callable[[House], Page]:
    """As somebody with a second step, to a page of their own account."""

    def visit(house: House) -> Page:
        page = house.chair.page
        if "/again/" in address:
            return arrive(page, address)
        still_you(page, address)  # some minutes after they signed in
        return page

    return visit


def sign_in(house: House) -> Page:
    house.door.page.goto("/account/sign-in/")
    return house.door.page


def second_step_at_the_door(house: House) -> Page:
    house.door.context.clear_cookies()  # it remembers who has taken the first step
    page = sign_in(house)
    page.get_by_label("E-mail address").fill(CHAIR)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("h1")).to_have_text("The second step")
    return page


def authenticator(house: House) -> Page:
    still_you(house.head.page, "/account/authenticator/")
    return house.head.page


def wrong_password(house: House) -> Page:
    page = sign_in(house)
    page.get_by_label("E-mail address").fill("nobody@tansylane.example")
    page.get_by_label("Password", exact=True).fill("wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".error-summary")).to_be_visible()
    return page


def open_case_page(house: House) -> Page:
    page = go("mention")(house)
    page.get_by_role("link", name="Open a case").click()
    page.get_by_label("A parent or carer").check()
    expect(page.locator("#weighed .step").first).to_be_visible()
    return page


def facts_weighed(house: House) -> Page:
    page = go("change_facts")(house)
    page.get_by_label("Bullying", exact=True).check()
    expect(page.get_by_role("heading", name="What saving would change")).to_be_visible()
    return page


def merge_told(house: House) -> Page:
    page = go("merge_case")(house)
    page.get_by_role("button", name="Go on").click()
    return page


def complaint(house: House) -> Page:
    """As whoever hears it: with its answer to be written, and looked over."""
    page = go("complaint")(house)
    page.get_by_label("What do we answer?").fill("We refute it, until you delete the post.")
    page.get_by_role("button", name="Check it first").click()
    expect(page.get_by_role("heading", name="Is it fair?")).to_be_visible()
    return page


def conversation_facts(house: House) -> Page:
    page = go("/cases/said/")(house)
    rooms.say(page)
    return page


def enclosure(house: House) -> Page:
    """A feed that is read again takes the file away from its letter; so it comes with it anew."""
    return arrive(house.head.page, rooms.enclosure(house.desk, house.at["mention"]))


def case_changed(house: House) -> Page:
    """With the form for a no unfolded."""
    page = arrive(house.head.page, house.at["case_changed"])
    page.get_by_text("They said no", exact=True).click()
    return page


def child_picture(house: House) -> Page:
    """With the words for the child and for a parent unfolded."""
    page = conversation_facts(house)
    rooms.child_picture(page)
    for words in page.locator("details summary").all():
        words.click()
    return page


def open_case_with_faults(house: House) -> Page:
    page = open_case_page(house)
    for ticked in page.get_by_role("group", name="What is in it?").get_by_role("checkbox").all():
        if ticked.is_checked():
            ticked.uncheck()
    page.get_by_role("button", name="Open the case").click()
    expect(page.locator(".error-summary")).to_be_visible()
    return page


def preview(house: House) -> Page:
    rooms.preview(house.head.page, house.desk.town + "/gazette/atom.xml")
    expect(house.head.page.get_by_role("button", name="Listen here")).to_be_visible()
    return house.head.page


def preview_of_a_page(house: House) -> Page:
    rooms.preview(house.head.page, house.desk.town + "/blog/")
    expect(house.head.page.get_by_role("heading", name="The page names")).to_be_visible()
    return house.head.page


def preview_that_failed(house: House) -> Page:
    rooms.preview(house.head.page, house.desk.town + "/forum/nothing-here")
    expect(house.head.page.locator("h1")).to_have_text("This address cannot be used")
    return house.head.page


def take_back(house: House) -> Page:
    """What a visit put away is new again: the tests after these look for it."""
    page = house.head.page
    if "put away" in house.at:
        page.goto(house.at.pop("put away"))
        page.get_by_role("button", name="Take it back into the inbox").click()
        expect(page.get_by_role("status").first).to_contain_text("Back in the inbox.")
    return page


def many_put_away(house: House) -> Page:
    """One mention put away from the list, and the way to take it back."""
    page = take_back(house)
    ticks = page.locator("[data-tick]")
    for tone in ("praise", "question", "neutral", "unsure"):
        page.goto(f"/inbox/?tone={tone}")
        if ticks.count():
            break
    house.at["put away"] = f"/inbox/{ticks.first.get_attribute('value')}/"
    ticks.first.check()
    page.get_by_label("Put away, because").select_option("nothing_owed")
    page.get_by_role("button", name="Put away", exact=True).click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    return page


def ledger_checked(house: House) -> Page:
    page = go("/ledger/")(house)
    page.get_by_role("button", name="Check the whole chain").click()
    expect(page.get_by_role("heading", name="The ledger is whole")).to_be_visible()
    return page


def what_if_with_faults(house: House) -> Page:
    """An account held too young by a parent: said beside its question as one chooses."""
    page = go("/policy/what-if/?author=parent&conduct=rude")(house)
    page.get_by_text("Something else", exact=True).click()
    page.get_by_label("A pupil’s account below the age limit").check()
    expect(page.locator(".fault .error")).to_be_visible()
    return page


# A rule that the other pages do not speak of, changed in a draft of the policy.
RULE = "/policy/draft/ages.work_with_parents/1/"
WHILE_CHECKED = 60_000  # every case that can be made up is tried before a version goes on


def no_draft(house: House) -> Page:
    """The policy in use, and no draft beside it."""
    page = house.head.page
    page.goto("/policy/draft/")
    back = page.get_by_role("button", name="Take it back and go on writing")
    if back.count():
        back.click()
        expect(page.get_by_text("I do not want this draft")).to_be_visible()
    if page.get_by_text("I do not want this draft").count():
        page.get_by_text("I do not want this draft").click()
        page.get_by_role("button", name="Throw the draft away").click()
        expect(page.get_by_role("status").first).to_contain_text("The draft is thrown away.")
    return page


def draft(house: House) -> Page:
    """A draft in which one rule says something else."""
    page = rule_weighed(house)
    page.get_by_role("button", name="Save it in the draft").click()
    expect(page.get_by_role("heading", name="What this draft changes")).to_be_visible()
    return page


def draft_with_faults(house: House) -> Page:
    """A draft that would ask for what the law forbids."""
    page = no_draft(house)
    page.goto("/policy/draft/conduct.respect/add/")
    page.get_by_label("What is to be done").select_option("apply_staff_handbook")
    page.get_by_label("Must: there is no choice").check()
    page.get_by_label("Who does it?").select_option("headteacher")
    page.get_by_label("Why? One plain sentence").fill("They should not say so.")
    page.get_by_role("button", name="Save it in the draft").click()
    expect(page.locator(".stopped")).to_be_visible()
    return page


def rule_with_faults(house: House) -> Page:
    page = no_draft(house)
    page.goto(RULE)
    page.get_by_label("Why? One plain sentence").fill("")
    page.get_by_role("button", name="Save it in the draft").click()
    expect(page.locator(".error-summary")).to_be_visible()
    return page


def rule_weighed(house: House) -> Page:
    page = no_draft(house)
    page.goto(RULE)
    forces = page.get_by_role("group", name="How firmly is it asked?").get_by_role("radio")
    next(one for one in forces.all() if not one.is_checked()).check()
    expect(page.locator("#weighed .effect").first).to_be_visible()
    return page


def version_that_waits(house: House) -> Page:
    page = draft(house)
    page.get_by_label("Why should our policy change?").fill("Families asked us to.")
    page.get_by_role("button", name="Send it").click(timeout=WHILE_CHECKED)
    expect(page.get_by_role("button", name="Approve it")).to_be_visible(timeout=WHILE_CHECKED)
    return page


def version_in_use(house: House) -> Page:
    """A version of our own, approved once for all visits, with no draft beside it."""
    if "version" not in house.at:
        page = version_that_waits(house)
        page.get_by_role("button", name="Approve it").click(timeout=WHILE_CHECKED)
        expect(page.get_by_role("status").first).to_contain_text("is in use now")
        house.at["version"] = urlsplit(page.url).path
    no_draft(house)
    return arrive(house.head.page, house.at["version"])


def versions_compared(house: House) -> Page:
    page = version_in_use(house)
    page.get_by_role("link", name="What it changed, side by side").click()
    expect(page.locator("h1")).to_have_text("One clause differs")
    return page


def without_draft(address: str) -> Callable[[House], Page]:
    def visit(house: House) -> Page:
        no_draft(house)
        return arrive(house.head.page, address)

    return visit


def no_such_page(house: House) -> Page:
    with house.head.refused(404):
        return go("/cases/nothing-here/")(house)


def no_such_page_at_the_door(house: House) -> Page:
    with house.door.refused(404):
        house.door.page.goto("/nothing/")
    return house.door.page


# The name of each address, or of one of its states after a colon, and how one gets there.
VISITS: dict[str, Callable[[House], Page]] = {
    "today": go("/"),
    "inbox": go("/inbox/"),
    "inbox:all": go("/inbox/?box=all"),
    "inbox:nothing fits": go("/inbox/?q=zyzzyva"),
    "inbox:narrowed": go("/inbox/?tone=criticism"),
    "inbox:snoozed": go("/inbox/?box=snoozed"),
    "inbox:many put away": many_put_away,
    "saved_views": go("/inbox/views/"),
    "keep_out": go("/inbox/keep-out/?words=marrow"),
    "story": go("story"),
    "danger": go("/danger/"),
    "personal_looks": go("/looks/"),
    "personal_look": go("look"),
    "tell": go("/tell/"),
    "tell_words": go("/tell/words/"),
    "tell_address": go("/tell/address/"),
    "tell_picture": go("/tell/picture/"),
    "tell_stop": go("/tell/stop/"),
    "send_picture": go("gate"),
    "telling": lambda house: arrive(house.lead.page, house.at["telling"]),
    "telling:unsent": go("unsent"),
    "told": go("told"),
    "mention": go("mention"),
    "not_us": lambda house: arrive(house.head.page, house.at["mention"] + "not-us/"),
    "mention:put away": go("mention_put_away"),
    "open_case": open_case_page,
    "open_case:faults": open_case_with_faults,
    "cases": go("/cases/"),
    "case": go("case"),
    "case:closed": go("case_closed"),
    "change_facts": go("change_facts"),
    "change_facts:weighed": facts_weighed,
    "case_story": go("case_story"),
    "merge_case": go("merge_case"),
    "case:voiced": go("case_voiced"),
    "begin_complaint": go("begin_complaint"),
    "complaint": complaint,
    "complaint:answered": go("complaint_answered"),
    "check_in": go("check_in"),
    "export_case": go("export_case"),
    "evidence_pack": go("evidence_pack"),
    "answers": go("/answers/?stretch=year"),
    "like_cases": go("/answers/alike/"),
    "lessons": go("/lessons/"),
    "add_lesson": go("/lessons/add/"),
    "edit_lesson": go("edit_lesson"),
    "merge_case:told": merge_told,
    "write_down": go("/cases/said/"),
    "write_down:facts": conversation_facts,
    "case_file_gate": go("case_file_gate"),
    "add_case_file": go("add_case_file"),
    "letter": go("letter"),
    "prepare_report": go("prepare_report"),
    "referral": go("referral"),
    "referral:given": go("referral_given"),
    "case:changed": case_changed,
    "case:refused": go("case_refused"),
    "child_picture": child_picture,
    "letter:asked": go("letter_asked"),
    "letter:approved": go("letter_approved"),
    "letter:by the lead": letter_by_the_lead,
    "letter_paper": go("letter_paper"),
    "my_step": go("my_step"),
    "absences": go("/account/away/"),
    "enclosure": enclosure,
    "case:copy failed": go("case_unsaved"),
    "capture": go("capture"),
    "capture:failed": go("capture_failed"),
    "sources": go("/sources/"),
    "source": go("source"),
    "source:moved": go("moved"),
    "connection": go("connection"),
    "replace_key": go("replace_key"),
    "test_connection": go("test_connection"),
    "preview": preview,
    "preview:a page": preview_of_a_page,
    "coverage": go("/sources/coverage/"),
    "coverage:a term": go("/sources/coverage/?span=term"),
    "new_search": go("/sources/search/"),
    "suggestions": go("/sources/suggested/"),
    "tried_places": go("/sources/tried/"),
    "connections": go("/sources/connections/"),
    "add_connection": go("/sources/connections/add/mailbox/"),
    "preview:failed": preview_that_failed,
    "policy": go("/policy/"),
    "what_if": go("/policy/what-if/"),
    "what_if:answered": go("/policy/what-if/?author=pupil&conduct=friend_request&towards=staff"),
    "what_if:does not go together": what_if_with_faults,
    "policy_check": go("/policy/findings/"),
    "policy_version:waiting": version_that_waits,
    "policy_version": version_in_use,
    "policy_version:shipped": go("/policy/versions/shipped/"),
    "policy_versions": go("/policy/versions/"),
    "compare_versions": versions_compared,
    "compare_versions:the same": go("/policy/versions/compare/?old=shipped&new=shipped"),
    "policy_draft": draft,
    "policy_draft:not begun": without_draft("/policy/draft/"),
    "policy_draft:faults": draft_with_faults,
    "edit_row": without_draft(RULE),
    "edit_row:weighed": rule_weighed,
    "edit_row:faults": rule_with_faults,
    "edit_row:locked": go("/policy/draft/england.prevent/1/"),
    "add_row": without_draft("/policy/draft/conduct.respect/add/"),
    "ledger": go("/ledger/"),
    "seal_keeper": go("/account/seal/"),
    "ledger:checked": ledger_checked,
    "gallery": go("/gallery/"),
    "account_login": sign_in,
    "account_login:wrong": wrong_password,
    "account_logout": go("/account/sign-out/"),
    "mfa_authenticate": second_step_at_the_door,
    "mfa_index": go("/account/"),
    "mfa_index:on": own("/account/"),
    "mfa_activate_totp": authenticator,
    "mfa_deactivate_totp": own("/account/authenticator/off/"),
    "mfa_view_recovery_codes": own("/account/codes/"),
    "mfa_generate_recovery_codes": own("/account/codes/new/"),
    "account_change_password": go("/account/password/"),
    "account_reauthenticate": own("/account/again/"),
    "mfa_reauthenticate": own("/account/again/second-step/"),
    "404": no_such_page,
    "404:at the door": no_such_page_at_the_door,
}


def test_every_address_has_a_visit():
    visited = {name.partition(":")[0] for name in VISITS} - {"404"}
    assert set(routes(get_resolver().url_patterns)) == visited | set(FORMS) | FILES | SHARED


@pytest.mark.parametrize("name", VISITS)
def test_no_barrier(house: House, name: str):
    page = VISITS[name](house)
    expect(page.locator("h1")).to_have_count(1)
    house.seen[name] = Seen.of(page)
    assert barriers(page, OF_LAYOUT) == []
    if ":" not in name:  # another state of a page has its colours from the gallery of all states
        page.emulate_media(color_scheme="dark")
        assert barriers(page, {"type": "rule", "values": ["color-contrast"]}) == []
        page.emulate_media(color_scheme="light")
    page.evaluate(UNFOLD)
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(SIDEWAYS) <= 0, f"wider than {width} pixels"
    assert barriers(page) == []  # the whole of it on a phone, with everything unfolded
    page.set_viewport_size({"width": 1440, "height": 1000})


def test_a_sideways_page_and_a_barrier_would_be_seen(house: House):
    page = go("/policy/")(house)
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    page.evaluate("document.querySelector('main').style.width = '3000px'")
    page.evaluate("document.querySelector('main').style.maxWidth = 'none'")
    assert page.evaluate(SIDEWAYS) > 0
    assert any(fault.startswith("image-alt") for fault in barriers(page))


@pytest.mark.parametrize("name", FORMS)
def test_an_address_that_takes_a_form_shows_no_page_and_its_form_is_on_one(house: House, name: str):
    carrier = FORMS[name]
    seen = house.seen.get(carrier) or Seen.of(VISITS.get(carrier, go(carrier))(house))
    if name in PARTS:
        address = next(one for one in seen.forms if PARTS[name] in one).partition("?")[0]
    else:
        address = reverse(name, args=re.findall(r"/([a-z0-9]{16})/", seen.address))
        assert address in seen.forms
    assert house.head.context.request.get(address).status == 405


def test_files_leave_as_files(house: House):
    page = go("capture")(house)
    # Some minutes after they signed in the desk asks for the password once more.
    still_you(house.chair.page, reverse("mfa_view_recovery_codes"))
    for visitor, address in (
        (house.head, str(page.locator("tbody a").first.get_attribute("href"))),
        (house.chair, reverse("mfa_download_recovery_codes")),
        (house.head, reverse("policy_file", args=["shipped"])),
    ):
        answer = visitor.context.request.get(address)
        assert answer.status == 200
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["content-type"].split(";")[0] in (
            "application/octet-stream",
            "text/plain",
            "application/toml",
        )


def test_somebody_with_a_second_step_signs_in_with_it(house: House):
    page = second_step_at_the_door(house)
    # A code works once, and one was used when the second step was turned on.
    until(lambda: int(time.time()) // 30 > house.used, seconds=31)
    page.get_by_label("Code").fill(six_figures(house.secret))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
