"""The fetcher against real servers that are friendly, slow, endless, lying or treacherous."""

import gzip
import ssl
import subprocess
import time
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest

from goodname.adapters.answer import Answer, Blocked, FetchFailed, Limits
from goodname.adapters.fetch import AGENT, fetch
from goodname.core.words import Request

from .peers import Peer, answer, peer

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
SMALL = Limits(seconds=3, silence=2, raw_bytes=100_000, decoded_bytes=300_000)
BOMB = gzip.compress(bytes(10_000_000))
PAGE = b"<p>Tansy Lane</p>" * 50


def behave(site: Peer, path: str, out: BinaryIO) -> None:
    replies = {
        "/": answer(b"hello", "Content-Type: text/html", "X-Mixed-Case: Yes", "Set-Cookie: a=b"),
        "/gzip": answer(gzip.compress(PAGE), "Content-Encoding: gzip"),
        "/two-gzips": answer(gzip.compress(b"one ") + gzip.compress(b"two"),
                             "Content-Encoding: x-gzip"),
        "/gzip-padded": answer(gzip.compress(PAGE) + bytes(20), "Content-Encoding: gzip"),
        "/zlib": answer(zlib.compress(PAGE), "Content-Encoding: deflate"),
        "/deflate": answer(zlib.compress(PAGE)[2:-4], "Content-Encoding: deflate"),
        "/bomb": answer(BOMB, "Content-Encoding: gzip"),
        "/many-gzips": answer(gzip.compress(b"") * 1_000, "Content-Encoding: gzip"),
        "/cut-gzip": answer(gzip.compress(PAGE)[:-9], "Content-Encoding: gzip"),
        "/broken-gzip": answer(b"\x1f\x8b" + b"rubbish" * 9, "Content-Encoding: gzip"),
        "/brotli": answer(b"xx", "Content-Encoding: br"),
        "/twice": answer(gzip.compress(gzip.compress(PAGE)), "Content-Encoding: gzip, gzip"),
        "/chunked": answer(b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", "Transfer-Encoding: chunked"),
        "/none": answer(status="304 Not Modified"),
        "/missing": answer(b"no", status="404 Not Found"),
        "/claims-huge": answer(b"x", "Content-Length: 999999999"),
        "/claims-more": answer(b"short", "Content-Length: 500"),
        "/claims-less": answer(b"hello and more", "Content-Length: 5"),
        "/two-lengths": answer(b"hello", "Content-Length: 5", "Content-Length: 6"),
        "/no-http": b"SSH-2.0-OpenSSH_9.2\r\n",
        "/silent": b"",
        "/headers": answer(b"", *(f"X-{n}: {'y' * 1000}" for n in range(500))),
        "/circle": answer(b"", "Location: /circle-2", status="302 Found"),
        "/circle-2": answer(b"", "Location: /circle", status="302 Found"),
        "/moved": answer(b"x" * 50, "Location: /gzip", "Set-Cookie: a=b", status="301 Moved"),
        "/nowhere": answer(status="302 Found"),
        "/both-ways": answer(b"", "Location: /a", "Location: /b", status="302 Found"),
        "/umlaut": answer(b"", "Location: /\xc3\xbc", status="302 Found"),
        "/to-file": answer(b"", "Location: file:///etc/passwd", status="302 Found"),
        "/to-user": answer(b"", "Location: http://a:b@127.0.0.1/", status="302 Found"),
        "/upgrade": b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
    }  # fmt: skip
    if path == "/endless":
        out.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not site.stopping.is_set():
            out.write(b"more " * 2_000)
    elif path == "/endless-headers":
        out.write(b"HTTP/1.1 200 OK\r\n")
        while not site.stopping.is_set():
            out.write(b"X-A: " + b"b" * 5_000 + b"\r\n")
    elif path in ("/drip", "/drip-headers"):
        out.write(b"HTTP/1.1 200 OK\r\n" + (b"\r\n" if path == "/drip" else b""))
        while not site.stopping.wait(0.1):
            out.write(b"a")
            out.flush()
    elif path == "/hangs":
        site.stopping.wait(20)
    elif path.startswith("/count/"):
        out.write(answer(b"", f"Location: /count/{int(path[7:]) + 1}", status="302 Found"))
    else:
        out.write(replies.get(path, answer(b"?", status="404 Not Found")))


@pytest.fixture(scope="module")
def site() -> Iterator[Peer]:
    with peer(behave) as running:
        yield running


def ask(site: Peer, path: str, limits: Limits = SMALL, *headers: tuple[str, str]) -> Answer:
    request = Request(f"http://{site.place}{path}", headers)
    return fetch(request, now=NOW, allow_hosts=frozenset({site.place}), limits=limits)


def test_an_answer_holds_everything_as_it_went_over_the_wire(site: Peer) -> None:
    got = ask(site, "/", SMALL, ("Accept", "text/html"))
    assert (got.status, got.body, got.raw) == (200, b"hello", b"hello")
    assert (got.at, got.http_version, got.server) == (NOW, "HTTP/1.1", site.place)
    assert 0 < got.seconds < 3
    assert ("X-Mixed-Case", "Yes") in got.response_headers
    assert got.headers["content-type"] == "text/html"
    assert got.requested == got.address == f"http://{site.place}/"
    lines = [f"{name}: {value}" for name, value in got.request_headers]
    assert site.asked[-1] == "\r\n".join(["GET / HTTP/1.1", *lines, "", ""])
    assert f"User-Agent: {AGENT}" in lines
    assert "Accept-Encoding: gzip" in lines


@pytest.mark.parametrize("path", ["/gzip", "/gzip-padded", "/zlib", "/deflate"])
def test_a_packed_answer_is_unpacked_and_kept_packed_too(site: Peer, path: str) -> None:
    got = ask(site, path)
    assert got.body == PAGE
    assert got.raw != PAGE


def test_other_ways_to_send_a_body(site: Peer) -> None:
    assert ask(site, "/two-gzips").body == b"one two"
    assert ask(site, "/chunked").raw == b"abcde"
    assert ask(site, "/claims-less").body == b"hello"


def test_no_change_and_not_found_are_answers_too(site: Peer) -> None:
    got = ask(site, "/none", SMALL, ("If-None-Match", '"abc"'))
    assert (got.status, got.body) == (304, b"")
    assert 'If-None-Match: "abc"' in site.asked[-1]
    assert ask(site, "/missing").status == 404


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/bomb", "unpacks to more"),
        ("/many-gzips", "too many pieces"),
        ("/cut-gzip", "cut off"),
        ("/broken-gzip", "damaged"),
        ("/brotli", "not asked for"),
        ("/twice", "not asked for"),
        ("/claims-huge", "bigger than"),
        ("/endless", "bigger than"),
        ("/endless-headers", "broken or was cut off"),
        ("/headers", "broken or was cut off"),
        ("/claims-more", "broken or was cut off"),
        ("/two-lengths", "broken or was cut off"),
        ("/no-http", "broken or was cut off"),
        ("/silent", "broken or was cut off"),
        ("/upgrade", "broken or was cut off"),
        ("/circle", "circle"),
        ("/count/1", "more than 5 times"),
        ("/nowhere", "where to"),
        ("/both-ways", "where to"),
    ],
)
def test_an_answer_that_is_not_whole_and_honest_is_refused(
    site: Peer, path: str, word: str
) -> None:
    with pytest.raises(FetchFailed, match=word) as failed:
        ask(site, path)
    assert failed.value.reason.endswith(".")


