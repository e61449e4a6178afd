"""Snoozing, handing on and doing one thing with many: what may be done, what is left, and undo."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from goodname import clock
from goodname.core.act.deadlines import SchoolCalendar
from goodname.core.words import Refused
from goodname.web.inbox.models import Filing, Mention
from goodname.web.inbox.triage.waiting import chosen
from goodname.web.ledger.models import LedgerEntry
from goodname.web.ledger.sentences import SENTENCES
from tests.web.inbox.desks import A_DAY, Team, again, make_team, many
from tests.web.reading import source, words
from tests.world import MONDAY, hear, make_person, make_school, sign_in

pytestmark = pytest.mark.django_db
THREAT = (
    "I will come and kill Mr Okafor at Tansy Lane Primary School, Wexcombe, tomorrow. "
    "I will burn it down."
)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[Team]:
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.at(MONDAY):
            team = make_team()
        yield team
        transaction.set_rollback(True)


@pytest.fixture
def team(made: Team, db: None) -> Iterator[Team]:
    with clock.at(MONDAY):
        yield made


def undo_in(page: object) -> str:
    """The address of the undo that the page offers."""
    found = source(page).split("data-undo")[0].rsplit('action="', 1)[1]
    return found.split('"')[0]


def kinds() -> list[str]:
    rows = LedgerEntry.objects.order_by("seq").values_list("kind", flat=True)
    return [kind for kind in rows if kind.startswith("mention.") and kind != "mention.heard"]


@pytest.mark.parametrize(
    ("now", "when", "on", "until"),
    [
        # Monday in winter, an evening in summer, the night when the clocks go back.
        (MONDAY, "tomorrow", "", datetime(2026, 11, 24, 8, tzinfo=UTC)),
        (MONDAY, "monday", "", datetime(2026, 11, 30, 8, tzinfo=UTC)),
        (datetime(2026, 7, 5, 23, 30, tzinfo=UTC), "tomorrow", "",
         datetime(2026, 7, 7, 7, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, tzinfo=UTC), "tomorrow", "",
         datetime(2026, 10, 25, 8, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, tzinfo=UTC), "monday", "",
         datetime(2026, 10, 26, 8, tzinfo=UTC)),
        (MONDAY, "date", "2026-12-01", datetime(2026, 12, 1, 8, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_mornings_are_eight_o_clock_in_london(now, when, on, until):
    assert chosen(when, on, now) == until


@pytest.mark.parametrize(
    ("when", "on"), [("", ""), ("never", ""), ("date", ""), ("date", "2026-11-23"),
                     ("date", "2020-01-01"), ("date", "soon")])  # fmt: skip
def test_a_moment_that_is_none_or_past_is_refused(when, on):
    with pytest.raises(Refused):
        chosen(when, on, MONDAY)


def test_a_mention_waits_and_can_be_taken_back_before_its_time(team: Team):
    address = reverse("snooze", args=[team.thanks.id])
    page = team.client.post(address, {"act": "snooze", "when": "monday"}, follow=True)
    told = "Waiting until Monday 30 November at 8:00: one mention."
    assert told in words(page)
    assert "It waits until Monday 30 November at 8:00." in words(page)
    assert "Snoozed (1)" in words(team.client.get(reverse("inbox")))
    page = team.client.post(address, {"act": "wake"}, follow=True)
    assert "Waiting no longer" in words(page)
    assert again(team.thanks).snoozed_until is None
    assert kinds() == ["mention.snoozed", "mention.woken"]


def test_harm_waits_until_school_opens_again_and_no_longer(team: Team):
    friday = MONDAY + timedelta(days=4)
    with clock.at(friday):
        page = many(team.client, "snooze", team.rant, when="date", on="2026-12-01")
        assert "It may hurt somebody, so it waits until Monday 30 November at 8:00 at most." in (
            words(page).replace("it may hurt", "It may hurt")
        )
        assert again(team.rant).snoozed_until is None
        many(team.client, "snooze", team.rant, when="monday")
    assert again(team.rant).snoozed_until == datetime(2026, 11, 30, 8, tzinfo=UTC)


def test_danger_does_not_wait_at_all_but_can_be_given_to_somebody(team: Team):
    threat = hear(team.talk, THREAT, key="threat")
    page = many(team.client, "snooze", threat, when="tomorrow")
    assert "it may be dangerous, and that cannot wait." in words(page)
    assert again(threat).snoozed_until is None
    own = words(team.client.get(reverse("mention", args=[threat.id])))
    assert "It may be dangerous, and that cannot wait." in own
    assert "Or let it wait until" not in own
    many(team.client, "assign", threat, person=team.head.id)
    assert again(threat).assigned_to == team.head


def test_nothing_waits_until_after_it_is_dropped(team: Team):
    page = many(team.client, "snooze", team.thanks, when="date", on="2026-12-24")
    assert "it is dropped on Wednesday 23 December" in words(page)
    assert Filing.objects.count() == 0


def test_many_are_put_away_at_once_and_come_back_at_once(team: Team):
    page = many(team.client, "file", team.thanks, team.question, reason="answered",
                back="whose=nobody")  # fmt: skip
    assert page.redirect_chain == [("/inbox/?whose=nobody", 302)]
    assert "Put away: two mentions." in words(page)
    assert {again(m).state for m in (team.thanks, team.question)} == {Mention.FILED}
    assert Filing.objects.count() == 1
    page = team.client.post(undo_in(page), follow=True)
    assert "Undone: two mentions are as before." in words(page)
    assert "New (4)" in words(page)
    assert kinds() == ["mention.filed"] * 2 + ["mention.restored"] * 2
    assert "undone already" in words(team.client.post(
        reverse("undo_filing", args=[Filing.objects.get().id]), follow=True))  # fmt: skip


@pytest.mark.parametrize("reason", ["answered", "namesake"])
def test_what_may_hurt_is_left_when_many_are_put_away(team: Team, reason: str):
    Mention.objects.filter(pk=team.question.pk).update(state=Mention.CASE)
    page = many(team.client, "file", team.thanks, team.rant, team.question, reason=reason)
    assert again(team.rant).state == Mention.NEW
    assert again(team.question).state == Mention.CASE
    assert again(team.thanks).state in (Mention.FILED, Mention.NOT_US)
    said = words(page)
    assert "One stays as before: it may hurt somebody, so it is opened and read" in said
    assert "One stays as before: it is in a case." in said
    # On its own page, with its words before one's eyes, it can be put away.
    team.client.post(reverse("file_mention", args=[team.rant.id]), {"reason": "answered"})
    assert again(team.rant).state == Mention.FILED


@pytest.mark.parametrize(
    "fields",
    [{"act": "file", "reason": ""}, {"act": "file", "reason": "because"}, {"act": "burn"}, {},
     {"act": "assign", "person": ""}, {"act": "assign", "person": "nobody-we-know"},
     {"act": "snooze", "when": "someday"}],
)  # fmt: skip
def test_an_act_that_is_not_understood_changes_nothing(team: Team, fields: dict[str, str]):
    form = fields | {"mention": [team.thanks.id]}
    page = team.client.post(reverse("handle_many"), form, follow=True)
    assert 'class="flash error"' in source(page)
    assert Filing.objects.count() == 0
    assert kinds() == []


def test_with_nothing_ticked_that_is_said(team: Team):
    page = many(team.client, "file", reason="answered", back="tone=loud")
    assert "Tick at least one mention first." in words(page)
    assert page.redirect_chain == [("/inbox/", 302)]


def test_undo_leaves_what_somebody_has_touched_since(team: Team):
    page = many(team.client, "assign", team.thanks, team.question, person=team.office.id)
    undo = undo_in(page)
    with clock.at(MONDAY + timedelta(minutes=5)):
        many(sign_in(team.office), "file", team.thanks, reason="answered")
        page = team.client.post(undo, follow=True)
    assert "Undone: one mention is as before. One stays as it is now" in words(page)
    assert again(team.thanks).state == Mention.FILED
    assert again(team.thanks).assigned_to == team.office
    assert again(team.question).assigned_to is None


def test_a_mention_is_given_shown_as_theirs_and_given_back(team: Team):
    page = many(team.client, "assign", team.question, person=team.office.id)
    assert "Given to Denise Pruett: one mention." in words(page)
    assert "Denise Pruett has this" in words(page)
    assert "You have this" in words(sign_in(team.office).get(reverse("inbox") + "?whose=me"))
    address = reverse("assign", args=[team.question.id])
    page = team.client.post(address, {"act": "assign", "person": "nobody"}, follow=True)
    assert again(team.question).assigned_to is None
    team.client.post(undo_in(page))
    assert again(team.question).assigned_to == team.office
    assert kinds() == ["mention.assigned", "mention.unassigned", "mention.assignment_undone"]


def test_giving_says_the_same_whether_or_not_it_is_kept_from_that_colleague(team: Team):
    team.question.matter.hidden_from.add(team.office)
    own = words(team.client.get(reverse("mention", args=[team.question.id])))
    assert "Denise Pruett" in own
    page = many(team.client, "assign", team.question, team.thanks, person=team.office.id)
    assert "Given to Denise Pruett: two mentions." in words(page)
    theirs = sign_in(team.office)
    assert "what time" not in words(theirs.get(reverse("inbox") + "?whose=me")).lower()
    assert theirs.get(reverse("mention", args=[team.question.id])).status_code == 404
    assert again(team.thanks).assigned_to == team.office


def test_nobody_is_given_a_mention_who_may_not_read_the_inbox(team: Team):
    page = many(team.client, "assign", team.question, person=team.teacher.id)
    assert "Choose somebody who may read the inbox." in words(page)
    assert again(team.question).assigned_to is None


def test_what_is_kept_from_me_i_can_neither_handle_nor_undo(team: Team):
    page = many(team.client, "file", team.question, reason="answered")
    undo = undo_in(page)
    for mention in (team.question, team.thanks):
        mention.matter.hidden_from.add(team.office)
    theirs = sign_in(team.office)
    assert theirs.post(undo).status_code == 404
    page = many(theirs, "file", team.thanks, reason="answered")
    assert "Nothing was ticked that is still here." in words(page)
    assert (again(team.thanks).state, again(team.question).state) == (Mention.NEW, Mention.FILED)
    for name in ("snooze", "assign", "not_us"):
        assert theirs.post(reverse(name, args=[team.thanks.id])).status_code == 404


def test_another_school_and_a_teacher_reach_none_of_it(team: Team):
    page = many(team.client, "file", team.question, reason="answered")
    other = make_person(make_school("Marsh End Primary School", "Otterby"), "Gwen Ashdown",
                        *team.head.role_set)  # fmt: skip
    assert sign_in(other).post(undo_in(page)).status_code == 404
    many(sign_in(other), "file", team.thanks, reason="answered")
    assert again(team.thanks).state == Mention.NEW
    assert sign_in(team.teacher).post(reverse("handle_many")).status_code == 404


def test_all_on_the_page_are_ticked_by_a_link_where_there_is_no_script(team: Team):
    page = source(team.client.get(reverse("inbox") + "?tick=all"))
    assert page.count("data-tick checked") == 4
    assert "Tick none" in page


def test_every_kind_of_line_in_the_ledger_has_its_sentence(team: Team):
    many(team.client, "snooze", team.thanks, when="tomorrow")
    page = many(team.client, "assign", team.thanks, person=team.lead.id)
    team.client.post(undo_in(page))
    assert [kind for kind in kinds() if kind not in SENTENCES] == []
    assert "let a mention wait" in words(team.client.get(reverse("ledger")))


def test_a_calendar_without_terms_still_lets_harm_wait_a_night(team: Team):
    team.lead.school.terms.all().delete()
    assert SchoolCalendar().next_school_day((MONDAY + A_DAY).date())
    many(team.client, "snooze", team.rant, when="tomorrow")
    assert again(team.rant).snoozed_until == datetime(2026, 11, 24, 8, tzinfo=UTC)
