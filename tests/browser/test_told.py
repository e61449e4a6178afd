"""Bringing a screenshot, as somebody at school does it: on a page, and by sharing from a phone."""

from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser import chats
from tests.browser.barriers import no_barrier
from tests.browser.conftest import Come
from tests.browser.running import DSL, HEAD, OKAFOR, Running

SHARE = """
([bytes, name]) => {
  const form = document.createElement("form");
  form.method = "POST"; form.enctype = "multipart/form-data"; form.action = "/tell/share/";
  const files = document.createElement("input");
  files.type = "file"; files.name = "files";
  const basket = new DataTransfer();
  basket.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
  files.files = basket.files;
  form.append(files); document.body.append(form); form.submit();
}
"""
GIVE = """
([bytes, way]) => {
  const basket = new DataTransfer();
  basket.items.add(new File([new Uint8Array(bytes)], "clip.png", { type: "image/png" }));
  const event = way === "paste"
    ? new ClipboardEvent("paste", { clipboardData: basket, bubbles: true, cancelable: true })
    : new DragEvent("drop", { dataTransfer: basket, bubbles: true, cancelable: true });
  document.querySelector("[data-drop-zone]").dispatchEvent(event);
}
"""
HELD = "caches.has('told-held')"
READY = "navigator.serviceWorker.ready.then(() => Boolean(navigator.serviceWorker.controller))"


@pytest.fixture(scope="module")
def screenshot() -> bytes:
    """A chat of four bubbles as a phone shows it."""
    return chats.drawn((
        ("The gate was left open again", False), ("Tell the office", True),
        ("I rang twice on Monday", False), ("They will look into it today", True),
    ))  # fmt: skip


def kept(desk: Running) -> int:
    """How many files that people gave lie on the desk's disk."""
    return len(list((desk.home / "captures").rglob("original.*")))


def answer(page: Page, said: str) -> None:
    page.get_by_label(said, exact=True).check()
    page.get_by_role("button", name="Go on").click()


def send(page: Page, body: bytes) -> None:
    page.get_by_label("The picture or PDF").set_input_files(
        {"name": "chat.png", "mimeType": "image/png", "buffer": body}
    )
    page.get_by_role("button", name="Send it").click()


def look_over_and_send(page: Page) -> None:
    """Put right what the machine read, say whom it is about, and send it."""
    expect(page.locator("h1")).to_have_text("Look it over, then send it", timeout=40_000)
    text = page.get_by_label("What does it say?")
    for words in ("The gate was left open again", "They will look into it today"):
        assert words in text.input_value()
    text.fill(text.input_value().replace("on Monday", "on Tuesday"))
    page.get_by_role("group", name="Is this about the headteacher?").get_by_label(
        "No", exact=True
    ).check()
    about = page.get_by_role("group", name="Is this about somebody who works here?")
    about.get_by_label("Yes", exact=True).check()
    page.get_by_role("group", name="Who is it about?").get_by_label("Okafor").check()
    page.get_by_role("button", name="Send it to the desk").click()
    expect(page.locator("h1")).to_have_text("Received, thank you")


def test_a_screenshot_comes_to_the_desk_and_stays_from_whom_it_is_about(
    desk: Running, come: Come, screenshot: bytes
):
    page = come(reduced_motion="reduce").sign_in(DSL)
    page.get_by_role("link", name="Tell us").click()
    expect(page.locator("h1")).to_have_text("Tell the desk what you saw")
    no_barrier(page)
    for name in ("words", "address"):
        page.goto(f"/tell/{name}/")
        no_barrier(page)
    page.goto("/tell/")
    page.get_by_role("link", name="A screenshot, a photo or a PDF").click()
    expect(page.locator("h1")).to_have_text("One question first")
    no_barrier(page)
    answer(page, "No")
    expect(page.locator("h1")).to_have_text("Now the picture or PDF")
    no_barrier(page)
    before = kept(desk)
    send(page, screenshot)
    expect(page.locator("h1")).to_have_text("Look it over, then send it", timeout=40_000)
    assert kept(desk) == before + 1
    no_barrier(page)
    look_over_and_send(page)
    no_barrier(page)

    head = come(reduced_motion="reduce").sign_in(HEAD)
    head.goto("/inbox/")
    head.get_by_role("link", name="The gate was left open").first.click()
    head.get_by_role("link", name="See how it came to us").click()
    expect(head.locator("h1")).to_have_text("What one of us told")
    head.get_by_text("Show the picture").click()
    picture = head.get_by_role("img", name="The picture that was sent")
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.complete && one.naturalWidth > 0")
    expect(head.get_by_text("Put right by the person who told us")).to_be_visible()
    no_barrier(head)
    told = head.url

    okafor = come(reduced_motion="reduce")
    theirs = okafor.sign_in(OKAFOR)
    with okafor.refused(404):
        theirs.goto(told)
    expect(theirs.locator("h1")).not_to_have_text("What one of us told")


