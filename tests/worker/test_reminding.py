"""Reminders: numbers and a way in, once a day, at a decent hour, and never to whom it is about."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from goodname import clock
from goodname.core.listen.kinds import Kind
from goodname.core.listen.talk import Batch
from goodname.core.words import Action, Author, Conduct, Facts, Role, Towards
from goodname.core.words import Post as Said
from goodname.web.accounts.models import Person, School
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.actions import open_case
from goodname.web.cases.models import Case, Referral, Step
from goodname.web.inbox.danger.actions import raise_alert
from goodname.web.inbox.hearing import keep_batch
from goodname.web.inbox.models import Source
from goodname.web.ledger.models import LedgerEntry
from goodname.worker import alerting, reminding
from tests.world import MONDAY, RANT, hear, make_person, make_school, make_source

pytestmark = pytest.mark.django_db(transaction=True)
FACTS = Facts(
    author=Author.PARENT,
    conduct=frozenset({Conduct.ABUSIVE}),
    towards=frozenset({Towards.STAFF}),
)
NIGHT = MONDAY.replace(hour=22)


@pytest.fixture(autouse=True)
def in_the_morning() -> Iterator[None]:
    """Nobody is written to at night, and these tests are run then too."""
    with clock.at(MONDAY):
        yield


@pytest.fixture
def school() -> School:
    school = make_school()
    school.closures = ["2026-10-28"]  # half-term
    school.save()
    return school


@pytest.fixture
def head(school: School) -> Person:
    return make_person(school, "Priya Hollis", Role.HEADTEACHER)


def opened(school: School, head: Person, facts: Facts = FACTS, about: tuple = ()) -> Case:
    mention = hear(make_source(school), RANT)
    return open_case(viewer=Viewer.of(head), mention=mention, facts=facts, about=list(about))


def readers(postbox) -> list[str]:
    return [one.rcpt_tos[0] for one in postbox.taken]


def test_the_morning_s_message_says_how_many_and_nothing_of_the_case(postbox, school, head):
    case = opened(school, head)
    for _ in range(3):
        reminding.remind()
    assert readers(postbox) == [head.account.email]
    said = postbox.taken[0].content.decode()
    assert "steps wait for you" in said
    assert "late" not in said.partition("\r\n\r\n")[2]
    for word in (case.id, case.title, "abusive", "parent", "Okafor", "gatepost"):
        assert word not in said
    with clock.at(MONDAY + timedelta(days=1)):
        reminding.remind()
    assert len(postbox.taken) == 2


@pytest.mark.parametrize(
    "moment",
    [
        NIGHT,
        MONDAY.replace(hour=6),
        MONDAY + timedelta(days=5),  # a Saturday
        MONDAY.replace(month=10, day=28),  # in half-term
        MONDAY.replace(month=12, day=28),  # in the holidays
    ],
)
def test_in_quiet_hours_nobody_is_written_to_but_of_danger(postbox, school, head, moment):
    make_person(school, "Simone Achterberg", Role.DSL)
    case = opened(school, head)
    with clock.at(moment):
        reminding.remind()
        assert postbox.taken == []
        alert = raise_alert(school=school, matter=case.matter, why="immediate")
        alerting.ring_alert(alert.id)
    assert postbox.taken


EXTREMISM = replace(FACTS, conduct=frozenset({Conduct.EXTREMISM}))
FRIDAY = MONDAY.replace(month=10, day=23, hour=13)  # the last afternoon before half-term


def test_what_the_law_counts_in_hours_does_not_wait_for_the_end_of_half_term(postbox, school, head):
    dsl = make_person(school, "Simone Achterberg", Role.DSL)
    school.closures = [f"2026-10-{day}" for day in range(26, 31)]
    school.save()
    with clock.at(FRIDAY):
        opened(school, head, facts=EXTREMISM)
        step = Step.objects.get(action=Action.REFER_PREVENT)
        assert (step.owner, step.due) == (Role.DSL, FRIDAY + timedelta(days=1))
        reminding.remind()
    assert set(readers(postbox)) == {dsl.account.email, head.account.email}
    postbox.taken.clear()
    with clock.at(FRIDAY + timedelta(days=1, hours=-3)):  # Saturday, 10 in the morning
        reminding.remind()
        reminding.remind()
    assert dsl.account.email in readers(postbox)
    assert head.account.email not in readers(postbox)  # hers are due when there is school again
    said = postbox.taken[0].content.decode()
    assert "One step waits for you" in said
    assert "xtrem" not in said
    postbox.taken.clear()
    with clock.at(FRIDAY + timedelta(days=2, hours=2)):  # that night the clocks went back
        reminding.remind()  # a day late: it goes up, and both are written to
        step.refresh_from_db()
        assert step.escalated_to == Role.HEADTEACHER
    assert set(readers(postbox)) == {dsl.account.email, head.account.email}
    assert " late for you on the school" in postbox.taken[0].content.decode()
    postbox.taken.clear()
    with clock.at(FRIDAY + timedelta(days=2, hours=10)):
        reminding.remind()  # at night
    assert postbox.taken == []


def test_what_was_late_before_the_holidays_stays_quiet_in_them(postbox, school, head):
    with clock.at(FRIDAY - timedelta(days=4)):
        opened(school, head)
    assert Step.objects.filter(due__lt=FRIDAY).exists()
    with clock.at(FRIDAY + timedelta(days=1)):
        reminding.remind()
    assert postbox.taken == []


def test_who_does_not_want_it_does_not_get_it(postbox, school, head):
    opened(school, head)
    Person.objects.filter(pk=head.pk).update(digest=False)
    reminding.remind()
    assert postbox.taken == []


def test_whom_it_is_about_is_not_even_given_a_number(postbox, school, head):
    lead = make_person(
        school,
        "Sana Qureshi",
        Role.ONLINE_SAFETY_LEAD,
    )
    opened(school, head, about=(lead,))
    reminding.remind()
    assert readers(postbox) == [head.account.email]


def test_a_day_late_it_goes_up_once_and_not_to_whom_it_is_about(postbox, school, head):
    chair = make_person(
        school,
        "Farid Winslade",
        Role.CHAIR_OF_GOVERNORS,
    )
    lead = make_person(
        school,
        "Sana Qureshi",
        Role.ONLINE_SAFETY_LEAD,
    )
    opened(school, head)
    step = Step.objects.get(action=Action.CAPTURE_EVIDENCE)
    assert step.owner == Role.ONLINE_SAFETY_LEAD
    with clock.at(step.due + timedelta(hours=2)):
        reminding.remind()
        step.refresh_from_db()
        assert step.escalated_at is None  # a day to do what was forgotten
    with clock.at(step.due + timedelta(days=1, hours=1)):
        reminding.remind()
        reminding.remind()
        step.refresh_from_db()
        assert step.escalated_to == Role.HEADTEACHER
    assert LedgerEntry.objects.filter(kind="step.escalated", refs__step=step.id).count() == 1
    assert chair.id != lead.id


def test_what_is_about_the_headteacher_goes_up_to_the_chair(postbox, school, head):
    dsl = make_person(school, "Simone Achterberg", Role.DSL)
    make_person(
        school,
        "Farid Winslade",
        Role.CHAIR_OF_GOVERNORS,
    )
    about = replace(FACTS, conduct=frozenset({Conduct.ABUSIVE}))
    mention = hear(make_source(school), RANT)
    open_case(viewer=Viewer.of(dsl), mention=mention, facts=about, about=[head])
    late = Step.objects.filter(force="must", state=Step.WAITING).exclude(due=None)
    with clock.at(max(step.due for step in late) + timedelta(days=4)):
        reminding.remind()
    went = set(Step.objects.exclude(escalated_at=None).values_list("owner", "escalated_to"))
    assert went
    assert not any(to == Role.HEADTEACHER for _, to in went)
    assert head.account.email not in readers(postbox)


def test_an_answer_to_ask_for_is_counted_and_says_nothing_of_its_case(postbox, school, head):
    case = opened(school, head)
    Step.objects.all().delete()
    Referral.objects.create(
        case=case,
        action=Action.CONTACT_POLICE,
        route="police.101",
        for_whom="school",
        text="Tomas Vail threatened somebody.",
        state=Referral.GIVEN,
        prepared_at=MONDAY,
        given_by=head,
        given_at=MONDAY,
        reference="CAD-55",
        chase_at=MONDAY + timedelta(days=1),
    )
    reminding.remind()
    assert postbox.taken == []
    with clock.at(MONDAY + timedelta(days=1)):
        reminding.remind()
    assert readers(postbox) == [head.account.email]
    said = postbox.taken[0].content.decode()
    assert "One answer to ask for waits for you" in said
    for word in (case.id, case.title, "police", "Police", "Vail", "CAD-55", "abusive"):
        assert word not in said


@pytest.fixture
def letter(school: School) -> Callable[[str], None]:
    """A letter to the office that speaks of the headteacher."""
    source = make_source(school)
    Source.objects.filter(pk=source.pk).update(kind=Kind.MAILBOX)
    source.refresh_from_db()

    def came(text: str, key: str = "1") -> None:
        marks = (("kind", "letter"),)
        said = Said(key=key, text=text, title="About my son", address="", marks=marks)
        keep_batch(source=source, batch=Batch(posts=(said,)))

    return came


ABOUT = "Mrs Hollis has been sending my son messages at night. I want to complain about Mrs Hollis."


@pytest.mark.parametrize(
    ("moment", "goes"),
    [
        (MONDAY, True),
        (MONDAY + timedelta(days=5), True),  # a Saturday: it may be an allegation
        (MONDAY.replace(month=12, day=28), True),
        (NIGHT, False),
        (MONDAY.replace(hour=6), False),
    ],
)
def test_who_stands_in_for_the_head_is_told_once_that_something_is_theirs_to_read(
    postbox, school, head, letter, moment, goes
):
    chair = make_person(school, "Farid Winslade", Role.CHAIR_OF_GOVERNORS)
    Person.objects.filter(pk=chair.pk).update(digest=False)
    make_person(school, "Denise Pruett", Role.OFFICE)
    with clock.at(moment):
        letter(ABOUT)
        for _ in range(3):
            reminding.remind()
        assert readers(postbox) == ([chair.account.email] if goes else [])
        letter("Thank you for the fair.", "2")
        reminding.remind()
        assert len(postbox.taken) == int(goes)
    for sent in postbox.taken:
        for word in (b"Hollis", b"head", b"son", b"complain", b"letter"):
            assert word not in sent.content
    if not goes:
        with clock.at(moment.replace(hour=9) + timedelta(days=1)):
            reminding.remind()
        assert readers(postbox) == [chair.account.email]


def test_whom_it_is_about_is_not_told_that_something_passed(postbox, school, head, letter):
    make_person(school, "Farid Winslade", Role.CHAIR_OF_GOVERNORS, Role.HEADTEACHER)
    letter(ABOUT)
    reminding.remind()
    assert postbox.taken == []
