"""Mastodon, as its servers answer: its own form of JSON, with made-up people."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.core.listen.networks import mastodon, mastodon_status
from goodname.core.listen.networks.mastodon_sight import AN_APPS, BAD_TOKEN, KNOWS, MAY_NOT, MEMBERS
from goodname.core.listen.talk import Asked, Outcome, Reply
from tests.core.listen.other_side import ANY_JSON, NOW, hold, not_heard, said, spoilt, survives

SERVER = "https://social.wexcombe.example"
STATUS: dict[str, Any] = {
    "id": "113530112345678901",
    "created_at": "2026-11-22T19:04:11.123Z",
    "in_reply_to_id": None,
    "sensitive": True,
    "spoiler_text": "School dinners",
    "visibility": "public",
    "language": "en",
    "uri": f"{SERVER}/users/hazel/statuses/113530112345678901",
    "url": f"{SERVER}/@hazel/113530112345678901",
    "replies_count": 2,
    "edited_at": "2026-11-22T19:30:00.000Z",
    "content": '<p>Peas again at Tansy Lane Primary School &amp; no gravy.</p><p><a href="'
    f'{SERVER}/tags/TansyLane" class="mention hashtag" rel="tag">#<span>TansyLane</span></a></p>',
    "reblog": None,
    "account": {
        "id": "109",
        "username": "hazel",
        "acct": "hazel@social.wexcombe.example",
        "display_name": "Hazel :oak:",
        "url": f"{SERVER}/@hazel",
    },
    "media_attachments": [{"id": "1", "type": "image", "description": "A plate of peas"}],
    "tags": [{"name": "tansylane", "url": f"{SERVER}/tags/tansylane"}],
    "card": None,
    "poll": {"id": "2", "options": [{"title": "Gravy", "votes_count": 4}]},
}
ACCOUNT = {"id": "7", "username": "office", "acct": "office", "display_name": "The office"}
INSTANCE = {
    "domain": "social.wexcombe.example",
    "title": "Wexcombe",
    "version": "4.5.2",
    "configuration": {
        "timelines_access": {"hashtag_feeds": {"local": "public", "remote": "authenticated"}}
    },
}
SECRET = {"token": "tok-1"}
WORDS = Asked(NOW, SERVER, '"Tansy Lane Primary School"', secret=SECRET)
TAG = Asked(NOW, SERVER, "#TansyLane")


def found(*statuses: object) -> Reply:
    return said(
        {"accounts": [], "statuses": list(statuses), "hashtags": []},
        x_ratelimit_limit="300",
        x_ratelimit_remaining="297",
        x_ratelimit_reset="2026-11-23T09:35:00.000000Z",
    )


def numbered(*numbers: int) -> list[dict[str, Any]]:
    return [STATUS | {"id": str(number), "uri": f"{SERVER}/s/{number}"} for number in numbers]


def kept() -> dict[str, str]:
    batch, _ = hold(mastodon.talk(WORDS), [said(ACCOUNT), said(INSTANCE), found(STATUS)])
    assert batch.session is not None
    return dict(batch.session)


def test_the_first_look_makes_sure_of_the_account_and_says_what_the_server_knows() -> None:
    batch, asked = hold(mastodon.talk(WORDS), [said(ACCOUNT), said(INSTANCE), found(STATUS)])
    assert [urlsplit(one.address).path for one in asked] == [
        "/api/v1/accounts/verify_credentials", "/api/v2/instance", "/api/v2/search",
    ]  # fmt: skip
    assert "Authorization" not in dict(asked[1].headers)
    assert dict(asked[2].headers)["Authorization"] == "Bearer tok-1"
    assert "tok-1" not in " ".join(one.address for one in asked)
    assert parse_qs(urlsplit(asked[2].address).query) == {
        "q": ['"Tansy Lane Primary School"'], "type": ["statuses"], "limit": ["40"],
    }  # fmt: skip
    assert batch.outcome is Outcome.ANSWERED
    assert batch.note == KNOWS.format(server="social.wexcombe.example")
    assert batch.left == 297
    assert "tok-1" not in str(batch.session)


def test_a_post_has_its_words_and_its_identifiers() -> None:
    (post,) = hold(mastodon.talk(TAG), [said([STATUS])])[0].posts
    assert post.key == STATUS["uri"]
    assert post.address == STATUS["url"]
    assert post.author == "Hazel :oak: (@hazel@social.wexcombe.example)"
    assert post.posted == datetime(2026, 11, 22, 19, 4, 11, 123000, tzinfo=UTC)
    assert post.edited == datetime(2026, 11, 22, 19, 30, tzinfo=UTC)
    assert post.text.splitlines() == [
        "School dinners",
        "Peas again at Tansy Lane Primary School & no gravy.",
        "#TansyLane",
        "Picture: A plate of peas",
        "Choice: Gravy",
    ]
    assert dict(post.marks) == {
        "id": STATUS["id"],
        "uri": STATUS["uri"],
        "url": STATUS["url"],
        "created_at": STATUS["created_at"],
        "edited_at": STATUS["edited_at"],
        "visibility": "public",
        "account.acct": "hazel@social.wexcombe.example",
        "account.url": f"{SERVER}/@hazel",
    }


def test_words_cannot_be_searched_without_an_account_and_this_is_said() -> None:
    no = not_heard(mastodon.talk(Asked(NOW, SERVER, "Tansy Lane")))
    assert (no.outcome, no.spent) == (Outcome.NO_TOKEN, 0)


@pytest.mark.parametrize(
    ("status", "error", "note"),
    [
        (401, "The access token is invalid", BAD_TOKEN),
        (403, "This action is outside the authorized scopes", MAY_NOT),
        (422, "This method requires an authenticated user", AN_APPS),
    ],
)
def test_a_token_that_finds_nothing_is_not_taken_for_silence(
    status: int, error: str, note: str
) -> None:
    no = not_heard(mastodon.talk(WORDS), [said({"error": error}, status)])
    assert (no.outcome, no.note, no.session) == (Outcome.NO_TOKEN, note, {})


def test_a_server_that_does_not_search_words_is_not_taken_for_silence() -> None:
    batch, asked = hold(mastodon.talk(WORDS), [said(ACCOUNT), said(INSTANCE), found()])
    searched = [parse_qs(urlsplit(one.address).query).get("q") for one in asked]
    assert [one for one in searched if one] == [[WORDS.query]]  # no word but the school's own names
    assert batch.outcome is Outcome.PARTLY
    assert "may not search words: nothing was ever found here" in batch.note


def test_a_server_that_found_something_once_may_find_nothing_later() -> None:
    batch, _ = hold(mastodon.talk(WORDS), [said(ACCOUNT), said(INSTANCE), found(STATUS)])
    assert batch.outcome is Outcome.ANSWERED
    again = Asked(NOW, SERVER, "Tansy", secret=SECRET, session=batch.session or {})
    assert hold(mastodon.talk(again), [found()])[0].outcome is Outcome.ANSWERED


def test_a_new_token_is_looked_at_again() -> None:
    asked = Asked(NOW, SERVER, "Tansy", secret={"token": "tok-2"}, session=kept())
    _, requests = hold(mastodon.talk(asked), [said(ACCOUNT), said(INSTANCE), found(STATUS)])
    assert requests[0].address.endswith("verify_credentials")


def test_a_hashtag_needs_no_account_where_the_server_shows_it() -> None:
    batch, (request,) = hold(mastodon.talk(TAG), [said([STATUS])])
    assert request.address == f"{SERVER}/api/v1/timelines/tag/TansyLane?limit=40"
    assert len(batch.posts) == 1


@pytest.mark.parametrize("status", [401, 403, 422])
def test_a_hashtag_for_members_only_is_said_in_words(status: int) -> None:
    no = not_heard(mastodon.talk(TAG), [said({"error": "Unauthorized"}, status)])
    assert (no.outcome, no.note) == (Outcome.NO_TOKEN, MEMBERS)


def test_older_pages_are_read_back_to_what_is_known() -> None:
    asked = Asked(NOW, SERVER, "x", secret=SECRET, session=kept(), memory={"newest": "150"})
    first, second = numbered(*range(999, 959, -1)), numbered(200, 151)
    batch, requests = hold(mastodon.talk(asked), [found(*first), found(*second)])
    assert parse_qs(urlsplit(requests[1].address).query)["max_id"] == ["960"]
    assert parse_qs(urlsplit(requests[1].address).query)["min_id"] == ["150"]
    assert len(batch.posts) == 42
    assert batch.memory == {"newest": "999"}
    assert batch.outcome is Outcome.ANSWERED


def test_a_page_that_reaches_what_is_known_is_the_last() -> None:
    asked = Asked(NOW, SERVER, "x", secret=SECRET, session=kept(), memory={"newest": "970"})
    batch, _ = hold(mastodon.talk(asked), [found(*numbered(*range(999, 959, -1)))])
    assert batch.memory == {"newest": "999"}
    assert len(batch.posts) == 40  # those that are known too: they may have been edited


def test_ids_of_more_digits_are_newer() -> None:
    batch, _ = hold(mastodon.talk(TAG), [said(numbered(1000, 999))])
    assert batch.memory == {"newest": "1000"}


def test_the_link_to_the_next_page_is_read_but_not_followed_elsewhere() -> None:
    link = '<https://elsewhere.example/api?max_id=5&limit=40>; rel="next", <https://x.example>; rel="prev"'
    asked = Asked(NOW, SERVER, "#TansyLane", secret=SECRET, session=kept())
    replies = [Reply(200, said(numbered(9)).body, {"link": link}), said([])]
    _, requests = hold(mastodon.talk(asked), replies)
    assert requests[1].address == f"{SERVER}/api/v1/timelines/tag/TansyLane?limit=40&max_id=5"


def test_more_than_a_look_reads_is_admitted() -> None:
    pages = [
        Reply(
            200, said(numbered(number)).body, {"link": f'<{SERVER}/?max_id={number}>; rel="next"'}
        )
        for number in (9, 8, 7)
    ]
    batch, _ = hold(mastodon.talk(TAG), pages)
    assert batch.outcome is Outcome.PARTLY
    assert "120" in batch.note


@pytest.mark.parametrize("visibility", ["private", "direct", None, 3])
def test_what_was_not_said_to_everybody_is_left_alone(visibility: object) -> None:
    batch, _ = hold(mastodon.talk(TAG), [said([STATUS | {"visibility": visibility}])])
    assert batch.posts == ()
    assert batch.refused == ("Post 1 was not said to everybody, so it is left alone.",)


def test_words_that_were_passed_on_belong_to_who_wrote_them() -> None:
    shared = STATUS | {"id": "9", "uri": f"{SERVER}/9", "content": "", "reblog": STATUS}
    (post,) = hold(mastodon.talk(TAG), [said([shared])])[0].posts
    assert post.key == STATUS["uri"]


def test_a_link_that_runs_code_is_no_address() -> None:
    bad = STATUS | {"url": "javascript:alert(1)", "uri": "tag:x,2026:1"}
    batch, _ = hold(mastodon.talk(TAG), [said([bad, 5])])
    assert batch.refused == (
        "Post 1 has no address that can be followed.",
        "Post 2 is not what a post should be.",
    )


def test_too_many_questions_say_when_to_come_back() -> None:
    reset = "2026-11-23T09:35:00.000000Z"
    no = not_heard(
        mastodon.talk(TAG), [said({"error": "Too many requests"}, 429, x_ratelimit_reset=reset)]
    )
    assert (no.outcome, no.wait) == (Outcome.RATE_LIMITED, timedelta(minutes=5))


def test_a_history_tells_each_version() -> None:
    older = {"content": "<p>Peas</p>", "spoiler_text": "", "created_at": "2026-11-22T19:04:11Z"}
    newer = older | {"content": "<p>No peas</p>", "created_at": "2026-11-22T19:30:00Z"}
    first, second = mastodon_status.read_history(said([older, newer]).body)
    assert (first.text, second.text) == ("Peas", "No peas")
    assert second.at == datetime(2026, 11, 22, 19, 30, tzinfo=UTC)
    request = mastodon_status.ask_history(SERVER, "1/../2", "")
    assert request.address == f"{SERVER}/api/v1/statuses/1%2F..%2F2/history"


def test_a_token_with_a_line_break_is_not_sent() -> None:
    asked = Asked(NOW, SERVER, "x", secret={"token": "a\r\nHost: elsewhere"})
    assert not_heard(mastodon.talk(asked)).outcome is Outcome.NO_TOKEN


@given(ANY_JSON, st.sampled_from([200, 401, 429, 500]))
def test_whatever_comes_back_a_look_ends(answer: object, status: int) -> None:
    survives(mastodon.talk, WORDS, said(answer, status))
    survives(mastodon.talk, TAG, said(answer, status))


@given(st.integers(0, 200), ANY_JSON | st.just("\ud800") | st.just("javascript:alert(1)"))
def test_a_spoilt_answer_spoils_no_look(at: int, by: object) -> None:
    survives(mastodon.talk, TAG, said(spoilt([STATUS], at, by)))
