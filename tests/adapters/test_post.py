"""What we send to a site: to that one place only, of a bounded size, and never sent on."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

import pytest

from goodname.adapters.answer import Answer, Blocked, FetchFailed, Limits
from goodname.adapters.fetch import fetch
from goodname.core.words import Request

from .peers import Peer, answer, peer

NOW = datetime(2026, 3, 9, tzinfo=UTC)
JSON = ("Content-Type", "application/json")
KEY = ("Authorization", "Bearer tansy-key")


def behave(site: Peer, path: str, out: BinaryIO) -> None:
    if path.startswith("/to/"):
        status, _, there = path[4:].partition("/")
        out.write(answer(b"", f"Location: {there}", status=f"{status} On"))
    else:
        out.write(answer(b'{"token": 1}', "Content-Type: application/json"))


@pytest.fixture(scope="module")
def site() -> Iterator[Peer]:
    with peer(behave) as running:
        yield running


def send(site: Peer, path: str, body: bytes | None, *allow: str) -> Answer:
    request = Request(f"http://{site.place}{path}", (JSON, KEY), body)
    allowed = frozenset({site.place, *allow})
    return fetch(request, now=NOW, allow_hosts=allowed, limits=Limits(seconds=2))


@pytest.mark.parametrize("body", [b'{"name": "tansy"}', b""])
def test_a_request_with_a_body_is_a_post_of_just_that(site: Peer, body: bytes) -> None:
    assert send(site, "/session", body).body == b'{"token": 1}'
    assert site.asked[-1].startswith("POST /session HTTP/1.1\r\n")
    assert f"Content-Length: {len(body)}\r\n" in site.asked[-1]
    assert "Content-Type: application/json\r\n" in site.asked[-1]
    assert "Transfer-Encoding" not in site.asked[-1]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_what_was_sent_to_one_place_is_not_sent_on(site: Peer, status: int) -> None:
    with peer(behave) as other:
        for there in ("/session", f"http://{other.place}/"):
            before = len(site.asked)
            with pytest.raises(FetchFailed, match="sent us on to another address"):
                send(site, f"/to/{status}/{there}", b"secret", other.place)
            assert len(site.asked) == before + 1
        assert other.asked == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_key_stays_with_its_site_when_a_look_is_sent_on(site: Peer, status: int) -> None:
    with peer(behave) as other:
        send(site, f"/to/{status}/http://{other.place}/", None, other.place)
        assert "tansy-key" in site.asked[-1]
        assert "tansy-key" not in other.asked[-1]
        assert other.asked[-1].startswith("GET ")


def test_too_much_is_not_sent_at_all(site: Peer) -> None:
    before = len(site.asked)
    with pytest.raises(Blocked, match="bigger than the 100 kB that may be sent"):
        send(site, "/session", bytes(100_001))
    assert len(site.asked) == before


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/session", ""),
        ("/to/301//new", "/new"),
        ("/to/308//new", "/new"),
        ("/to/302//new", ""),
        ("/to/307//new", ""),
        ("/to/301//to/308//newest", "/newest"),
        ("/to/301//to/302//for-today", "/to/302//for-today"),
        ("/to/302//to/301//behind-a-detour", ""),
    ],
)
def test_a_move_for_good_is_told_from_a_detour(site: Peer, path: str, there: str) -> None:
    got = send(site, path, None)
    assert got.moved_to == (f"http://{site.place}{there}" if there else "")
