"""searx, the program that SearXNG grew out of, asking two sites of ours as it asks search engines."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import pytest

from goodname.adapters.fetch import allow_hosts, fetch
from goodname.core.listen.kinds import Kind
from goodname.core.listen.places import detect
from goodname.core.listen.searches import searxng
from goodname.core.listen.talk import Asked, NotHeard, Outcome, Reply
from goodname.core.words import Request
from tests.live.peers.searx import Searx, search_server, without_json
from tests.live.speak import speak

NAME = '"Tansy Lane" Wexcombe'
GATE = (
    "http://forum.wexcombe.test/t/4",
    "The gate at Tansy Lane",
    "Nobody in Wexcombe knows why it opens so late & <b>why</b>.",
)
FAIR = (
    "http://paper.wexcombe.test/fair",
    "Summer fair at Tansy Lane, Wexcombe",
    "The cakes were gone by noon.",
)
ELSEWHERE = ("http://paper.wexcombe.test/other", "Another town", "Nothing about the school.")


@pytest.fixture(scope="module")
def searx() -> Iterator[Searx]:
    with search_server() as running:
        running.forum.threads.append(GATE)
        running.paper.threads += [FAIR, ELSEWHERE]
        yield running


def asked(searx: Searx, memory: Mapping[str, str] | None = None, **options: str) -> Asked:
    # The time range is left out: neither of our sites can search by time.
    return Asked(now=datetime.now(UTC), address=searx.address, query=NAME, memory=memory or {},
                 options={"time_range": "any", **options})  # fmt: skip


def test_found(searx: Searx) -> None:
    """A school's name is found on two sites, each result with the engine that found it."""
    batch = speak(searxng.talk(asked(searx)), searx.allowed)
    found = {post.address: post for post in batch.posts}
    assert set(found) == {GATE[0], FAIR[0]}
    assert found[GATE[0]].title == GATE[1]
    assert "Nobody in Wexcombe knows why" in found[GATE[0]].text
    assert found[GATE[0]].marks == (("engines", "forum"),)
    assert (batch.outcome, batch.note) == (Outcome.ANSWERED, "")
    assert NAME in searx.forum.asked


def test_once(searx: Searx) -> None:
    """A page that was told is not told again, and what is new is."""
    first = speak(searxng.talk(asked(searx)), searx.allowed)
    searx.forum.threads.append(
        ("http://forum.wexcombe.test/t/5", "Choir at Tansy Lane", "Wexcombe")
    )
    again = speak(searxng.talk(asked(searx, first.memory)), searx.allowed)
    assert [post.title for post in again.posts] == ["Choir at Tansy Lane"]


def test_second_page(searx: Searx) -> None:
    """A second page of results is asked for and read."""
    searx.paper.threads += [
        (f"http://paper.wexcombe.test/{number}", f"Letter {number} on Tansy Lane", "Wexcombe")
        for number in range(15)
    ]
    one = speak(searxng.talk(asked(searx)), searx.allowed)
    two = speak(searxng.talk(asked(searx, pages="2")), searx.allowed)
    assert len(two.posts) >= len(one.posts) + 5
    assert two.spent == 2


def test_time_range_silence(searx: Searx) -> None:
    """Engines that cannot search by time keep quiet when asked to, so the best are asked for apart."""
    newest = Asked(now=datetime.now(UTC), address=searx.address, query=NAME)
    questions = len(searx.forum.asked)
    batch = speak(searxng.talk(newest), searx.allowed)
    assert batch.spent == 2
    assert len(searx.forum.asked) == questions + 1
    assert batch.posts


def test_known_by_itself(searx: Searx) -> None:
    """Its address alone, pasted, is known for a search server by what it says of itself."""
    answer = fetch(Request(searx.address), now=datetime.now(UTC), allow_hosts=searx.allowed)
    reply = Reply(answer.status, answer.body, answer.headers, answer.address)
    found = detect.of_reply(reply, searx.address)
    assert (found.kind, found.address) == (Kind.SEARXNG, searx.address)


def test_json_off(searx: Searx) -> None:
    """A server that gives out no JSON (403, as SearXNG does): the sentence names the setting."""
    with without_json(searx) as address:
        question = Asked(now=datetime.now(UTC), address=address, query=NAME)
        with pytest.raises(NotHeard) as no:
            speak(searxng.talk(question), allow_hosts(address.removeprefix("http://")))
    assert no.value.outcome is Outcome.REFUSED
    assert "formats: [html, json]" in no.value.note


def test_engine_killed(searx: Searx) -> None:
    """An engine that died is a gap with its name, and the other one is still heard."""
    searx.forum.die()
    batch = speak(searxng.talk(asked(searx)), searx.allowed)
    assert batch.outcome is Outcome.PARTLY
    assert batch.note.startswith("Not every engine answered, so this look has gaps: forum (")
    assert FAIR[0] in {post.address for post in batch.posts}
