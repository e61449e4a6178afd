"""What we knew when, what a change would change, and the whole case as a story on paper."""

from datetime import timedelta

import pytest
from django.urls import reverse

from goodname import clock
from goodname.core.act.recheck import Observation, State
from goodname.core.words import Action
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.letters.actions import mark_sent
from goodname.web.cases.models import Case, FactsVersion, Referral
from goodname.web.cases.referrals.titles import title
from goodname.web.cases.removal.looking import keep_check
from goodname.web.cases.steps.laying import mark_done
from goodname.web.ledger.models import LedgerEntry
from tests.web.cases.desk import ABUSE, drafted, opened, page, tick
from tests.web.cases.test_referrals import begin, post
from tests.web.reading import open_words, source, words
from tests.world import MONDAY, sign_in

pytestmark = pytest.mark.django_db
MILDER = ABUSE | {"conduct": ["criticism"], "towards": ["school"]}


def test_before_it_is_saved_a_change_shows_what_comes_what_falls_away_and_what_stays(desk):
    case, client = opened(desk), sign_in(desk.head)
    tick(client, case, "support_affected")
    address = reverse("change_facts", args=[case.id])
    answer = client.post(address, MILDER | {"weigh": "1"}, headers={"HX-Request": "true"})
    told = " ".join(source(answer).split())
    comes, rest = told.split("Falls away")
    falls, stays = rest.split("Stays done")
    assert "<b>Invite them in to talk</b>" in comes
    assert "<b>Ask the author to delete it</b>" in falls
    assert "/policy/#incidents.deletion" in falls
    assert "Support whoever was hurt" in stays
    assert "What saving would change" in words(client.post(address, MILDER | {"weigh": "1"}))
    case.refresh_from_db()
    assert case.facts["conduct"] == ["abusive"]
    same = client.post(address, ABUSE | {"weigh": "1"}, headers={"HX-Request": "true"})
    assert "No step comes and none goes." in source(same)


def test_every_version_of_the_facts_is_kept_and_told_with_who_and_when(desk):
    case = opened(desk)
    with clock.at(MONDAY + timedelta(hours=1)):
        sign_in(desk.dsl).post(reverse("change_facts", args=[case.id]), MILDER)
    told = words(page(desk.head, case))
    assert "What is in it: it criticises the school, civilly (before: abusive)." in told
    assert "No longer asked for:" in told
    versions = FactsVersion.objects.order_by("at", "pk")
    assert {version.by for version in versions} == {desk.head, desk.dsl}
    with clock.at(MONDAY + timedelta(hours=2)):
        sign_in(desk.dsl).post(reverse("change_facts", args=[case.id]), MILDER)
    assert FactsVersion.objects.count() == 2  # nothing new was said


def test_what_the_desk_itself_found_out_is_a_version_too(desk):
    case = opened(desk)
    mark_done(case, Action.CAPTURE_EVIDENCE, by=None)
    tick(sign_in(desk.head), case, "request_deletion")
    case.refresh_from_db()
    keep_check(case=case, observation=Observation(State.GONE, "Missing in 3 checks.", MONDAY, ""))
    found = [version.facts["removal"] for version in case.versions.order_by("at", "pk")]
    assert sorted(found) == ["asked", "not_asked", "removed"]
    assert case.versions.filter(by=None).count() == 2


def test_a_change_of_type_keeps_notes_ticks_and_letters(desk):
    case, client = opened(desk), sign_in(desk.head)
    client.post(reverse("add_note", args=[case.id]), {"words": "Spoke to her."})
    mark_done(case, Action.CAPTURE_EVIDENCE, by=None)
    letter = drafted(client, case)
    client.post(reverse("change_facts", args=[case.id]), MILDER)
    told = words(client.get(reverse("case", args=[case.id])))
    assert "A parent’s criticism about the school" in told
    assert "Note: Spoke to her." in told
    assert case.letters.get() == letter
    assert case.steps.get(action="capture_evidence").state == "done"


def test_the_story_begins_with_the_post_and_tells_everything_in_order(desk):
    case, client = opened(desk), sign_in(desk.head)
    call = {"words": "She is sorry.", "kind": "call", "who": "Mrs Hale"}
    client.post(reverse("add_note", args=[case.id]), call | {"happened_at": "2026-11-22T18:00"})
    tick(client, case, "support_affected")
    keep_check(case=case, observation=Observation(State.LIVE, "Still there.", MONDAY, ""))
    answer = client.get(reverse("case_story", args=[case.id]))
    told = words(answer)
    parts = [
        "Sunday 22 November 2026",
        "18:00 Priya Hollis wrote down a phone call with Mrs Hale.",
        "She is sorry.",
        "Monday 23 November 2026",
        "“gatepost” wrote this: Wexcombe Talk.",
        "Priya Hollis opened a case.",
        "Priya Hollis said what was known.",
        "Our policy asked for “Write it down”, “Save the evidence”",
        "Priya Hollis did this: “Support whoever was hurt”.",
        "Still there.",
    ]
    places = [told.index(part) for part in parts]
    assert sorted(places[:3]) == places[:3]
    assert places[3] > places[2]
    assert min(places[4:]) > places[3]
    assert "pathetic" not in open_words(answer)
    assert 'href="/policy/#incidents.deletion"' in source(answer)