@pytest.mark.parametrize("path", ["/drip", "/drip-headers", "/hangs"])
def test_a_slow_answer_ends_at_the_deadline_though_bytes_still_come(site: Peer, path: str) -> None:
    started = time.monotonic()
    with pytest.raises(FetchFailed, match=r"longer than|stopped answering"):
        ask(site, path, Limits(seconds=0.6, silence=0.5))
    assert time.monotonic() - started < 10  # without a deadline it would never end


def test_looking_up_a_name_ends_at_the_deadline() -> None:
    def slow(host: str, port: int) -> Sequence[str]:
        time.sleep(12)
        return ["127.0.0.1"]

    started = time.monotonic()
    with pytest.raises(FetchFailed, match="took too long"):
        fetch(Request("http://forum.test/"), now=NOW, limits=Limits(seconds=0.3), resolve=slow)
    assert time.monotonic() - started < 10


def test_a_redirect_is_followed_and_written_down_and_keeps_no_cookie(site: Peer) -> None:
    got = ask(site, "/moved#post-7")
    assert got.body == PAGE
    assert got.address == f"http://{site.place}/gzip#post-7"
    assert [(hop.address, hop.status, hop.location) for hop in got.hops] == [
        (f"http://{site.place}/moved#post-7", 301, f"http://{site.place}/gzip#post-7"),
        (f"http://{site.place}/gzip#post-7", 200, ""),
    ]
    assert all("cookie" not in head.lower() for head in site.asked)
    assert ask(site, "/umlaut").address == f"http://{site.place}/%C3%BC"


@pytest.mark.parametrize("path", ["/to-file", "/to-user"])
def test_a_redirect_out_of_the_web_is_blocked(site: Peer, path: str) -> None:
    with pytest.raises(Blocked):
        ask(site, path)


