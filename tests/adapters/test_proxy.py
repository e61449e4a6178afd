"""The checking proxy: what it lets through, what it stops, and who may use it at all."""

import socket
import time
from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import pytest

from goodname.adapters import proxy
from goodname.adapters.proxy import Budget, Call, Running

from .peers import Peer, answer, peer


def behave(site: Peer, path: str, out: BinaryIO) -> None:
    if path == "/flood":
        out.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not site.stopping.is_set():
            out.write(bytes(10_000))
    elif path == "/hangs":
        site.stopping.wait(9)
    else:
        out.write(answer(b"hello", "Keep-Alive: timeout=9", "Connection: keep-alive"))


@pytest.fixture(scope="module")
def site() -> Iterator[Peer]:
    with peer(behave) as running:
        yield running


def say(running: Running, first: str, *headers: str, password: str | None = None) -> bytes:
    """Send one request to the proxy as a browser does; all that comes back."""
    word = running.password if password is None else password
    shown = b64encode(f"{running.user}:{word}".encode()).decode()
    lines = [first, f"Proxy-Authorization: Basic {shown}", *headers, "", ""]
    return raw(running, "\r\n".join(lines).encode())


def raw(running: Running, sent: bytes) -> bytes:
    got = b""
    with socket.create_connection(("127.0.0.1", running.port), 5) as wire:
        wire.sendall(sent)
        while piece := wire.recv(65_536):
            got += piece
            if b"Established" in got and b"\r\n\r\n" in got and sent.startswith(b"CONNECT"):
                wire.sendall(b"GET /tunnel HTTP/1.1\r\nHost: x\r\n\r\n")
                sent = b""
    return got


def home(site: Peer) -> frozenset[str]:
    return frozenset({site.place})


def test_a_page_passes_and_nothing_of_the_connection_or_the_password_goes_with_it(
    site: Peer,
) -> None:
    with proxy.serve(allow_hosts=home(site)) as running:
        got = say(running, f"GET http://{site.place}/a?b=c HTTP/1.1", "Host: evil.test",
                  "Connection: X-Mine", "X-Mine: 1", "Proxy-Connection: keep-alive",
                  "Accept: text/html")  # fmt: skip
        assert running.asked == (Call("127.0.0.1", site.port),)
    assert got.endswith(b"\r\n\r\nhello")
    assert b"Connection: close" in got
    assert b"keep-alive" not in got
    assert site.asked[-1].startswith("GET /a?b=c HTTP/1.1\r\n")
    assert f"Host: {site.place}\r\n" in site.asked[-1]
    assert "Accept: text/html\r\n" in site.asked[-1]
    for secret in ("Proxy", "evil.test", "X-Mine"):
        assert secret not in site.asked[-1]


def test_a_tunnel_passes(site: Peer) -> None:
    with proxy.serve(allow_hosts=home(site)) as running:
        got = say(running, f"CONNECT {site.place} HTTP/1.1")
    assert got.startswith(b"HTTP/1.1 200")
    assert got.endswith(b"hello")


@pytest.mark.parametrize("first", ["GET http://{}/ HTTP/1.1", "CONNECT {} HTTP/1.1"])
def test_another_program_on_this_machine_cannot_use_it(site: Peer, first: str) -> None:
    before = len(site.asked)
    with proxy.serve(allow_hosts=home(site)) as running:
        line = first.format(site.place)
        assert say(running, line, password="guess").startswith(b"HTTP/1.1 407")
        assert say(running, line, password="").startswith(b"HTTP/1.1 407")
        assert raw(running, f"{line}\r\n\r\n".encode()).startswith(b"HTTP/1.1 407")
        assert running.asked == ()
    assert len(site.asked) == before


