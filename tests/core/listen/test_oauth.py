"""The token of a Microsoft 365 mailbox: what is asked, what comes back, and why it does not."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest

from goodname.core.listen.letters import oauth
from goodname.core.listen.talk import NotHeard, Outcome, Reply
from goodname.core.words import Unreadable

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
SECRET = {"tenant": "tansylane.test", "client_id": "id", "client_secret": "s&c=ret +1"}


def said(status: int = 200, **values: object) -> Reply:
    return Reply(status, json.dumps(values).encode())


def test_what_is_asked() -> None:
    request = oauth.ask(SECRET)
    assert request.address == "https://login.microsoftonline.com/tansylane.test/oauth2/v2.0/token"
    assert ("Content-Type", "application/x-www-form-urlencoded") in request.headers
    assert parse_qs((request.body or b"").decode()) == {
        "grant_type": ["client_credentials"], "client_id": ["id"], "client_secret": ["s&c=ret +1"],
        "scope": ["https://outlook.office365.com/.default"],
    }  # fmt: skip
    assert "s&c" not in request.address


@pytest.mark.parametrize("tenant", ["../evil", "a/b", "a?b", "a#b", "", "a b", "…", ".."])
def test_a_tenant_cannot_lead_elsewhere(tenant: str) -> None:
    with pytest.raises(NotHeard) as no:
        oauth.ask(SECRET | {"tenant": tenant})
    assert no.value.outcome == Outcome.NO_TOKEN


def test_a_token_is_kept_until_just_before_it_ends() -> None:
    session = oauth.read(said(access_token="abc", expires_in=3600), NOW)
    assert oauth.token(session, NOW + timedelta(minutes=54)) == "abc"
    assert oauth.token(session, NOW + timedelta(minutes=56)) == ""


@pytest.mark.parametrize("session", [{}, {"token": "a"}, {"token": "a", "until": "x"},
                                     {"token": "a", "until": "2026-03-09T13:00:00"}])  # fmt: skip
def test_a_session_that_makes_no_sense_is_none(session: dict[str, str]) -> None:
    assert oauth.token(session, NOW) == ""


@pytest.mark.parametrize(
    ("error", "description", "words"),
    [
        ("invalid_client", "AADSTS7000215: Invalid client secret provided.", "secret is wrong"),
        (
            "invalid_client",
            "AADSTS7000222: The provided client secret keys are expired.",
            "run out",
        ),
        ("unauthorized_client", "AADSTS700016: Application not found", "client id"),
        ("invalid_request", "AADSTS90002: Tenant not found", "tenant id"),
        (
            "invalid_client",
            "AADSTS99999: new",
            "does not accept this app's id or secret (AADSTS99999)",
        ),
    ],
)
def test_why_microsoft_says_no(error: str, description: str, words: str) -> None:
    with pytest.raises(NotHeard) as no:
        oauth.read(said(401, error=error, error_description=description), NOW)
    assert no.value.outcome == Outcome.NO_TOKEN
    assert words in no.value.note
    assert no.value.session == {}


def test_a_server_in_trouble_is_no_fault_of_the_secret() -> None:
    with pytest.raises(NotHeard) as no:
        oauth.read(Reply(503, b"<html>", {"retry-after": "120"}), NOW)
    assert (no.value.outcome, no.value.wait) == (Outcome.REFUSED, timedelta(seconds=120))


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'{"access_token": 1}', b"[" * 9_999,
                                  b'{"access_token": "a\\u0001b", "expires_in": 1}'])  # fmt: skip
def test_an_answer_without_a_token(body: bytes) -> None:
    with pytest.raises(Unreadable):
        oauth.read(Reply(200, body), NOW)


def test_what_is_said_to_the_mail_server() -> None:
    assert oauth.xoauth2("o@t.test", "abc") == b"user=o@t.test\x01auth=Bearer abc\x01\x01"
    with pytest.raises(ValueError, match="control"):
        oauth.xoauth2("o@t.test\x01auth=Bearer other", "abc")


@pytest.mark.parametrize("seconds", ["²", "9" * 5_000, True, [3600], 10**400, -1, 2.5])
def test_a_token_of_a_length_that_makes_no_sense_is_used_once(seconds: object) -> None:
    session = oauth.read(said(access_token="abc", expires_in=seconds), NOW)
    assert session["token"] == "abc"
    assert oauth.token(session, NOW) == ""
