"""A pack is whole: what is asked, who may hand it in, what the law forbids, and the number chased."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from goodname import clock
from goodname.core.act.packs import Item
from goodname.core.decide import facts as fact_sheet
from goodname.core.words import Action, Author, Conduct, Facts, Role, Towards
from goodname.data.routes import routes
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.actions import change_facts
from goodname.web.cases.models import Case, Involvement, Referral, Step
from goodname.web.cases.referrals import law
from goodname.web.cases.referrals.packing import choices
from goodname.web.evidence.models import Capture
from goodname.web.ledger.models import LedgerEntry
from tests.web.cases.desk import FACTS, opened, page
from tests.web.cases.test_referrals import begin, kinds, post, waiting
from tests.web.reading import items, source, words
from tests.world import MONDAY, make_person, make_school, sign_in

pytestmark = pytest.mark.django_db
FRIDAY = MONDAY + timedelta(days=4)
ON_FACEBOOK = Facts(
    Author.PARENT,
    frozenset({Conduct.BULLYING}),
    frozenset({Towards.PUPIL}),
    platform="facebook",
)
CHILD_PICTURE = replace(ON_FACEBOOK, conduct=frozenset({Conduct.IMAGE_WITHOUT_PERMISSION}))
SEXUAL_PICTURE = replace(ON_FACEBOOK, conduct=frozenset({Conduct.INTIMATE_IMAGE_OF_CHILD}))
EXPORT = {"system": "cpoms", "kind": "txt"}


def police(desk, case) -> Referral:
    begin(desk.head, case, "police.101:school", "contact_police")
    return Referral.objects.get(route="police.101")


def picture(person, case, **sent):
    client, where = sign_in(person), reverse("child_picture", args=[case.id])
    return client.post(where, sent, follow=True) if sent else client.get(where)


# What they will ask


def test_each_thing_that_they_ask_is_there_to_copy_or_is_asked_of_a_person(desk):
    case = opened(desk)
    row = police(desk, case)
    shown = source(sign_in(desk.head).get(reverse("referral", args=[row.id])))
    for line in (
        "What happened? Two or three sentences are enough",
        "What was said, word for word",
    ):
        assert line in shown
    assert case.address in shown
    assert 'id="known-happened"' not in shown
    told = source(
        post(desk.head, "keep_answers", row, ask_happened="A parent wrote about a teacher.")
    )
    assert "Your answers are kept." in told
    assert 'id="known-happened">A parent wrote about a teacher.</dd>' in told
    row.refresh_from_db()
    assert "What happened: A parent wrote about a teacher." in row.text
    assert row.answers == {"happened": "A parent wrote about a teacher."}


def test_words_that_a_person_wrote_are_not_written_over_by_an_answer(desk):
    case = opened(desk)
    row = police(desk, case)
    post(desk.head, "referral", row, text="My own words.")
    told = words(post(desk.head, "keep_answers", row, ask_happened="Something."))
    assert "You changed the whole text, so it stays as it is" in told
    row.refresh_from_db()
    assert row.text == "My own words.\n"
    assert row.answers["happened"] == "Something."


def test_an_answer_with_a_pupils_name_stops_a_report_before_anything_is_copied(desk):
    case = opened(desk, facts=ON_FACEBOOK)
    begin(desk.head, case)
    row = Referral.objects.get()
    before = source(sign_in(desk.head).get(reverse("referral", args=[row.id])))
    assert 'data-copy="known-address"' in before
    shown = source(
        post(desk.head, "keep_answers", row, ask_answer="They asked about Lily Marchetti.")
    )
    assert "data-copy" not in shown
    assert "Nothing can be copied or printed yet." in shown
    client, where = sign_in(desk.head), reverse("copy_referral", args=[row.id])
    refused = client.post(where, headers={"X-Copy": "1"})
    assert (refused.status_code, "Take “Lily Marchetti” out" in refused.content.decode()) == (
        409,
        True,
    )
    assert "referral.copied" not in kinds()
    post(desk.head, "keep_answers", row, ask_answer="They said no.")
    answer = client.post(where, headers={"X-Copy": "1"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert kinds()[-1] == "referral.copied"
    plain = words(client.post(where, follow=True))
    assert "Mark them in their box and copy them." in plain


def test_the_police_get_the_words_the_people_and_the_copies_and_never_who_told(desk):
    case = opened(desk, desk.teacher)
    for part, name in (("author", "Tomas Vail"), ("affected", "Ana Vail"), ("reporter", "Jo Hale")):
        Involvement.objects.create(case=case, part=part, name=name)
    Capture.objects.filter(matter=case.matter).delete()
    for status, digest in ((200, "ab" * 32), (404, "cd" * 32)):
        Capture.objects.create(
            school=desk.school,
            matter=case.matter,
            address=case.address,
            asked_at=MONDAY,
            state=Capture.TAKEN,
            status=status,
            taken_at=MONDAY,
            manifest_sha256=digest,
        )
    row = police(desk, case)
    assert "cdcd" not in row.text, "that the site had no such page is no copy of the page"
    for said in ("pathetic", "Tomas Vail: wrote it", "Ana Vail: was hurt by it", "SHA-256 abab"):
        assert said in row.text
    assert "Daniel Okafor" in row.text
    assert "Jo Hale" not in row.text


# A sexual image of a child


@pytest.fixture(params=["the facts say it", "it is suspected"])
def image(request, desk) -> Case:
    if request.param == "the facts say it":
        return opened(desk, facts=SEXUAL_PICTURE)
    case = opened(desk, facts=ON_FACEBOOK)
    Case.objects.update(child_image=True)
    case.refresh_from_db()
    return case


def test_the_laws_ways_lead_and_no_platform_is_offered(desk, image):
    led = [way.action for way in law.leading(image)]
    assert led[:2] == ["contact_police", "hand_to_report_remove"]
    assert led[-1] == "report_to_platform"
    assert set(choices(image, "report_to_platform")) == {"iwf:school"}
    assert "Tell the safeguarding lead" in " ".join(law.told_first(image))
    forbidden = {one.action for one in law.worst(image).forbidden}
    assert {Action.CAPTURE_EVIDENCE, Action.REQUEST_DELETION} <= forbidden


def test_the_page_leads_with_what_not_to_do_and_the_very_words(desk, image):
    shown = picture(desk.head, image)
    told = words(shown)
    order = [
        "Do not look at it. Do not copy it, send it or save it.",
        "Ring 999",
        "Ring 101",
        "Tell them at once",
        "Police: 101",
        "Report Remove",
        "It is not your fault. You are not in trouble.",
        "Your child can get a picture of themself taken down.",
        "Internet Watch Foundation",
    ]
    places = [told.find(line) for line in order]
    assert -1 not in places
    assert places == sorted(places)
    assert f'href="{image.address}"' not in source(shown)
    assert "Facebook" not in told
    front = words(page(desk.head, image))
    assert front.find("What to do, in order") < front.find("What has happened")
    step = waiting(image, "report_to_platform")
    ways = source(sign_in(desk.head).get(reverse("prepare_report", args=[image.id, step.id])))
    assert "iwf:school" in ways
    assert "facebook" not in ways
    assert ways.find("Do not copy it, send it or save it") < ways.find("iwf:school")


def test_nothing_is_attached_fetched_or_saved_for_it(desk, image):
    Capture.objects.all().delete()
    picture(desk.head, image, action="contact_police", way="police.101:school")
    picture(desk.head, image, action="report_to_platform", way="iwf:school")
    for row in Referral.objects.all():
        shown = source(sign_in(desk.head).get(reverse("referral", args=[row.id])))
        assert "Nothing goes with it." in words(
            sign_in(desk.head).get(reverse("referral", args=[row.id]))
        )
        assert f'href="{image.address}"' not in shown
        assert "pathetic" not in row.text
        assert image.address in row.text
        assert "Is the page saved" not in shown
    assert Referral.objects.count() == 2
    assert not Capture.objects.exists()
    assert Referral.objects.get(route="iwf").text.strip() == f"Where it is: {image.address}"


def test_what_was_begun_before_anybody_knew_goes_to_no_platform(desk):
    case = opened(desk, facts=ON_FACEBOOK)
    begin(desk.head, case, "facebook.content:school", "report_to_platform")
    row = Referral.objects.get()
    change_facts(viewer=Viewer.of(desk.head), case=case, facts=SEXUAL_PICTURE, about=[])
    for name in ("give_referral", "copy_referral", "print_referral"):
        told = words(post(desk.head, name, row))
        assert "so it goes to no platform" in told
    row.refresh_from_db()
    assert row.state == "prepared"
    shown = source(sign_in(desk.head).get(reverse("referral", args=[row.id])))
    assert "Do not hand this in." in shown
    assert "data-copy" not in shown
    assert "I have handed it in" not in shown


def test_a_way_that_the_law_does_not_ask_for_cannot_be_sent_by_hand(desk, image):
    for action, way in (
        ("report_to_platform", "facebook.content:school"),
        ("contact_posh", "posh:school"),
        ("contact_police", "facebook.content:school"),
    ):
        picture(desk.head, image, action=action, way=way)
    assert not Referral.objects.exists()


def test_whoever_may_not_see_the_case_does_not_see_the_page_of_the_picture(desk):
    case = opened(desk, desk.lead, facts=SEXUAL_PICTURE)
    other = make_person(make_school("Marsh End Primary School", "Otterby"), "Gwen Ash", Role.DSL)
    for person in (desk.lead, desk.teacher, other):
        assert picture(person, case).status_code in (403, 404)
        sent = {"action": "contact_police", "way": "police.101:school"}
        assert picture(person, case, **sent).status_code in (403, 404)
    assert not Referral.objects.exists()


def test_the_words_that_comfort_a_child_are_not_called_blame(desk, image):
    picture(desk.head, image, action="hand_to_report_remove", way="report_remove:child")
    row = Referral.objects.get()
    shown = words(sign_in(desk.head).get(reverse("referral", args=[row.id])))
    assert "It is not your fault." in shown
    assert "Nothing found" in shown
    shown = words(post(desk.head, "referral", row, text="It is your fault."))
    assert "This blames the reader." in shown


# Whom it is for


def test_what_only_the_parent_may_hand_in_is_given_to_them_and_by_name_written_down(desk):
    case = opened(desk, facts=CHILD_PICTURE)
    begin(desk.head, case, "facebook.privacy:parent", "report_to_platform")
    row = Referral.objects.get()
    shown = words(sign_in(desk.head).get(reverse("referral", args=[row.id])))
    assert "Dear parent or carer" in shown
    assert "Give this page to them" in shown
    assert "What they will ask" not in shown
    assert post(desk.head, "give_referral", row).status_code == 422
    told = words(
        post(desk.head, "give_referral", row, given_to="Mrs Ana Vail", given_on="2026-11-20")
    )
    assert "Given to Mrs Ana Vail" in told
    row.refresh_from_db()
    assert (row.state, row.given_to, row.given_by) == ("given", "Mrs Ana Vail", desk.head)
    assert row.given_at.date().isoformat() == "2026-11-20"
    assert "given to Mrs Ana Vail" in words(page(desk.head, case))
    assert "referral.given_on" in kinds()
    told = words(sign_in(desk.head).get(reverse("case_story", args=[case.id])))
    assert "Priya Hollis gave this report to Mrs Ana Vail: Facebook: report of a picture" in told
    kept = str(list(LedgerEntry.objects.values("kind", "refs", "digests")))
    assert "Vail" not in kept


def test_nothing_is_given_to_whoever_wrote_it_or_is_accused(desk):
    case = opened(desk, desk.teacher, facts=CHILD_PICTURE)
    Involvement.objects.create(case=case, part="author", name="Tomas Vail")
    begin(desk.head, case, "facebook.privacy:parent", "report_to_platform")
    row = Referral.objects.get()
    for name in ("tomas  vail", "Daniel Okafor"):
        told = words(post(desk.head, "give_referral", row, given_to=name))
        assert "Nothing of a case goes to somebody who wrote it or is accused in it." in told
    row.refresh_from_db()
    assert row.state == "prepared"
    for name in ("keep_answers", "give_referral", "copy_referral"):
        assert post(desk.teacher, name, row, given_to="x").status_code in (403, 404)
    assert sign_in(desk.teacher).get(reverse("referral", args=[row.id])).status_code in (403, 404)


def test_to_one_platform_the_school_reports_once(desk):
    both = replace(ON_FACEBOOK, conduct=frozenset({Conduct.BULLYING, Conduct.IMPERSONATION}))
    case = opened(desk, facts=both)
    begin(desk.head, case, "facebook.content:school", "report_to_platform")
    begin(desk.head, case, "facebook.impersonation:school", "report_to_platform")
    first, second = Referral.objects.order_by("prepared_at")
    post(desk.head, "give_referral", first)
    told = words(post(desk.dsl, "give_referral", second))
    assert "Priya Hollis handed this in today at 9:00. A second report" in told
    second.refresh_from_db()
    assert second.state == "prepared"
    post(desk.head, "answer_referral", first, outcome="They said no.")
    post(desk.head, "give_referral", second)
    second.refresh_from_db()
    assert second.state == "given"


def test_what_the_platform_answered_stands_ready_for_the_helpline(desk):
    case = opened(desk, facts=ON_FACEBOOK)
    begin(desk.head, case, "facebook.content:school", "report_to_platform")
    row = Referral.objects.get()
    post(desk.head, "give_referral", row, reference="FB-9")
    post(desk.head, "answer_referral", row, outcome="It breaks no rule.")
    begin(desk.head, case)
    helpline = Referral.objects.get(route="posh")
    said = "Reported on 23 November 2026, number FB-9. They answered: It breaks no rule."
    assert said in helpline.text


FAKE = replace(
    ON_FACEBOOK,
    author=Author.UNKNOWN,
    conduct=frozenset({Conduct.IMPERSONATION}),
    towards=frozenset({Towards.SCHOOL}),
)


def test_after_a_report_to_a_platform_the_desk_looks_on_and_waits_for_the_answer(desk):
    case = opened(desk, facts=FAKE)
    Step.objects.filter(case=case, action=Action.CAPTURE_EVIDENCE).update(state=Step.DONE)
    begin(desk.head, case, "facebook.impersonation:school", "report_to_platform")
    case.refresh_from_db()
    assert case.next_check is None
    row = Referral.objects.get()
    post(desk.head, "give_referral", row, reference="FB-9")
    case.refresh_from_db()
    assert case.next_check == clock.now()
    told = words(page(desk.head, case))
    assert "A report waits for its answer: ask by" in told
    assert "It can be closed when you are content" not in told
    post(desk.head, "answer_referral", row, outcome="It was taken down.")
    assert "It can be closed when you are content" in words(page(desk.head, case))


# The file for the safeguarding system


def today(person) -> list[str]:
    found = items(sign_in(person).get(reverse("today")))
    return [one for one in found if "number from your safeguarding system" in one]


def test_its_number_is_asked_for_on_the_next_school_day_until_it_is_written_down(desk):
    case = opened(desk)
    with clock.at(FRIDAY):
        sign_in(desk.head).post(reverse("export_case", args=[case.id]), EXPORT)
        row = Referral.objects.get()
        assert row.chase_at.date().isoformat() == "2026-11-30"
        assert today(desk.head) == []
        assert "write the number down" in words(page(desk.head, case))
    with clock.at(FRIDAY + timedelta(days=2)):  # Sunday
        assert today(desk.head) == []
    with clock.at(FRIDAY + timedelta(days=3)):
        assert len(today(desk.head)) == 1
        assert today(desk.office) == []
        post(desk.head, "chase_referral", row)
        assert today(desk.head) == []
    with clock.at(FRIDAY + timedelta(days=20)):
        assert len(today(desk.head)) == 1
        assert post(desk.head, "answer_referral", row, outcome="Done.").status_code == 422
        post(desk.head, "answer_referral", row, reference="CP-5521")
        assert today(desk.head) == []
    row.refresh_from_db()
    assert (row.state, row.reference, row.chase_at) == ("answered", "CP-5521", None)


def test_two_files_of_one_story_are_one_number_to_ask_for(desk):
    case = opened(desk)
    for _ in range(2):
        sign_in(desk.head).post(reverse("export_case", args=[case.id]), EXPORT)
    with clock.at(MONDAY + timedelta(days=3)):
        assert len(today(desk.head)) == 1
        newest = Referral.objects.get(chase_at__isnull=False)
        post(desk.head, "answer_referral", newest, reference="CP-1")
    assert {one.reference for one in Referral.objects.all()} == {"CP-1"}
    assert {one.state for one in Referral.objects.all()} == {"answered"}


# Every way, and everybody


@pytest.mark.parametrize("way", [one for one in routes() if not one.platform], ids=lambda w: w.id)
def test_only_who_is_asked_or_leads_reads_a_pack_and_only_the_owed_read_names(desk, way):
    facts = SEXUAL_PICTURE if way.id == "iwf" else CHILD_PICTURE
    if way.id == "ceop":
        facts = replace(FACTS, conduct=frozenset({Conduct.SEXUAL, Conduct.DIRECT_MESSAGE}))
        facts = replace(facts, towards=frozenset({Towards.PUPIL}))
    case = opened(desk, desk.lead, facts=facts)
    Involvement.objects.create(case=case, part="affected", person=desk.pupil)
    step = waiting(case, way.action)
    Step.objects.filter(pk=step.pk).update(owner="dsl", state="waiting")
    chosen = next(key for key in choices(case, way.action) if key.startswith(f"{way.id}:"))
    assert begin(desk.dsl, case, chosen, way.action).status_code == 200
    row = Referral.objects.get(route=way.id)
    for person, may in (
        (desk.head, True),
        (desk.dsl, True),
        (desk.lead, False),  # it is about them
        (desk.teacher, False),
        (desk.chair, False),
        (desk.office, False),
    ):
        got = sign_in(person).get(reverse("referral", args=[row.id])).status_code
        assert (got == 200) is may, person.name
    owed = way.names and row.for_whom == "school"
    assert ("Lily Marchetti" in row.text) is owed
    assert ("Sana Qureshi" in row.text) is owed
    assert Item.IMAGE not in way.attach
    assert fact_sheet.read(case.facts).conduct


def test_a_line_for_families_does_not_stand_for_the_referral_that_the_school_owes(desk):
    case = opened(desk, facts=Facts(Author.CONTRACTOR, frozenset({Conduct.EXTREMISM})))
    begin(desk.dsl, case, "act_early:parent", "refer_prevent")
    told = words(post(desk.dsl, "give_referral", Referral.objects.get(), given_to="his sister"))
    assert "It is written down to whom you gave it, and when." in told
    assert waiting(case, "refer_prevent").state == "waiting"
    begin(desk.dsl, case, "prevent:school", "refer_prevent")
    report = Referral.objects.get(route="prevent")
    assert "pathetic idiot" in report.text
    assert case.address in report.text
    post(desk.dsl, "give_referral", report)
    assert waiting(case, "refer_prevent").state == "done"