def test_the_same_without_javascript(desk: Running, come: Come, screenshot: bytes):
    page = come(java_script_enabled=False).sign_in(DSL)
    page.goto("/tell/picture/")
    answer(page, "No")
    send(page, screenshot)
    look_over_and_send(page)


def test_yes_leads_to_what_to_do_and_the_safeguarding_lead_is_alarmed(come: Come):
    page = come(reduced_motion="reduce").sign_in(HEAD)
    page.goto("/tell/picture/")
    answer(page, "I am not sure")
    expect(page.locator("h1")).to_have_text("Stop here. Send nothing.")
    no_barrier(page)
    page.get_by_label("What do you know?").fill("On the phone of a child in Year 6")
    for question in page.get_by_label("No", exact=True).all():
        question.check()
    page.get_by_role("button", name="Tell the safeguarding lead now").click()
    expect(page.locator("h1")).to_have_text("The safeguarding lead is being told")
    no_barrier(page)


@pytest.fixture
def phone(desk: Running, come: Come) -> tuple[Page, list[Request]]:
    """A phone on which the desk's helper is at work, and every request that carries a body."""
    page = come(viewport={"width": 390, "height": 844}, reduced_motion="reduce").sign_in(DSL)
    page.goto("/tell/")
    page.wait_for_function(READY)
    sent: list[Request] = []
    page.on("request", lambda one: sent.append(one) if one.method == "POST" else None)
    return page, sent


def reached_the_desk(sent: list[Request]) -> list[Request]:
    """The requests that the browser did not answer by itself."""
    out = []
    for one in sent:
        response = one.response()
        if response is None or not response.from_service_worker:
            out.append(one)
    return out


def share(page: Page, body: bytes) -> None:
    given: list[Any] = [list(body), "chat.png"]
    with page.expect_navigation(url="**/tell/picture/?held=1"):
        page.evaluate(SHARE, given)


def test_what_a_phone_shares_waits_in_the_browser_until_the_question_is_answered(
    desk: Running, phone: tuple[Page, list[Request]], screenshot: bytes
):
    page, sent = phone
    before = kept(desk)
    share(page, screenshot)
    expect(page.get_by_text("has not been sent")).to_be_visible()
    assert page.evaluate(HELD)
    assert reached_the_desk(sent) == []
    assert kept(desk) == before
    answer(page, "No")
    expect(page.get_by_text("Ready to send: chat.png")).to_be_visible()
    assert kept(desk) == before
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("h1")).to_have_text("Look it over, then send it", timeout=40_000)
    assert kept(desk) == before + 1
    page.wait_for_function(f"{HELD}.then(held => !held)")


def test_a_yes_drops_what_was_shared_from_the_browser(
    desk: Running, phone: tuple[Page, list[Request]], screenshot: bytes
):
    page, sent = phone
    before = kept(desk)
    share(page, screenshot)
    answer(page, "Yes")
    expect(page.locator("h1")).to_have_text("Stop here. Send nothing.")
    assert not page.evaluate(HELD)
    assert kept(desk) == before
    assert all(len(one.post_data_buffer or b"") < 1000 for one in reached_the_desk(sent))


@pytest.mark.parametrize("way", ["paste", "drop"])
def test_a_picture_can_be_pasted_or_dropped(come: Come, screenshot: bytes, way: str):
    page = come(reduced_motion="reduce").sign_in(DSL)
    page.goto("/tell/picture/")
    answer(page, "No")
    expect(page.get_by_text("You can also drop the file here, or paste it.")).to_be_visible()
    page.evaluate(GIVE, [list(screenshot), way])
    expect(page.get_by_text("Ready to send: clip.png")).to_be_visible()
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("h1")).to_have_text("Look it over, then send it", timeout=40_000)
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_role("status").first).to_contain_text("Nothing of it was kept")


def test_a_web_page_that_is_called_a_picture_is_refused(desk: Running, come: Come):
    page = come(reduced_motion="reduce").sign_in(DSL)
    page.goto("/tell/picture/")
    answer(page, "No")
    before = kept(desk)
    send(page, b"<html><script>alert(1)</script></html>")
    expect(page.locator(".error-summary")).to_contain_text("This is a web page")
    no_barrier(page)
    assert kept(desk) == before
