"""Cases that belong together: what both are kept from, and the way back."""

import pytest
from django.urls import reverse

from goodname.core.words import Refused
from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.actions import open_case
from goodname.web.cases.joining.actions import merge
from goodname.web.cases.models import Case, CaseLink
from goodname.web.cases.people.actions import add_part
from tests.web.cases.desk import ABUSE, FACTS, opened, page, tick
from tests.web.reading import words
from tests.world import hear, sign_in

pytestmark = pytest.mark.django_db
SECOND = (
    "Again at Tansy Lane Primary School in Wexcombe: that useless liar Mr Okafor is a stupid "
    "disgrace, and the office let it happen."
)


def second(desk, *about: Person, by: Person | None = None) -> Case:
    mention = hear(desk.source, SECOND, key="second", author="gatepost")
    viewer = Viewer.of(by or desk.head)
    return open_case(viewer=viewer, mention=mention, facts=FACTS, about=list(about))


def join(case: Case, into: Case, by: Person):
    address = reverse("merge_case", args=[case.id])
    return sign_in(by).post(address, {"other": into.id}, follow=True)


def link(case: Case, other: Case, by: Person):
    sent = {"other": other.id, "why": "The same author."}
    return sign_in(by).post(reverse("link_case", args=[case.id]), sent, follow=True)


def test_a_link_stands_in_both_cases_and_is_taken_away_again(desk):
    case, other = opened(desk), second(desk)
    link(case, other, desk.head)
    for one in (case, other):
        assert "The same author." in words(page(desk.head, one))
    assert "These two are linked already." in words(link(other, case, desk.head))
    row = CaseLink.objects.get()
    sign_in(desk.head).post(reverse("unlink_case", args=[other.id, row.id]))
    assert not CaseLink.objects.exists()


def test_a_link_shows_only_to_whoever_may_see_both(desk):
    case, other = opened(desk), second(desk, desk.dsl)
    link(case, other, desk.head)
    told = words(page(desk.dsl, case))
    assert "The same author." not in told
    assert other.title not in told.replace(case.title, "", 1) or other.title == case.title
    row = CaseLink.objects.get()
    assert sign_in(desk.dsl).post(reverse("unlink_case", args=[case.id, row.id])).status_code == 404
    assert link(case, other, desk.dsl).status_code == 404


def test_what_will_happen_is_told_before_anything_is_joined(desk):
    case, into = opened(desk, desk.teacher), second(desk, desk.lead)
    answer = sign_in(desk.head).get(reverse("merge_case", args=[case.id]), {"other": into.id})
    told = words(answer)
    assert "Both are kept from Daniel Okafor and Sana Qureshi." in told
    assert "three steps that wait will fall away" in told
    assert "leads to the kept one" in told
    case.refresh_from_db()
    assert case.state == Case.OPEN


def test_joined_cases_are_one_and_kept_from_everybody_whom_either_is_about(desk):
    case, into = opened(desk, desk.dsl), second(desk, desk.lead)
    sign_in(desk.head).post(reverse("add_note", args=[case.id]), {"words": "Mrs Hale rang."})
    assert page(desk.lead, case).status_code == page(desk.dsl, into).status_code == 200
    told = words(join(case, into, desk.head))
    assert "The two are one case now." in told
    assert "Note: Mrs Hale rang." in told
    assert "Simone Achterberg is spoken of in it." in told
    story = words(sign_in(desk.head).get(reverse("case_story", args=[into.id])))
    assert f"Priya Hollis made “{case.title}” part of “{into.title}”." in story
    assert story.count("Priya Hollis opened the case “") == 2
    assert "Mrs Hale rang." in story
    for one in (case, into):
        for person in (desk.dsl, desk.lead):
            assert page(person, one).status_code == 404
    for person, mention in ((desk.lead, case.mention), (desk.dsl, into.mention)):
        assert sign_in(person).get(reverse("mention", args=[mention.id])).status_code == 404
    into.refresh_from_db()
    assert into.facts["concerned"] == ["dsl", "online_safety_lead"]
    assert not into.steps.filter(owner__in=["dsl", "online_safety_lead"], state="waiting").exists()


def test_the_address_of_a_joined_case_leads_to_the_kept_one_and_takes_no_writing(desk):
    case, into = opened(desk), second(desk)
    join(case, into, desk.head)
    answer = sign_in(desk.head).get(reverse("case", args=[case.id]))
    assert answer["Location"] == reverse("case", args=[into.id])
    story = sign_in(desk.head).get(reverse("case_story", args=[case.id]))
    assert story["Location"] == reverse("case_story", args=[into.id])
    case.refresh_from_db()
    assert set(case.steps.values_list("state", flat=True)) <= {"done", "dropped"}
    client = sign_in(desk.head)
    for name, sent in (
        ("add_note", {"words": "More."}),
        ("close_case", {"outcome": "settled"}),
        ("add_part", {"part": "witness", "name": "Mrs Hale"}),
        ("save_page", {}),
    ):
        told = words(client.post(reverse(name, args=[case.id]), sent, follow=True))
        assert "This case is part of another case now." in told, name
    assert client.post(reverse("change_facts", args=[case.id]), ABUSE).status_code == 422
    assert case.title not in words(client.get(reverse("cases"))).replace(into.title, "", 1)


def test_a_joined_case_is_taken_out_again_with_what_is_still_asked(desk):
    case, into = opened(desk, desk.dsl), second(desk)
    tick(sign_in(desk.head), case, "support_affected")
    join(case, into, desk.head)
    answer = sign_in(desk.head).post(reverse("part_case", args=[case.id]), follow=True)
    assert "It is a case of its own again." in words(answer)
    case.refresh_from_db()
    into.refresh_from_db()
    assert (case.state, case.merged_into) == (Case.OPEN, None)
    assert case.steps.get(action="support_affected").state == "done"
    assert case.steps.get(action="request_deletion").state == "waiting"
    assert page(desk.dsl, case).status_code == 404
    assert page(desk.dsl, into).status_code == 200
    assert into.facts.get("concerned", []) == []
    again = sign_in(desk.head).post(reverse("part_case", args=[case.id]), follow=True)
    assert "This case is not part of another one." in words(again)


def test_a_case_that_one_may_not_see_cannot_be_joined_to_nor_joined(desk):
    case, other = opened(desk), second(desk, desk.dsl)
    assert join(case, other, desk.dsl).status_code == 404
    assert join(other, case, desk.dsl).status_code == 404
    address = reverse("merge_case", args=[case.id])
    assert sign_in(desk.dsl).get(address, {"other": other.id}).status_code == 404
    assert not Case.objects.filter(state=Case.MERGED).exists()


def test_neither_a_closed_case_nor_the_case_itself_is_joined_to(desk):
    case, other = opened(desk), second(desk)
    viewer = Viewer.of(desk.head)
    with pytest.raises(Refused):
        merge(viewer=viewer, case=case, into=case)
    Case.objects.filter(pk=other.pk).update(state=Case.CLOSED)
    with pytest.raises(Refused, match="closed"):
        merge(viewer=viewer, case=case, into=other)


def test_somebody_named_in_the_kept_case_later_loses_the_joined_one_too(desk):
    case, into = opened(desk), second(desk)
    join(case, into, desk.head)
    add_part(viewer=Viewer.of(desk.head), case=into, part="affected", person=desk.dsl)
    assert sign_in(desk.dsl).get(reverse("mention", args=[case.mention_id])).status_code == 404
