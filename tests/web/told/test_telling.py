"""Telling the desk in words: it is received, it is read, and it is kept from whom it is about."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from goodname import clock
from goodname.web.cases.chronology import LEFT_OUT
from goodname.web.inbox.danger.queries import recipients
from goodname.web.inbox.models import Alert, Mention, Post, Source
from goodname.web.inbox.retaining import let_go
from goodname.web.ledger.models import LedgerEntry
from goodname.web.told import holding, receiving
from goodname.web.told.models import Telling
from tests.web.told.desks import make_desk, png, said, send_file, tell
from tests.world import sign_in

pytestmark = pytest.mark.django_db
UNKIND = "Mr Okafor is a pathetic idiot and a stupid liar."


@pytest.fixture
def desk():
    return make_desk()


def test_what_is_told_lands_in_the_inbox_and_its_teller_sees_that_it_was_received(desk):
    telling = tell(desk.teacher, "The gate was open again this morning.", author="Mia’s mum")
    mention = Mention.objects.get()
    assert mention.post.text == "The gate was open again this morning."
    assert (mention.post.author, mention.post.source.kind) == ("Mia’s mum", "person")
    assert mention.post.source.title == "Told by our own people"
    assert "The gate was open again" in sign_in(desk.head).get(reverse("inbox")).content.decode()
    mine = sign_in(desk.teacher).get(reverse("telling", args=[telling.id])).content.decode()
    assert "Received" in mine
    assert "The gate was open again" in mine
    Mention.objects.update(assigned_to=desk.office)
    mine = sign_in(desk.teacher).get(reverse("telling", args=[telling.id])).content.decode()
    assert "Denise Pruett has it" in mine
    assert "Denise Pruett has it" in sign_in(desk.teacher).get(reverse("tell")).content.decode()


def test_all_tellings_of_a_school_have_one_source_and_each_school_its_own(desk):
    tell(desk.teacher, "The gate was open again.")
    tell(desk.colleague, "Somebody wrote about the lunches.")
    tell(desk.other_head, "A leaflet lies in the library.")
    assert Source.objects.filter(kind="person").count() == 2
    assert Mention.objects.filter(school=desk.school).count() == 2


def test_its_tone_and_its_harm_are_sorted_and_danger_is_alarming(desk):
    tell(desk.teacher, UNKIND, audience="direct", platform="whatsapp")
    mention = Mention.objects.get()
    assert mention.hurts
    assert mention.facts["audience"] == "direct"
    tell(desk.teacher, "I will come and kill Mr Okafor tomorrow. I will burn it down.")
    assert Alert.objects.count() == 1


def test_the_one_whom_it_is_about_sees_nothing_of_it_and_is_not_alarmed(desk):
    threat = "I will come and kill Mr Okafor tomorrow. I will burn it down."
    telling = tell(desk.teacher, threat, [desk.dsl])
    mention = Mention.objects.get()
    subject = sign_in(desk.dsl)
    assert subject.get(reverse("mention", args=[mention.id])).status_code == 404
    assert subject.get(reverse("told", args=[telling.id])).status_code == 404
    for name in ("today", "inbox", "ledger", "danger", "tell"):
        page = subject.get(reverse(name)).content.decode()
        for trace in (
            "kill Mr Okafor",
            telling.id,
            mention.id,
            "Rosa Lindley told",
            "told the desk",
        ):
            assert trace not in page, (name, trace)
    alert = Alert.objects.get()
    assert desk.dsl not in recipients(alert)
    assert desk.head in recipients(alert)


def test_the_teller_sees_their_own_words_even_where_it_is_about_themselves(desk):
    telling = tell(desk.dsl, UNKIND, [desk.dsl])
    client = sign_in(desk.dsl)
    assert client.get(reverse("telling", args=[telling.id])).status_code == 200
    assert client.get(reverse("mention", args=[Mention.objects.get().id])).status_code == 404


def test_who_told_is_known_only_to_those_who_lead(desk):
    telling = tell(desk.teacher, "The gate was open again this morning.")
    mention = Mention.objects.get()
    for person, knows in ((desk.head, True), (desk.dsl, True), (desk.office, False)):
        client = sign_in(person)
        page = client.get(reverse("told", args=[telling.id])).content.decode()
        assert ("Told by</dt><dd>Rosa Lindley" in page) is knows, person
        shown = client.get(reverse("mention", args=[mention.id])).content.decode()
        assert reverse("told", args=[telling.id]) in shown
        assert "<dd>Rosa Lindley" not in shown


def test_others_do_not_see_what_somebody_told(desk):
    telling = tell(desk.teacher, "The gate was open again this morning.")
    for person in (desk.colleague, desk.head, desk.other_head):
        address = reverse("telling", args=[telling.id])
        assert sign_in(person).get(address).status_code == 404
    for person in (desk.colleague, desk.other_head):
        assert sign_in(person).get(reverse("told", args=[telling.id])).status_code == 404
    assert Client().get(reverse("told", args=[telling.id])).status_code == 302


def test_the_same_form_twice_is_one_telling(desk):
    client, fields = sign_in(desk.teacher), said("The gate was open again.")
    first, second = (client.post(reverse("tell_words"), fields) for _ in range(2))
    assert first.url == second.url
    assert Mention.objects.count() == 1


def test_a_key_of_somebody_else_opens_nothing(desk):
    mine = tell(desk.teacher, "The gate was open again.", key="a" * 16)
    theirs = tell(desk.colleague, "Another thing.", key="a" * 16)
    assert mine.id != theirs.id


def test_nobody_of_another_school_can_be_named(desk):
    answer = sign_in(desk.teacher).post(reverse("tell_words"), said("Words.", [desk.other_head]))
    assert answer.status_code == 422
    assert Mention.objects.count() == 0


def test_yes_needs_somebody_and_no_needs_nobody(desk):
    client = sign_in(desk.teacher)
    for fields in (
        said("Words.") | {"concerns": "yes"},
        said("Words.", [desk.dsl]) | {"concerns": "no"},
        said("Words.") | {"concerns": ""},
    ):
        assert client.post(reverse("tell_words"), fields).status_code == 422
    assert Mention.objects.count() == 0


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://town.example/x", "no address"])
def test_only_addresses_of_pages_are_taken(desk, address):
    answer = sign_in(desk.teacher).post(reverse("tell_address"), said("", address=address))
    assert answer.status_code == 422
    assert Mention.objects.count() == 0


def test_an_address_alone_is_enough(desk):
    fields = said("", address="https://town.example/talk/7")
    answer = sign_in(desk.teacher).post(reverse("tell_address"), fields)
    assert answer.status_code == 302
    assert Post.objects.get().address == "https://town.example/talk/7"


def test_a_text_that_is_put_right_says_so_and_keeps_what_the_machine_read(desk):
    client = sign_in(desk.teacher)
    telling = send_file(client, png())
    Telling.objects.filter(pk=telling.pk).update(
        text_read="Mla: the gate was open", read_by="tesseract 5.3.0", looks_like="chat"
    )
    page = client.get(reverse("telling", args=[telling.id])).content.decode()
    assert "put right what is wrong" in page
    assert "Mla: the gate was open" in page
    client.post(reverse("telling", args=[telling.id]), said("Mia: the gate was open"))
    again = client.post(reverse("telling", args=[telling.id]), said("Other words"))
    assert again.status_code == 200  # it was sent already: this only shows it
    assert Post.objects.get().text == "Mia: the gate was open"
    page = sign_in(desk.head).get(reverse("told", args=[telling.id])).content.decode()
    for words in ("Read by a machine", "tesseract 5.3.0", "Put right by", "Mla: the gate was open"):
        assert words in page, words


def test_what_led_to_nothing_goes_after_thirty_days_with_its_file(
    desk, django_capture_on_commit_callbacks
):
    client = sign_in(desk.teacher)
    telling = send_file(client, png())
    client.post(reverse("telling", args=[telling.id]), said("The gate was open again."))
    telling.refresh_from_db()
    original, copy = holding.original(telling), holding.copy(telling, 1)
    assert original.exists()
    assert copy.exists()
    Mention.objects.update(heard_at=clock.now() - timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):
        assert let_go() == 1
    assert not original.exists()
    assert not copy.exists()
    assert Telling.objects.count() == 0


def test_a_draft_that_nobody_sent_goes_after_a_week(desk, django_capture_on_commit_callbacks):
    sent = tell(desk.teacher, "The gate was open again.")
    draft = send_file(sign_in(desk.teacher), png())
    original = holding.original(draft)
    receiving.clear_away()
    assert original.exists()
    Telling.objects.update(begun_at=clock.now() - timedelta(days=8))
    with django_capture_on_commit_callbacks(execute=True):
        receiving.clear_away()
    assert not original.exists()
    assert list(Telling.objects.values_list("id", flat=True)) == [sent.id]


def test_a_case_on_what_was_told_names_no_teller_to_those_who_do_not_lead(desk):
    tell(desk.teacher, "The gate was open again this morning.")
    kinds = LedgerEntry.objects.filter(actor=desk.teacher.id).values_list("kind", flat=True)
    assert {kind for kind in kinds if not kind.startswith("account.")} <= LEFT_OUT


def test_sharing_without_a_worker_takes_nothing_and_says_so(desk):
    answer = Client(enforce_csrf_checks=True).post(reverse("tell_share"), {"files": "x"})
    assert (answer.status_code, answer.url) == (302, reverse("tell_picture") + "?again=1")
    page = sign_in(desk.teacher).get(answer.url).content.decode()
    assert "choose the picture again" in page
    assert 'type="file"' not in page


def test_a_phone_is_told_where_to_share_to(desk):
    manifest = Client().get(reverse("tell_manifest"))
    assert manifest["Content-Type"] == "application/manifest+json"
    target = manifest.json()["share_target"]
    assert (target["action"], target["method"]) == ("/tell/share/", "POST")
    worker = Client().get(reverse("tell_worker"))
    assert worker["Content-Type"].startswith("text/javascript")
    assert "worker-src 'self'" in worker["Content-Security-Policy"]


def test_a_text_that_is_sent_as_the_machine_read_it_is_not_called_corrected(desk):
    client = sign_in(desk.teacher)
    telling = send_file(client, png())
    read = "Mia: the gate was open\nTom: again"
    Telling.objects.filter(pk=telling.pk).update(text_read=read, read_by="tesseract 5.3.0")
    as_browsers_send_it = said(read.replace("\n", "\r\n"))
    client.post(reverse("telling", args=[telling.id]), as_browsers_send_it)
    assert Post.objects.get().text == read
    page = sign_in(desk.head).get(reverse("told", args=[telling.id])).content.decode()
    assert "changed nothing" in page


def test_words_that_do_not_name_the_school_are_about_it_all_the_same(desk):
    tell(desk.teacher, UNKIND)
    mention = Mention.objects.get()
    assert (mention.confidence, mention.because) == (1.0, ["brought"])
    page = sign_in(desk.head).get(reverse("mention", args=[mention.id])).content.decode()
    assert "very likely: somebody brought it to us" in page
    assert "told by our own people" in page


def test_a_case_on_what_was_told_is_kept_from_the_same_people(desk):
    tell(desk.teacher, UNKIND, [desk.dsl])
    mention = Mention.objects.get()
    form = sign_in(desk.head).get(reverse("open_case", args=[mention.id])).context["form"]
    assert form["about"].value() == [desk.dsl.id]
    assert form["audience"].value() == "private_group"
    fields = {"author": "parent", "conduct": ["abusive"], "towards": ["staff"]}
    fields |= {name: form[name].value() for name in ("about", "audience", "danger", "exception")}
    opened = sign_in(desk.head).post(reverse("open_case", args=[mention.id]), fields)
    assert opened.status_code == 302
    assert sign_in(desk.dsl).get(opened.url).status_code == 404
    assert sign_in(desk.head).get(opened.url).status_code == 200
    story = sign_in(desk.head).get(opened.url).content.decode()
    assert "told the desk" not in story
