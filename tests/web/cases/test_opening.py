"""From a post to a case: plain questions, steps with clauses and dates, and who may know of it."""

import pytest
from django.test import Client
from django.urls import reverse

from goodname.core.listen.kinds import Kind
from goodname.core.words import Author, Conduct, Facts, Towards
from goodname.web.cases.forms import FactsForm
from goodname.web.cases.models import Case
from goodname.web.cases.reasons import say
from goodname.web.evidence.models import Capture
from goodname.web.inbox.models import Mention, Source
from goodname.web.ledger.models import LedgerEntry
from tests.web.cases.desk import ABUSE, Desk, opened, page
from tests.web.reading import heading, items, open_words, source, words
from tests.world import RANT, hear, make_school, make_source, sign_in

pytestmark = pytest.mark.django_db
CHILD = "Tansy Lane Primary School in Wexcombe: they shared nude pictures of pupils in a chat."


def send(desk: Desk, by=None, mention: Mention | None = None, **answers: object):
    address = reverse("open_case", args=[(mention or desk.rant).id])
    return sign_in(by or desk.head).post(address, ABUSE | answers, follow=True)


def test_a_case_lays_out_what_is_owed_in_order_with_clauses_and_school_days(desk):
    answer = send(desk)
    assert heading(answer) == "A parent’s abusive post about a member of staff"
    case = Case.objects.get()
    told = [(s.action, s.force, s.owner, s.due and f"{s.due:%a %H:%M}") for s in case.steps.all()]
    assert told == [
        ("record", "must", "online_safety_lead", None),
        ("capture_evidence", "must", "online_safety_lead", "Tue 15:30"),
        ("support_affected", "must", "headteacher", "Wed 15:30"),
        ("request_deletion", "must", "headteacher", "Tue 15:30"),
    ]
    page = words(answer)
    assert "Save the evidence must the online-safety lead, by 15:30 tomorrow" in page
    assert "Support whoever was hurt must you, by 15:30 on Wednesday" in page
    assert case.steps.get(action="request_deletion").clauses == ["incidents.deletion"]
    assert 'href="/policy/#incidents.deletion"' in source(answer)


def test_the_ledger_holds_each_part_of_the_opening(desk):
    send(desk, about=[desk.teacher.id])
    case = Case.objects.get()
    rows = LedgerEntry.objects.filter(matter=case.matter_id).order_by("seq")
    assert [row.kind for row in rows] == [
        "mention.heard", "case.opened", "matter.hidden", "case.decided", "step.done",
    ]  # fmt: skip
    assert {row.actor for row in rows[1:]} == {desk.head.id}
    assert "incidents.deletion" in rows[3].clauses
    assert not any("gatepost" in str(row.refs) + str(row.digests) for row in rows)


def test_the_page_is_saved_at_once_and_the_mention_leads_to_the_case(desk):
    send(desk)
    capture = Capture.objects.get()
    assert (capture.address, capture.state) == ("http://town.example/post/rant", Capture.WAITING)
    again = sign_in(desk.head).get(reverse("open_case", args=[desk.rant.id]))
    assert again["Location"] == reverse("case", args=[Case.objects.get().id])
    assert (
        sign_in(desk.head).post(reverse("open_case", args=[desk.rant.id]), ABUSE).status_code == 302
    )
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"conduct": []}, "Choose at least one thing that is in it."),
        ({"exception": "approved"}, "An exception is between a pupil and an adult of the school"),
        ({"conduct": ["underage_account"]}, "needs a pupil as the one who wrote it"),
        ({"conduct": ["gossip"]}, "Select a valid choice. gossip is not one"),
        ({"author_age": "200"}, "less than or equal to 120"),
    ],
)
def test_answers_that_cannot_be_true_are_told_in_plain_words_and_open_nothing(desk, answers, said):
    answer = send(desk, **answers)
    assert answer.status_code == 422
    page = words(answer)
    assert "One thing to put right" in page
    assert page.count(said) >= 2  # at the top, and beside its question
    assert not Case.objects.exists()
    assert "underage_account" not in page
    more = source(answer).split("More, if it is known")[0].rsplit("<details", 1)[1]
    assert ("open" in more) is bool({"exception", "author_age"} & set(answers))


def test_somebody_of_the_school_is_meant_even_where_nobody_ticked_that(desk):
    send(desk, about=[desk.head.id], by=desk.dsl, towards=[])
    facts = Case.objects.get().facts
    assert (facts["concerned"], facts["towards"]) == (["headteacher"], ["staff"])


def test_only_people_of_our_own_roster_can_be_named(desk):
    stranger = "23456789abcdefgh"
    assert send(desk, about=[stranger]).status_code == 422


