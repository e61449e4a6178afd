"""What a person knows of a picture holds for all that came with it, though no machine read it so."""

import json
import re
from dataclasses import replace

import pytest
from django.urls import reverse

from goodname import clock
from goodname.core.words import Conduct
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.actions import change_facts
from goodname.web.cases.joining.actions import merge
from goodname.web.cases.models import Case, CaseFile, Letter
from goodname.web.cases.queries import may_be_fetched
from goodname.web.evidence.models import Capture
from goodname.web.inbox.models import Mention
from goodname.web.told.models import Enclosure
from goodname.worker.capturing import take_capture
from tests.web.cases.desk import FACTS, Desk, make_desk, opened
from tests.web.cases.test_answers import NAME, heard, mailbox
from tests.web.cases.test_told import give
from tests.world import RANT, hear, keep_page, sign_in

pytestmark = pytest.mark.django_db
PICTURE = replace(FACTS, conduct=frozenset({Conduct.INTIMATE_IMAGE_OF_CHILD}))
LYING = [{"part": "2", "name": "chat.png", "type": "image/png", "size": 12_000}]


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def with_a_file(mention: Mention) -> Mention:
    mention.post.marks = {"attachments": json.dumps(LYING), "message_id": "<a@b>"}
    mention.post.save()
    return mention


def test_a_file_of_a_letter_is_offered_no_more_once_a_person_says_what_it_may_be(desk):
    mention = with_a_file(desk.rant)
    client, address = sign_in(desk.head), reverse("enclosure", args=[desk.rant.id, 1])
    case = opened(desk)
    assert "One question first" in client.get(address).content.decode()
    change_facts(viewer=Viewer.of(desk.head), case=case, facts=PICTURE, about=[])
    client.post(address, {"answer": "no"})
    assert not Enclosure.objects.exclude(state=Enclosure.STOPPED).exists()
    assert "The file is shut away" in client.get(address).content.decode()
    page = client.get(reverse("mention", args=[mention.id])).content.decode()
    assert "chat.png" not in page
    assert "Do not open the link" in page


def test_a_copy_that_waits_is_not_taken_any_more(desk):
    case = opened(desk)
    capture = Capture.objects.get(matter=case.matter)
    assert capture.state == Capture.WAITING
    change_facts(viewer=Viewer.of(desk.head), case=case, facts=PICTURE, about=[])
    take_capture(capture.id)
    capture.refresh_from_db()
    assert capture.state == Capture.FAILED
    assert "never saved" in capture.problem


@pytest.fixture
def saved(desk) -> Capture:
    """A copy that was saved before anybody knew, of a case that is open."""
    capture = Capture.objects.get(matter=opened(desk).matter)
    keep_page(capture)
    capture.refresh_from_db()
    return capture


def test_a_copy_that_was_saved_is_seen_by_nobody_once_a_person_says_what_it_may_be(desk, saved):
    page, client = reverse("capture", args=[saved.id]), sign_in(desk.head)
    before = client.get(page).content.decode()
    assert "School run" in before
    taken = re.findall(rf'href="({page}[^"]+)"', before)
    assert {address.removeprefix(page) for address in taken} >= {"page.wacz", "page/text.txt"}
    for address in taken:
        assert client.get(address).status_code == 200
    case = Case.objects.get(matter=saved.matter)
    change_facts(viewer=Viewer.of(desk.head), case=case, facts=PICTURE, about=[])
    for person in (desk.head, desk.dsl, desk.lead):
        client = sign_in(person)
        shown = client.get(page).content.decode()
        assert "This saved copy is shut away" in shown
        assert saved.manifest_sha256 in shown  # for the police
        for words in ("School run", RANT[:20], saved.address):
            assert words not in shown
        for address in taken:
            assert client.get(address).status_code == 404
    change_facts(viewer=Viewer.of(desk.head), case=case, facts=FACTS, about=[])
    for address in taken:
        assert sign_in(desk.head).get(address).status_code == 404  # other facts do not undo it
    assert "The saved copy was shut away" in words_of_case(desk, case)


def words_of_case(desk: Desk, case: Case) -> str:
    return sign_in(desk.head).get(reverse("case", args=[case.id])).content.decode()


def test_a_file_of_a_case_is_given_back_no_more(desk, saved):
    case = Case.objects.get(matter=saved.matter)
    give(sign_in(desk.head), case)
    row = CaseFile.objects.get()
    address = reverse("case_file", args=[case.id, row.id])
    assert address in words_of_case(desk, case)
    change_facts(viewer=Viewer.of(desk.head), case=case, facts=PICTURE, about=[])
    assert address not in words_of_case(desk, case)
    assert "They are shut away" in words_of_case(desk, case)
    assert sign_in(desk.head).get(address).status_code == 404


def test_a_case_that_such_a_one_was_joined_to_takes_nothing_in_either(desk):
    kept = opened(desk)
    mention = hear(desk.source, "Something else about Tansy Lane Primary School.", key="other")
    desk.rant = mention
    other = opened(desk, facts=PICTURE)
    merge(viewer=Viewer.of(desk.head), case=other, into=kept)
    kept.refresh_from_db()
    assert not may_be_fetched(kept)
    assert not Mention.objects.filter(child_image=False).exists()
    answer = sign_in(desk.head).get(reverse("case_file_gate", args=[kept.id]), follow=True)
    assert "No file is taken" in answer.content.decode()


def test_an_answer_into_such_a_case_is_shut_away_too(desk):
    case = opened(desk, facts=PICTURE)
    Letter.objects.create(
        case=case, kind="concern_talk", action="invite_private_contact", subject="x", body="y",
        state=Letter.SENT, message_id=NAME, sent_at=clock.now(), drafted_at=clock.now(),
    )  # fmt: skip
    found = heard(mailbox(desk.school), "Here is what I was sent.", in_reply_to=NAME)
    found.refresh_from_db()
    assert found.matter == case.matter
    assert found.child_image
