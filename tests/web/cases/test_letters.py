"""Letters: drafted only when it is time, stopped by a name, sent once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from goodname import clock
from goodname.core.words import Action
from goodname.web.cases.letters.actions import mark_outcome
from goodname.web.cases.models import Case, Letter
from goodname.web.cases.steps.laying import mark_done
from goodname.web.inbox.models import Mention, Post, Source
from goodname.web.ledger.models import LedgerEntry
from tests.web.cases.desk import drafted, opened, page, tick
from tests.web.reading import heading, source, words
from tests.world import MONDAY, sign_in

pytestmark = pytest.mark.django_db


def ready(desk, *about) -> Case:
    """A case whose evidence stands, so that deletion may be asked for."""
    case = opened(desk, *about)
    mark_done(case, Action.CAPTURE_EVIDENCE, by=None)
    return case


def rewrite(client, letter: Letter, **changed: str):
    sent = {"subject": letter.subject, "body": letter.body} | changed
    return client.post(reverse("letter", args=[letter.id]), sent, follow=True)


def send(client, letter: Letter, how: str = "in_person", **more: str):
    return client.post(reverse("send_letter", args=[letter.id]), {"how": how} | more, follow=True)


def test_no_letter_asks_for_deletion_before_the_evidence_stands(desk):
    case = opened(desk)
    client = sign_in(desk.head)
    ask = reverse("draft_letter", args=[case.id])
    told = words(client.post(ask, {"action": "request_deletion"}, follow=True))
    assert "Save the evidence first: once it is deleted it is too late." in told
    assert not Letter.objects.exists()
    tick(client, case, "capture_evidence")
    assert heading(client.post(ask, {"action": "request_deletion"}, follow=True)) == (
        "Read the letter before it goes"
    )


@pytest.mark.parametrize("action", ["", "banish", "reply", "notify_dsl", "check_removal"])
def test_what_the_policy_does_not_ask_for_is_not_drafted(desk, action):
    case = ready(desk)
    ask = reverse("draft_letter", args=[case.id])
    answer = sign_in(desk.head).post(ask, {"action": action}, follow=True)
    assert "no such" in words(answer)
    assert not Letter.objects.exists()


def test_a_letter_says_where_and_by_when_and_never_what_was_said(desk):
    letter = drafted(sign_in(desk.head), ready(desk, desk.teacher))
    assert "http://town.example/post/rant" in letter.body
    assert "by 15:30 on Tuesday 24 November 2026" in letter.body
    assert "Priya Hollis\nHeadteacher, Tansy Lane Primary School" in letter.body
    for word in ("pathetic", "liar", "Okafor", "gatepost"):
        assert word not in letter.subject + letter.body


def test_asked_for_twice_it_is_the_same_draft(desk):
    case = ready(desk)
    client = sign_in(desk.head)
    assert drafted(client, case) == drafted(client, case)
    assert Letter.objects.count() == 1


def test_a_letter_written_late_gives_the_reader_a_school_day(desk):
    case = ready(desk)
    with clock.at(MONDAY + timedelta(days=2)):  # the step was due on Tuesday
        client = sign_in(desk.head)
        letter = drafted(client, case)
        assert "by 15:30 on Thursday 26 November 2026" in letter.body
        send(client, letter)
    case.refresh_from_db()
    assert f"{case.answer_due:%A %H:%M}" == "Thursday 15:30"


def test_an_address_with_letters_that_nobody_can_see_stops_no_letter(desk):
    address = "http://town.example/post/\N{ZERO WIDTH SPACE}1"
    Post.objects.update(address=address)
    Source.objects.update(title="Wexcombe\N{ZERO WIDTH SPACE}Talk")
    fresh = replace(desk, rant=Mention.objects.get(pk=desk.rant.pk))
    letter = drafted(sign_in(desk.head), ready(fresh))
    assert "http://town.example/post/%E2%80%8B1" in letter.body


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Mr Okafor", "This is the name of somebody whom it is about."),
        ("Daniel Okafor", "This is the name of somebody whom it is about."),
        ("Lily", "This is the name of a pupil."),
        ("MARCHETTI", "This is the name of a pupil."),
        ("L\N{ZERO WIDTH SPACE}ily", "This is the name of a pupil."),
    ],
)
def test_a_name_that_must_not_leave_stops_a_letter_and_is_shown(desk, name, why):
    client = sign_in(desk.head)
    letter = drafted(client, ready(desk, desk.teacher))
    read = rewrite(client, letter, body=f"{letter.body}\nIt was about {name} in Year 4.")
    assert f"“{name}” {why}" in words(read)
    answer = send(client, letter)
    assert answer.status_code == 422
    assert f"Take this out first. “{name}”: {why}" in words(answer)
    assert Letter.objects.get().state == Letter.DRAFT
    rewrite(client, letter, body=letter.body)
    assert "Marked as sent." in words(send(client, letter))


def test_the_words_can_be_put_right_on_the_page_that_refused_them(desk):
    """The form of the letter stands there too, and must not be taken for the form that sends it."""
    case = opened(desk, desk.teacher)
    mark_done(case, Action.CAPTURE_EVIDENCE, by=None)
    client = sign_in(desk.head)
    letter = drafted(client, case)
    Letter.objects.update(body=f"{letter.body} Mr Okafor was right.")
    refused = client.post(reverse("send_letter", args=[letter.id]), {"how": "in_person"})
    assert "Take this out first" in words(refused)
    form = refused.content.decode().partition('name="body"')[0].rpartition("<form")[2]
    assert f'action="{reverse("letter", args=[letter.id])}"' in form


def test_a_name_in_the_subject_stops_it_too(desk):
    client = sign_in(desk.head)
    letter = drafted(client, ready(desk, desk.teacher))
    rewrite(client, letter, subject="About Lily Marchetti")
    assert send(client, letter).status_code == 422


def test_hard_words_warn_and_do_not_stop(desk):
    client = sign_in(desk.head)
    letter = drafted(client, ready(desk))
    read = rewrite(client, letter, body=letter.body + "\nOr we will take legal action.")
    assert "Think about this “legal action”" in words(read)
    assert "Marked as sent." in words(send(client, letter))


def test_once_it_is_sent_removal_is_asked_and_looked_for(desk):
    case = ready(desk)
    client = sign_in(desk.head)
    answer = send(client, drafted(client, case), "platform", where="A message from my own account")
    told = words(answer)
    assert "The letter was sent as a message where it was posted" in told
    assert "Check whether it is gone must the online-safety lead, by 15:30 tomorrow" in told
    assert "Deletion asked for" in told
    case.refresh_from_db()
    assert case.facts["removal"] == "asked"
    assert case.asked_at == case.next_check == MONDAY
    assert f"{case.answer_due:%A %H:%M}" == "Tuesday 15:30"
    assert case.steps.get(action="request_deletion").state == "done"
    sent = LedgerEntry.objects.get(kind="letter.sent")
    assert (sent.actor, sent.refs["how"]) == (desk.head.id, "platform")


def test_a_letter_that_has_gone_cannot_go_again_or_change_or_be_unticked(desk):
    case = ready(desk)
    client = sign_in(desk.head)
    letter = drafted(client, case)
    send(client, letter)
    assert "This letter has gone already." in words(send(client, letter))
    rewrite(client, letter, body="Something else")
    letter.refresh_from_db()
    assert "Something else" not in letter.body
    undone = words(tick(client, case, "request_deletion", "?undo=1"))
    assert "The letter has gone; that cannot be taken back." in undone
    assert LedgerEntry.objects.filter(kind="letter.sent").count() == 1
    shown = client.get(reverse("letter", args=[letter.id]))
    assert heading(shown) == "This letter has gone"
    assert "<textarea" not in source(shown)


@pytest.fixture
def mail(settings):
    settings.MAIL_READY = True


def test_without_a_mail_server_the_desk_does_not_offer_to_send(desk, settings):
    settings.MAIL_READY = False
    client = sign_in(desk.head)
    letter = drafted(client, ready(desk))
    shown = words(client.get(reverse("letter", args=[letter.id])))
    assert "No mail server is set up" in shown
    assert "Send it now from the office address" not in shown
    assert send(client, letter, "email", to_email="a@b.example").status_code == 422
    assert Letter.objects.get().state == Letter.DRAFT


@pytest.mark.parametrize("address", ["", "nobody", "a@b.example\nBcc: c@d.example"])
def test_an_e_mail_needs_an_address_that_is_one(desk, mail, address):
    client = sign_in(desk.head)
    letter = drafted(client, ready(desk))
    assert send(client, letter, "email", to_email=address).status_code == 422
    assert Letter.objects.get().state == Letter.DRAFT


def test_an_e_mail_is_queued_once(desk, mail):
    case = ready(desk)
    client = sign_in(desk.head)
    letter = drafted(client, case)
    assert "The letter is on its way." in words(
        send(client, letter, "email", to_email="hale@home.example")
    )
    assert "This letter has gone already." in words(
        send(client, letter, "email", to_email="hale@home.example")
    )
    assert heading(client.get(reverse("letter", args=[letter.id]))) == "This letter is on its way"
    case.refresh_from_db()
    assert case.facts["removal"] == "not_asked"  # not before the mail server has taken it
    assert "hale" not in str(LedgerEntry.objects.values_list("refs", "digests"))


def test_a_school_without_an_office_address_sends_no_e_mail(desk, mail):
    client = sign_in(desk.head)
    letter = drafted(client, ready(desk))
    desk.school.__class__.objects.update(office_email="")
    answer = send(client, letter, "email", to_email="hale@home.example")
    assert "The school has no office e-mail address to send from." in words(answer)
    assert Letter.objects.get().state == Letter.DRAFT


def test_a_subject_is_one_line_so_that_it_can_forge_no_header(desk):
    client = sign_in(desk.head)
    letter = drafted(client, ready(desk))
    rewrite(client, letter, subject="About a post\r\nBcc: everyone@town.example")
    letter.refresh_from_db()
    assert letter.subject == "About a post Bcc: everyone@town.example"


def test_what_may_have_gone_is_asked_about_on_today_and_on_its_page(desk, mail):
    client = sign_in(desk.head)
    letter = drafted(client, ready(desk))
    send(client, letter, "email", to_email="hale@home.example")
    mark_outcome(letter=letter, state=Letter.UNSURE)
    today = client.get(reverse("today"))
    assert "A letter may or may not have gone" in words(today)
    shown = client.get(reverse("letter", args=[letter.id]))
    assert heading(shown) == "This letter may have gone"
    assert "Ask the reader, or look in the sent mail, before you send it again." in words(shown)
    assert "Marked as sent." in words(send(client, letter))


def test_what_the_server_did_not_take_can_be_tried_again(desk, mail):
    case = ready(desk)
    client = sign_in(desk.head)
    letter = drafted(client, case)
    send(client, letter, "email", to_email="hale@home.example")
    mark_outcome(letter=letter, state=Letter.FAILED)
    shown = words(client.get(reverse("letter", args=[letter.id])))
    assert "The mail server did not take it. You can try again." in shown
    assert "Read the letter" in words(page(desk.head, case))
    send(client, letter, "email", to_email="hale@home.example")
    letter.refresh_from_db()
    assert letter.state == Letter.QUEUED


def test_the_letters_of_a_closed_case_stay_where_they_are(desk):
    case = ready(desk)
    client = sign_in(desk.head)
    letter = drafted(client, case)
    client.post(reverse("close_case", args=[case.id]), {"outcome": "settled"})
    assert "This case is closed. Open it again first." in words(send(client, letter))
    ask = {"action": "support_affected"}
    client.post(reverse("draft_letter", args=[case.id]), ask)
    assert Letter.objects.count() == 1
