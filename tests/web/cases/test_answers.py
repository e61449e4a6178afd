"""An e-mail that answers our letter stands in its case, for whoever may see the case and nobody else."""

import pytest
from django.urls import reverse

from goodname import clock
from goodname.core.listen.kinds import Kind
from goodname.core.words import Action
from goodname.core.words import Post as Said
from goodname.web.cases.models import Case, Letter, LetterAnswer
from goodname.web.cases.steps.laying import mark_done
from goodname.web.inbox.keeping import keep_post
from goodname.web.inbox.models import Mention, Source
from tests.web.cases.desk import drafted, opened
from tests.web.reading import words
from tests.world import make_school, sign_in

pytestmark = pytest.mark.django_db
NAME = "<letter@tansylane.example>"
SORRY = "I have taken it down. I am sorry that it hurt somebody."


@pytest.fixture
def case(desk) -> Case:
    case = opened(desk, desk.teacher)
    mark_done(case, Action.CAPTURE_EVIDENCE, by=None)
    drafted(sign_in(desk.head), case)
    Letter.objects.update(state=Letter.SENT, message_id=NAME, sent_at=clock.now(), how="email")
    return case


def mailbox(school) -> Source:
    return Source.objects.create(
        school=school, kind=Kind.MAILBOX, title="Office mailbox", added_at=clock.now()
    )


def heard(source: Source, text: str = SORRY, *, title: str = "Re: A post", **marks: str) -> Mention:
    said = Said(
        key=f"<{len(marks)}@home>",
        address="",
        title=title,
        text=text,
        author="Ivy Penrose",
        marks=tuple({"kind": "letter", **marks}.items()),
    )
    return keep_post(source, said, clock.now())


@pytest.mark.parametrize(
    "marks",
    [{"in_reply_to": NAME}, {"in_reply_to": "<other@home>", "references": f"<a@b> {NAME}"}],
)
def test_an_answer_finds_its_case_by_the_name_of_our_letter(desk, case, marks):
    mention = heard(mailbox(desk.school), **marks)
    assert mention.matter == case.matter
    assert LetterAnswer.objects.get().letter == Letter.objects.get()
    head = sign_in(desk.head)
    assert SORRY in words(head.get(reverse("letter", args=[Letter.objects.get().id])))
    assert "An answer to our letter came by e-mail" in words(
        head.get(reverse("case", args=[case.id]))
    )


def test_an_answer_that_may_hurt_stays_out_of_sight_until_somebody_opens_it(desk, case):
    heard(mailbox(desk.school), "What useless idiots.", in_reply_to=NAME)
    Mention.objects.filter(answers_letter__isnull=False).update(hurts=True)
    page = sign_in(desk.head).get(reverse("letter", args=[Letter.objects.get().id]))
    shown = page.content.decode()
    assert "These words may hurt." in shown.partition("What useless idiots.")[0]


def test_whom_the_case_is_about_does_not_see_the_answer(desk, case):
    mention = heard(mailbox(desk.school), in_reply_to=NAME)
    assert desk.teacher in mention.matter.hidden_from.all()


@pytest.mark.parametrize("marks", [{}, {"in_reply_to": "<letter@elsewhere.example>"}])
def test_any_other_letter_is_a_matter_of_its_own(desk, case, marks):
    assert heard(mailbox(desk.school), **marks).matter != case.matter
    assert not LetterAnswer.objects.exists()


def test_another_schools_mailbox_does_not_reach_our_case(desk, case):
    other = make_school("Marsh End Primary School", town="Otterby")
    assert heard(mailbox(other), in_reply_to=NAME).matter != case.matter
    assert not LetterAnswer.objects.exists()


def test_a_name_that_nobody_was_sent_is_no_way_in(desk, case):
    Letter.objects.update(state=Letter.DRAFT)
    assert heard(mailbox(desk.school), in_reply_to=NAME).matter != case.matter


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Re: A post", "I will not. It was Mrs Hollis who shouted at my son."),
        ("Re: A post", "Dear Mrs Hollis slapped my son on Friday\nPlease act."),
        ("Re: A post", "Hello, the headteacher shouted at him\nPlease act."),
        ("Re: A post", "Dear Mrs Hollis, you shouted at my son.\nPlease act."),
        ("Mrs Hollis shouted at my son", "Please act."),
        ("Re: A post", "Dear Mrs Hollis,\n\nyou shouted at my son.\nPlease act."),
        ("Re: A post", "You shouted at my son."),
    ],
)
def test_an_answer_that_accuses_the_headteacher_does_not_reach_her(desk, case, title, text):
    mention = heard(mailbox(desk.school), text=text, title=title, in_reply_to=NAME)
    assert mention.matter != case.matter
    assert desk.head in mention.matter.hidden_from.all()
    shown = sign_in(desk.head).get(reverse("letter", args=[Letter.objects.get().id]))
    assert "shouted" not in words(shown)


@pytest.mark.parametrize(
    "greeting",
    ["Dear Mrs Hollis,", "Dear Headteacher", "Hi Priya Hollis!", "Good morning Mrs Hollis"],
)
def test_an_answer_that_only_greets_the_headteacher_joins_its_case(desk, case, greeting):
    text = f"{greeting}\n\n{SORRY}"
    assert heard(mailbox(desk.school), text=text, in_reply_to=NAME).matter == case.matter
