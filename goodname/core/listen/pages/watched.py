"""Watches a page that has no feed: new and changed pieces of it are posts, its clocks are not."""

from __future__ import annotations

from dataclasses import dataclass

from goodname.core.listen.charset import characters
from goodname.core.listen.feeds import feed
from goodname.core.listen.feeds.entry import LONGEST_TEXT, LONGEST_TITLE
from goodname.core.listen.pages import page
from goodname.core.listen.pages.page import Sign
from goodname.core.listen.pages.watched_blocks import MOST_BLOCKS, Block, blocks
from goodname.core.listen.pages.watched_diff import Told, compare
from goodname.core.listen.talk import Asked, Batch, NotHeard, Outcome, Reply, Talk, expect_ok
from goodname.core.words import Post, Request, Unreadable

ACCEPT = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1"
FEW_WORDS = 40  # below these a field for a password means that there is nothing else
WALL = "A wall against robots stood there instead of the page, so we could not read it."
PASSWORD = "The page asks for a password, so it is not public and we could not read it."
NO_WORDS = (
    "The page has no words that we can read. It may be put together by a script: look for a feed, or"
    " watch another page of the site."
)


@dataclass(frozen=True)
class Watched:
    """A page as it is watched: its title, and the pieces of the chosen part."""

    title: str
    blocks: tuple[Block, ...]


def ask(address: str, etag: str = "", modified: str = "") -> Request:
    """The question for a page, which a server may answer with "not changed"."""
    tags = feed.ask(address, etag, modified).headers[1:]
    return Request(address, (("Accept", ACCEPT), *tags))


def read(reply: Reply, part: str = "") -> Watched:
    """The part of a page that is watched: an element's id, a heading's words, "" for the main text.

    Raises Unreadable where it is no page, NotHeard where the page was not there to be read.
    """
    found = page.read(reply.body, reply.headers, reply.address)
    if Sign.CHALLENGE in found.signs:
        raise NotHeard(Outcome.REFUSED, WALL)
    if Sign.PASSWORD in found.signs and len(found.text.split()) < FEW_WORDS:
        raise NotHeard(Outcome.REFUSED, PASSWORD)
    content_type = reply.headers.get("content-type", "")
    if content_type.lower().startswith("text/plain"):
        pieces = [Block(line, line) for line in found.text.splitlines()[: MOST_BLOCKS + 1]]
    else:
        pieces = blocks(characters(reply.body, content_type), part)
    if not pieces and part:
        raise NotHeard(
            Outcome.UNREADABLE,
            f"The part “{part[:60]}” is not on the page any more. Choose the part again.",
        )
    if not pieces:
        raise NotHeard(Outcome.UNREADABLE, NO_WORDS)
    return Watched(found.title[:LONGEST_TITLE], tuple(pieces))


def talk(asked: Asked) -> Talk:
    """One look at a page. Option: `part`. A first look tells all that is there.

    The memory holds the server's `etag` and `modified`, and of the page what
    core.listen.pages.watched_diff remembers, digests alone.
    """
    part = asked.options.get("part", "").strip()
    known = asked.memory if asked.memory.get("part", "") == part else {}
    reply = yield ask(asked.address, known.get("etag", ""), known.get("modified", ""))
    if reply.status == feed.NOT_CHANGED:
        return Batch(outcome=Outcome.UNCHANGED, memory=known, moved_to=reply.moved_to)
    # A wall is told by its page, whatever status it comes with.
    if reply.status in (403, 429, 503):
        _look_for_a_wall(reply)
    found = read(expect_ok(reply), part)
    told, memory = compare(list(found.blocks), known)
    more = len(found.blocks) > MOST_BLOCKS
    outcome = Outcome.ANSWERED if told or not known.get("page") else Outcome.UNCHANGED
    return Batch(
        posts=tuple(_post(one, found.title, asked.address) for one in told),
        title=found.title,
        outcome=Outcome.PARTLY if more else outcome,
        note=f"The page is long: only its first {MOST_BLOCKS} pieces are watched." if more else "",
        memory={
            **memory,
            "part": part,
            "etag": reply.headers.get("etag", "")[:500],
            "modified": reply.headers.get("last-modified", "")[:100],
        },
        moved_to=reply.moved_to,
    )


def _look_for_a_wall(reply: Reply) -> None:
    try:
        signs = page.read(reply.body, reply.headers, reply.address).signs
    except Unreadable:
        return
    if Sign.CHALLENGE in signs:
        raise NotHeard(Outcome.REFUSED, WALL)


def _post(told: Told, title: str, address: str) -> Post:
    text = "\n".join(block.text for block in told.blocks)[:LONGEST_TEXT]
    heading = next((block.heading for block in told.blocks if block.heading), "")
    if heading == text:
        heading = ""
    return Post(
        key=f"{told.key} {address}"[:500],
        address=address,
        title=(heading or title or text.partition("\n")[0])[:LONGEST_TITLE],
        text=text,
        marks=(("piece", told.key),),
    )
