"""Pages made by scripts, read in a real browser: friendly ones, endless ones and greedy ones."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import BinaryIO

import pytest

from goodname.adapters import browser
from goodname.adapters.answer import Blocked, FetchFailed, Limits
from goodname.adapters.browser import Rendered, render
from goodname.adapters.browser_run import launched

from .peers import Peer, answer, peer

HTML = "Content-Type: text/html; charset=utf-8"
QUICK = Limits(seconds=25, silence=5, raw_bytes=2_000_000, decoded_bytes=200_000)
FRIENDLY = """<!doctype html><title>Reviews</title><div id=list>Loading</div><div id=host></div>
<script>
alert('Sign up to our letter'); confirm('Really?');
fetch('/reviews.json').then(got => got.json()).then(got => list.textContent = got.join(' | '));
host.attachShadow({mode: 'open', serializable: true}).innerHTML = '<p>In the shade</p>';
document.cookie = 'seen=yes';
</script>"""


def behave(site: Peer, path: str, out: BinaryIO) -> None:
    pages = {
        "/": FRIENDLY,
        "/greedy": "<script>while (true) document.title += 'x'</script>",
        "/wordy": "<script>document.write('word '.repeat(100000))</script>",
        "/moved-by-script": "<script>location.replace('/')</script>",
        "/heavy": "<img src=/flood><p>Tansy Lane",
        "/waits": "<p>Tansy Lane</p><img src=/hangs>",
    }
    if path in pages:
        out.write(answer(pages[path].encode(), HTML, "Set-Cookie: visit=1"))
    elif path == "/reviews.json":
        out.write(answer('["A kind café", "Tansy Lane is fair"]'.encode()))
    elif path == "/gone":
        out.write(answer(b"<p>No such page", HTML, status="404 Not Found"))
    elif path == "/password":
        out.write(answer(b"<p>Who are you?", HTML, "WWW-Authenticate: Basic realm=x",
                         status="401 Unauthorized"))  # fmt: skip
    elif path == "/file":
        out.write(answer(b"PK", "Content-Type: application/zip"))
    elif path == "/flood":
        out.write(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n")
        while not site.stopping.is_set():
            out.write(bytes(10_000))
    elif path == "/hangs":
        site.stopping.wait(20)


@pytest.fixture(scope="module")
def site() -> Iterator[Peer]:
    with peer(behave) as running:
        yield running


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files; pytest's own has a path too long for a browser's sockets."""
    with TemporaryDirectory(prefix="gn-") as folder:
        monkeypatch.setattr("tempfile.tempdir", folder)
        yield Path(folder)


def look(site: Peer, path: str, limits: Limits = QUICK) -> Rendered:
    return render(f"http://{site.place}{path}", allow_hosts=frozenset({site.place}), limits=limits)


def ours() -> list[str]:
    """The command lines of browsers that this test started and that still live."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:  # it ended while we looked
            continue
        if f"{gettempdir()}/goodname-browser-" in line:
            found.append(line)
    return found


def test_a_page_says_what_its_scripts_made_of_it_and_nothing_stays(site: Peer, short: Path) -> None:
    files = len(os.listdir("/proc/self/fd"))
    got = look(site, "/#post-7")
    words = got.html.decode()
    assert "A kind café | Tansy Lane is fair" in words
    assert "In the shade" in words
    assert (got.status, got.address) == (200, f"http://{site.place}/#post-7")
    assert {call.why_not for call in got.asked if call.port == site.port} == {""}
    # It says who we are, and the site sees neither the proxy nor its password.
    assert "Goodname/" in site.asked[0]
    assert "Headless" not in site.asked[0].partition("User-Agent:")[2].partition("\r\n")[0]
    assert all("proxy" not in head.lower() for head in site.asked)
    # A second visit is a stranger's again.
    before = len(site.asked)
    look(site, "/moved-by-script")
    assert "cookie" not in site.asked[before].lower()
    assert ours() == []
    assert list(short.iterdir()) == []
    assert len(os.listdir("/proc/self/fd")) == files


def test_what_a_site_says_about_a_page_is_told(site: Peer) -> None:
    gone = look(site, "/gone")
    assert (gone.status, b"No such page" in gone.html) == (404, True)
    locked = look(site, "/password")
    assert (locked.status, b"Who are you?" in locked.html) == (401, True)
    assert all("authorization" not in head.lower() for head in site.asked)


@pytest.mark.parametrize("path", ["/heavy", "/waits"])
def test_a_page_that_never_stops_loading_is_read_as_it_stands(site: Peer, path: str) -> None:
    got = look(site, path, Limits(seconds=8, silence=20, raw_bytes=500_000))
    assert b"Tansy Lane" in got.html


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/greedy", r"longer than the 6 seconds|too much for the browser\."),
        ("/wordy", r"says more than can be safely read\."),
        ("/file", r"could not show this page\."),
    ],
)
def test_a_page_that_cannot_be_read_is_given_up_in_one_sentence(
    site: Peer, path: str, sentence: str
) -> None:
    with pytest.raises(FetchFailed, match=sentence):
        look(site, path, Limits(seconds=6, decoded_bytes=20_000))
    assert ours() == []


def test_a_site_where_nobody_listens_is_a_failure() -> None:
    with peer(behave) as gone:
        pass
    with pytest.raises(FetchFailed, match="No connection"):
        look(gone, "/")


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://2130706433/", "http://017700000001/", "http://0x7f000001/",
     "http://127.1/", "http://[::ffff:127.0.0.1]/", "http://[::127.0.0.1]/", "http://[::1]/",
     "http://[64:ff9b::127.0.0.1]/", "http://[2002:7f00:1::]/", "http://[fec0::1]/",
     "http://100.64.0.1/", "http://224.0.0.1/", "http://169.254.169.254/", "http://a:b@forum.test/",
     "file:///etc/passwd", "gopher://forum.test/", "chrome://settings/", "data:text/html,x",
     "javascript:alert(1)", "about:blank", "http://forum.test:22/", "http://mixed.test/"],
)  # fmt: skip
def test_no_browser_is_started_for_an_address_that_hides_something(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a browser was started")

    monkeypatch.setattr(browser, "launched", never)
    with pytest.raises(Blocked):
        render(address, resolve=lambda host, port: ["93.184.216.34", "127.0.0.1"])


def test_without_a_browser_a_person_reads_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert browser.available() == ""
    with pytest.raises(FetchFailed, match="No browser is installed here"):
        render("http://forum.test/")


def test_a_browser_is_told_nothing_of_us_and_dies_with_its_children(
    short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOODNAME_SECRET_KEY", "not for a browser")
    monkeypatch.setenv("https_proxy", "http://elsewhere.test")
    told, program = short / "told", short / "browser"
    # Its children hold on to the pipes and do not mind being asked to end.
    program.write_text(
        f"#!/bin/sh\ntrap '' TERM HUP\nsleep 45 &\nsleep 45 &\nenv > {told}.part; "
        f'echo "$@" >> {told}.part; mv {told}.part {told}; wait\n'
    )
    program.chmod(0o755)
    with launched(str(program), "http://127.0.0.1:9"):
        until = time.monotonic() + 9
        while not told.exists() and time.monotonic() < until:
            time.sleep(0.02)
        alive = ours()
    said = told.read_text()
    assert "not for a browser" not in said
    assert "elsewhere" not in said
    assert "--proxy-server=http://127.0.0.1:9" in said
    assert ("--no-sandbox" in said) is (os.geteuid() == 0)
    assert len(alive) == 1
    assert ours() == []
    assert not [entry for entry in short.iterdir() if entry.name.startswith("goodname-browser-")]