def test_a_case_about_the_headteacher_goes_to_the_chair_and_not_to_the_headteacher(desk):
    send(desk, by=desk.dsl, about=[desk.head.id])
    case = Case.objects.get()
    owners = dict(case.steps.values_list("action", "owner"))
    assert owners["request_deletion"] == owners["support_affected"] == "chair_of_governors"
    assert "headteacher" not in owners.values()
    assert page(desk.head, case).status_code == 404
    for place in ("cases", "inbox", "today", "ledger"):
        assert case.title not in words(sign_in(desk.head).get(reverse(place)))
    seen = page(desk.chair, case)
    assert seen.status_code == 200
    assert "Ask the author to delete it must you, by 15:30 tomorrow" in words(seen)
    assert "Priya Hollis" not in source(seen).split("What we know")[0]
    assert any(case.title in item for item in items(sign_in(desk.chair).get(reverse("today"))))


def test_whoever_says_that_it_is_about_themselves_is_led_away_from_it(desk):
    answer = send(desk, about=[desk.head.id])
    assert answer.redirect_chain[-1][0] == reverse("today")
    page = words(answer)
    assert "You said that this is about you. It has been passed on, away from you." in page
    assert "abusive post" not in page
    case = Case.objects.get()
    assert sign_in(desk.head).get(reverse("case", args=[case.id])).status_code == 404
    assert sign_in(desk.head).get(reverse("mention", args=[desk.rant.id])).status_code == 404


def test_what_the_policy_would_ask_can_be_seen_before_anything_is_opened(desk):
    client = sign_in(desk.head)
    address = reverse("open_case", args=[desk.rant.id])
    answer = client.post(address, ABUSE | {"weigh": "1"}, headers={"HX-Request": "true"})
    assert "<html" not in source(answer)
    assert "Ask the author to delete it" in source(answer)
    assert "Ask the author to delete it" in words(client.post(address, ABUSE | {"weigh": "1"}))
    assert not Case.objects.exists()


def test_a_request_from_another_site_opens_nothing(desk):
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        desk.head.account, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    answer = client.post(reverse("open_case", args=[desk.rant.id]), ABUSE)
    assert answer.status_code == 403
    assert heading(answer) == "That could not be done"
    assert not Case.objects.exists()


def test_the_words_stay_shut_on_the_page_of_the_case(desk):
    answer = page(desk.lead, opened(desk))
    assert RANT in words(answer)
    assert "pathetic" not in open_words(answer)


def test_an_image_of_a_child_is_never_saved_nor_asked_to_be_deleted(desk):
    facts = Facts(
        author=Author.UNKNOWN,
        conduct=frozenset({Conduct.INTIMATE_IMAGE_OF_CHILD}),
        towards=frozenset({Towards.PUPIL}),
    )
    case = opened(desk, facts=facts)
    actions = set(case.steps.values_list("action", flat=True))
    assert {"notify_dsl", "contact_police", "hand_to_report_remove"} <= actions
    assert not actions & {"capture_evidence", "request_deletion", "check_removal"}
    assert not Capture.objects.exists()
    answer = page(desk.dsl, case)
    assert f'href="{case.address}"' not in source(answer)
    client = sign_in(desk.dsl)
    told = words(client.post(reverse("look_again", args=[case.id]), follow=True))
    assert "never goes to a page that may hold a sexual image of a child" in told


def test_words_that_may_be_about_such_an_image_are_not_fetched_whatever_a_person_ticks(desk):
    mention = hear(desk.source, CHILD, key="child")
    assert mention.child_image
    answer = sign_in(desk.dsl).get(reverse("mention", args=[mention.id]))
    assert f'href="{mention.post.address}"' not in source(answer)
    send(desk, by=desk.dsl, mention=mention)
    assert Case.objects.get().steps.filter(action="capture_evidence").exists()
    assert not Capture.objects.exists()


def test_a_case_of_another_school_is_not_opened_by_us(desk):
    other = make_school("Marsh End Primary School", town="Otterby")
    theirs = hear(make_source(other), "Marsh End Primary School in Otterby is lovely.", key="o")
    assert send(desk, mention=theirs).status_code == 404


def test_each_answer_that_is_filled_in_says_why_and_shows_no_hurtful_word(desk):
    answer = sign_in(desk.head).get(reverse("open_case", args=[desk.rant.id]))
    told = words(answer)
    assert "Filled in: The sorter read words in it as" in told
    assert "It names a person." in told
    assert "Filled in: It stands where our source can read it, so anybody can." in told
    assert "pathetic" not in open_words(answer)
    assert "Who wrote it? Filled in" not in told  # nobody knows yet


def test_what_came_by_email_or_was_told_says_so(desk):
    Source.objects.filter(pk=desk.source.pk).update(kind=Kind.MAILBOX)
    address = reverse("open_case", args=[desk.rant.id])
    assert "Filled in: It came to us by e-mail." in words(sign_in(desk.head).get(address))
    desk.rant.post.marks = {"audience": "private_group"}
    desk.rant.post.save()
    desk.rant.matter.hidden_from.add(desk.lead)
    told = words(sign_in(desk.head).get(address))
    assert "Filled in: Who told us said so." in told
    assert "Filled in: It is kept from them already." in told


def test_a_reason_that_quotes_what_somebody_wrote_is_never_mark_up(desk):
    form = FactsForm(None, roster=[])
    say(form, {"conduct": "<script>alert(1)</script>", "author": ""})
    assert "<script>" not in str(form["conduct"].help_text)
    assert "Filled in" not in str(form["author"].help_text)
