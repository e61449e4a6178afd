"""YouTube's API, in the parameters and fields of its own published description."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.core.listen.allowance import used_up
from goodname.core.listen.kinds import Kind
from goodname.core.listen.networks import youtube
from goodname.core.listen.talk import Asked, Outcome, Reply
from tests.core.listen.other_side import ANY_JSON, NOW, hold, not_heard, said, spoilt, survives

# Checked by hand against youtube.v3.json, revision 20261104, as google-api-python-client 2.202.0
# ships it: the parameters of two methods, and the fields of what they answer with.
PARAMETERS = {
    "search": {
        "part", "q", "type", "order", "maxResults", "publishedAfter", "regionCode", "safeSearch",
    },
    "commentThreads": {
        "part", "videoId", "allThreadsRelatedToChannelId", "searchTerms", "order", "maxResults",
        "pageToken", "textFormat",
    },
}  # fmt: skip
SNIPPET_OF_A_VIDEO = {
    "channelId", "channelTitle", "description", "liveBroadcastContent", "publishedAt",
    "thumbnails", "title",
}  # fmt: skip
SNIPPET_OF_A_COMMENT = {
    "authorChannelId", "authorChannelUrl", "authorDisplayName", "authorProfileImageUrl", "canRate",
    "channelId", "imageUrl", "likeCount", "moderationStatus", "parentId", "publishedAt",
    "textDisplay", "textOriginal", "updatedAt", "videoId", "viewerRating",
}  # fmt: skip

VIDEO: dict[str, Any] = {
    "kind": "youtube#searchResult",
    "etag": "e",
    "id": {"kind": "youtube#video", "videoId": "aB3_dE6-gH9"},
    "snippet": {
        "publishedAt": "2026-11-22T19:04:11Z",
        "channelId": "UCwexcombe0123456789",
        "title": "Tansy Lane&#39;s fair &amp; more",
        "description": "Stalls and songs at Tansy Lane Primary School",
        "channelTitle": "Wexcombe Today",
        "liveBroadcastContent": "none",
    },
}
COMMENT: dict[str, Any] = {
    "kind": "youtube#comment",
    "id": "UgxAAA",
    "snippet": {
        "channelId": "UCwexcombe0123456789",
        "videoId": "aB3_dE6-gH9",
        "textDisplay": "Lovely <3 songs at Tansy Lane",
        "textOriginal": "Lovely <3 songs at Tansy Lane",
        "authorDisplayName": "@hazel",
        "authorChannelId": {"value": "UChazel01234567890"},
        "publishedAt": "2026-11-22T20:00:00Z",
        "updatedAt": "2026-11-22T21:00:00Z",
        "likeCount": 2,
    },
}
REPLY = COMMENT | {
    "id": "UgxAAA.BBB",
    "snippet": {
        "textDisplay": "Yes",
        "parentId": "UgxAAA",
        "authorDisplayName": "@rowan",
        "publishedAt": "2026-11-22T22:00:00Z",
        "updatedAt": "2026-11-22T22:00:00Z",
    },
}
THREAD: dict[str, Any] = {
    "kind": "youtube#commentThread",
    "id": "UgxAAA",
    "snippet": {"videoId": "aB3_dE6-gH9", "topLevelComment": COMMENT, "totalReplyCount": 1},
    "replies": {"comments": [REPLY]},
}
SECRET = {"key": "AIza-made-up"}
SEARCH = Asked(NOW, query='"Tansy Lane"', secret=SECRET)
UNDER = Asked(NOW, query="Tansy", secret=SECRET, options={"video": "aB3_dE6-gH9"})


def items(*found: object, **more: object) -> Reply:
    return said({"kind": "youtube#searchListResponse", "items": list(found), **more})


def error(status: int, reason: str, message: str = "", newer: str = "") -> Reply:
    details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": newer}]
    errors = [{"message": message, "domain": "youtube.quota", "reason": reason}]
    body = {"code": status, "message": message, "errors": errors, "details": details}
    return said({"error": body}, status)


def test_a_search_shows_its_key_in_a_header_alone() -> None:
    batch, (request,) = hold(youtube.talk(SEARCH), [items(VIDEO)])
    assert "AIza" not in request.address
    assert dict(request.headers)["X-Goog-Api-Key"] == "AIza-made-up"
    assert batch.spent == 1
    (post,) = batch.posts
    assert post.title == "Tansy Lane's fair & more"
    assert post.address == "https://www.youtube.com/watch?v=aB3_dE6-gH9"
    assert post.author == "Wexcombe Today"
    assert dict(post.marks) == {
        "videoId": "aB3_dE6-gH9",
        "channelId": "UCwexcombe0123456789",
        "publishedAt": "2026-11-22T19:04:11Z",
    }
    assert batch.memory == {"after": "2026-11-19T19:04:11Z"}


def test_the_next_search_asks_from_where_the_last_one_stopped() -> None:
    asked = Asked(NOW, query="x", secret=SECRET, memory={"after": "2026-11-19T19:04:11Z"})
    batch, (request,) = hold(youtube.talk(asked), [items()])
    assert parse_qs(urlsplit(request.address).query)["publishedAfter"] == ["2026-11-19T19:04:11Z"]
    assert batch.memory == asked.memory


def test_comments_and_their_replies_are_heard_and_cost_no_search() -> None:
    batch, (request,) = hold(youtube.talk(UNDER), [items(THREAD)])
    assert urlsplit(request.address).path == "/youtube/v3/commentThreads"
    assert batch.spent == 0
    comment, reply = batch.posts
    assert comment.text == "Lovely <3 songs at Tansy Lane"
    assert comment.address == "https://www.youtube.com/watch?v=aB3_dE6-gH9&lc=UgxAAA"
    assert comment.edited == datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
    assert dict(comment.marks) == {
        "id": "UgxAAA",
        "videoId": "aB3_dE6-gH9",
        "authorChannelId": "UChazel01234567890",
        "publishedAt": "2026-11-22T20:00:00Z",
        "updatedAt": "2026-11-22T21:00:00Z",
    }
    assert (reply.text, reply.edited) == ("Yes", None)
    assert dict(reply.marks)["parentId"] == "UgxAAA"


def test_we_ask_and_read_only_what_the_published_description_has() -> None:
    channel = Asked(NOW, query="x", secret=SECRET, options={"channel": "UCwexcombe0123456789"})
    known = Asked(NOW, query="x", secret=SECRET, memory={"after": "2026-11-19T19:04:11Z"})
    pages = [items(THREAD, nextPageToken="p2"), items(THREAD)]
    for asked, replies in ((known, [items(VIDEO)]), (UNDER, pages), (channel, [items(THREAD)])):
        for request in hold(youtube.talk(asked), replies)[1]:
            method = urlsplit(request.address).path.rpartition("/")[2]
            assert set(parse_qs(urlsplit(request.address).query)) <= PARAMETERS[method]
    assert set(VIDEO["snippet"]) <= SNIPPET_OF_A_VIDEO
    assert set(COMMENT["snippet"]) | set(REPLY["snippet"]) <= SNIPPET_OF_A_COMMENT


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("https://www.youtube.com/watch?v=aB3_dE6-gH9&t=4", ("aB3_dE6-gH9", "")),
        ("https://youtu.be/aB3_dE6-gH9", ("aB3_dE6-gH9", "")),
        ("https://www.youtube.com/shorts/aB3_dE6-gH9", ("aB3_dE6-gH9", "")),
        ("https://www.youtube.com/channel/UCwexcombe0123456789", ("", "UCwexcombe0123456789")),
        ("https://evil.example/watch?v=aB3_dE6-gH9", ("", "")),
        ("https://[", ("", "")),
    ],
)
def test_a_pasted_address_says_which_comments_are_meant(
    address: str, meant: tuple[str, str]
) -> None:
    assert youtube.places(Asked(NOW, address)) == meant


def test_the_key_goes_to_the_api_and_not_to_the_address_that_was_pasted() -> None:
    asked = Asked(NOW, "https://youtu.be/aB3_dE6-gH9", secret=SECRET)
    _, (request,) = hold(youtube.talk(asked), [items(THREAD)])
    assert urlsplit(request.address).netloc == "www.googleapis.com"


@pytest.mark.parametrize(
    ("reply", "outcome", "note"),
    [
        (error(403, "quotaExceeded"), Outcome.QUOTA, youtube.USED_UP),
        (
            error(
                429,
                "rateLimitExceeded",
                "Quota exceeded for quota metric 'Search Queries' and limit 'Search Queries per day'",
                "RATE_LIMIT_EXCEEDED",
            ),
            Outcome.QUOTA,
            youtube.USED_UP,
        ),
        (error(403, "rateLimitExceeded"), Outcome.RATE_LIMITED, youtube.TOO_FAST),
        (error(400, "badRequest", "", "API_KEY_INVALID"), Outcome.NO_TOKEN, youtube.BAD_KEY),
        (error(403, "accessNotConfigured"), Outcome.NO_TOKEN, youtube.NOT_ON),
        (error(403, "commentsDisabled"), Outcome.REFUSED, youtube.NO_COMMENTS),
        (error(404, "videoNotFound"), Outcome.REFUSED, youtube.NOT_THERE),
        (error(400, "invalidSearchFilter"), Outcome.REFUSED, youtube.NOT_TAKEN),
    ],
)
def test_each_refusal_has_its_own_words(reply: Reply, outcome: Outcome, note: str) -> None:
    no = not_heard(youtube.talk(SEARCH), [reply])
    assert (no.outcome, no.note) == (outcome, note)


@pytest.mark.parametrize("secret", [{}, {"key": "a\r\nb"}, {"key": " "}])
def test_without_a_key_nothing_is_asked(secret: dict[str, str]) -> None:
    assert not_heard(youtube.talk(Asked(NOW, query="x", secret=secret))).outcome is Outcome.NO_TOKEN


def test_what_cannot_be_used_is_a_reason() -> None:
    bad = [VIDEO | {"id": {"channelId": "UCx"}}, VIDEO | {"id": "x"}, 5, None]
    batch, _ = hold(youtube.talk(SEARCH), [items(*bad, VIDEO)])
    assert (len(batch.posts), len(batch.refused)) == (1, 4)


def test_more_comments_than_a_look_reads_are_admitted() -> None:
    pages = [items(THREAD, nextPageToken=f"p{number}") for number in range(3)]
    batch, _ = hold(youtube.talk(UNDER), pages)
    assert batch.outcome is Outcome.PARTLY


@given(ANY_JSON, st.sampled_from([200, 400, 403, 429, 500]))
def test_whatever_comes_back_a_look_ends(answer: object, status: int) -> None:
    survives(youtube.talk, SEARCH, said(answer, status))
    survives(youtube.talk, UNDER, said(answer, status))


@given(st.integers(0, 200), ANY_JSON | st.just("\ud800"))
def test_a_spoilt_answer_spoils_no_look(at: int, by: object) -> None:
    survives(youtube.talk, SEARCH, said(spoilt({"items": [VIDEO]}, at, by)))
    survives(youtube.talk, UNDER, said(spoilt({"items": [THREAD]}, at, by)))


def test_comments_go_on_when_the_days_searches_are_used_up() -> None:
    assert used_up(Kind.YOUTUBE, 100)
    assert not used_up(Kind.YOUTUBE, 99)
    assert not used_up(Kind.YOUTUBE, 100, is_search=False)
