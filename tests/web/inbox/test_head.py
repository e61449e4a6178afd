"""“Is this about the headteacher?” is asked before anybody in the office reads it."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from goodname import clock
from goodname.core.listen.kinds import Kind
from goodname.core.listen.talk import Batch
from goodname.core.words import Post, Role
from goodname.web.accounts.models import token
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.models import Case
from goodname.web.inbox.danger.queries import recipients
from goodname.web.inbox.head.naming import names_head
from goodname.web.inbox.hearing import keep_batch
from goodname.web.inbox.models import Alert, HeadQuestion, Mention, Source
from goodname.web.inbox.queries import mentions
from goodname.web.inbox.retaining import due
from goodname.web.ledger.models import LedgerEntry
from tests.web.cases.desk import ABUSE
from tests.web.reading import words
from tests.world import MONDAY, make_person, make_school, sign_in

pytestmark = pytest.mark.django_db
LUNCH = "The queue for lunch at Tansy Lane Primary School is far too long, and it rains on them."
ABOUT = "I want to complain about Mrs Hollis. She shouted at my son in front of everybody."
THREAT = "I will come to Tansy Lane Primary School tonight and kill Mr Okafor with a knife."


@pytest.fixture
def desk() -> SimpleNamespace:
    school = make_school()
    other = make_school("Marsh End Primary School", town="Otterby")
    source = Source.objects.create(
        school=school, title="Office mailbox", kind=Kind.MAILBOX, is_local=True,
        added_at=clock.now(), next_look=clock.now(),
    )  # fmt: skip
    return SimpleNamespace(
        school=school,
        source=source,
        head=make_person(school, "Priya Hollis", Role.HEADTEACHER),
        dsl=make_person(school, "Daniel Okafor", Role.DSL),
        online=make_person(school, "Ines Marlow", Role.ONLINE_SAFETY_LEAD),
        office=make_person(school, "Denise Pruett", Role.OFFICE),
        chair=make_person(school, "Farid Winslade", Role.CHAIR_OF_GOVERNORS),
        teacher=make_person(school, "Rosa Lindley", Role.CLASS_TEACHER),
        outsider=make_person(other, "Gwen Ashdown", Role.HEADTEACHER, Role.DSL),
    )


def letter(desk: SimpleNamespace, text: str, key: str = "1") -> Mention:
    post = Post(
        key=key, text=text, title="From a parent", address="", posted=MONDAY,
        marks=(("kind", "letter"),),
    )  # fmt: skip
    keep_batch(source=desk.source, batch=Batch(posts=(post,)))
    return Mention.objects.get(post__source=desk.source, post__key=key)


def status(client: Client, mention: Mention) -> int:
    return client.get(reverse("mention", args=[mention.id])).status_code


def say(client: Client, mention: Mention, about: str) -> int:
    return client.post(reverse("about_head", args=[mention.id]), {"about": about}).status_code


def everywhere(client: Client, mention: Mention) -> str:
    """Everything that a person at the desk finds by lists and by a search for the words."""
    pages = [
        reverse("today"),
        reverse("inbox") + "?box=all",
        reverse("inbox") + "?q=Hollis&box=all",
    ]
    return " ".join(words(client.get(page)) for page in pages)


def test_a_letter_is_sealed_until_somebody_has_answered(desk):
    found = letter(desk, LUNCH)
    office = sign_in(desk.office)
    shown = everywhere(office, found)
    assert "An e-mail that came" in shown
    assert "All (0)" in shown
    page = words(office.get(reverse("mention", args=[found.id])))
    assert "queue" not in shown + page
    assert "From a parent" not in shown + page
    assert say(office, found, "") == 302  # without an answer it stays shut
    assert "queue" not in words(office.get(reverse("mention", args=[found.id])))
    say(office, found, "no")
    assert "queue" in words(office.get(reverse("mention", args=[found.id])))
    assert status(sign_in(desk.head), found) == 200
    question = HeadQuestion.objects.get()
    assert (question.answer, question.by) == ("no", desk.office)
    assert question.at
    assert LedgerEntry.objects.filter(kind="head.no", actor=desk.office.id).count() == 1


def test_the_headteacher_never_sees_an_unanswered_letter(desk):
    found = letter(desk, LUNCH)
    both = make_person(desk.school, "Ola Hart", Role.HEADTEACHER, Role.DSL, Role.OFFICE)
    for person in (desk.head, both):
        client = sign_in(person)
        assert "An e-mail" not in everywhere(client, found)
        assert status(client, found) == 404
        assert say(client, found, "no") == 404
    assert HeadQuestion.objects.get().answer == ""


def test_no_act_on_many_reaches_a_sealed_letter(desk):
    found = letter(desk, LUNCH)
    client = sign_in(desk.office)
    fields = {"ids": [found.id], "mention": [found.id], "act": "file", "reason": "nothing_owed"}
    client.post(reverse("handle_many"), fields)
    assert client.post(reverse("file_mention", args=[found.id]), fields).status_code == 404
    assert client.get(reverse("personal_looks") + f"?mention={found.id}").status_code == 200
    assert sign_in(desk.dsl).get(reverse("open_case", args=[found.id])).status_code == 404
    assert Mention.objects.get().state == Mention.NEW


def test_what_names_the_headteacher_goes_past_the_office_at_once(desk):
    found = letter(desk, ABOUT)
    for person in (desk.office, desk.head, desk.online):
        client = sign_in(person)
        assert status(client, found) == 404
        assert say(client, found, "no") == 404
        shown = everywhere(client, found)
        assert "e-mail" not in shown
        assert "about the headteacher" not in shown
        assert "All (0)" in shown
    for person in (desk.outsider, desk.teacher):
        assert status(sign_in(person), found) in (403, 404)
    for person in (desk.chair, desk.dsl):
        client = sign_in(person)
        assert "Something that may be about the headteacher" in words(client.get(reverse("today")))
        assert "shouted at my son" in words(client.get(reverse("mention", args=[found.id])))
    assert desk.head in found.matter.hidden_from.all()


def test_the_safeguarding_lead_who_is_the_subject_too_sees_none_of_it(desk):
    found = letter(desk, ABOUT)
    found.matter.hidden_from.add(desk.dsl)
    assert status(sign_in(desk.dsl), found) == 404
    assert status(sign_in(desk.chair), found) == 200


def test_the_chair_opens_a_case_without_an_inbox(desk):
    found, other = letter(desk, ABOUT), letter(desk, LUNCH, "2")
    client = sign_in(desk.chair)
    assert client.get(reverse("inbox")).status_code == 404
    assert status(client, other) == 404
    fields = ABUSE | {"about": [desk.head.id]}
    assert client.get(reverse("open_case", args=[found.id])).status_code == 200
    client.post(reverse("open_case", args=[found.id]), fields)
    case = Case.objects.get()
    assert client.get(reverse("case", args=[case.id])).status_code == 200
    assert sign_in(desk.head).get(reverse("case", args=[case.id])).status_code == 404


def test_only_the_chair_gives_it_to_the_desk(desk):
    found = letter(desk, ABOUT)
    say(sign_in(desk.dsl), found, "no")
    assert status(sign_in(desk.office), found) == 404
    say(sign_in(desk.chair), found, "no")
    assert status(sign_in(desk.office), found) == 200
    assert status(sign_in(desk.head), found) == 200


def test_passed_on_without_reading_or_after_it(desk):
    first, second = letter(desk, LUNCH), letter(desk, "Please send me the dates of term.", "2")
    office = sign_in(desk.office)
    say(office, first, "yes")
    say(office, second, "no")
    assert status(office, first) == 404
    assert status(office, second) == 200
    say(office, second, "yes")  # read, and then seen to be about the head
    for found in (first, second):
        assert status(office, found) == status(sign_in(desk.head), found) == 404
        assert status(sign_in(desk.chair), found) == 200


def test_danger_rings_at_once_but_not_the_subject(desk):
    letter(desk, THREAT)
    alert = Alert.objects.get()
    assert desk.dsl in recipients(alert)
    letter(desk, "The headteacher is a liar. I am going to kill Mrs Hollis tomorrow.", "2")
    alert = Alert.objects.exclude(pk=alert.pk).get()
    told = recipients(alert)
    assert desk.dsl in told
    assert desk.head not in told
    assert desk.office not in told


def test_what_nobody_has_answered_is_not_let_go_of(desk):
    sealed, opened = letter(desk, LUNCH), letter(desk, "Dates of term, please.", "2")
    say(sign_in(desk.office), opened, "no")
    assert list(due(clock.now() + timedelta(days=40))) == [opened]
    assert sealed.pk


@pytest.mark.parametrize(("answer", "office_sees"), [("yes", 404), ("unsure", 404), ("no", 200)])
def test_telling_asks_it_too(desk, answer, office_sees):
    fields = {
        "key": token(), "text": "She told the class to lie about it.", "audience": "unknown",
        "came": "self", "concerns": "no", "head": answer,
    }  # fmt: skip
    teacher = sign_in(desk.teacher)
    unasked = teacher.post(reverse("tell_words"), {**fields, "head": ""})
    assert unasked.status_code == 422
    assert not Mention.objects.exists()
    teacher.post(reverse("tell_words"), fields)
    found = Mention.objects.get()
    assert status(sign_in(desk.office), found) == office_sees
    assert status(sign_in(desk.head), found) == office_sees
    assert status(sign_in(desk.dsl), found) == 200
    assert (status(sign_in(desk.chair), found) == 200) == (answer != "no")
    assert mentions(Viewer.of(desk.chair)).count() == (answer != "no")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Dear Headteacher, thank you.", True),
        ("The head never answers.", True),
        ("It was the principal’s idea.", True),
        ("Mrs Hollis was rude.", True),
        ("He bumped his head.", False),
        ("There are head lice in Year 2.", False),
        ("When does the term begin?", False),
    ],
)
def test_names(desk, text, named):
    assert names_head(text, None, [desk.head]) is named


GROOMING = (
    "I do not know whom else to ask. Mrs Hollis has been sending my son Theo messages at night, calls "
    "him special and tells him not to tell me. He is ten. I am frightened of what she wants."
)


def test_of_what_nobody_has_read_yet_the_desk_guesses_nothing_that_is_owed_or_forbidden(desk):
    accused = letter(desk, GROOMING)
    unsure = letter(desk, "Well. I saw it, and I know what I saw, Tansy Lane Primary School.", "2")
    Mention.objects.filter(pk=unsure.pk).update(abstained=True, hurts=False)
    chair, office = sign_in(desk.chair), sign_in(desk.office)
    say(office, unsure, "no")
    for client, mention in ((chair, accused), (sign_in(desk.dsl), unsure)):
        page = client.get(reverse("mention", args=[mention.id])).content.decode()
        assert "That depends on what this is" in page
        for word in ("Not allowed", "Tell the police", "Invite them in", "Our policy asks:"):
            assert word not in page
        for guess in ("Praise", "Criticism", "A question"):
            assert guess not in page
        assert "Something about us on Office mailbox" in page
        asked = client.get(reverse("open_case", args=[mention.id])).content.decode()
        assert "The desk could not tell. Read it, and choose what fits." in asked
        assert "Filled in:</b> The desk could not tell" not in asked
        assert "The desk guesses nothing here." in asked
        for name in ("praise", "question", "criticism", "concern"):
            assert f'value="{name}" checked' not in asked
            assert not re.search(rf'value="{name}"[^>]*checked', asked)


def test_a_list_calls_nothing_praise_that_nobody_could_read(desk):
    unsure = letter(desk, "Well. I saw it, and I know what I saw, Tansy Lane Primary School.")
    say(sign_in(desk.office), unsure, "no")
    Mention.objects.filter(pk=unsure.pk).update(abstained=True, hurts=False, tone="praise")
    client = sign_in(desk.online)
    assert "tag praise" not in client.get(reverse("inbox")).content.decode()
    client.post(reverse("file_mention", args=[unsure.id]), {"reason": "nothing_owed"})
    done = client.get(reverse("today")).content.decode()
    row = done[done.index("Put away lately") :].partition("</table>")[0]
    assert unsure.id in row
    assert "tag praise" not in row