@pytest.mark.parametrize(
    "authority",
    ["127.0.0.1:{port}", "localhost:{port}", "[::1]:{port}", "169.254.169.254:80", "2130706433:80",
     "0x7f.1:80", "127.1:80", "[::ffff:127.0.0.1]:80", "[64:ff9b::127.0.0.1]:80", "[2002:7f00:1::]:80",
     "[fec0::1]:80", "100.64.0.1:80", "224.0.0.1:80", "mixed.test:80", "forum.test:22"],
)  # fmt: skip
def test_what_is_not_the_public_web_is_refused_in_both_ways(site: Peer, authority: str) -> None:
    def mixed(host: str, port: int) -> Sequence[str]:
        return ["93.184.216.34", "127.0.0.1"]

    before, there = len(site.asked), authority.format(port=site.port)
    with proxy.serve(resolve=mixed) as running:
        assert say(running, f"CONNECT {there} HTTP/1.1").startswith(b"HTTP/1.1 403")
        assert say(running, f"GET http://{there}/ HTTP/1.1").startswith(b"HTTP/1.1 403")
        assert [call.blocked for call in running.asked] == [True, True]
        assert all(call.why_not.endswith(".") for call in running.asked)
    assert len(site.asked) == before


@pytest.mark.parametrize(
    "first",
    ["CONNECT user@forum.test:80 HTTP/1.1", "CONNECT forum.test HTTP/1.1",
     "CONNECT http://forum.test/ HTTP/1.1", "GET file:///etc/passwd HTTP/1.1",
     "GET gopher://forum.test/ HTTP/1.1", "GET / HTTP/1.1", "rubbish"],
)  # fmt: skip
def test_what_is_no_web_address_is_a_bad_request(first: str) -> None:
    with proxy.serve(resolve=lambda host, port: ["127.0.0.1"]) as running:
        assert say(running, first).startswith(b"HTTP/1.1 400")


def test_a_name_that_is_elsewhere_the_second_time_is_stopped_the_second_time(site: Peer) -> None:
    answers = [["127.0.0.1"], ["169.254.169.254"]]
    name = f"forum.test:{site.port}"
    with proxy.serve(
        allow_hosts=frozenset({name}), resolve=lambda host, port: answers.pop(0)
    ) as running:
        assert say(running, f"GET http://{name}/ HTTP/1.1").endswith(b"hello")
        assert say(running, f"GET http://{name}/ HTTP/1.1").startswith(b"HTTP/1.1 403")


@pytest.mark.parametrize(
    "host", ["update.googleapis.com", "accounts.google.com", "clients2.google.com",
             "safebrowsing.googleapis.com", "UPDATE.googleapis.com."],
)  # fmt: skip
def test_what_a_browser_asks_for_itself_is_not_even_looked_up(host: str) -> None:
    looked_up: list[str] = []

    def resolve(name: str, port: int) -> Sequence[str]:
        looked_up.append(name)
        return ["127.0.0.1"]

    with proxy.serve(resolve=resolve) as running:
        assert say(running, f"CONNECT {host}:443 HTTP/1.1").startswith(b"HTTP/1.1 403")
        assert "for itself" in running.asked[0].why_not
    assert looked_up == []


def test_a_flood_a_silence_and_a_crowd_end(site: Peer) -> None:
    budget = Budget(seconds=3, silence=0.4, size=300_000, connections=4)
    started = time.monotonic()
    with proxy.serve(allow_hosts=home(site), limits=budget) as running:
        assert say(running, f"GET http://{site.place}/hangs HTTP/1.1") == b""
        assert len(say(running, f"GET http://{site.place}/flood HTTP/1.1")) <= 300_000
        for _ in range(2):
            say(running, f"GET http://{site.place}/ HTTP/1.1")
        assert say(running, f"GET http://{site.place}/ HTTP/1.1").startswith(b"HTTP/1.1 502")
        assert running.asked[-1].why_not == "The page asked for more than 4 things."
    assert time.monotonic() - started < 9


def test_a_second_question_cannot_hide_behind_the_first(site: Peer) -> None:
    before = len(site.asked)
    with proxy.serve(allow_hosts=home(site)) as running:
        shown = b64encode(f"{running.user}:{running.password}".encode()).decode()
        one = f"GET http://{site.place}/ HTTP/1.1\r\nProxy-Authorization: Basic {shown}\r\n\r\n"
        assert raw(running, (one + "GET /hidden HTTP/1.1\r\n\r\n").encode()).startswith(
            b"HTTP/1.1 400"
        )
    assert len(site.asked) == before


def test_nothing_listens_when_it_is_over(site: Peer) -> None:
    with proxy.serve(allow_hosts=home(site)) as running:
        pass
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", running.port), 2)
