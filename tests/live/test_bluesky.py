"""Bluesky, on a whole network of Bluesky's own programs."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from goodname.core.listen.networks import bluesky, bluesky_gone
from goodname.core.listen.talk import Asked, Batch, NotHeard, Outcome
from tests.live.peers.bluesky import Account, Network, grown_old, network
from tests.live.speak import speak


@pytest.fixture(scope="module")
def town() -> Iterator[Network]:
    with network() as running:
        yield running


@pytest.fixture(scope="module")
def office(town: Network) -> Account:
    return town.join("office")


@pytest.fixture(scope="module")
def hazel(town: Network) -> Account:
    return town.join("hazel")


@pytest.fixture(scope="module")
def secret(town: Network, office: Account) -> dict[str, str]:
    return {"handle": office.handle, "app_password": town.app_password(office)}


def asked(town: Network, query: str, secret: dict[str, str], before: Batch | None = None) -> Asked:
    return Asked(
        now=datetime.now(UTC),
        address=town.address,
        query=query,
        secret=secret,
        session=(before.session or {}) if before else {},
        memory=before.memory if before else {},
    )


def arrives(town: Network, account: Account, words: str, count: int = 1) -> None:
    end = time.monotonic() + 30
    while town.found(account, words) < count:
        assert time.monotonic() < end, "the post never reached the search"
        time.sleep(0.1)


def test_found(town: Network, office: Account, hazel: Account, secret: dict[str, str]) -> None:
    """A public post is found through the school's account, with its identifiers."""
    picture = {"$type": "app.bsky.embed.external"} | {
        "external": {
            "uri": "https://tansylane.example/fair",
            "title": "Fair",
            "description": "Songs",
        }
    }
    labels = {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "graphic-media"}]}
    uri = town.post(hazel, "Lovely fair at Tansy Lane Primary", embed=picture, labels=labels)
    arrives(town, office, "Lovely fair at Tansy Lane")
    batch = speak(bluesky.talk(asked(town, "Lovely fair at Tansy Lane", secret)), town.allowed)
    (post,) = batch.posts
    marks = dict(post.marks)
    assert (post.key, marks["did"], marks["labels"]) == (uri, hazel.did, "graphic-media")
    assert marks["cid"].startswith("bafyrei")
    assert "https://tansylane.example/fair" in post.text
    assert post.author == "@hazel.test"
    assert batch.left is not None


def test_session_kept(
    town: Network, office: Account, hazel: Account, secret: dict[str, str]
) -> None:
    """The second look asks one question: no sign-in, and only what is new."""
    town.post(hazel, "Rain over Tansy Lane")
    arrives(town, office, "Rain over")
    first = speak(bluesky.talk(asked(town, "Rain over", secret)), town.allowed)
    questions: list[str] = []
    again = speak(bluesky.talk(asked(town, "Rain over", secret, first)), town.allowed, questions)
    assert questions == ["app.bsky.feed.searchPosts"]
    assert [post.key for post in again.posts] == [post.key for post in first.posts]


def test_renewed(town: Network, secret: dict[str, str]) -> None:
    """A token that has run out is renewed without the password."""
    first = speak(bluesky.talk(asked(town, "Rain over", secret)), town.allowed)
    session = dict(first.session or {})
    old = replace(first, session=session | {"access": grown_old(session["access"])})
    questions: list[str] = []
    batch = speak(bluesky.talk(asked(town, "Rain over", secret, old)), town.allowed, questions)
    assert questions == [
        "app.bsky.feed.searchPosts", "com.atproto.server.refreshSession",
        "app.bsky.feed.searchPosts",
    ]  # fmt: skip
    assert batch.session is not None
    assert batch.session["refresh"] != session["refresh"]


def test_session_lost(town: Network, secret: dict[str, str]) -> None:
    """A session that the server knows no more costs one sign-in and no look."""
    first = speak(bluesky.talk(asked(town, "Rain over", secret)), town.allowed)
    lost = replace(first, session=dict(first.session or {}) | {"access": "a.b.c", "refresh": "a.b"})
    questions: list[str] = []
    batch = speak(bluesky.talk(asked(town, "Rain over", secret, lost)), town.allowed, questions)
    assert questions[1:3] == [
        "com.atproto.server.refreshSession",
        "com.atproto.server.createSession",
    ]
    assert batch.outcome is Outcome.ANSWERED


def test_wrong_password(town: Network, secret: dict[str, str]) -> None:
    """A wrong app password is told as such, and not as silence."""
    with pytest.raises(NotHeard) as no:
        speak(bluesky.talk(asked(town, "x", secret | {"app_password": "wrong"})), town.allowed)
    assert no.value.outcome is Outcome.NO_TOKEN


