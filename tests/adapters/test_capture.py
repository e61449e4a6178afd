"""A capture from a real server to a folder that verifies."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest

from goodname.adapters.answer import Blocked
from goodname.adapters.capture import capture
from goodname.files import evidence

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


def test_from_the_web_to_a_folder_that_verifies(tmp_path: Path) -> None:
    with peer(forum) as site:
        taken = capture(
            f"http://{site.place}/t/4", now=NOW, who="person-7", why="harm",
            about={"case": "case-3"}, allow_hosts=frozenset({site.place}),
        )  # fmt: skip
    kept = evidence.write(tmp_path, taken)
    assert evidence.verify(kept.folder) == ()
    assert (kept.folder / "body.bin").read_bytes() == PAGE  # as received: still packed
    assert (kept.folder / "text.txt").read_text() == "The gate is shut."
    assert b"Content-Encoding: gzip\r\n" in (kept.folder / "response-headers.txt").read_bytes()
    manifest = json.loads((kept.folder / "manifest.json").read_bytes())
    assert manifest["requested"].endswith("/t/4")
    assert manifest["address"].endswith("/t/4-gate")
    assert [hop["server"] for hop in manifest["hops"]] == [site.place] * 2
    assert (manifest["title"], manifest["status"], manifest["server"]) == ("Gate", 200, site.place)
    assert set(manifest["software"]) == {"goodname", "httpcore2", "openssl", "python"}


def test_a_missing_page_and_a_picture_are_evidence_too() -> None:
    with peer(forum) as site:
        allow = frozenset({site.place})
        gone = capture(f"http://{site.place}/gone", now=NOW, allow_hosts=allow)
        photo = capture(f"http://{site.place}/photo", now=NOW, allow_hosts=allow)
    assert (gone.status, gone.text) == (404, "No such page")
    assert (photo.body, photo.text) == (b"\x89PNG\0", "")


def test_a_capture_goes_nowhere_that_the_fetcher_may_not() -> None:
    with peer(forum) as site, pytest.raises(Blocked):
        capture(f"http://{site.place}/t/4", now=NOW)
