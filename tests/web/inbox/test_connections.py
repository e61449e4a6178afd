"""Keys and accounts: tested before they are kept, and seen by nobody ever after."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection as database
from django.test import Client
from django.urls import reverse

from goodname import clock
from goodname.core.listen.talk import Batch, NotHeard, Outcome
from goodname.core.words import Post, Refused, Role
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.models import Connection, Probe, Source
from goodname.web.inbox.sources import trying
from goodname.web.inbox.sources.actions import add_source, try_place
from goodname.web.inbox.sources.connecting import forget_untested
from goodname.web.inbox.sources.needs import needs
from goodname.web.ledger.models import LedgerEntry
from tests.web.reading import heading, source, words
from tests.world import MONDAY, THANKS, make_person, make_school, sign_in

pytestmark = pytest.mark.django_db
KEY = "correct-horse-battery-staple"
FOUND = Batch(posts=(Post(key="1", address="", title="", text=THANKS),), spent=2, left=98)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


@pytest.fixture
def head():
    return make_person(make_school(), "Priya Hollis", Role.HEADTEACHER)


@pytest.fixture
def client(head) -> Client:
    return sign_in(head)


def typed_in(client: Client, kind: str = "youtube", **said: str) -> Probe:
    answer = client.post(reverse("add_connection", args=[kind]), said or {"key": KEY})
    assert answer.status_code == 302, words(answer)
    return Probe.objects.order_by("-asked_at").first()


def kept(client: Client, **said: str) -> Connection:
    probe = typed_in(client, **said)
    trying.keep_found(probe=probe, batch=FOUND, now=clock.now())
    client.post(reverse("test_connection", args=[probe.id]))
    return Connection.objects.get(tested_at__isnull=False)


def every_page(client: Client, one: Connection) -> str:
    names = [("connections", []), ("connection", [one.id]), ("replace_key", [one.id])]
    names += [("new_search", []), ("sources", []), ("ledger", []), ("coverage", [])]
    return "".join(source(client.get(reverse(name, args=args))) for name, args in names)


def test_a_key_is_tried_first_and_kept_only_when_a_person_says_so(client):
    probe = typed_in(client)
    waiting = client.get(reverse("test_connection", args=[probe.id]))
    assert heading(waiting) == "Trying it"
    assert probe.query == '"Tansy Lane Primary School" Wexcombe'
    assert probe.connection_id not in source(client.get(reverse("new_search")))
    trying.keep_found(probe=probe, batch=FOUND, now=clock.now())
    worked = client.get(reverse("test_connection", args=[probe.id]))
    assert heading(worked) == "It works"
    assert "Two questions asked, 2 of them by this look; 98 left." in words(worked)
    assert not Connection.objects.filter(tested_at__isnull=False).exists()
    page = words(client.post(reverse("test_connection", args=[probe.id]), follow=True))
    assert "YouTube is kept. The key is not shown again." in page
    assert Connection.objects.get().secret == {"key": KEY}
    entry = LedgerEntry.objects.get(kind="connection.added")
    assert entry.refs == {"connection": Connection.objects.get().id, "kind": "youtube"}


def test_a_key_that_does_not_work_is_forgotten_at_once(client):
    probe = typed_in(client)
    reason = NotHeard(Outcome.NO_TOKEN, "YouTube does not take this key.")
    trying.keep_failure(probe=probe, reason=reason, now=clock.now())
    answer = client.get(reverse("test_connection", args=[probe.id]))
    assert heading(answer) == "It does not work"
    assert "YouTube does not take this key." in words(answer)
    assert Connection.objects.get().secret == {}
    page = words(client.post(reverse("test_connection", args=[probe.id]), follow=True))
    assert "It has to work first" in page
    assert not LedgerEntry.objects.filter(kind__startswith="connection.").exists()


def test_a_key_never_comes_back_in_a_page_an_error_or_the_ledger(client):
    one = kept(client)
    assert KEY not in every_page(client, one)
    # A form with something wrong in it comes back without what was secret.
    answer = client.post(
        reverse("add_connection", args=["mastodon"]), {"server": "http://a b", "token": KEY}
    )
    assert answer.status_code == 422
    assert KEY not in source(answer)
    assert KEY not in str(list(LedgerEntry.objects.values()))


def test_a_key_lies_encrypted_in_the_database(client):
    kept(client)
    with database.cursor() as cursor:
        cursor.execute("SELECT * FROM inbox_connection")
        assert KEY not in str(cursor.fetchall())


def test_fields_of_secrets_are_not_filled_in_by_the_browser(client):
    page = source(client.get(reverse("add_connection", args=["bluesky"])))
    assert 'type="password" name="app_password"' in page
    assert 'autocomplete="new-password"' in page
    assert "our-desk.bsky.social" in page


@pytest.mark.parametrize(
    ("kind", "server"),
    [
        ("mastodon", "http://social.example"),
        ("mastodon", "https://me:secret@social.example"),
        ("mastodon", "javascript:alert(1)"),
        ("searxng", "https://"),
        ("mailbox", "imap://mail.example:143"),
    ],
)
def test_a_server_that_would_give_the_key_away_is_refused(client, kind, server):
    said = {"server": server, "token": KEY, "user": "office", "password": KEY}
    assert client.post(reverse("add_connection", args=[kind]), said).status_code == 422
    assert not Connection.objects.exists()


def test_a_mailbox_needs_a_password_or_all_three_of_an_app(client):
    said = {"server": "mail.example:993", "user": "office@tansylane.example", "tenant": "t"}
    answer = client.post(reverse("add_connection", args=["mailbox"]), said)
    assert "Give a password, or all three" in words(answer)
    probe = typed_in(client, kind="mailbox", **said, password=KEY)
    assert probe.connection.server == "imaps://mail.example:993"
    assert probe.address == "INBOX"


def test_a_new_key_replaces_the_old_one_only_after_it_worked(client):
    one = kept(client)
    hearing_problem(one)
    assert needs(Viewer.of(one.added_by))[0]["title"] == "YouTube no longer lets us in"
    answer = client.post(reverse("replace_key", args=[one.id]), {"key": "another key"})
    probe = Probe.objects.get(id=answer["Location"].rstrip("/").rpartition("/")[2])
    one.refresh_from_db()
    assert one.secret == {"key": KEY}
    trying.keep_found(probe=probe, batch=FOUND, now=clock.now())
    client.post(reverse("test_connection", args=[probe.id]))
    one = Connection.objects.get()
    assert (one.secret, one.problem) == ({"key": "another key"}, "")
    assert LedgerEntry.objects.filter(kind="connection.changed").count() == 1
    assert needs(Viewer.of(one.added_by)) == []


def hearing_problem(one: Connection) -> None:
    Connection.objects.filter(pk=one.pk).update(problem="YouTube does not take this key any more.")


def test_a_key_that_is_used_cannot_be_removed(client, head):
    one = kept(client)
    probe = try_place(
        viewer=Viewer.of(head), kind="youtube", query='"Tansy Lane Primary School"', connection=one
    )
    trying.keep_found(probe=probe, batch=FOUND, now=clock.now())
    probe.refresh_from_db()
    add_source(viewer=Viewer.of(head), probe=probe, title="Videos", is_local=False)
    page = words(client.post(reverse("remove_connection", args=[one.id]), follow=True))
    assert "Sources still listen with it." in page
    Source.objects.all().delete()
    page = words(client.post(reverse("remove_connection", args=[one.id]), follow=True))
    assert "is removed, and its key is forgotten" in page
    assert not Connection.objects.exists()
    assert LedgerEntry.objects.filter(kind="connection.removed").count() == 1


def test_nothing_is_listened_with_a_key_that_was_never_kept(client, head):
    probe = typed_in(client)
    trying.keep_found(probe=probe, batch=FOUND, now=clock.now())
    probe.refresh_from_db()
    assert client.get(reverse("preview", args=[probe.id])).status_code == 404
    with pytest.raises(Refused):
        add_source(viewer=Viewer.of(head), probe=probe, title="x", is_local=False)


def test_what_was_tried_and_left_is_forgotten(client):
    typed_in(client)
    assert forget_untested(clock.now() - timedelta(days=1)) == 0
    assert forget_untested(clock.now() + timedelta(seconds=1)) == 1
    assert not Connection.objects.exists()
    assert not Probe.objects.exists()


@pytest.mark.parametrize("role", [Role.DSL, Role.OFFICE, Role.CLASS_TEACHER])
def test_who_may_not_change_sources_reaches_no_key(client, head, role):
    one = kept(client)
    other = sign_in(make_person(head.school, "Denise Pruett", role))
    for name, args in (
        ("connections", []), ("connection", [one.id]), ("replace_key", [one.id]),
        ("add_connection", ["brave"]), ("new_search", []), ("suggestions", []),
    ):  # fmt: skip
        assert other.get(reverse(name, args=args)).status_code == 404


def test_another_school_sees_and_uses_no_key_of_ours(client):
    one = kept(client)
    them = sign_in(
        make_person(make_school("Marsh End Primary School", "Otterby"), "Gwen", Role.HEADTEACHER)
    )
    assert them.get(reverse("connection", args=[one.id])).status_code == 404
    assert them.post(reverse("remove_connection", args=[one.id])).status_code == 404
    form = {"where": one.id, "phrase": '"Marsh End Primary School" Otterby'}
    assert them.post(reverse("new_search"), form).status_code == 422
    assert Connection.objects.count() == 1


@pytest.mark.parametrize("kind", ["feed", "person", "nothing"])
def test_a_kind_that_takes_no_key_has_no_form(client, kind):
    assert client.get(reverse("add_connection", args=[kind])).status_code == 404