def test_a_redirect_to_a_machine_at_home_is_blocked_and_never_asked() -> None:
    with peer(lambda site, path, out: None) as secret:
        targets = [f"http://{secret.place}/", f"http://localhost:{secret.port}/", "http://[::1]/",
                   "http://169.254.169.254/latest/meta-data/", f"http://2130706433:{secret.port}/",
                   f"//{secret.place}/"]  # fmt: skip

        def send_on(site: Peer, path: str, out: BinaryIO) -> None:
            there = targets[int(path[1:])]
            out.write(answer(b"", f"Location: {there}", status="302 Found"))

        with peer(send_on) as site:
            for number in range(len(targets)):
                with pytest.raises(Blocked):
                    ask(site, f"/{number}")
            assert len(site.asked) == len(targets)
        assert secret.asked == []


def test_a_key_for_one_site_is_not_shown_to_the_next() -> None:
    with peer(lambda site, path, out: out.write(answer(b"ok")) and None) as other:
        to_other = answer(b"", f"Location: http://{other.place}/", status="307 Temporary Redirect")
        with peer(lambda site, path, out: out.write(to_other) and None) as first:
            keys = (("X-Subscription-Token", "secret"), ("If-None-Match", '"e"'),
                    ("Accept-Language", "en-GB"))  # fmt: skip
            allow = frozenset({first.place, other.place})
            fetch(Request(f"http://{first.place}/", keys), now=NOW, allow_hosts=allow)
        assert "secret" in first.asked[0]
        assert "secret" not in other.asked[0]
        assert "If-None-Match" not in other.asked[0]
        assert "Accept-Language: en-GB" in other.asked[0]


def test_without_permission_a_server_at_home_is_never_asked(site: Peer) -> None:
    before = len(site.asked)
    with pytest.raises(Blocked):
        fetch(Request(f"http://{site.place}/"), now=NOW)
    with pytest.raises(Blocked):
        fetch(Request(f"http://forum.test:{site.port}/"), now=NOW,
              resolve=lambda host, port: ["127.0.0.1"])  # fmt: skip
    assert len(site.asked) == before


def test_a_name_is_looked_up_once_so_that_its_second_answer_cannot_differ(site: Peer) -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    name = f"forum.test:{site.port}"
    got = fetch(Request(f"http://{name}/"), now=NOW, allow_hosts=frozenset({name}),
                resolve=rebinding)  # fmt: skip
    assert asked == ["forum.test"]
    assert got.server == f"127.0.0.1:{site.port}"
    assert f"Host: {name}\r\n" in site.asked[-1]


def test_the_next_machine_of_a_name_is_tried_when_one_is_silent(site: Peer) -> None:
    name = f"forum.test:{site.port}"
    got = fetch(Request(f"http://{name}/"), now=NOW, allow_hosts=frozenset({name}),
                resolve=lambda host, port: ["::1", "127.0.0.9", "127.0.0.1"])  # fmt: skip
    assert got.server == site.place


def test_a_port_where_nobody_listens_is_a_failure() -> None:
    with peer(lambda site, path, out: None) as gone:
        pass
    with pytest.raises(FetchFailed, match="No connection"):
        ask(gone, "/")


def test_a_proxy_of_the_environment_is_not_used(
    site: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with peer(lambda proxy, path, out: out.write(answer(b"proxied")) and None) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://{proxy.place}")
        assert ask(site, "/").body == b"hello"
        assert proxy.asked == []


def test_a_site_that_cannot_prove_who_it_is_is_not_read(tmp_path: Path) -> None:
    with peer(lambda site, path, out: out.write(answer(b"ok")) and None) as site:
        speak_tls(site, tmp_path)
        with pytest.raises(FetchFailed, match="could not prove that it is who it says"):
            fetch(Request(f"https://{site.place}/"), now=NOW, allow_hosts=frozenset({site.place}))
        assert site.asked == []


def speak_tls(site: Peer, folder: Path) -> None:
    """Give a server a certificate that nobody vouches for."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-subj", "/CN=forum.test", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    site.server.socket = tls.wrap_socket(site.server.socket, server_side=True)


@pytest.mark.parametrize("header", [("Cookie", "a=b"), ("Host", "x"), ("Accept-Encoding", "br"),
                                    ("X", "a\r\nHost: b"), ("X\n", "a")])  # fmt: skip
def test_headers_that_are_ours_to_set_are_refused_loudly(
    site: Peer, header: tuple[str, str]
) -> None:
    with pytest.raises(ValueError, match="cannot be set"):
        ask(site, "/", SMALL, header)


def test_an_unknown_name_is_said_to_be_unknown() -> None:
    with pytest.raises(FetchFailed, match="not known"):
        fetch(Request("http://no-such-name.invalid/"), now=NOW)
