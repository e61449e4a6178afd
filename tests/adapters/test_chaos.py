"""Everything that a site can do wrong, and the sentence that a person then reads on the desk."""

import gzip
import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

import pytest

from goodname.adapters.answer import FetchFailed, Limits, NoAnswer
from goodname.adapters.fetch import fetch
from goodname.core.listen.feeds import feed
from goodname.core.words import Request, Unreadable

from .peers import Peer, answer, peer

NOW = datetime(2026, 3, 9, tzinfo=UTC)
QUICK = Limits(seconds=0.8, silence=0.5, raw_bytes=100_000, decoded_bytes=300_000)
RSS = (
    '<?xml version="1.0" encoding="{0}"?><rss version="2.0"><channel><title>Wexcombe</title><item>'
    "<guid>1</guid><title>Café at Tansy Lane</title></item></channel></rss>"
)
OK = b"HTTP/1.1 200 OK\r\n"
MEBIBYTE = bytes(1 << 20)


def latin(word: str = "latin-1") -> bytes:
    return RSS.format(word).encode("latin-1")


ANSWERS = {
    "/closes": b"",
    "/closes-in-head": OK + b"Content-Ty",
    "/says-more": answer(b"short", "Content-Length: 500"),
    "/says-less": answer(latin() + b"and more", f"Content-Length: {len(latin())}"),
    "/says-huge": answer(b"x", "Content-Length: 99999999999"),
    "/says-minus": answer(b"x", "Content-Length: -1"),
    "/bomb": answer(gzip.compress(bytes(5_000_000)), "Content-Encoding: gzip"),
    "/bomb-in-bomb": answer(
        gzip.compress(gzip.compress(bytes(5_000_000))), "Content-Encoding: gzip, gzip"
    ),
    "/bomb-within": answer(
        gzip.compress(gzip.compress(bytes(5_000_000))), "Content-Encoding: gzip"
    ),
    "/round": answer(b"", "Location: /round-2", status="302 Found"),
    "/round-2": answer(b"", "Location: /round", status="302 Found"),
    "/html": answer(b"<!doctype html><p>Welcome", "Content-Type: text/html"),
    "/chunks-no-size": OK + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\nabc\r\n0\r\n\r\n",
    "/chunks-minus": OK + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nabc\r\n0\r\n\r\n",
    "/chunks-huge": OK + b"Transfer-Encoding: chunked\r\n\r\nfffffffffff\r\nabc",
    "/chunks-unended": OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
    "/many-headers": answer(b"", *(f"X-{n}: {'y' * 1000}" for n in range(500))),
    "/unchanged-with-body": answer(b"a body", "Content-Length: 6", status="304 Not Modified"),
    "/not-http": b"220 mail.wexcombe.test ESMTP\r\n",
}
CUT = r"gave an answer that is broken or was cut off\."
SLOW = r"stopped answering\.|longer than the 0\.8 seconds"


def behave(site: Peer, path: str, out: BinaryIO) -> None:
    if path in ANSWERS:
        out.write(ANSWERS[path])
    elif path == "/hangs":
        site.stopping.wait(9)
    elif path == "/hangs-within":
        out.write(OK + b"Content-Length: 50\r\n\r\nhalf")
        out.flush()
        site.stopping.wait(9)
    elif path in ("/drips", "/drips-in-head"):
        out.write(OK + (b"Content-Length: 9999\r\n\r\n" if path == "/drips" else b"X-A: "))
        while not site.stopping.wait(0.2):
            out.write(b"a")
            out.flush()
    elif path in ("/100-mb", "/100-mb-of-head"):
        out.write(OK + (b"\r\n" if path == "/100-mb" else b"X-A: "))
        for _ in range(100):
            out.write(MEBIBYTE.replace(b"\0", b"y") if path == "/100-mb-of-head" else MEBIBYTE)
    elif path == "/changes":
        looks = site.paths.count("/changes")
        packed = gzip.compress(RSS.format("utf-8").encode())
        plain = answer(latin(), "Content-Type: application/rss+xml; charset=latin-1")
        out.write(plain if looks % 2 else answer(packed, "Content-Encoding: gzip"))


@pytest.fixture(scope="module")
def site() -> Iterator[Peer]:
    with peer(behave) as running:
        yield running


def read(site: Peer, path: str, limits: Limits = QUICK) -> list[str]:
    """The titles that a person would see from this feed."""
    request = Request(f"http://{site.place}{path}")
    got = fetch(request, now=NOW, allow_hosts=frozenset({site.place}), limits=limits)
    return [post.title for post in feed.read(got.body, got.headers, got.address).posts]


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/closes", CUT),
        ("/closes-in-head", CUT),
        ("/hangs", SLOW),
        ("/hangs-within", SLOW),
        ("/drips", SLOW),
        ("/drips-in-head", SLOW),
        ("/says-more", CUT),
        ("/says-minus", CUT),
        ("/says-huge", r"bigger than the 100 kB that are read\."),
        ("/100-mb", r"bigger than the 100 kB that are read\."),
        ("/100-mb-of-head", CUT),
        ("/many-headers", CUT),
        ("/bomb", r"unpacks to more than can be safely read\."),
        ("/bomb-in-bomb", r"packed its answer in a way that was not asked for\."),
        ("/bomb-within", "this is no feed; RSS, Atom or a JSON feed is allowed"),
        ("/round", r"sends its visitors round in a circle\."),
        ("/html", "this address gives a web page, not a feed"),
        ("/chunks-no-size", CUT),
        ("/chunks-minus", CUT),
        ("/chunks-huge", rf"{CUT}|{SLOW}"),
        ("/chunks-unended", CUT),
        ("/not-http", CUT),
    ],
)
def test_a_person_reads_in_one_sentence_what_a_site_did_wrong(
    site: Peer, path: str, sentence: str
) -> None:
    started = time.monotonic()
    with pytest.raises((NoAnswer, Unreadable), match=sentence):
        read(site, path)
    assert time.monotonic() - started < 8  # it would hang or flood for much longer


def test_a_length_that_is_too_short_is_believed_and_the_rest_is_left(site: Peer) -> None:
    assert read(site, "/says-less") == ["Café at Tansy Lane"]


def test_a_feed_that_changes_its_encoding_between_looks_stays_the_same_feed(site: Peer) -> None:
    assert [read(site, "/changes") for _ in range(4)] == [["Café at Tansy Lane"]] * 4


def test_nothing_new_stays_nothing_new_though_a_body_comes_with_it(site: Peer) -> None:
    request = Request(f"http://{site.place}/unchanged-with-body", (("If-None-Match", '"a"'),))
    got = fetch(request, now=NOW, allow_hosts=frozenset({site.place}), limits=QUICK)
    assert (got.status, got.body) == (304, b"")


@pytest.mark.parametrize("path", ["/100-mb", "/bomb", "/100-mb-of-head"])
def test_a_flood_never_fills_the_memory(site: Peer, path: str) -> None:
    limits = Limits(seconds=5, raw_bytes=1_000_000, decoded_bytes=1_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(FetchFailed):
            read(site, path, limits)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 8_000_000  # the site's own part in this process included
