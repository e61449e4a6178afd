"""Bluesky, as its servers answer: bytes of a real network, with made-up people."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.core.listen.networks import bluesky, bluesky_gone
from goodname.core.listen.networks.bluesky_session import LATER, WANTS_CODE, WRONG
from goodname.core.listen.talk import Asked, NotHeard, Outcome, Reply
from goodname.core.words import Unreadable
from tests.core.listen.other_side import ANY_JSON, NOW, hold, not_heard, said, spoilt, survives

DID = "did:plc:jhnhkm4ei4cjrta2kmw5pzdt"
URI = f"at://{DID}/app.bsky.feed.post/3n2xatqpizs2v"
CID = "bafyreih2z7kpby6kzmzidsr73yt4g5mkhwwlpq4r3d432gmapxeadlucei"
VIEW: dict[str, Any] = {
    "uri": URI,
    "cid": CID,
    "author": {
        "did": DID,
        "handle": "rowan.wexcombe.example",
        "displayName": "Rowan",
        "associated": {"activitySubscription": {"allowSubscriptions": "followers"}},
        "viewer": {"muted": False, "blockedBy": False},
        "labels": [{"src": DID, "uri": DID, "val": "!no-unauthenticated"}],
    },
    "record": {
        "text": "The fair at Tansy Lane Primary School was lovely: tansylane.example/ne...",
        "$type": "app.bsky.feed.post",
        "facets": [
            {
                "index": {"byteStart": 45, "byteEnd": 70},
                "features": [
                    {
                        "$type": "app.bsky.richtext.facet#link",
                        "uri": "https://tansylane.example/news/fair",
                    }
                ],
            }
        ],
        "createdAt": "2026-11-23T03:00:00Z",
    },
    "embed": {
        "$type": "app.bsky.embed.recordWithMedia#view",
        "media": {
            "$type": "app.bsky.embed.images#view",
            "images": [{"thumb": "https://cdn.example/1", "alt": "A stall with cakes"}],
        },
        "record": {
            "record": {
                "$type": "app.bsky.embed.record#viewRecord",
                "author": {"did": "did:plc:other", "handle": "pta.wexcombe.example"},
                "value": {"$type": "app.bsky.feed.post", "text": "Come to the fair"},
            }
        },
    },
    "replyCount": 0,
    "indexedAt": "2026-11-23T03:00:05.123Z",
    "labels": [
        {"src": DID, "uri": URI, "val": "graphic-media", "cts": "2026-11-23T03:00:00.000Z"},
        {"src": DID, "uri": URI, "val": "spam", "neg": True},
    ],
}
SECRET = {"handle": "@office.wexcombe.example", "app_password": "abcd-efgh-ijkl-mnop"}
ASKED = Asked(now=NOW, query='"Tansy Lane Primary School" Wexcombe', secret=SECRET)
SESSION = {"accessJwt": "access.1", "refreshJwt": "refresh.1", "did": DID, "active": True}
EXPIRED = said({"error": "ExpiredToken", "message": "Token has expired"}, 400)
OFF = {"error": "AuthMissing", "message": "Authentication Required"}
WRONG_PASSWORD = {
    "error": "AuthenticationRequired",
    "message": "Invalid identifier or password",
}


def found(*views: object, **more: object) -> Reply:
    return said({"posts": list(views), **more}, 200, ratelimit_remaining="2980")


def kept() -> dict[str, str]:
    batch, _ = hold(bluesky.talk(ASKED), [said(SESSION), found()])
    assert batch.session is not None
    return dict(batch.session)


def test_the_first_look_signs_in_and_keeps_the_session() -> None:
    batch, asked = hold(bluesky.talk(ASKED), [said(SESSION), found(VIEW)])
    sign_in, search = asked
    assert sign_in.address == "https://bsky.social/xrpc/com.atproto.server.createSession"
    assert json.loads(sign_in.body or b"") == {
        "identifier": "office.wexcombe.example",
        "password": "abcd-efgh-ijkl-mnop",
    }
    assert search.body is None
    assert dict(search.headers)["Authorization"] == "Bearer access.1"
    question = parse_qs(urlsplit(search.address).query)
    assert question["q"] == ['"Tansy Lane Primary School" Wexcombe']
    assert question["sort"] == ["latest"]
    assert "since" not in question
    assert batch.session is not None
    assert (batch.session["access"], batch.session["refresh"]) == ("access.1", "refresh.1")
    assert "abcd-efgh-ijkl-mnop" not in str(batch)
    assert batch.left == 2980


def test_a_post_has_its_words_and_its_identifiers() -> None:
    batch, _ = hold(bluesky.talk(ASKED), [said(SESSION), found(VIEW)])
    (post,) = batch.posts
    assert post.key == URI
    assert post.address == "https://bsky.app/profile/rowan.wexcombe.example/post/3n2xatqpizs2v"
    assert post.author == "Rowan (@rowan.wexcombe.example)"
    assert post.posted == datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    assert post.text.splitlines() == [
        "The fair at Tansy Lane Primary School was lovely: tansylane.example/ne...",
        "Link: https://tansylane.example/news/fair",
        "Picture: A stall with cakes",
        "Quoted from @pta.wexcombe.example: Come to the fair",
    ]
    assert post.marks == (
        ("uri", URI),
        ("cid", CID),
        ("did", DID),
        ("createdAt", "2026-11-23T03:00:00Z"),
        ("indexedAt", "2026-11-23T03:00:05.123Z"),
        ("labels", "graphic-media"),
        ("author labels", "!no-unauthenticated"),
    )


@pytest.mark.parametrize("dated", ["2031-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "yesterday", 7])
def test_a_date_that_nobody_can_believe_gives_way_to_when_it_was_seen(dated: object) -> None:
    view = VIEW | {"record": {"text": "Tansy Lane", "createdAt": dated}}
    batch, _ = hold(bluesky.talk(ASKED), [said(SESSION), found(view)])
    assert batch.posts[0].posted == datetime(2026, 11, 23, 3, 0, 5, 123000, tzinfo=UTC)


def test_an_author_without_a_handle_is_found_by_the_name_that_stays() -> None:
    view = VIEW | {"author": {"did": DID, "handle": "handle.invalid"}}
    batch, _ = hold(bluesky.talk(ASKED), [said(SESSION), found(view)])
    assert batch.posts[0].address == f"https://bsky.app/profile/{DID}/post/3n2xatqpizs2v"


def test_the_second_look_uses_the_session_and_asks_from_where_it_stopped() -> None:
    first, _ = hold(bluesky.talk(ASKED), [said(SESSION), found(VIEW)])
    again = Asked(NOW, query="x", secret=SECRET, session=first.session or {}, memory=first.memory)
    batch, (search,) = hold(bluesky.talk(again), [found()])
    assert parse_qs(urlsplit(search.address).query)["since"] == ["2026-11-21T03:00:00.000Z"]
    assert batch.memory == first.memory
    assert batch.session == first.session


def test_an_old_token_is_renewed_without_the_password() -> None:
    asked = Asked(NOW, query="x", secret=SECRET, session=kept())
    renewed = SESSION | {"accessJwt": "access.2", "refreshJwt": "refresh.2"}
    batch, (_, refresh, search) = hold(bluesky.talk(asked), [EXPIRED, said(renewed), found(VIEW)])
    assert refresh.address.endswith("/xrpc/com.atproto.server.refreshSession")
    assert refresh.body == b""
    assert dict(refresh.headers)["Authorization"] == "Bearer refresh.1"
    assert dict(search.headers)["Authorization"] == "Bearer access.2"
    assert batch.session is not None
    assert batch.session["refresh"] == "refresh.2"


def test_when_the_session_cannot_be_renewed_the_password_is_used() -> None:
    asked = Asked(NOW, query="x", secret=SECRET, session=kept())
    batch, requests = hold(bluesky.talk(asked), [EXPIRED, EXPIRED, said(SESSION), found(VIEW)])
    assert [one.address.rpartition(".")[2].partition("?")[0] for one in requests] == [
        "searchPosts", "refreshSession", "createSession", "searchPosts",
    ]  # fmt: skip
    assert len(batch.posts) == 1


def test_a_server_in_trouble_does_not_cost_a_sign_in() -> None:
    asked = Asked(NOW, query="x", secret=SECRET, session=kept())
    no = not_heard(bluesky.talk(asked), [EXPIRED, said({}, 502)])
    assert no.outcome is Outcome.REFUSED
    assert no.session is not None
    assert no.session["refresh"] == "refresh.1"


def test_a_session_that_was_just_renewed_outlives_a_look_that_fails() -> None:
    asked = Asked(NOW, query="x", secret=SECRET, session=kept())
    renewed = SESSION | {"accessJwt": "access.2", "refreshJwt": "refresh.2"}
    no = not_heard(bluesky.talk(asked), [EXPIRED, said(renewed), said({}, 500)])
    assert no.session is not None
    assert no.session["refresh"] == "refresh.2"


def test_another_account_does_not_speak_with_the_session_of_the_first() -> None:
    other = SECRET | {"handle": "head.wexcombe.example"}
    asked = Asked(NOW, query="x", secret=other, session=kept())
    _, requests = hold(bluesky.talk(asked), [said(SESSION), found()])
    assert json.loads(requests[0].body or b"")["identifier"] == "head.wexcombe.example"


@pytest.mark.parametrize(
    ("reply", "note"),
    [
        (said(WRONG_PASSWORD, 401), WRONG),
        (said({"error": "AuthFactorTokenRequired", "message": "A sign in code…"}, 401), WANTS_CODE),
    ],
)
def test_a_password_that_does_not_work_is_said_in_words(reply: Reply, note: str) -> None:
    no = not_heard(bluesky.talk(ASKED), [reply])
    assert (no.outcome, no.note, no.session) == (Outcome.NO_TOKEN, note, {})


def test_without_an_account_nothing_is_asked() -> None:
    no = not_heard(bluesky.talk(Asked(NOW, query="x")))
    assert no.outcome is Outcome.NO_TOKEN


def test_no_way_back_in_forgets_the_session() -> None:
    asked = Asked(NOW, query="x", secret=SECRET, session=kept())
    no = not_heard(bluesky.talk(asked), [said(OFF, 401), said(SESSION), said(OFF, 401)])
    assert (no.outcome, no.session) == (Outcome.NO_TOKEN, {})


def test_too_many_questions_say_when_to_come_back() -> None:
    asked = Asked(NOW, query="x", secret=SECRET, session=kept())
    reset = str(int(NOW.timestamp()) + 120)
    no = not_heard(
        bluesky.talk(asked),
        [said({"error": "RateLimitExceeded"}, 429, ratelimit_reset=reset)],
    )
    assert (no.outcome, no.note) == (Outcome.RATE_LIMITED, LATER)
    assert no.wait == timedelta(minutes=2)
    assert no.session == kept()


def test_pages_are_read_up_to_a_limit_and_the_rest_is_admitted() -> None:
    pages = [found(VIEW | {"uri": f"{URI}{number}"}, cursor=str(number + 1)) for number in range(3)]
    batch, requests = hold(bluesky.talk(ASKED), [said(SESSION), *pages])
    assert [parse_qs(urlsplit(one.address).query).get("cursor") for one in requests[1:]] == [
        None, ["1"], ["2"],
    ]  # fmt: skip
    assert len(batch.posts) == 3
    assert batch.outcome is Outcome.PARTLY
    assert "300" in batch.note


def test_a_cursor_that_goes_nowhere_is_not_followed() -> None:
    page = found(VIEW, cursor="1")
    batch, requests = hold(bluesky.talk(ASKED), [said(SESSION), page, page])
    assert len(requests) == 3
    assert batch.outcome is Outcome.ANSWERED
    assert len(batch.posts) == 1


@pytest.mark.parametrize(
    "uri", ["javascript:alert(1)", "at://did:plc:x/app.bsky.feed.like/1", "at://x/../1", 5, None]
)
def test_a_post_without_a_name_of_its_own_is_a_reason_and_no_post(uri: object) -> None:
    batch, _ = hold(bluesky.talk(ASKED), [said(SESSION), found(VIEW | {"uri": uri}, VIEW, "no")])
    assert len(batch.posts) == 1
    assert batch.refused == (
        "Post 1 has no identifier of Bluesky’s.",
        "Post 3 has no identifier of Bluesky’s.",
    )


def test_tokens_that_would_break_out_of_a_header_are_not_used() -> None:
    bad = said(SESSION | {"accessJwt": "x\r\nHost: elsewhere"})
    assert not_heard(bluesky.talk(ASKED), [bad]).outcome is Outcome.UNREADABLE


def test_a_page_that_cannot_be_read_does_not_cost_the_session() -> None:
    renewed = SESSION | {"refreshJwt": "refresh.2"}
    asked = Asked(NOW, query="x", secret=SECRET, session=kept())
    no = not_heard(bluesky.talk(asked), [EXPIRED, said(renewed), Reply(200, b"<html>")])
    assert (no.outcome, (no.session or {})["refresh"]) == (Outcome.UNREADABLE, "refresh.2")


def test_a_look_again_tells_gone_from_hidden() -> None:
    other, third = f"{URI}b", f"{URI}c"
    missing = said({"error": "RecordNotFound", "message": "Could not locate record"}, 400)
    there = said({"uri": third, "cid": CID, "value": {"text": "…"}})
    asked = Asked(NOW, secret=SECRET, session=kept())
    talk = bluesky_gone.look_again(asked, [URI, other, third])
    next(talk)
    record = talk.send(found(VIEW))
    assert record.address.endswith(
        "getRecord?repo=did%3Aplc%3Ajhnhkm4ei4cjrta2kmw5pzdt"
        "&collection=app.bsky.feed.post&rkey=3n2xatqpizs2vb"
    )
    talk.send(missing)
    with pytest.raises(StopIteration) as end:
        talk.send(there)
    assert end.value.value.cids == {URI: CID, other: None}
    assert end.value.value.hidden == {third}


@pytest.mark.parametrize("reply", [said({}, 500), said({}, 502), Reply(200, b"<html>")])
def test_a_server_in_trouble_is_never_a_post_that_is_gone(reply: Reply) -> None:
    with pytest.raises((NotHeard, Unreadable)):
        bluesky_gone.read_record(reply)


@given(ANY_JSON, st.sampled_from([200, 400, 401, 429, 500]))
def test_whatever_comes_back_a_look_ends(answer: object, status: int) -> None:
    survives(bluesky.talk, ASKED, said(answer, status))
    survives(bluesky.talk, Asked(NOW, query="x", secret=SECRET, session=KEPT), said(answer, status))


@given(st.integers(0, 200), ANY_JSON | st.just("\ud800") | st.just("javascript:alert(1)"))
def test_a_spoilt_answer_spoils_no_look(at: int, by: object) -> None:
    asked = Asked(NOW, query="x", secret=SECRET, session=KEPT)
    survives(bluesky.talk, asked, said(spoilt({"posts": [VIEW], "cursor": "1"}, at, by)))


KEPT = kept()
