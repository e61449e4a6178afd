"""A capture from a real server to a file that verifies."""

import gzip
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest

from goodname.adapters.answer import Blocked
from goodname.adapters.capture import capture
from goodname.files.wacz import store
from goodname.files.wacz.pack import draft

from .peers import Peer, answer, peer

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
PAGE = gzip.compress(b"<title>Gate</title><p>The gate is <b>shut</b>.</p>")


def forum(site: Peer, path: str, out: BinaryIO) -> None:
    if path == "/t/4":
        out.write(answer(b"", "Location: /t/4-gate", status="301 Moved Permanently"))
    elif path == "/photo":
        out.write(answer(b"\x89PNG\0", "Content-Type: image/png"))
    elif path == "/t/4-gate":
        out.write(answer(PAGE, "Content-Type: text/html", "Content-Encoding: gzip"))
    else:
        out.write(answer(b"<p>No such page", status="404 Not Found"))


def test_from_the_web_to_a_file_that_verifies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOODNAME_BROWSER", "none")
    with peer(forum) as site:
        taken = capture(
            f"http://{site.place}/t/4", now=NOW, who="person-7", why="harm",
            about={"case": "case-3"}, allow_hosts=frozenset({site.place}),
        )  # fmt: skip
    made = draft(taken)
    kept = store.check(store.write(tmp_path, made))
    assert (kept.faults, kept.listed) == ([], made.listed)
    moved, shown = taken.exchanges
    assert (moved.status, moved.header("location"), moved.body) == (301, "/t/4-gate", b"")
    assert moved.asked.startswith(b"GET /t/4 HTTP/1.1\r\nHost: " + site.place.encode())
    assert shown.answered.startswith(b"HTTP/1.1 200 OK\r\n")
    assert shown.body == PAGE  # as received: still packed
    assert kept.parts["page/text.txt"] == b"The gate is shut."
    told = kept.listed["goodname"]
    assert told["requested"].endswith("/t/4")
    assert told["address"].endswith("/t/4-gate")
    assert [hop["server"] for hop in told["hops"]] == [site.place] * 2
    assert (kept.listed["title"], told["status"], told["server"]) == ("Gate", 200, site.place)
    assert (told["who"], told["why"], told["about"]) == ("person-7", "harm", {"case": "case-3"})
    assert told["no_picture"] == "No browser is installed here."
    assert set(told["software"]) == {"goodname", "httpcore2", "openssl", "python"}


def test_a_missing_page_and_a_picture_are_evidence_too() -> None:
    with peer(forum) as site:
        allow = frozenset({site.place})
        gone = capture(f"http://{site.place}/gone", now=NOW, allow_hosts=allow)
        photo = capture(f"http://{site.place}/photo", now=NOW, allow_hosts=allow)
    assert (gone.status, gone.text) == (404, "No such page")
    assert (photo.exchanges[-1].body, photo.text) == (b"\x89PNG\0", "")


def test_a_capture_goes_nowhere_that_the_fetcher_may_not() -> None:
    with peer(forum) as site, pytest.raises(Blocked):
        capture(f"http://{site.place}/t/4", now=NOW)
