"""Mastodon, on a stand-in: no real server can be had from the registries, so only the language is shown."""

from collections.abc import Generator, Iterator
from datetime import UTC, datetime

import pytest

from goodname.core.listen.networks import mastodon, mastodon_status
from goodname.core.listen.talk import Asked, Batch, NotHeard, Outcome, Reply
from goodname.core.words import Request
from tests.live.peers.mastodon import TOKEN, StandIn, stand_in
from tests.live.speak import speak


@pytest.fixture(scope="module")
def town() -> Iterator[StandIn]:
    with stand_in() as running:
        yield running


def asked(town: StandIn, query: str, token: str = TOKEN, before: Batch | None = None) -> Asked:
    return Asked(
        now=datetime.now(UTC),
        address=town.address,
        query=query,
        secret={"token": token} if token else {},
        session=(before.session or {}) if before else {},
        memory=before.memory if before else {},
    )


def test_found(town: StandIn) -> None:
    """A public post is found by its words, with its identifiers and as plain text."""
    made = town.post("Lovely fair at Tansy Lane Primary School & songs")
    batch = speak(mastodon.talk(asked(town, "Lovely fair")), town.allowed)
    (post,) = batch.posts
    assert post.text == "Lovely fair at Tansy Lane Primary School & songs"
    assert (post.key, post.address) == (made["uri"], made["url"])
    assert dict(post.marks)["id"] == made["id"]
    assert batch.note.startswith("127.0.0.1 knows the posts of its own members")


def test_checked_once(town: StandIn) -> None:
    """The token is looked at once a session and not at every look."""
    first = speak(mastodon.talk(asked(town, "Lovely fair")), town.allowed)
    questions: list[str] = []
    speak(mastodon.talk(asked(town, "Lovely fair", before=first)), town.allowed, questions)
    assert questions == ["search"]


def test_hashtag(town: StandIn) -> None:
    """A hashtag is heard without an account, page after page."""
    for number in range(45):
        town.post(f"Stall {number} #TansyFair")
    questions: list[str] = []
    batch = speak(mastodon.talk(asked(town, "#TansyFair", "")), town.allowed, questions)
    assert len(batch.posts) == 45
    assert questions[:2] == ["TansyFair", "TansyFair"]
    assert batch.outcome is Outcome.ANSWERED


def test_edited(town: StandIn) -> None:
    """An edit is seen at the next look, and the older words stay in the history."""
    made = town.post("Peas again #TansyDinner")
    first = speak(mastodon.talk(asked(town, "#TansyDinner")), town.allowed)
    town.edit(made["id"], "No peas today #TansyDinner")
    again = speak(mastodon.talk(asked(town, "#TansyDinner", before=first)), town.allowed)
    (post,) = again.posts
    assert (post.key, post.text) == (first.posts[0].key, "No peas today #TansyDinner")
    assert dict(post.marks)["edited_at"]

    def ask() -> Generator[Request, Reply, tuple[mastodon_status.Version, ...]]:
        reply = yield mastodon_status.ask_history(town.address, made["id"], TOKEN)
        return mastodon_status.read_history(reply.body)

    assert speak(ask(), town.allowed)[0].text == "Peas again #TansyDinner"


def test_private(town: StandIn) -> None:
    """What was said to followers only is left alone, even where our account may see it."""
    town.post("Secret puddle", visibility="private")
    batch = speak(mastodon.talk(asked(town, "Secret puddle")), town.allowed)
    assert batch.posts == ()


def test_bad_token(town: StandIn) -> None:
    """A token that the server does not know is told as such, and not as silence."""
    with pytest.raises(NotHeard) as no:
        speak(mastodon.talk(asked(town, "Lovely fair", "wrong")), town.allowed)
    assert no.value.outcome is Outcome.NO_TOKEN