def test_needs_an_account(town: Network) -> None:
    """Without an account the server refuses to search, so a key is needed."""
    assert town.status("/xrpc/app.bsky.feed.searchPosts?q=Tansy") == 401


def test_pages(town: Network, office: Account, hazel: Account, secret: dict[str, str]) -> None:
    """More than one page of posts is read to its end."""
    town.post_all(hazel, [f"Wexcombe weather report {number}" for number in range(130)])
    arrives(town, office, "Wexcombe weather", 100)
    end = time.monotonic() + 30
    posts: set[str] = set()
    while len(posts) < 130 and time.monotonic() < end:
        batch = speak(bluesky.talk(asked(town, "Wexcombe weather", secret)), town.allowed)
        posts = {post.key for post in batch.posts}
    assert len(posts) == 130
    assert batch.spent == 2
    assert batch.outcome is Outcome.ANSWERED


def test_gone(town: Network, office: Account, hazel: Account, secret: dict[str, str]) -> None:
    """A deleted post is seen as gone, and one that stays as there with its cid."""
    kept, dropped = (town.post(hazel, f"Puddles near Tansy Lane {n}") for n in ("one", "two"))
    arrives(town, office, "Puddles near", 2)
    batch = speak(bluesky.talk(asked(town, "Puddles near", secret)), town.allowed)
    cids = {post.key: dict(post.marks)["cid"] for post in batch.posts}
    town.delete(hazel, dropped)
    end = time.monotonic() + 30
    while town.found(office, "Puddles near") > 1:
        assert time.monotonic() < end
        time.sleep(0.1)
    again = asked(town, "", secret, batch)
    seen = speak(bluesky_gone.look_again(again, [kept, dropped]), town.allowed)
    assert seen.cids == {kept: cids[kept], dropped: None}
    assert not seen.hidden


def test_hidden(town: Network, office: Account, secret: dict[str, str]) -> None:
    """A post of an account that only rests is hidden, and is not said to be gone."""
    rowan = town.join("rowan")
    uri = town.post(rowan, "Conkers by Tansy Lane")
    arrives(town, office, "Conkers by")
    town.rest(rowan)
    end = time.monotonic() + 30
    while town.found(office, "Conkers by"):
        assert time.monotonic() < end
        time.sleep(0.1)
    seen = speak(bluesky_gone.look_again(asked(town, "", secret), [uri]), town.allowed)
    assert (seen.cids, seen.hidden) == ({}, {uri})


def test_edited(town: Network, office: Account, hazel: Account, secret: dict[str, str]) -> None:
    """An edited post keeps its identifier and shows another cid, in a search and in a look again."""
    uri = town.post(hazel, "Acorns at Tansy Lane")
    arrives(town, office, "Acorns at")
    (before,) = speak(bluesky.talk(asked(town, "Acorns at", secret)), town.allowed).posts
    town.edit(hazel, uri, "Acorns at the other lane")
    arrives(town, office, "Acorns at the other")
    (after,) = speak(bluesky.talk(asked(town, "Acorns at", secret)), town.allowed).posts
    assert (before.key, before.text) == (after.key, "Acorns at Tansy Lane")
    assert after.text == "Acorns at the other lane"
    assert dict(before.marks)["cid"] != dict(after.marks)["cid"]
    seen = speak(bluesky_gone.look_again(asked(town, "", secret), [uri]), town.allowed)
    assert seen.cids == {uri: dict(after.marks)["cid"]}


def test_two_sources(town: Network, secret: dict[str, str]) -> None:
    """Two searches that share an account may both renew its session, one after the other."""
    first = speak(bluesky.talk(asked(town, "Rain over", secret)), town.allowed)
    session = dict(first.session or {})
    old = replace(first, session=session | {"access": grown_old(session["access"])})
    for _ in range(2):
        questions: list[str] = []
        speak(bluesky.talk(asked(town, "Rain over", secret, old)), town.allowed, questions)
        assert "com.atproto.server.createSession" not in questions


def test_too_often(town: Network, hazel: Account) -> None:
    """Signing in too often is told with how long to wait (the real limits: 30 in five minutes)."""
    wrong = {"handle": hazel.handle, "app_password": "wrong"}
    for _ in range(31):
        with pytest.raises(NotHeard) as no:
            speak(bluesky.talk(asked(town, "x", wrong)), town.allowed)
        if no.value.outcome is Outcome.RATE_LIMITED:
            break
    assert no.value.outcome is Outcome.RATE_LIMITED
    assert no.value.wait is not None
    assert timedelta(0) < no.value.wait <= timedelta(minutes=5)


def test_guarded(town: Network, secret: dict[str, str]) -> None:
    """Without the explicit exception for this machine the fetcher does not even ask."""
    from goodname.adapters.fetch import Blocked

    with pytest.raises(Blocked):
        speak(bluesky.talk(asked(town, "x", secret)), frozenset())
