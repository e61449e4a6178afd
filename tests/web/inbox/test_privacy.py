"""What is kept from somebody does not betray itself: by what is left of it, by its story, by a count."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse

from goodname import clock
from goodname.core.words import Author, Conduct, Facts, Refused, Role, Towards
from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.actions import change_facts, open_case
from goodname.web.inbox import queries
from goodname.web.inbox.danger.queries import recipients
from goodname.web.inbox.looks.actions import answer_look, ask_look
from goodname.web.inbox.models import Alert, DailyCount, Mention
from goodname.web.inbox.retaining import let_go
from goodname.web.ledger.queries import entries
from goodname.web.told.actions import Words, tell_child_image, tell_words
from tests.web.inbox.desks import Team, again, make_team, many, tell
from tests.web.reading import source, words
from tests.world import MONDAY, RANT, make_person, sign_in

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=31)
ABOUT_STAFF = Facts(
    author=Author.PARENT,
    conduct=frozenset({Conduct.ABUSIVE}),
    towards=frozenset({Towards.STAFF}),
)


@pytest.fixture
def team(db: None) -> Iterator[Team]:
    with clock.at(MONDAY):
        team = make_team()
    with clock.at(MONDAY + timedelta(hours=2)):
        yield team


@pytest.fixture
def subject(team: Team) -> Person:
    """A leader, who has every permission, and of whom the rant speaks."""
    return make_person(team.head.school, "Daniel Okafor", Role.DSL)


def ledger_of(person: Person) -> list[str]:
    return [row.kind for row in entries(Viewer.of(person))[0]]


def drawn(person: Person) -> list[dict[str, object]]:
    return queries.tones_by_week(Viewer.of(person), clock.now())


def test_once_it_is_let_go_of_the_ledger_still_says_nothing_of_it_to_whom_it_is_about(
    team: Team, subject: Person
):
    before = ledger_of(subject)
    telling = tell_words(
        viewer=Viewer.of(team.teacher),
        key="k",
        kind="words",
        words=Words(text=RANT + " He shouts.", about=[subject]),
    )
    assert telling.post is not None
    own = telling.matter_id
    with clock.at(MONDAY + MONTH):
        assert let_go() > 0
        assert not Mention.objects.filter(matter=own).exists()
        shown = [row for row in entries(Viewer.of(subject))[0] if row.matter == own]
        assert shown == []
        kinds = set(ledger_of(subject)) - set(before)
        assert kinds <= {"mention.let_go", "source.added"}
        others = [row for row in entries(Viewer.of(team.lead))[0] if row.matter == own]
        assert "mention.let_go" in {row.kind for row in others}


def test_the_chart_of_whom_it_is_about_does_not_grow_when_it_is_let_go_of(
    team: Team, subject: Person
):
    team.rant.matter.hidden_from.add(subject)
    with clock.at(MONDAY + timedelta(days=29)):
        before = sum(row["harm"] for row in drawn(subject))  # type: ignore[misc]
    with clock.at(MONDAY + MONTH):
        let_go()
        assert not DailyCount.objects.filter(hurts=True).exists()
        assert sum(row["harm"] for row in drawn(subject)) == before  # type: ignore[misc]


def test_why_a_colleague_looked_stays_kept_from_whom_it_is_about(team: Team):
    """The Headteacher answers looks; one about themselves is not there, then or later."""
    team.rant.matter.hidden_from.add(team.head)
    look = ask_look(
        viewer=Viewer.of(team.lead),
        address="https://x.com/gatepost",
        reason="To see what else is said about the Headteacher",
        mention=team.rant,
    )
    address = reverse("personal_look", args=[look.id])
    head = sign_in(team.head)
    assert head.get(address).status_code == 404
    with clock.at(MONDAY + MONTH):
        let_go()
        assert head.get(address).status_code == 404
        assert "what else is said" not in source(head.get(reverse("personal_looks")))


def test_a_case_about_somebody_takes_every_telling_of_its_story_from_them(
    team: Team, subject: Person
):
    first = tell(team.talk, RANT + " Shameful.", "r1", author="a")
    copy = tell(
        team.paper, RANT + " Shameful.", "r2", author="b", address="http://lantern.example/r"
    )
    assert copy.story_id
    theirs = sign_in(subject)
    assert copy.id in source(theirs.get(reverse("story", args=[copy.story_id])))
    case = open_case(viewer=team.viewer, mention=copy, facts=ABOUT_STAFF, about=[subject])
    for telling in (first, copy):
        assert theirs.get(reverse("mention", args=[telling.id])).status_code == 404
    assert theirs.get(reverse("story", args=[copy.story_id])).status_code == 404
    change_facts(viewer=team.viewer, case=case, facts=ABOUT_STAFF, about=[])
    assert theirs.get(reverse("mention", args=[first.id])).status_code == 200


def test_what_may_be_about_a_sexual_image_of_a_child_is_for_those_who_lead(team: Team):
    """The page promises that only the safeguarding lead is told; the office reads the inbox too."""
    tell_child_image(
        viewer=Viewer.of(team.teacher), key="k", words=Words(text="It is of a girl in Year 6.")
    )
    mention = Mention.objects.get(child_image=True)
    office, lead = sign_in(team.office), sign_in(team.lead)
    counts = queries.box_counts(Viewer.of(team.office))
    assert counts["all"] == 4 == len(queries.mentions(Viewer.of(team.office)))
    assert office.get(reverse("mention", args=[mention.id])).status_code == 404
    for page in (reverse("inbox"), reverse("inbox") + "?q=girl", reverse("today")):
        seen = source(office.get(page))
        assert mention.id not in seen
        assert "safeguarding lead" not in words(office.get(page))
    told = reverse("told", args=[mention.post.telling.id])
    assert office.get(told).status_code == 404
    assert lead.get(told).status_code == 200
    office.post(reverse("file_mention", args=[mention.id]), {"reason": "answered"})
    assert Mention.objects.get(pk=mention.pk).state == Mention.NEW
    assert "Year 6" in words(lead.get(reverse("mention", args=[mention.id])))
    assert queries.box_counts(team.viewer)["all"] == 5


def test_what_only_leaders_may_read_is_given_to_nobody_else(team: Team):
    tell_child_image(viewer=Viewer.of(team.teacher), key="k", words=Words(text="Of a girl."))
    mention = Mention.objects.get(child_image=True)
    page = source(team.client.get(reverse("mention", args=[mention.id])))
    assert team.head.id in page
    assert team.office.id not in page
    page = many(team.client, "assign", mention, person=team.office.id)
    assert "it cannot be given to this colleague" in words(page)
    assert again(mention).assigned_to is None


def test_a_deputy_from_the_office_can_open_what_they_are_alarmed_about(team: Team):
    Person.objects.filter(pk=team.office.pk).update(deputises=[Role.DSL.value])
    tell_child_image(viewer=Viewer.of(team.teacher), key="k", words=Words(text="Of a girl."))
    mention = Mention.objects.get(child_image=True)
    assert sign_in(team.office).get(reverse("mention", args=[mention.id])).status_code == 200


def test_a_day_of_a_source_counts_only_what_is_there_for_who_looks(team: Team, subject: Person):
    team.rant.matter.hidden_from.add(subject)
    address = reverse("coverage")
    assert "3 2" in words(sign_in(subject).get(address))
    assert "3 3" in words(team.client.get(address))


def test_what_a_colleague_tells_of_the_one_who_answered_the_alarm_rings_again(
    team: Team, subject: Person
):
    """The safeguarding lead ends the alarm about himself; the next telling says whom it is about."""
    threat = (
        "I will kill a child of Tansy Lane Primary School, Wexcombe, tonight, I swear it to you."
    )
    tell(team.talk, threat, "t1", author="a")
    alert = Alert.objects.get()
    sign_in(subject).post(reverse("answer_alert", args=[alert.id]))
    tell_words(
        viewer=Viewer.of(team.teacher),
        key="k",
        kind="words",
        words=Words(text=threat, about=[subject]),
    )
    rings = Alert.objects.get(seen_at=None)
    assert subject not in recipients(rings)
    assert team.head in recipients(rings)


def test_forged_ids_and_made_up_ones_are_answered_alike(team: Team, subject: Person):
    team.rant.matter.hidden_from.add(subject)
    client = sign_in(subject)

    def said(id: str) -> str:
        form = {"act": "file", "reason": "answered", "mention": [id]}
        return words(client.post(reverse("handle_many"), form, follow=True))

    assert said(team.rant.id) == said("zzzzzzzzzzzzzzzz")
    found = client.get(reverse("inbox") + f"?story={team.rant.id}")
    assert words(found) == words(client.get(reverse("inbox") + "?story=zzzzzzzzzzzzzzzz"))


def test_a_look_that_is_answered_by_the_asker_stays_unanswered(team: Team):
    look = ask_look(viewer=Viewer.of(team.head), address="x.com/ivy", reason="A threat was made")
    second = ask_look(
        viewer=Viewer.of(team.head), address="nitter.net/ivy", reason="To be quite sure"
    )
    assert (look.state, second.state) == ("allowed", "waiting")
    with pytest.raises(Refused):
        answer_look(viewer=Viewer.of(team.head), look=second, allow=True)
