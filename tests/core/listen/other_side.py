"""Plays the server in a conversation with a source, with plain bytes."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import strategies as st

from goodname.core.listen.talk import Asked, Batch, NotHeard, Reply, Talk
from goodname.core.words import Request, Unreadable

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
# Small enough to be quick, and wide enough for what a hostile server writes.
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


def said(value: object, status: int = 200, **headers: str) -> Reply:
    """A reply with this as JSON; `ratelimit_reset="1"` is the header ratelimit-reset."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, json.dumps(value).encode(), named)


def hold(talk: Talk, replies: Iterable[Reply]) -> tuple[Batch, list[Request]]:
    """The batch at the end, and all that was asked. A reply too few or too many fails the test."""
    asked: list[Request] = []
    coming = iter(replies)
    batch: Any = None
    try:
        asked.append(next(talk))
        while True:
            asked.append(talk.send(next(coming)))
    except StopIteration as end:
        batch = end.value
    assert isinstance(batch, Batch), f"one more reply was wanted, to {asked[-1].address}"
    assert not list(coming), "not all replies were asked for"
    return batch, asked


def not_heard(talk: Talk, replies: Iterable[Reply] = ()) -> NotHeard:
    """Why nothing was heard."""
    with pytest.raises(NotHeard) as caught:
        hold(talk, replies)
    assert caught.value.note
    return caught.value


def survives(start: Callable[[Asked], Talk], asked: Asked, reply: Reply) -> None:
    """Whatever comes back, always the same, a look ends: with a batch or with a reason."""
    talk = start(asked)
    try:
        next(talk)
        for _ in range(30):
            talk.send(reply)
    except StopIteration as end:
        batch: Batch = end.value
        for post in batch.posts:
            assert post.address.startswith(("https://", "http://"))
            json.dumps(vars(post), default=str, ensure_ascii=False).encode()  # can be written down
        assert all(isinstance(value, str) for value in batch.memory.values())
        return
    except (NotHeard, Unreadable):
        return
    raise AssertionError("it went on asking without an end")


def spoilt(value: Any, at: int, by: object) -> Any:
    """The same JSON with the value at one place, counted through all of it, put in by another."""
    places: list[tuple[Any, Any]] = []

    def walk(one: Any) -> None:
        if isinstance(one, dict | list):
            for key in list(one) if isinstance(one, dict) else range(len(one)):
                places.append((one, key))
                walk(one[key])

    copy = json.loads(json.dumps(value))
    walk(copy)
    holder, key = places[at % len(places)]
    holder[key] = by
    return copy
