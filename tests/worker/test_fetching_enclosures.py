"""A file of a letter: not a byte leaves a real mailbox before the answer, and then it is the same."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from hashlib import sha256
from typing import Any

import pytest
from django.urls import reverse

from goodname import clock
from goodname.core.listen.kinds import Kind
from goodname.core.words import Role
from goodname.web.accounts.models import Matter, Person
from goodname.web.inbox.models import Alert, Connection, HeadQuestion, Mention, Post, Source
from goodname.web.ledger.models import LedgerEntry
from goodname.web.told import enclosing
from goodname.web.told.models import Enclosure
from goodname.worker import fetching_enclosures, listening
from tests.adapters.dovecot import PASSWORD, USER, Dovecot, dovecot
from tests.web.reading import heading, words
from tests.web.told.desks import png
from tests.world import make_person, make_school, sign_in

pytestmark = pytest.mark.django_db
PICTURE = png("navy")


def letter() -> bytes:
    message = EmailMessage()
    message["From"] = "Ivy Penrose <ivy@wexcombe.test>"
    message["Subject"] = "What they write in the group"
    message["Message-ID"] = "<chat@wexcombe.test>"
    message.set_content("Please look at this picture of the parents' group at Tansy Lane.")
    message.add_attachment(PICTURE, maintype="image", subtype="png", filename="../chat <b>.png")
    message.add_attachment(b"PK\3\4 words", maintype="application", subtype="zip", filename="a.zip")
    return message.as_bytes()


@pytest.fixture(scope="module")
def post_office() -> Iterator[Dovecot]:
    with dovecot() as running:
        running.deliver(letter())
        yield running


@pytest.fixture
def mention(post_office: Dovecot, settings: Any) -> Mention:
    settings.ALLOW_HOSTS = post_office.place
    settings.MAIL_CA = post_office.signer
    school = make_school()
    connection = Connection(
        school=school,
        kind=Kind.MAILBOX,
        title="Office mailbox",
        server=post_office.server,
        added_at=clock.now(),
        tested_at=clock.now(),
    )
    connection.secret = {"user": USER, "password": PASSWORD}
    connection.save()
    source = Source.objects.create(
        school=school, kind=Kind.MAILBOX, connection=connection, title="Office mailbox",
        added_at=clock.now(), next_look=clock.now(),
    )  # fmt: skip
    listening.poll_source(source.id)
    HeadQuestion.objects.update(answer=HeadQuestion.NO)  # somebody opened it
    return Mention.objects.select_related("post").get()


@pytest.fixture
def head(mention: Mention) -> Person:
    return make_person(mention.school, "Priya Hollis", Role.HEADTEACHER, Role.DSL)


def place(mention: Mention, number: int = 1) -> str:
    return reverse("enclosure", args=[mention.id, number])


def nothing_of(mention: Mention) -> bool:
    """Whether no file of it is here, after the worker did whatever it was asked for."""
    row = Enclosure.objects.filter(post=mention.post).first()
    return row is None or fetched(mention).manifest_sha256 == ""


def fetched(mention: Mention) -> Enclosure:
    row = Enclosure.objects.get(post=mention.post)
    fetching_enclosures.fetch_enclosure(row.id)
    row.refresh_from_db()
    return row


def test_nothing_is_fetched_before_the_answer_and_then_it_is_the_very_file(
    mention: Mention, head: Person, post_office: Dovecot
) -> None:
    client = sign_in(head)
    page = client.get(reverse("mention", args=[mention.id]))
    assert "chat &lt;b&gt;.png" in page.content.decode()
    assert "Nothing is fetched before one question is answered." in words(page)
    assert heading(client.get(place(mention))) == "One question first"
    packed = post_office.said().replace(b"\r\n", b"")
    assert b"iVBORw0KGgo" not in packed  # how a PNG begins, as letters pack it
    assert not Enclosure.objects.exists()

    client.post(place(mention), {"answer": "no"})
    row = fetched(mention)
    assert row.state == Enclosure.READY
    assert row.manifest["parts"]["original.png"]["sha256"] == sha256(PICTURE).hexdigest()
    shown = client.get(place(mention))
    assert heading(shown) == "A file that came with the letter"
    assert "They said that it shows no nude or sexual image of a child" in words(shown)
    original = client.get(reverse("enclosure_original", args=[mention.id, 1]))
    assert b"".join(original.streaming_content) == PICTURE
    assert client.get(reverse("enclosure_page", args=[mention.id, 1, 1])).status_code == 200
    kinds = list(LedgerEntry.objects.order_by("seq").values_list("kind", flat=True))
    assert [kind for kind in kinds if kind.startswith("enclosure.")] == [
        "enclosure.asked", "enclosure.kept", "enclosure.viewed", "enclosure.copied",
    ]  # fmt: skip


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_yes_and_not_sure_leave_it_there_for_good_and_tell_who_must_know(
    mention: Mention, head: Person, post_office: Dovecot, answer: str
) -> None:
    client = sign_in(head)
    post_office.forget()
    assert client.post(place(mention), {"answer": answer}).url == reverse("tell_stop")
    assert Alert.objects.get().why == "child_image"
    client.post(place(mention), {"answer": "no"})
    row = fetched(mention)
    assert (row.state, row.manifest_sha256) == (Enclosure.STOPPED, "")
    assert post_office.said() == b""
    assert "never fetches it" in words(client.get(place(mention)))


def test_pressed_twice_it_is_fetched_once(mention: Mention, head: Person) -> None:
    client = sign_in(head)
    for _ in range(3):
        client.post(place(mention), {"answer": "no"})
        fetched(mention)
    assert LedgerEntry.objects.filter(kind="enclosure.asked").count() == 1
    assert LedgerEntry.objects.filter(kind="enclosure.kept").count() == 1


def test_what_is_no_picture_stays_in_the_mailbox(mention: Mention, head: Person) -> None:
    client = sign_in(head)
    client.post(place(mention, 2), {"answer": "no"})
    row = fetched(mention)
    assert (row.state, row.manifest_sha256) == (Enclosure.REFUSED, "")
    assert "open it there" in words(client.get(place(mention, 2)))


def test_a_mailbox_that_is_away_is_said_and_may_be_asked_again(
    mention: Mention, head: Person, settings: Any
) -> None:
    client = sign_in(head)
    there, settings.ALLOW_HOSTS = settings.ALLOW_HOSTS, ""
    client.post(place(mention), {"answer": "no"})
    assert fetched(mention).state == Enclosure.REFUSED
    assert "It could not be fetched." in words(client.get(place(mention)))
    settings.ALLOW_HOSTS = there
    client.post(place(mention), {"answer": "no"})
    assert fetched(mention).state == Enclosure.READY


def test_a_mailbox_that_was_numbered_anew_gives_no_other_letters_file(
    mention: Mention, head: Person
) -> None:
    post = mention.post
    post.marks = post.marks | {"uidvalidity": "1"}
    post.save()
    sign_in(head).post(place(mention), {"answer": "no"})
    row = fetched(mention)
    assert row.state == Enclosure.REFUSED
    assert "numbered anew" in row.problem


def test_danger_on_the_picture_rings(
    mention: Mention, head: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(head)
    client.post(place(mention), {"answer": "no"})
    row = fetched(mention)
    assert not Alert.objects.exists()
    threat = "I will come to Tansy Lane Primary School with a knife and kill them."
    Enclosure.objects.update(text_read=threat)
    enclosing.weigh_enclosure(row)
    assert Alert.objects.get().matter_id == mention.matter_id


def test_whoever_may_not_see_the_letter_sees_no_file_of_it(mention: Mention, head: Person) -> None:
    sign_in(head).post(place(mention), {"answer": "no"})
    fetched(mention)
    school = mention.school
    teacher = make_person(school, "Rosa Lindley", Role.CLASS_TEACHER)
    office = make_person(school, "Denise Pruett", Role.OFFICE)
    other = make_school("Marsh End Primary School", town="Otterby")
    stranger = make_person(other, "Gwen Ashdown", Role.HEADTEACHER)
    subject = make_person(school, "Sana Qureshi", Role.ONLINE_SAFETY_LEAD)
    mention.matter.hidden_from.add(subject)
    names = {"enclosure": [], "enclosure_page": [1], "enclosure_original": []}
    for person in (teacher, stranger, subject):
        client = sign_in(person)
        for name, more in names.items():
            answer = client.get(reverse(name, args=[mention.id, 1, *more]))
            assert answer.status_code in (403, 404), (person.name, name)
        assert client.post(place(mention), {"answer": "yes"}).status_code in (403, 404)
    assert not Alert.objects.exists()
    desk = sign_in(office)
    assert "for whoever asked for it" in words(desk.get(place(mention)))
    for name in ("enclosure_page", "enclosure_original"):
        assert desk.get(reverse(name, args=[mention.id, 1, *names[name]])).status_code == 404


@pytest.mark.parametrize("number", [0, 3, 99])
def test_a_file_that_the_letter_does_not_have_is_not_there(
    mention: Mention, head: Person, number: int
) -> None:
    assert sign_in(head).get(place(mention, number)).status_code == 404


def test_when_the_letter_is_let_go_of_its_files_go_too(
    mention: Mention, head: Person, django_capture_on_commit_callbacks: Any
) -> None:
    client = sign_in(head)
    client.post(place(mention), {"answer": "no"})
    row = fetched(mention)
    original = enclosing.holding.original(row)
    assert original is not None
    assert original.exists()
    with django_capture_on_commit_callbacks(execute=True):
        mention.post.delete()
    assert not original.exists()


def sibling(mention: Mention) -> Mention:
    """A second mention that the same letter made, as one that forwards another does."""
    post, first = mention.post, mention
    other = Post.objects.create(
        school=post.school, source=post.source, key=f"{post.key}/comment", text=post.text,
        marks=post.marks, first_seen=post.first_seen, last_seen=post.last_seen,
    )  # fmt: skip
    left_out = {"id", "matter", "post"}
    same = {f.name: getattr(first, f.name) for f in Mention._meta.concrete_fields}
    kept = {name: value for name, value in same.items() if name not in left_out}
    return Mention.objects.create(
        post=other, matter=Matter.objects.create(school=post.school), **kept
    )


def test_a_stop_holds_for_every_page_that_the_letter_made(mention: Mention, head: Person) -> None:
    client, other = sign_in(head), sibling(mention)
    client.post(place(mention), {"answer": "yes"})
    client.post(place(other), {"answer": "no"})
    assert nothing_of(other)


def test_of_a_letter_that_is_shut_away_nothing_is_fetched(mention: Mention, head: Person) -> None:
    Mention.objects.update(child_image=True)
    sign_in(head).post(place(mention), {"answer": "no"})
    assert nothing_of(mention)


def test_between_the_answer_and_the_fetching_somebody_may_stop_it(
    mention: Mention, head: Person, post_office: Dovecot
) -> None:
    client = sign_in(head)
    client.post(place(mention), {"answer": "no"})
    Mention.objects.update(child_image=True)
    post_office.forget()
    assert nothing_of(mention)
    assert post_office.said() == b""


@pytest.mark.parametrize("read", [True, False])
def test_a_yes_that_comes_late_destroys_the_copy_and_alarms(
    mention: Mention, head: Person, monkeypatch: pytest.MonkeyPatch, read: bool,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    client = sign_in(head)
    client.post(place(mention), {"answer": "no"})
    if not read:
        monkeypatch.setattr(fetching_enclosures, "read_file", lambda row: None)
    row = fetched(mention)
    original = enclosing.holding.original(row)
    assert original is not None
    with django_capture_on_commit_callbacks(execute=True):
        client.post(place(mention), {"answer": "unsure"})
    row.refresh_from_db()
    assert (row.state, row.text_read, original.exists()) == (Enclosure.STOPPED, "", False)
    assert client.get(reverse("enclosure_original", args=[mention.id, 1])).status_code == 404
    assert Alert.objects.get().why == "child_image"


def test_what_nobody_foresaw_is_said_and_may_be_tried_again(
    mention: Mention, head: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(head)
    client.post(place(mention), {"answer": "no"})
    kept = fetching_enclosures.letter.unpacked

    def broken(*given: Any) -> bytes:
        raise ValueError("never seen")

    monkeypatch.setattr(fetching_enclosures.letter, "unpacked", broken)
    assert fetched(mention).state == Enclosure.REFUSED
    monkeypatch.setattr(fetching_enclosures.letter, "unpacked", kept)
    client.post(place(mention), {"answer": "no"})
    assert fetched(mention).state == Enclosure.READY
