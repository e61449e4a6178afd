"""The question before every file: as somebody who answers it, and as somebody who goes round it."""

from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from goodname import clock
from goodname.web.inbox.danger.queries import recipients
from goodname.web.inbox.models import Alert, Mention
from goodname.web.ledger.models import LedgerEntry
from goodname.web.told.gate import session_mark
from goodname.web.told.models import Gate, Telling
from tests.web.told.desks import make_desk, png, send_file, through_the_gate, upload
from tests.world import sign_in

pytestmark = pytest.mark.django_db
FILE = {"origin": "self"}


@pytest.fixture
def desk():
    return make_desk()


def kept() -> list[Path]:
    return [path for path in Path(settings.CAPTURES).rglob("original.*") if path.is_file()]


def test_no_page_before_the_answer_has_a_field_for_a_file(desk):
    client = sign_in(desk.teacher)
    for name in ("tell", "tell_words", "tell_address", "tell_picture", "tell_stop"):
        assert 'type="file"' not in client.get(reverse(name)).content.decode(), name
    assert 'type="file"' in client.get(through_the_gate(client)).content.decode()


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_yes_and_not_sure_take_nothing_and_say_what_to_do(desk, answer):
    client = sign_in(desk.teacher)
    assert through_the_gate(client, answer) == reverse("tell_stop")
    assert Gate.objects.count() == 0
    said = client.get(reverse("tell_stop")).content.decode()
    for words in ("999", "101", "Report Remove", "Daniel Okafor", "Do not look again"):
        assert words in said, words


def test_no_answer_is_no_answer(desk):
    client = sign_in(desk.teacher)
    for given in ({}, {"answer": ""}, {"answer": "maybe"}):
        assert client.post(reverse("tell_picture"), given).status_code == 422
    assert Gate.objects.count() == 0


def test_one_press_tells_the_safeguarding_lead_and_no_file_goes_with_it(desk):
    client = sign_in(desk.teacher)
    fields = {
        "key": "abcdefgh23456789",
        "text": "On the phone of a Year 6 child",
        "head": "no",
        "concerns": "no",
    }
    before = kept()
    answer = client.post(reverse("tell_stop"), fields | {"file": upload(png())})
    again = client.post(reverse("tell_stop"), fields)
    assert answer.url == again.url
    assert kept() == before
    mention = Mention.objects.get(child_image=True)
    assert "Year 6 child" in mention.post.text
    alert = Alert.objects.get(why="child_image")
    assert alert.mention == mention
    assert desk.dsl in recipients(alert)
    steps = {step["action"] for step in mention.decision["steps"]}
    assert "notify_dsl" in steps
    assert "capture_evidence" not in steps
    kinds = set(LedgerEntry.objects.filter(matter=mention.matter_id).values_list("kind", flat=True))
    assert {"told.sent", "alert.raised", "mention.heard"} <= kinds
    assert "is being told" in client.get(answer.url).content.decode()


def test_an_alarm_about_the_safeguarding_lead_never_reaches_them(desk):
    client = sign_in(desk.teacher)
    fields = {
        "key": "abcdefgh23456789", "text": "", "head": "no", "concerns": "yes", "about": [desk.dsl.id],
    }  # fmt: skip
    client.post(reverse("tell_stop"), fields)
    alert = Alert.objects.get()
    assert desk.dsl not in recipients(alert)
    assert desk.head in recipients(alert)
    theirs = sign_in(desk.dsl)
    assert theirs.get(reverse("mention", args=[alert.mention_id])).status_code == 404
    assert Telling.objects.get().id not in theirs.get(reverse("inbox")).content.decode()


def test_two_alarms_in_the_same_words_are_two_and_hide_nothing_of_each_other(desk):
    client = sign_in(desk.teacher)
    for key, about in (("a" * 16, [desk.dsl.id]), ("b" * 16, [])):
        concerns = "yes" if about else "no"
        client.post(
            reverse("tell_stop"), {"key": key, "head": "no", "concerns": concerns, "about": about}
        )
    first, second = Alert.objects.order_by("raised_at")
    assert desk.dsl not in recipients(first)
    assert desk.dsl in recipients(second)


def test_a_file_without_an_answer_is_not_taken(desk):
    client = sign_in(desk.teacher)
    before = kept()
    for gate_id in ("a" * 16, "no", "0"):
        answer = client.post(
            reverse("send_picture", args=[gate_id]), FILE | {"file": upload(png())}
        )
        assert answer.url == reverse("tell_picture")
    assert client.get(reverse("send_picture", args=["a" * 16])).url == reverse("tell_picture")
    assert (Telling.objects.count(), kept()) == (0, before)


def test_without_an_answer_the_body_is_not_even_read(desk):
    client = sign_in(desk.teacher)
    with mock.patch("django.http.request.HttpRequest._load_post_and_files") as reading:
        client.post(reverse("send_picture", args=["a" * 16]), FILE | {"file": upload(png())})
        sign_in(desk.teacher).post(reverse("tell_share"), {"files": upload(png())})
    reading.assert_not_called()


def test_an_answer_counts_for_its_own_person_and_session_only(desk):
    mine = sign_in(desk.teacher)
    way = through_the_gate(mine)
    for client in (sign_in(desk.colleague), sign_in(desk.teacher), sign_in(desk.other_head)):
        assert client.post(way, FILE | {"file": upload(png())}).url == reverse("tell_picture")
    assert Client().post(way, FILE | {"file": upload(png())}).url.startswith("/account/")
    assert Telling.objects.count() == 0
    assert mine.post(way, FILE | {"file": upload(png())}).url != reverse("tell_picture")


def test_an_answer_goes_stale(desk):
    client = sign_in(desk.teacher)
    way = through_the_gate(client)
    Gate.objects.update(answered_at=clock.now() - timedelta(minutes=31))
    assert client.post(way, FILE | {"file": upload(png())}).url == reverse("tell_picture")
    assert Telling.objects.count() == 0


def test_an_answer_counts_once_and_the_same_press_twice_is_one_telling(desk):
    client = sign_in(desk.teacher)
    way = through_the_gate(client)
    first = client.post(way, FILE | {"file": upload(png("red"))})
    second = client.post(way, FILE | {"file": upload(png("blue"))})
    assert first.url == second.url
    assert first.url != reverse("tell_picture")
    assert Telling.objects.count() == 1
    assert Gate.objects.count() == 0


def test_another_site_cannot_send_a_file_in_somebodys_name(desk):
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        desk.teacher.account, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    gate = Gate.objects.create(
        person=desk.teacher,
        session=session_mark(client.session.session_key),
        answered_at=clock.now(),
    )
    way = reverse("send_picture", args=[gate.id])
    assert client.get(way).status_code == 200
    client.cookies.pop("csrftoken", None)
    assert client.post(way, FILE | {"file": upload(png())}).status_code == 403
    assert Telling.objects.count() == 0


def test_who_answered_what_and_when_stands_in_the_manifest(desk):
    telling = send_file(
        sign_in(desk.teacher), png(), saved_from="the chat of Year 4", saved_on="2026-11-20"
    )
    gate = telling.manifest["gate"]
    assert (gate["answer"], gate["who"]) == ("no", desk.teacher.id)
    assert gate["at"] == telling.gate_at.isoformat(timespec="seconds")
    assert telling.manifest["statement"] == {
        "origin": "self", "on": "2026-11-20", "from": "the chat of Year 4",
    }  # fmt: skip
