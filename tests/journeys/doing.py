"""What people do at the desk, by its pages alone: every story is told in these verbs."""

import re
from collections.abc import Iterable
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

from tests.adapters.dovecot import PASSWORD, USER
from tests.browser.visits import Visitor
from tests.journeys.desk import Desk
from tests.worker.desks import until

# Letters at random, in which any short name stands sooner or later.
TOKEN = re.compile(r"[A-Za-z0-9]{60,}")


def flash(page: Page) -> Locator:
    """What the desk says about what was done last."""
    return page.get_by_role("status").first


def listen(page: Page, address: str) -> None:
    """Paste an address, see what it would bring, and listen there."""
    page.goto("/sources/")
    page.get_by_label("Paste an address, a search or a hashtag").fill(address)
    page.get_by_role("button", name="See what it would bring").click()
    page.get_by_role("button", name="Listen here").click()
    expect(flash(page)).to_contain_text("We now listen to")


def connect_mailbox(page: Page, desk: Desk) -> None:
    """Give the desk the office's mailbox, and let it read what comes."""
    page.goto("/sources/connections/add/mailbox/")
    page.get_by_label("Address of the mail server").fill(desk.post.mailbox.server)
    page.get_by_label("Name of the mailbox").fill(USER)
    page.get_by_label(re.compile("^Password")).fill(PASSWORD)
    page.get_by_role("button", name="Test it").click()
    expect(page.locator("h1")).to_have_text("It works")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("button", name="See what it would bring").click()
    page.get_by_role("button", name="Listen here").click()
    expect(flash(page)).to_contain_text("We now listen to")


def find(page: Page, words: str, seconds: float = 30) -> str:
    """The address of the one thing that was heard with these words. Waits until it is."""
    row = page.locator(".item").get_by_role("link").first
    place = f"/inbox/?{urlencode({'box': 'all', 'q': words})}"
    until(lambda: page.goto(place) and row.count(), seconds)
    return str(row.get_attribute("href"))


def open_case(
    page: Page, mention: str, *, author: str, conduct: Iterable[str] = (),
    towards: Iterable[str] = (), about: Iterable[str] = (), audience: str = "", danger: str = "",
) -> str:  # fmt: skip
    """Answer the questions about what was heard, in the words of the form; the case's address.

    What is already ticked from the words themselves stays, unless `conduct` or `towards` is given.
    """
    page.goto(mention)
    page.get_by_role("link", name="Open a case").click()
    answer(
        page, author=author, conduct=conduct, towards=towards, about=about, audience=audience,
        danger=danger,
    )  # fmt: skip
    page.get_by_role("button", name="Open the case").click()
    expect(flash(page)).to_contain_text("The case is open.")
    return page.url


def answer(
    page: Page, *, author: str = "", conduct: Iterable[str] = (), towards: Iterable[str] = (),
    about: Iterable[str] = (), audience: str = "", danger: str = "",
) -> None:  # fmt: skip
    """Fill in the facts on the page that asks for them. What is not given stays as it stands."""
    for question, said in (
        ("Who wrote it?", author),
        ("Who can see it?", audience),
        ("Is anyone in danger?", danger),
    ):
        if said:
            page.get_by_role("group", name=question).get_by_label(said, exact=True).check()
    for question, wanted in (
        ("What is in it?", list(conduct)),
        ("Who or what is it about?", list(towards)),
    ):
        group = page.get_by_role("group", name=question)
        for label in wanted:
            folded = group.locator("details:not([open])", has=page.get_by_label(label, exact=True))
            if folded.count():
                folded.locator("summary").click()
        for box in group.get_by_role("checkbox").all() if wanted else []:
            if box.is_checked():
                box.uncheck()
        for label in wanted:
            group.get_by_label(label, exact=True).check()
    for name in about:
        page.get_by_role("group", name="Is somebody here spoken of").get_by_label(name).check()


def step(page: Page, title: str) -> Locator:
    """One step of what the policy asks, on the case's page."""
    return page.locator("#asked .step", has_text=title)


def asked(page: Page, case: str) -> list[str]:
    """The titles of what the policy asks in this case, in order."""
    page.goto(case)
    return page.locator("#asked .step b").all_inner_texts()


