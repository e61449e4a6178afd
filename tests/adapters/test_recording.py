"""A page saved in a real browser: all that it loads, byte for byte, and what it looked like."""

import io
import ssl
from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import pytest
from PIL import Image
from warcio.archiveiterator import ArchiveIterator

from goodname.adapters import browser, wire
from goodname.adapters.answer import Blocked, FetchFailed
from goodname.adapters.capture import capture
from goodname.adapters.capture_browser import seen
from goodname.files.wacz import verify
from goodname.files.wacz.pack import draft
from goodname.files.wacz.visit import Visit
from tests.world import DOT

from .dovecot import certificates
from .peers import Peer, answer, peer

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
HTML = "Content-Type: text/html; charset=utf-8"
# A page of one flat colour, 1,280 wide and more than one screen high, with what scripts add.
PAGE = """<!doctype html><title>Gate</title>
<style>p { margin: 0 } body { margin: 0; background: #124578; color: #fff; height: 5000px }</style>
<p>The gate is shut.</p><img src=/dot.png width=1 height=1 alt="">
<script>
fetch('/said').then(got => got.text()).then(said => document.body.append(said));
fetch('/counted', {method: 'POST', body: 'one visit'});
const line = new WebSocket(location.origin.replace('http', 'ws') + '/line');
line.onopen = () => document.body.append(' A line is open.');
</script>"""
CHUNKED = b"HTTP/1.1 200 OK\r\nX-Name: caf\xe9\r\nTransfer-Encoding: chunked\r\n\r\n"
SAID = CHUNKED + b"9\r\nIt opens \r\n6\r\nat ten\r\n0\r\n\r\n"


def forum(site: Peer, path: str, out: BinaryIO) -> None:
    match path:
        case "/old":
            out.write(answer(b"Moved", "Location: /gate#top", status="302 Found"))
        case "/gate":
            out.write(answer(PAGE.encode(), HTML))
        case "/said":
            out.write(SAID)
        case "/dot.png":
            out.write(answer(b64decode(DOT), "Content-Type: image/png"))
        case "/short":
            out.write(answer(b"<p>Half of", HTML, "Content-Length: 900"))
        case "/half":
            out.write(answer(b"<p>Whole.<img src=/short>", HTML))
        case "/hints":
            out.write(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + answer(b"<p>Hints", HTML))
        case "/script":
            out.write(answer(b"<script>location.replace('/hints')</script>", HTML))
        case "/inward":
            out.write(answer(b"", "Location: http://10.0.0.1/", status="302 Found"))
        case "/counted":
            out.write(answer(status="204 No Content"))
        case _:
            out.write(answer(b"<p>No such page", HTML, status="404 Not Found"))


def saved(site: Peer, path: str, scheme: str = "http", host: str = "") -> Visit:
    place = f"{host or site.host}:{site.port}"
    return capture(f"{scheme}://{place}{path}", now=NOW, allow_hosts=frozenset({place}))


def paths(visit: Visit) -> dict[str, bytes]:
    """What each path was answered with, in the bytes that were kept."""
    return {"/" + one.address.split("/", 3)[3]: one.answered for one in visit.exchanges}


@pytest.fixture(scope="module")
def site() -> Iterator[Peer]:
    with peer(forum) as running:
        yield running


@pytest.fixture(scope="module")
def gate(site: Peer) -> Visit:
    return saved(site, "/old")


def test_everything_that_the_page_loaded_is_kept_as_it_came(gate: Visit, site: Peer) -> None:
    kept = paths(gate)
    assert kept["/gate"] == answer(PAGE.encode(), HTML)
    assert kept["/said"] == SAID  # its chunks and a name that is not ASCII, too
    assert kept["/dot.png"].endswith(b64decode(DOT))
    (counted,) = (one for one in gate.exchanges if one.address.endswith("/counted"))
    assert counted.asked.endswith(b"\r\n\r\none visit")
    assert (counted.status, counted.method) == (204, "POST")
    assert {one.server for one in gate.exchanges} == {site.place}
    assert all(NOW <= one.at < NOW + timedelta(seconds=30) for one in gate.exchanges)
    assert not any(one.truncated for one in gate.exchanges)
    heads = {one.asked.partition(b"\r\n\r\n")[0].decode() + "\r\n\r\n" for one in gate.exchanges}
    assert heads <= set(site.asked)  # what is kept as asked is what the site was asked


def test_the_way_there_and_the_words_that_scripts_added_are_known(gate: Visit, site: Peer) -> None:
    assert [(address.partition(site.place)[2], status) for address, status, *_ in gate.hops] == [
        ("/old", 302), ("/gate", 200),
    ]  # fmt: skip
    assert gate.address.endswith("/gate#top")
    assert (gate.status, gate.title, gate.server) == (200, "Gate", site.place)
    assert "The gate is shut." in gate.text
    assert "It opens at ten" in gate.text
    assert b"It opens at ten" in gate.derived["after-scripts.html"]
    assert gate.software["browser"].partition("/")[0] in ("Chrome", "HeadlessChrome")


def test_the_picture_shows_the_whole_page_from_the_same_load(gate: Visit, site: Peer) -> None:
    assert gate.no_picture == ""
    picture = Image.open(io.BytesIO(gate.derived["picture.png"]))
    assert picture.format == "PNG"
    assert picture.height == 5000
    assert picture.convert("RGB").getpixel((600, 4900)) == (0x12, 0x45, 0x78)
    assert [path for path in site.paths if path == "/gate"] == ["/gate"]  # it was asked once