def test_a_letter_that_left_stands_in_the_story_with_its_words(desk):
    case, client = opened(desk), sign_in(desk.head)
    mark_done(case, Action.CAPTURE_EVIDENCE, by=None)
    letter = drafted(client, case)
    letter.state, letter.sent_by = "approved", desk.head
    letter.save()
    letter.how = "in_person"
    letter.save()
    mark_sent(letter=letter, actor=desk.head)
    told = words(client.get(reverse("case_story", args=[case.id])))
    assert f"sent the letter “{letter.subject}” by hand." in told
    assert letter.body.split("\n")[0] in told


def test_each_print_is_written_down_and_carries_who_and_when(desk):
    case, client = opened(desk), sign_in(desk.head)
    address = reverse("print_story", args=[case.id])
    assert client.get(address).status_code == 405  # an address alone prints nothing
    assert not LedgerEntry.objects.filter(kind="case.printed").exists()
    answer = client.post(address)
    assert "Printed by Priya Hollis on 23 November 2026 at 9:00." in words(answer)
    assert "case-story printed" in source(answer)
    row = LedgerEntry.objects.get(kind="case.printed")
    assert (row.actor, row.refs["case"]) == (desk.head.id, case.id)
    assert "style=" not in source(answer)


def test_the_story_is_not_there_for_whom_it_is_about_nor_without_need(desk):
    case = opened(desk, desk.dsl)
    for name in ("case_story", "print_story"):
        for person in (desk.dsl, desk.office, desk.teacher):
            client = sign_in(person)
            ask = client.get if name == "case_story" else client.post
            assert ask(reverse(name, args=[case.id])).status_code == 404
    assert not LedgerEntry.objects.filter(kind="case.printed").exists()


def test_closing_asks_what_is_learnt_and_fills_in_what_it_was_about(desk):
    case, client = opened(desk), sign_in(desk.head)
    shown = source(client.get(reverse("case", args=[case.id])))
    assert '<option value="kind_words" selected>' in shown
    address = reverse("close_case", args=[case.id])
    named = {
        "outcome": "settled",
        "theme": "parents_groups",
        "learnt": "Lily Marchetti told a lie.",
    }
    refused = client.post(address, named)
    assert refused.status_code == 422
    assert "Say what we learn from it without a name. Take out" in words(refused)
    told = words(client.post(address, named | {"learnt": "Talk first, post never."}, follow=True))
    assert "What we learnt (Parents’ groups, and bringing us a concern): Talk first" in told
    case.refresh_from_db()
    assert (case.state, case.theme) == (Case.CLOSED, "parents_groups")
    assert case.learnt == "Talk first, post never."


def test_the_story_of_a_closed_case_says_how_it_ended_and_what_was_learnt(desk):
    case, client = opened(desk), sign_in(desk.head)
    sent = {"outcome": "settled", "learnt": "Talk first."}
    client.post(reverse("close_case", args=[case.id]), sent)
    told = words(client.get(reverse("case_story", args=[case.id])))
    assert "Priya Hollis closed the case: settled by talking. It was about: Kind words" in told
    assert "What we learnt: Talk first." in told


def test_a_theme_that_there_is_not_closes_nothing(desk):
    case = opened(desk)
    sent = {"outcome": "settled", "theme": "gossip"}
    answer = sign_in(desk.head).post(reverse("close_case", args=[case.id]), sent)
    assert answer.status_code == 422
    case.refresh_from_db()
    assert case.state == Case.OPEN
    assert Viewer.of(desk.head).may("cases.lead")


def test_the_story_says_which_report_was_handed_in_its_number_and_what_came_back(desk):
    case = opened(desk)
    begin(desk.head, case)
    row = Referral.objects.get()
    post(desk.head, "give_referral", row, reference="P-77")
    post(desk.head, "answer_referral", row, outcome="They asked the platform.")
    told = words(sign_in(desk.head).get(reverse("case_story", args=[case.id])))
    name = title(row)
    assert f"Priya Hollis prepared this report: {name}." in told
    assert f"Priya Hollis handed this report in: {name}. Its number: P-77." in told
    assert f"wrote down the answer to this report: {name}." in told
    assert "They asked the platform." in told


def test_a_statement_stands_in_the_story_with_its_address(desk):
    case = opened(desk)
    mark_done(case, Action.CAPTURE_EVIDENCE, by=None)
    client = sign_in(desk.head)
    letter = drafted(client, case)
    place = "https://www.tansylane.example/statement"
    client.post(reverse("send_letter", args=[letter.id]), {"how": "website", "where": place})
    told = words(client.get(reverse("case_story", args=[case.id])))
    assert f"as a statement on our website. Where: {place}." in told