def do(page: Page, case: str, title: str) -> None:
    """Say that a step is done."""
    page.goto(case)
    step(page, title).get_by_role("button", name=re.compile("It is done")).click()
    expect(page.locator("#asked .step.done", has_text=title)).to_be_visible()


def draft(page: Page, case: str, title: str) -> str:
    """Let the desk draft the letter of a step; what it says."""
    page.goto(case)
    step(page, title).get_by_role("button", name=re.compile("Draft the letter")).click()
    return page.get_by_label("Letter", exact=True).input_value()


def rewrite(page: Page, words: str) -> None:
    """Change the letter that is open, and save it."""
    page.get_by_label("Letter", exact=True).fill(words)
    page.get_by_role("button", name="Save the letter").click()
    expect(flash(page)).to_contain_text("The letter is saved.")


def send(page: Page, how: str, *, where: str = "", to: str = "", done: bool = False) -> None:
    """Send the letter that is open, or say how it reached its reader; `done` if that is to succeed."""
    page.get_by_label(how).check()
    if where:
        page.get_by_label("Where did you put it?").fill(where)
    if to:
        page.get_by_label("Their e-mail address").fill(to)
    page.get_by_role("button", name="Send it, or mark it sent").click()
    if done:
        expect(flash(page)).to_be_visible()


def ask_for_yes(page: Page) -> str:
    """Ask whom the policy names to say yes to the letter that is open; its address."""
    page.locator("section", has=page.locator("#ask")).get_by_role("button").click()
    expect(flash(page)).to_be_visible()
    return page.url


def say_yes(page: Page, letter: str) -> None:
    """Approve a letter, as the person whom the policy names."""
    page.goto(letter)
    page.get_by_role("button", name="Yes, it may go like this").click()
    expect(flash(page)).to_be_visible()


def close(page: Page, case: str, *, outcome: str, learnt: str = "", words: str = "") -> None:
    """Close the case with how it ended and what is learnt."""
    page.goto(case)
    page.get_by_text("It has come to an end").click()
    page.get_by_label(outcome).check()
    if learnt:
        page.get_by_label("In one sentence, what do we learn from it?").fill(learnt)
    if words:
        page.get_by_label("One sentence for whoever reads this").fill(words)
    page.get_by_role("button", name="Close the case").click()
    expect(flash(page)).to_contain_text("The case is closed.")


def no_trace(visitor: Visitor, addresses: Iterable[str], secrets: Iterable[str]) -> None:
    """This person finds none of the addresses, and none of the words on the pages of their menu."""
    for address in addresses:
        assert visitor.context.request.get(address).status == 404, address
        assert visitor.context.request.get(address.rstrip("/") + "/story/").status == 404
    page = visitor.page
    page.goto("/")
    links = page.get_by_role("navigation", name="Main").get_by_role("link").all()
    places = [str(link.get_attribute("href")) for link in links]
    assert places
    for place in places:
        page.goto(place)
        shown = TOKEN.sub("", page.content())
        found = [shown[max(0, shown.find(x) - 80) :][:200] for x in secrets if x in shown]
        assert found == [], place


def settled(page: Page, case: str, title: str, seconds: float = 30) -> None:
    """Wait until the desk itself has done a step."""
    done = page.locator("#asked .step.done", has_text=title)
    until(lambda: page.goto(case) and done.count(), seconds)


def check_in(page: Page, case: str, who: str, offered: str, words: str) -> None:
    """Write down how somebody who was hurt is, and that nobody need ask again."""
    page.goto(case)
    page.get_by_role("link", name="Write down how they are").click()
    page.get_by_label("Whom did you ask?").fill(who)
    page.get_by_label(offered, exact=True).check()
    page.get_by_label("How are they, in a few words?").fill(words)
    page.get_by_label("Not again").check()
    page.get_by_role("button", name="Write it down").click()
    expect(flash(page)).to_be_visible()


