"""A case of what one of us brought: the picture is its evidence, and the way back to it stands there."""

from dataclasses import replace

import pytest
from django.urls import reverse

from goodname.core.words import Audience, Author, Conduct, Facts, Towards
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases import reasons
from goodname.web.cases.actions import change_facts, open_case
from goodname.web.cases.models import Case, Step
from goodname.web.inbox.models import Mention
from tests.web.cases.desk import drafted
from tests.web.told.desks import make_desk, png, said, send_file, tell
from tests.world import sign_in

pytestmark = pytest.mark.django_db
BULLYING = Facts(Author.PUPIL, frozenset({Conduct.BULLYING}), frozenset({Towards.PUPIL}))
CHAT = "Oscar: nobody sit with her at lunch"


@pytest.fixture
def desk():
    return make_desk()


def with_picture(desk) -> Mention:
    client = sign_in(desk.teacher)
    telling = send_file(client, png())
    client.post(reverse("telling", args=[telling.id]), said(text=CHAT))
    return Mention.objects.get()


def opened(desk, mention: Mention, facts: Facts = BULLYING) -> Case:
    return open_case(viewer=Viewer.of(desk.head), mention=mention, facts=facts, about=[])


def evidence(case: Case) -> Step:
    return case.steps.get(action="capture_evidence")


def shown(desk, case: Case) -> str:
    return sign_in(desk.head).get(reverse("case", args=[case.id])).content.decode()


def test_a_picture_that_was_brought_is_the_evidence_already(desk):
    case = opened(desk, with_picture(desk))
    assert evidence(case).state == Step.DONE
    page = shown(desk, case)
    assert "See how it came to us, and the picture if there is one" in page
    assert "Save the page now" not in page


def test_words_alone_leave_the_evidence_to_be_kept_by_a_person(desk):
    tell(desk.teacher, CHAT)
    case = opened(desk, Mention.objects.get())
    assert evidence(case).state == Step.WAITING
    page = shown(desk, case)
    assert "Save the page now" not in page  # there is no page
    assert reverse("case_file_gate", args=[case.id]) in page


def test_what_the_facts_ask_for_later_is_there_as_well(desk):
    praise = replace(BULLYING, conduct=frozenset({Conduct.QUESTION}), towards=frozenset())
    case = opened(desk, with_picture(desk), praise)
    assert not case.steps.filter(action="capture_evidence").exists()
    change_facts(viewer=Viewer.of(desk.head), case=case, facts=BULLYING, about=[])
    assert evidence(case).state == Step.DONE


def test_a_picture_that_may_be_of_a_child_is_nobodys_evidence_here(desk):
    case = opened(
        desk,
        with_picture(desk),
        replace(BULLYING, conduct=frozenset({Conduct.INTIMATE_IMAGE_OF_CHILD})),
    )
    assert not case.steps.filter(action="capture_evidence", state=Step.DONE).exists()
    assert "and the picture" not in shown(desk, case)


@pytest.mark.parametrize(
    ("platform", "where"), [("whatsapp", "on WhatsApp"), ("closed", "in a group or chat")]
)
def test_a_letter_names_the_place_as_its_author_knows_it(desk, platform, where):
    tell(desk.teacher, CHAT, platform=platform)
    case = opened(desk, Mention.objects.get(), replace(BULLYING, audience=Audience.PRIVATE_GROUP))
    client = sign_in(desk.head)
    client.post(reverse("step", args=[case.id, evidence(case).id]))
    letter = drafted(client, case)
    assert f"a post {where} from" in letter.body
    for wrong in ("Told by our own people", "no address", ":\n\n"):
        assert wrong not in letter.body


FAKE = Facts(Author.UNKNOWN, frozenset({Conduct.IMPERSONATION}), frozenset({Towards.SCHOOL}))


def test_of_what_one_of_us_brought_the_desk_guesses_no_praise(desk):
    tell(desk.teacher, "Welcome to Tansy Lane Primary School! What a wonderful, lovely place.")
    mention = Mention.objects.get()
    page = sign_in(desk.head).get(reverse("mention", args=[mention.id])).content.decode()
    assert "One of us brought this" in page
    for guess in ("Praise", "Say thank you", "Not allowed"):
        assert guess not in page


def test_the_platform_is_filled_in_and_opens_its_own_way_to_report(desk):
    tell(desk.teacher, "The official page of our school", platform="facebook")
    mention = Mention.objects.get()
    client = sign_in(desk.head)
    asked = client.get(reverse("open_case", args=[mention.id])).content.decode()
    assert '<option value="facebook" selected>Facebook</option>' in asked
    sent = {
        "author": "unknown", "conduct": "impersonation", "towards": "school", "danger": "none",
        "audience": "public", "exception": "none", "platform": "facebook",
    }  # fmt: skip
    client.post(reverse("open_case", args=[mention.id]), sent)
    case = Case.objects.get()
    assert case.facts["platform"] == "facebook"
    assert case.title == "Somebody’s account in the name of the school"
    assert "Facebook" in shown(desk, case)
    step = case.steps.get(action="report_to_platform")
    ways = client.get(reverse("prepare_report", args=[case.id, step.id])).content.decode()
    assert "Facebook: report of a fake account" in ways


@pytest.mark.parametrize(
    ("address", "platform"),
    [("https://m.facebook.com/x/1", "facebook"), ("https://a.example/1", "")],
)
def test_an_address_tells_the_platform(desk, address, platform):
    telling = tell(desk.teacher, CHAT)
    telling.post.address = address
    telling.post.save()
    assert reasons.platform(Mention.objects.get())[0] == platform
