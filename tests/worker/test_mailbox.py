"""A source that is a mailbox, looked into from the worker: a real dovecot, and a fake of Microsoft's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, BinaryIO

import pytest

from goodname.core.listen.letters import mail
from goodname.core.listen.talk import Asked, NotHeard, Outcome
from goodname.worker import mailbox
from tests.adapters.dovecot import PASSWORD, USER, Dovecot, dovecot, token
from tests.adapters.peers import Peer, answer, peer

NOW = datetime.now(UTC)
LINK = "https://www.google.com/url?rct=j&sa=t&url=https://paper.wexcombe.test/1&ct=ga&usg=x"
LETTERS = (
    b"From: Marigold <m@wexcombe.test>\nSubject: The gate\nMessage-ID: <1@w>\n\nThe gate is shut.\n",
    b"From: Ivy <i@wexcombe.test>\nSubject: Away\nMessage-ID: <2@w>\nAuto-Submitted: auto-replied\n"
    b"\nI am away.\n",
    b"From: Google Alerts <googlealerts-noreply@google.com>\nSubject: Google Alert - Tansy Lane\n"
    b"Message-ID: <3@w>\n\nThe choir\n<" + LINK.encode() + b">\n\nWexcombe Paper\nThey sang well ...\n",
    b"From: Marigold <m@wexcombe.test>\nSubject: The gate\nMessage-ID: <1@w>\n\nThe gate is shut.\n",
)  # fmt: skip
APP = {"user": USER, "tenant": "tansylane.test", "client_id": "id", "client_secret": "secret"}


@pytest.fixture(scope="module")
def post_office() -> Iterator[Dovecot]:
    with dovecot() as running:
        running.deliver(*LETTERS)
        yield running


@pytest.fixture(autouse=True)
def allowed(post_office: Dovecot, settings: Any) -> None:
    settings.ALLOW_HOSTS = post_office.place
    settings.MAIL_CA = post_office.signer


def source(office: Dovecot, folder: str = "") -> Any:
    return SimpleNamespace(address=folder, connection=SimpleNamespace(server=office.server))


def asked(**more: Any) -> Asked:
    return Asked(**{"now": NOW, "secret": {"user": USER, "password": PASSWORD}} | more)


def test_one_look_brings_letters_and_finds(post_office: Dovecot) -> None:
    batch = mailbox.look(source(post_office), asked())
    assert [(post.title, post.address) for post in batch.posts] == [
        ("The gate", ""), ("The choir", "https://paper.wexcombe.test/1"),
    ]  # fmt: skip
    assert batch.note == "Left out: 1 automatic reply."
    assert batch.outcome == Outcome.ANSWERED
    again = mailbox.look(source(post_office), asked(memory=batch.memory))
    assert again.posts == ()
    assert again.memory["uid"] == batch.memory["uid"]


def test_a_signer_is_trusted_only_where_its_certificate_was_given(
    post_office: Dovecot, settings: Any, tmp_path: Path
) -> None:
    settings.MAIL_CA = ""
    with pytest.raises(NotHeard, match="certificate"):
        mailbox.look(source(post_office), asked())
    broken = tmp_path / "signers.pem"
    for words in ("", "no certificate"):
        broken.write_text(words)
        settings.MAIL_CA = str(broken)
        with pytest.raises(NotHeard, match="GOODNAME_MAIL_CA"):
            mailbox.look(source(post_office), asked())
    settings.MAIL_CA = str(tmp_path / "not there.pem")
    with pytest.raises(NotHeard, match="GOODNAME_MAIL_CA"):
        mailbox.look(source(post_office), asked())


def test_a_letter_that_nobody_foresaw_does_not_hide_the_others(
    post_office: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = mail.read

    def breaking(letter: Any, *others: Any) -> mail.Read:
        if letter.uid == 1:
            raise RuntimeError("never seen")
        return kept(letter, *others)

    monkeypatch.setattr(mail, "read", breaking)
    batch = mailbox.look(source(post_office), asked())
    assert batch.refused == ("A letter could not be read (RuntimeError).",)
    assert len(batch.posts) == 2


@pytest.mark.parametrize(
    "secret", [{}, {"user": USER}, {"password": "x"}, {"user": USER, "tenant": "t"}]
)
def test_without_a_password_nothing_is_asked(post_office: Dovecot, secret: dict[str, str]) -> None:
    with pytest.raises(NotHeard) as no:
        mailbox.look(source(post_office), asked(secret=secret))
    assert (no.value.outcome, no.value.spent) == (Outcome.NO_TOKEN, 0)


@pytest.fixture
def microsoft(
    settings: Any, monkeypatch: pytest.MonkeyPatch, post_office: Dovecot
) -> Iterator[Peer]:
    """A fake that gives tokens, one of which the real mail server accepts."""

    def behave(there: Peer, path: str, wire: BinaryIO) -> None:
        given = token() if len(there.asked) == 1 else "another"
        body = f'{{"token_type": "Bearer", "expires_in": 3599, "access_token": "{given}"}}'
        wire.write(answer(body.encode(), "Content-Type: application/json"))

    with peer(behave) as running:
        settings.ALLOW_HOSTS = f"{post_office.place},{running.place}"
        monkeypatch.setattr(mailbox, "TOKEN_SERVER", f"http://{running.place}")
        yield running


def test_a_token_is_asked_for_once_and_kept(post_office: Dovecot, microsoft: Peer) -> None:
    first = mailbox.look(source(post_office), asked(secret=APP))
    assert len(first.posts) == 2
    assert first.session is not None
    assert microsoft.asked[0].startswith("POST /tansylane.test/oauth2/v2.0/token ")
    second = mailbox.look(source(post_office), asked(secret=APP, session=first.session))
    assert len(second.posts) == 2
    assert second.session is None  # it is left as it was
    assert len(microsoft.asked) == 1


def test_a_token_that_is_not_accepted_is_forgotten(post_office: Dovecot, microsoft: Peer) -> None:
    bad = {"token": "no such token", "until": (NOW + timedelta(hours=1)).isoformat()}
    with pytest.raises(NotHeard) as no:
        mailbox.look(source(post_office), asked(secret=APP, session=bad))
    assert (no.value.outcome, no.value.session) == (Outcome.NO_TOKEN, {})
    assert len(mailbox.look(source(post_office), asked(secret=APP)).posts) == 2


def test_a_token_server_that_is_away_is_said(post_office: Dovecot, settings: Any,
                                             monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(mailbox, "TOKEN_SERVER", "http://127.0.0.1:9")
    with pytest.raises(NotHeard) as no:
        mailbox.look(source(post_office), asked(secret=APP))
    assert no.value.outcome == Outcome.BLOCKED