def pressed(visitor: Visitor, address: str, **data: str) -> int:
    """What the desk answers where this person sends a form that no page of theirs shows."""
    home = visitor.desk.address
    token = next(c["value"] for c in visitor.context.cookies() if c["name"] == "csrftoken")
    answer = visitor.context.request.post(
        address,
        form=data | {"csrfmiddlewaretoken": token},
        headers={"Referer": home, "Origin": home},
        max_redirects=0,
    )
    return answer.status


def owed(page: Page, case: str) -> list[str]:
    """What the policy asks and nobody has done: each title with its force, owner and day, in order."""
    page.goto(case)
    steps = page.locator("#asked .step:not(.done):not(.dropped)").all()
    return [
        f"{' '.join(step.locator('p').first.inner_text().split())}: "
        + step.locator(".meta").first.inner_text().split("\xa0·")[0].strip()
        for step in steps
    ]


def away(page: Page, first: str, last: str, deputy: str) -> None:
    """Say that one is away oneself, on days such as “2027-05-31”, and who stands in."""
    page.goto("/account/away/")
    page.get_by_label("First day away").fill(first)
    page.get_by_label("Last day away").fill(last)
    page.get_by_label("Who does their steps meanwhile?").select_option(label=deputy)
    page.get_by_role("button", name="Note it").click()
    expect(flash(page)).to_contain_text("Noted.")


def has_part(page: Page, case: str, who: str, part: str) -> None:
    """Write down the part that somebody of the school has in a case."""
    page.goto(case)
    people = page.locator("#people")
    people.locator("summary").click()
    chosen = people.get_by_label("Somebody of our school")
    name = chosen.locator("option", has_text=who).first.inner_text()
    chosen.select_option(label=name)
    people.get_by_label("Their part").select_option(label=part)
    people.get_by_role("button", name="Write them down").click()
    expect(flash(page)).to_be_visible()


def give(page: Page, who: str, words: str) -> None:
    """Give the step that is open to one person, with what they need to know."""
    chosen = page.get_by_label("Who does it?")
    name = chosen.locator("option", has_text=who).first.inner_text()
    chosen.select_option(label=name)
    page.get_by_label("What they need to know").fill(words)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(flash(page)).to_be_visible()


def unseal(page: Page) -> str:
    """Say of a letter that just came that it is not about the headteacher, and read it; its address."""
    sealed = page.get_by_role("link", name=re.compile("An e-mail that came today"))
    until(lambda: page.goto("/") and sealed.count(), 30)
    sealed.first.click()
    page.get_by_role("button", name="It is not about the headteacher: open it").click()
    expect(page.locator("article").first).to_be_visible()
    return page.url


def note_call(page: Page, case: str, who: str, words: str) -> None:
    """Write down a call with somebody, in the case."""
    page.goto(case)
    page.get_by_label("Add a note").fill(words)
    page.get_by_text("It was a phone call or a talk").click()
    page.get_by_label("What was it?").select_option(label="A phone call")
    page.get_by_label("With whom did you speak?").fill(who)
    page.get_by_role("button", name="Keep the note").click()
    expect(flash(page)).to_be_visible()


def tell_address(page: Page, address: str, *, words: str, where: str, audience: str) -> str:
    """Tell the desk of a page that anybody can open, which is about nobody here; what they see of it."""
    page.goto("/tell/address/")
    page.get_by_label("Its address").fill(address)
    page.get_by_label("What does it say?").fill(words)
    page.get_by_label("Where is it?").select_option(label=where)
    page.get_by_role("group", name="Who can see it?").get_by_label(audience, exact=True).check()
    for question in ("Is this about the headteacher?", "Is this about somebody who works here?"):
        page.get_by_role("group", name=question).get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Send it to the desk").click()
    expect(page.locator("h1")).to_have_text("Received, thank you")
    return page.url


def looked(page: Page, case: str, says: str) -> str:
    """Look again now, until it says this of the newest look; all that stands there then."""
    page.goto(case)
    seen = page.locator("section", has=page.locator("#seen"))
    page.locator("#looks").get_by_role("button", name="Look again now").click()
    # A look of the desk's own may end in between: it is not the one that was asked for.
    until(lambda: page.goto(case) and seen.count() and says in seen.inner_text(), 30)
    return seen.inner_text()
