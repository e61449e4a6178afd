"""“What would our policy say?” in a real browser: it answers as one chooses, and on a phone too."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.running import OKAFOR, Running


def test_the_answer_follows_what_one_chooses_and_its_address_can_be_kept(desk: Running, come: Come):
    page = come().sign_in(OKAFOR)
    page.goto("/policy/what-if/")
    answer = page.locator("#weighed")
    expect(answer).to_contain_text("Choose what is in it")
    page.get_by_label("A parent or carer", exact=True).check()
    page.get_by_label("Rude", exact=True).check()
    expect(answer).to_contain_text("A parent or carer posts something rude.")
    expect(answer).to_contain_text("Ask the author to delete it")
    expect(page).to_have_url(re.compile(r"\?author=parent&conduct=rude$"))

    # Who chooses faster than it answers sees the last answer, and nothing is told as a fault.
    hurry = "form => [1, 2, 3].forEach(() => form.dispatchEvent(new Event('change')))"
    page.locator("#facts").evaluate(hurry)
    expect(answer).to_contain_text("Ask the author to delete it")

    # What does not go together is said beside its question, and goes when it is put right.
    page.get_by_text("Something else", exact=True).click()
    young = page.get_by_label("A pupil’s account below the age limit")
    young.check()
    beside = page.locator("#id_conduct_error")
    expect(beside).to_contain_text("needs a pupil as the one who wrote it")
    expect(answer).to_contain_text("These answers do not go together yet")
    page.get_by_label("A pupil", exact=True).first.check()
    expect(beside).to_be_empty()
    expect(answer).to_contain_text("A pupil posts something rude and has an account")

    # Whoever is sent the address sees the same answer.
    kept, said = page.url, answer.locator(".told").inner_text()
    page.goto("/policy/")
    page.goto(kept)
    expect(answer.locator(".told")).to_have_text(said)
    expect(young).to_be_checked()


def test_on_a_phone_the_answer_is_one_press_away(desk: Running, come: Come):
    page = come(viewport={"width": 390, "height": 844}).sign_in(OKAFOR)
    page.goto("/policy/what-if/")
    page.get_by_label("It thanks or praises").check()
    at_hand = page.get_by_role("button", name="Show what our policy says")
    expect(page.locator("#so-far")).to_contain_text("steps")
    expect(at_hand).to_be_in_viewport()
    at_hand.click()
    expect(page.locator("#weighed .told")).to_be_in_viewport()
    expect(page.locator("#weighed")).to_contain_text("Say thank you")


def test_it_answers_without_javascript(desk: Running, come: Come):
    page = come(java_script_enabled=False).sign_in(OKAFOR)
    page.goto("/policy/what-if/")
    page.get_by_label("A pupil", exact=True).first.check()
    page.get_by_text("Contact between a pupil and an adult of the school").click()
    page.get_by_label("A friend request").check()
    page.get_by_role("button", name="Show what our policy says").click()
    expect(page.locator("#weighed")).to_contain_text("A pupil sends a friend request.")
    expect(page.locator("#weighed")).to_contain_text("Tell the safeguarding lead")
    expect(page.get_by_label("A friend request")).to_be_checked()
