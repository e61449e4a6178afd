"""Looking at one person's own page: once with a reason, a second time only with a yes."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from goodname import clock
from goodname.core.words import Role
from goodname.web.inbox.models import PersonalLook
from goodname.web.ledger.models import LedgerEntry
from tests.web.reading import words
from tests.world import MONDAY, RANT, hear, make_person, make_school, make_source, sign_in

pytestmark = pytest.mark.django_db
WENDY = "https://www.facebook.com/wendy.of.wexcombe"
WHY = "The post names a pupil, and we must know whether more was said."


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


@pytest.fixture
def people() -> SimpleNamespace:
    school = make_school()
    return SimpleNamespace(
        school=school,
        head=make_person(school, "Priya Hollis", Role.HEADTEACHER),
        online=make_person(school, "Rosa Lindley", Role.ONLINE_SAFETY_LEAD),
        office=make_person(school, "Denise Pruett", Role.OFFICE),
        chair=make_person(school, "Farid Winslade", Role.CHAIR_OF_GOVERNORS),
        teacher=make_person(school, "Ada Fenn", Role.CLASS_TEACHER),
    )


def ask(client: Client, address: str = WENDY, reason: str = WHY, at: str = "") -> str:
    """Ask, and look at once where there is a button to."""
    given = {"address": address, "reason": reason, "pupil": "no"}
    page = client.post(reverse("personal_looks") + at, given, follow=True)
    if "Look now, for one hour" in words(page):
        page = client.post(page.redirect_chain[-1][0], follow=True)
    return words(page)


def kinds() -> list[str]:
    rows = LedgerEntry.objects.filter(kind__startswith="look_at_person").order_by("seq")
    return [kind.partition(".")[2] for kind in rows.values_list("kind", flat=True)]


def test_the_first_look_is_written_down_and_then_open_for_an_hour(people):
    client = sign_in(people.online)
    page = ask(client)
    assert "You may look now" in page
    look = PersonalLook.objects.get()
    assert (look.reason, look.by, look.state) == (WHY, people.online, PersonalLook.ALLOWED)
    assert kinds() == ["allowed", "taken"]
    here = reverse("personal_look", args=[look.id])
    with clock.at(MONDAY + timedelta(minutes=59)):
        assert WENDY in client.get(here).content.decode()
    with clock.at(MONDAY + timedelta(minutes=61)):
        assert WENDY not in client.get(here).content.decode()


def test_after_the_hour_the_address_is_nowhere_any_more(people):
    client = sign_in(people.online)
    ask(client)
    here = reverse("personal_look", args=[PersonalLook.objects.get().id])
    assert WENDY in str(dict(client.session))
    with clock.at(MONDAY + timedelta(minutes=61)):
        client.get(here)
        assert "wendy" not in str(dict(client.session))


@pytest.mark.parametrize("reason", ["..............", "aaaaaaaaaaaaaaaa", "12345 67890 12345"])
def test_a_reason_without_words_is_none(people, reason):
    assert "Say in a few words why you need to look." in ask(sign_in(people.online), reason=reason)
    assert not PersonalLook.objects.exists()


def test_only_the_button_begins_the_hour_and_no_visit_does(people):
    client = sign_in(people.online)
    client.post(reverse("personal_looks"), {"address": WENDY, "reason": WHY, "pupil": "no"})
    here = reverse("personal_look", args=[PersonalLook.objects.get().id])
    with clock.at(MONDAY + timedelta(hours=3)):
        page = client.get(here)
        assert WENDY not in page.content.decode()
        assert "Look now, for one hour" in words(page)
        assert kinds() == ["allowed"]
        assert WENDY in client.post(here, follow=True).content.decode()
        client.post(here)
        assert "Look now, for one hour" not in words(client.get(here))
    assert kinds() == ["allowed", "taken"]


def test_nobody_else_can_press_the_button(people):
    client = sign_in(people.online)
    client.post(reverse("personal_looks"), {"address": WENDY, "reason": WHY, "pupil": "no"})
    here = reverse("personal_look", args=[PersonalLook.objects.get().id])
    head = sign_in(people.head)
    assert "Look now" not in words(head.get(here))
    head.post(here)
    assert kinds() == ["allowed"]


@pytest.mark.parametrize(
    "again",
    [
        WENDY,
        "http://m.facebook.com/Wendy.Of.Wexcombe/?fbclid=abc",
        "https://facebook.com/wendy.of.wexcombe/",
    ],
)
def test_a_second_look_by_anybody_waits_for_the_headteacher(people, again):
    ask(sign_in(people.online))
    office = sign_in(people.office)
    assert "This look waits for a yes or no" in ask(office, again)
    look = PersonalLook.objects.get(by=people.office)
    here = reverse("personal_look", args=[look.id])
    assert again not in office.get(here).content.decode()
    head = sign_in(people.head)
    assert "wants to look at one person’s page again" in words(head.get(reverse("today")))
    head.post(reverse("answer_look", args=[look.id]), {"answer": "yes"})
    assert "You may look now" in words(office.post(here, follow=True))
    assert kinds() == ["allowed", "taken", "asked", "allowed", "taken"]


def test_a_no_is_a_no_and_the_next_question_is_asked_again(people):
    ask(sign_in(people.online))
    office = sign_in(people.office)
    ask(office)
    look = PersonalLook.objects.get(by=people.office)
    sign_in(people.head).post(reverse("answer_look", args=[look.id]), {"answer": "no"})
    assert "This look was refused" in words(office.get(reverse("personal_look", args=[look.id])))
    assert "This look waits" in ask(office)


def test_nobody_answers_their_own_question_so_the_heads_goes_to_the_chair(people):
    head = sign_in(people.head)
    ask(head)
    ask(head)
    look = PersonalLook.objects.get(state=PersonalLook.WAITING)
    answer = reverse("answer_look", args=[look.id])
    refused = head.post(answer, {"answer": "yes"}, follow=True)
    assert "Somebody else has to answer what you asked." in words(refused)
    sign_in(people.chair).post(answer, {"answer": "yes"})
    look.refresh_from_db()
    assert (look.state, look.answered_by) == (PersonalLook.ALLOWED, people.chair)


def test_the_address_is_kept_nowhere_but_in_the_askers_own_session(people):
    ask(sign_in(people.online))
    kept = str(list(PersonalLook.objects.values())) + str(list(LedgerEntry.objects.values()))
    assert "wendy" not in kept.lower()
    assert "wendy" not in sign_in(people.head).get(reverse("personal_looks")).content.decode()


def test_an_allowed_look_opens_no_other_page(people):
    online = sign_in(people.online)
    ask(online)
    look = PersonalLook.objects.get()
    session = online.session
    session[f"look:{look.id}"] = "https://www.facebook.com/somebody.else"
    session.save()
    page = online.get(reverse("personal_look", args=[look.id]), follow=True)
    assert "That is not the page that you asked for." in words(page)
    assert "somebody.else" not in page.content.decode()


@pytest.mark.parametrize(
    ("address", "reason", "said"),
    [
        ("https://www.mumsnet.com/talk/primary/4711", WHY, "This is nobody's own page."),
        (WENDY, "because", "Say in a few words why you need to look."),
        ("javascript:alert(1)", WHY, "That is not a web address."),
    ],
)
def test_what_is_refused_says_why(people, address, reason, said):
    assert said in ask(sign_in(people.online), address, reason)
    assert not PersonalLook.objects.exists()


def test_from_a_mention_the_look_is_hidden_from_whom_the_mention_is_hidden(people):
    mention = hear(make_source(people.school), RANT, address=WENDY)
    ask(sign_in(people.online), at=f"?mention={mention.id}")
    look = PersonalLook.objects.get()
    assert look.matter_id == mention.matter_id
    mention.matter.hidden_from.add(people.head)
    gone = sign_in(people.head).get(reverse("personal_look", args=[look.id]))
    assert gone.status_code == 404


def test_others_see_only_their_own_looks_and_strangers_none(people):
    ask(sign_in(people.online))
    look = PersonalLook.objects.get()
    here = reverse("personal_look", args=[look.id])
    assert sign_in(people.office).get(here).status_code == 404
    assert sign_in(people.teacher).get(here).status_code == 404
    other = make_person(make_school("Marsh End Primary School"), "Ola Brand", Role.HEADTEACHER)
    assert sign_in(other).get(here).status_code == 404
    assert sign_in(people.head).get(here).status_code == 200


def test_a_mention_on_a_persons_own_page_leads_to_the_question_and_not_to_the_page(people):
    source = make_source(people.school)
    theirs = hear(source, RANT, address=WENDY)
    forum = hear(source, RANT, key="2", address="https://www.mumsnet.com/talk/primary/4711")
    client = sign_in(people.head)
    page = client.get(reverse("mention", args=[theirs.id])).content.decode()
    assert f'href="{WENDY}"' not in page
    assert "Say why before you look" in page
    page = client.get(reverse("mention", args=[forum.id])).content.decode()
    assert 'href="https://www.mumsnet.com/talk/primary/4711"' in page


def test_the_inbox_leads_to_these_pages_and_to_no_page_that_one_may_not_see(people):
    to_danger = f'href="{reverse("danger")}"'
    here = reverse("personal_looks")
    for person, sees in ((people.head, True), (people.office, False)):
        page = sign_in(person).get(reverse("inbox")).content.decode()
        assert (to_danger in page) is sees
        assert f'href="{here}"' in page


def test_a_pupils_page_is_refused_and_that_is_written_down(people):
    given = {"address": WENDY, "reason": WHY, "pupil": "yes"}
    page = sign_in(people.office).post(reverse("personal_looks"), given)
    assert page.status_code == 422
    assert "Talk with the parents" in words(page)
    assert not PersonalLook.objects.exists()
    assert LedgerEntry.objects.filter(kind="look_at_person.pupil").count() == 1
