"""Holds a conversation with a real server through the guarded fetcher, and writes down what was asked."""

from collections.abc import Generator
from datetime import UTC, datetime
from typing import TypeVar

from goodname.adapters.fetch import fetch
from goodname.core.listen.talk import Reply
from goodname.core.words import Request

T = TypeVar("T")


def speak(
    talk: Generator[Request, Reply, T], allow: frozenset[str], asked: list[str] | None = None
) -> T:
    """What the talk returns. The last word of each address that was asked is added to `asked`."""
    reply: Reply | None = None
    while True:
        try:
            request = next(talk) if reply is None else talk.send(reply)
        except StopIteration as end:
            said: T = end.value
            return said
        if asked is not None:
            asked.append(request.address.partition("?")[0].rstrip("/").rpartition("/")[2])
        answer = fetch(request, now=datetime.now(UTC), allow_hosts=allow)
        reply = Reply(answer.status, answer.body, answer.headers, answer.address)