def test_no_line_is_opened_that_cannot_be_recorded(gate: Visit, site: Peer) -> None:
    assert "/line" not in site.paths
    assert "A line is open" not in gate.text


def test_the_file_is_whole_and_others_can_read_it(gate: Visit) -> None:
    made = draft(gate)
    found = verify.check(made.sealed())
    assert found.faults == []
    assert found.parts["page/picture.png"] == gate.derived["picture.png"]
    records = [
        (one.rec_type, one.rec_headers.get_header("WARC-Target-URI"))
        for one in ArchiveIterator(
            io.BytesIO(found.parts["archive/data.warc.gz"]), check_digests="raise"
        )
        if one.content_stream().read() is not None
    ]
    assert records[1][0] == "response"
    assert len(records) == 1 + 2 * len(gate.exchanges)
    # A replay tool finds what was asked for with GET; what was sent is in the archive alone.
    assert b"/counted" not in found.parts["indexes/index.cdx"]
    assert b"/said" in found.parts["indexes/index.cdx"]


def test_a_missing_page_is_evidence_and_has_its_picture(site: Peer) -> None:
    gone = saved(site, "/nothing")
    assert (gone.status, gone.text, gone.no_picture) == (404, "No such page", "")
    assert gone.derived["picture.png"].startswith(b"\x89PNG")


def test_what_broke_off_is_kept_and_says_so(site: Peer) -> None:
    half = saved(site, "/half")
    (short,) = (one for one in half.exchanges if one.address.endswith("/short"))
    assert short.truncated == "disconnect"
    assert short.answered.endswith(b"<p>Half of")
    file = verify.check(draft(half).sealed()).parts["archive/data.warc.gz"]
    told = [
        one.rec_headers.get_header("WARC-Truncated") for one in ArchiveIterator(io.BytesIO(file))
    ]
    assert [one for one in told if one] == ["disconnect"]


def test_a_page_that_breaks_off_itself_is_no_saved_page(site: Peer) -> None:
    with pytest.raises(FetchFailed, match="broken or was cut off"):
        saved(site, "/short")


def test_hints_before_an_answer_are_no_part_of_it(site: Peer) -> None:
    hints = saved(site, "/hints")
    assert paths(hints)["/hints"] == answer(b"<p>Hints", HTML)


def test_where_a_script_leads_on_both_steps_are_on_the_way(site: Peer) -> None:
    led = saved(site, "/script")
    ways = [(address.partition(site.place)[2], there) for address, _, there, _ in led.hops]
    assert ways == [("/script", ""), ("/hints", "")]


def test_a_redirect_into_the_schools_own_network_is_not_followed(site: Peer) -> None:
    with pytest.raises(Blocked, match=r"10\.0\.0\.1"):
        saved(site, "/inward")


def test_a_browser_that_fails_leaves_the_bytes_and_the_words(
    site: Peer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o700)
    monkeypatch.setenv("GOODNAME_BROWSER", str(broken))
    plain = saved(site, "/gate")
    assert plain.no_picture == "The browser stopped."
    assert "The gate is shut." in plain.text
    assert set(plain.derived) == {"text.txt"}


class Safe:
    """A site that speaks TLS, and the authority that signed for it."""

    def __init__(self) -> None:
        self.authority, certificate, key = certificates()
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.pair = certificate, key

    def load(self, folder: Path) -> None:
        for name, data in zip(("certificate", "key"), self.pair, strict=True):
            (folder / name).write_bytes(data)
        self.tls.load_cert_chain(folder / "certificate", folder / "key")


@pytest.fixture(scope="module")
def safe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Peer, bytes]]:
    told = Safe()
    told.load(tmp_path_factory.mktemp("tls"))
    with peer(forum, tls=told.tls) as running:
        yield running, told.authority


def test_a_safe_connection_is_recorded_in_the_clear(
    safe: tuple[Peer, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, authority = safe
    trusting = ssl.create_default_context(cadata=authority.decode())
    monkeypatch.setattr(wire, "tls", lambda: trusting)
    visit = saved(site, "/gate", "https", "localhost")
    assert visit.no_picture == ""
    assert paths(visit)["/gate"] == answer(PAGE.encode(), HTML)
    assert paths(visit)["/said"] == SAID
    assert "It opens at ten" in visit.text
    assert "/line" not in site.paths  # wss, too
    assert visit.exchanges[0].address == f"https://localhost:{site.port}/gate"


def test_a_site_that_cannot_prove_who_it_is_is_not_believed(safe: tuple[Peer, bytes]) -> None:
    with pytest.raises(FetchFailed, match="could not prove that it is who it says"):
        saved(safe[0], "/gate", "https", "localhost")


def test_a_browser_that_was_not_told_the_key_does_not_believe_the_proxy(
    safe: tuple[Peer, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, authority = safe
    trusting = ssl.create_default_context(cadata=authority.decode())
    monkeypatch.setattr(wire, "tls", lambda: trusting)
    launched = browser.launched
    monkeypatch.setattr(browser, "launched", lambda program, proxy, pin: launched(program, proxy))
    place = f"localhost:{site.port}"
    with pytest.raises(FetchFailed):
        seen(f"https://{place}/gate", now=NOW, software={}, allow_hosts=frozenset({place}))
