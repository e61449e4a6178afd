"""Danger is told at once to the safeguarding lead and a deputy, without a word of what was found."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from goodname import clock
from goodname.core.words import Author, Conduct, Danger, Facts, Role, Towards
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.actions import open_case
from goodname.web.inbox.danger.actions import answer_alert, choose_deputies
from goodname.web.inbox.danger.queries import unanswered
from goodname.web.inbox.models import Alert
from goodname.web.ledger.models import LedgerEntry
from goodname.worker import alerting
from goodname.worker.retry import Retry
from tests.web.reading import words
from tests.worker.postboxes import Postbox
from tests.world import MONDAY, THANKS, hear, make_person, make_school, make_source, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
THREAT = (
    "I know where Mr Okafor of Tansy Lane Primary School, Wexcombe, lives. I am going to kill him "
    "tonight."
)
MIDNIGHT = MONDAY + timedelta(hours=15, minutes=4)


@pytest.fixture(autouse=True)
def _at_midnight() -> Iterator[None]:
    with clock.at(MIDNIGHT):
        yield


@pytest.fixture
def people() -> SimpleNamespace:
    school = make_school()
    return SimpleNamespace(
        school=school,
        head=make_person(school, "Priya Hollis", Role.HEADTEACHER),
        dsl=make_person(school, "Daniel Okafor", Role.DSL),
        online=make_person(school, "Rosa Lindley", Role.ONLINE_SAFETY_LEAD),
        office=make_person(school, "Denise Pruett", Role.OFFICE),
        teacher=make_person(school, "Ada Fenn", Role.CLASS_TEACHER),
        chair=make_person(school, "Farid Winslade", Role.CHAIR_OF_GOVERNORS),
        source=make_source(school),
    )


def ring() -> None:
    alerting.ring_alert(Alert.objects.get().id)


def reached(box: Postbox) -> set[str]:
    return {envelope.rcpt_tos[0].split("@")[0] for envelope in box.taken}


def test_a_threat_at_midnight_goes_to_the_lead_and_the_head_stands_in_for_a_deputy(postbox, people):
    mention = hear(people.source, THREAT)
    queued = DBTaskResult.objects.get(task_path__endswith="ring_alert")
    assert queued.priority == 90
    ring()
    assert reached(postbox) == {"daniel.okafor", "priya.hollis"}
    kinds = LedgerEntry.objects.filter(matter=mention.matter_id).values_list("kind", flat=True)
    assert sorted(kinds) == ["alert.raised", "alert.sent", "alert.sent", "mention.heard"]


def test_the_message_holds_nothing_of_what_was_found(postbox, people, settings):
    settings.ADDRESS = "https://desk.tansylane.example/"
    mention = hear(people.source, THREAT, author="Wexcombe Wendy")
    ring()
    for envelope in postbox.taken:
        told = envelope.content.decode()
        assert "https://desk.tansylane.example/" in told
        for secret in (
            "kill",
            "Okafor of",
            "Wendy",
            "threat",
            "Talk",
            mention.id,
            mention.matter_id,
            Alert.objects.get().id,
        ):
            assert secret not in told
        assert "Auto-Submitted: auto-generated" in told
        assert "X-Auto-Response-Suppress: All" in told


def test_a_chosen_deputy_is_told_instead_and_only_somebody_who_can_look_may_be_chosen(
    postbox, people
):
    page = sign_in(people.head)
    page.post(reverse("choose_deputies"), {"people": [people.online.id]})
    assert "Choose somebody" not in words(page.get(reverse("danger")))
    hear(people.source, THREAT)
    ring()
    assert reached(postbox) == {"daniel.okafor", "rosa.lindley"}
    refused = page.post(reverse("choose_deputies"), {"people": [people.teacher.id]})
    assert refused.status_code == 422


def test_nobody_is_told_twice_however_often_the_alarm_is_rung(postbox, people):
    hear(people.source, THREAT)
    for _ in range(3):
        ring()
    assert len(postbox.taken) == 2


def test_after_half_an_hour_without_an_answer_every_leader_is_told(postbox, people):
    hear(people.source, THREAT)
    ring()
    with clock.at(MIDNIGHT + timedelta(minutes=29)):
        alerting.ring_again()
        assert DBTaskResult.objects.filter(task_path__endswith="ring_alert").count() == 1
    with clock.at(MIDNIGHT + timedelta(minutes=31)):
        alerting.ring_again()
        assert DBTaskResult.objects.filter(task_path__endswith="ring_alert").count() == 2
        ring()
    assert reached(postbox) == {"daniel.okafor", "priya.hollis", "rosa.lindley"}


def test_an_answer_ends_it_for_everybody_and_is_in_the_ledger(postbox, people):
    hear(people.source, THREAT)
    client = sign_in(people.dsl)
    today = words(client.get(reverse("today")))
    assert today.index("Something may be against the law") < today.index("Read and decide")
    alert = Alert.objects.get()
    client.post(reverse("answer_alert", args=[alert.id]))
    ring()
    assert postbox.taken == []
    assert "I am dealing with it" not in words(client.get(reverse("today")))
    assert LedgerEntry.objects.filter(kind="alert.answered").count() == 1
    again = sign_in(people.head).post(reverse("answer_alert", args=[alert.id]), follow=True)
    assert "Somebody has answered this alert already." in words(again)


def test_whoever_it_is_about_hears_nothing_and_another_stands_in(postbox, people):
    mention = hear(people.source, THANKS)
    facts = Facts(
        author=Author.PARENT,
        conduct=frozenset({Conduct.CONCERN}),
        towards=frozenset({Towards.STAFF}),
        danger=Danger.IMMEDIATE,
    )
    open_case(viewer=Viewer.of(people.head), mention=mention, facts=facts, about=[people.dsl])
    ring()
    assert "daniel.okafor" not in reached(postbox)
    assert "priya.hollis" in reached(postbox)
    assert unanswered(Viewer.of(people.dsl)) == []
    gone = sign_in(people.dsl).post(reverse("answer_alert", args=[Alert.objects.get().id]))
    assert gone.status_code == 404


ACCUSED = Facts(
    author=Author.PARENT,
    conduct=frozenset({Conduct.CONCERN}),
    towards=frozenset({Towards.STAFF}),
    danger=Danger.POSSIBLY_ILLEGAL,
)


def test_where_the_only_deputy_is_whom_it_is_about_the_head_stands_in(postbox, people):
    choose_deputies(viewer=Viewer.of(people.head), people=[people.online])
    mention = hear(people.source, THANKS)
    viewer = Viewer.of(people.head)
    open_case(viewer=viewer, mention=mention, facts=ACCUSED, about=[people.online])
    ring()
    assert reached(postbox) == {"daniel.okafor", "priya.hollis"}


def test_an_answer_by_whom_it_is_about_ends_it_for_nobody_else(postbox, people):
    """The safeguarding lead answers a post about himself, and only then a case says about whom."""
    mention = hear(people.source, THREAT)
    sign_in(people.dsl).post(reverse("answer_alert", args=[Alert.objects.get().id]))
    open_case(viewer=Viewer.of(people.head), mention=mention, facts=ACCUSED, about=[people.dsl])
    raised = Alert.objects.get(seen_at=None)
    alerting.ring_alert(raised.id)
    assert reached(postbox) == {"priya.hollis"}
    today = words(sign_in(people.head).get(reverse("today")))
    assert "I am dealing with it" in today


def test_where_all_who_lead_are_whom_it_is_about_the_office_is_told_and_last_the_chair(
    postbox, people
):
    mention = hear(people.source, THREAT)
    mention.matter.hidden_from.add(people.head, people.dsl, people.online)
    ring()
    assert reached(postbox) == {"denise.pruett"}
    mention.matter.hidden_from.add(people.office)
    ring()
    assert reached(postbox) == {"denise.pruett", "farid.winslade"}
    chair = sign_in(people.chair)
    seen = words(chair.get(reverse("today")))
    assert "the desk shows you no word of it" in seen
    assert "kill" not in seen
    answered = chair.post(reverse("answer_alert", args=[Alert.objects.get().id]), follow=True)
    assert answered.status_code == 200
    assert Alert.objects.get().seen_by == people.chair


def test_nobody_answers_an_alert_that_does_not_ring_for_them(people):
    hear(people.source, THREAT)
    address = reverse("answer_alert", args=[Alert.objects.get().id])
    for person in (people.office, people.teacher, people.chair, people.online):
        assert sign_in(person).post(address).status_code == 404
    assert Alert.objects.get().seen_at is None


def test_what_a_mail_server_does_not_take_is_tried_again_and_stays_on_today(
    postbox, people, settings
):
    hear(people.source, THREAT)
    right, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    with pytest.raises(Retry):
        ring()
    assert "I am dealing with it" in words(sign_in(people.dsl).get(reverse("today")))
    # The task itself gives up after some tries; the clock does not.
    DBTaskResult.objects.all().delete()
    alerting.ring_again()
    assert DBTaskResult.objects.filter(task_path__endswith="ring_alert").count() == 1
    settings.EMAIL_PORT = right
    ring()
    assert len(postbox.taken) == 2


def test_a_message_that_may_have_gone_is_sent_again_for_twice_is_better_than_never(postbox, people):
    hear(people.source, THREAT)
    postbox.cut = True
    with pytest.raises(Retry):
        ring()
    first = len(postbox.taken)
    postbox.cut = False
    ring()
    assert len(postbox.taken) == first + 2


def test_plain_words_alarm_nobody(people):
    hear(people.source, THANKS)
    assert not Alert.objects.exists()


def test_another_school_hears_nothing(postbox, people):
    other = make_person(make_school("Marsh End Primary School", "Otterby"), "Ola Brand", Role.DSL)
    hear(people.source, THREAT)
    ring()
    assert "ola.brand" not in reached(postbox)
    alert = Alert.objects.get()
    assert sign_in(other).post(reverse("answer_alert", args=[alert.id])).status_code == 404


def test_a_test_message_says_that_it_is_one(postbox, people):
    alerting.try_alarm(str(people.school.pk))
    assert reached(postbox) == {"daniel.okafor", "priya.hollis"}
    assert all(b"A test" in envelope.content for envelope in postbox.taken)


def test_the_ledger_keeps_who_was_made_deputy(people):
    choose_deputies(viewer=Viewer.of(people.head), people=[people.online])
    choose_deputies(viewer=Viewer.of(people.head), people=[])
    kinds = list(
        LedgerEntry.objects.filter(kind__startswith="deputy").values_list("kind", flat=True)
    )
    assert sorted(kinds) == ["deputy.chosen", "deputy.released"]


def test_an_answered_alert_cannot_be_answered_by_somebody_else(people):
    hear(people.source, THREAT)
    alert = Alert.objects.get()
    answer_alert(viewer=Viewer.of(people.dsl), alert=alert)
    alert.refresh_from_db()
    assert (alert.seen_by, alert.seen_at) == (people.dsl, MIDNIGHT)


def test_an_answer_to_the_old_words_is_none_to_a_new_threat(postbox, people):
    hear(people.source, THREAT)
    answer_alert(viewer=Viewer.of(people.dsl), alert=Alert.objects.get())
    with clock.at(MIDNIGHT + timedelta(days=5)):
        hear(people.source, THREAT.replace("kill him tonight", "shoot every pupil on Friday"))
        assert len(unanswered(Viewer.of(people.dsl))) == 1


def test_the_same_words_in_another_place_are_one_alarm_until_a_day_has_gone(postbox, people):
    hear(people.source, THREAT)
    paper = make_source(people.school, "Wexcombe Gazette")
    hear(paper, THREAT)
    assert Alert.objects.count() == 1
    answer_alert(viewer=Viewer.of(people.dsl), alert=Alert.objects.get())
    with clock.at(MIDNIGHT + timedelta(days=2)):
        hear(make_source(people.school, "Wexcombe Notes"), THREAT)
        assert len(unanswered(Viewer.of(people.dsl))) == 1


def test_only_somebody_who_was_told_can_say_that_it_is_dealt_with(people):
    hear(people.source, THREAT)
    alert = Alert.objects.get()
    assert sign_in(people.office).post(reverse("answer_alert", args=[alert.id])).status_code == 404
    alert.refresh_from_db()
    assert alert.seen_at is None
