"""Measures saving pages, and checking them beside warcio's own check of the same archive, on one core.

`python -m bench.prove [--pages N] [--megabytes M]`

Saving fetches pages of some 60 kB from this machine, packs and writes them through to the disk; a
twentieth of them again in the installed browser, a fresh one for each page, which draws it too.
Checking looks at one saved page whose site answered with M megabytes of words. Both checks read the
same file from memory, turn by turn; each one's middle round counts, by the time of the processor.
They do not do the same: ours hashes every part and lays the whole file out again, warcio unpacks
the archive alone and hashes each record. Rates are megabytes of the saved file a second.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from unittest import mock

from warcio.archiveiterator import ArchiveIterator

from bench.decide import machine
from goodname.adapters.capture import capture
from goodname.files import programs
from goodname.files.wacz import store, verify
from goodname.files.wacz.pack import draft

ROUNDS = 5
PAGE = 60_000  # bytes of a usual page's mark-up
NOW = datetime(2026, 3, 2, 15, 20, tzinfo=UTC)


def words(size: int) -> bytes:
    """A page of so many bytes of made-up words."""
    chance, letters = random.Random(7), "etaoinshrdlucmwfgypbvk"
    known = ["".join(chance.choices(letters, k=chance.randrange(2, 9))) for _ in range(4_000)]
    said = " ".join(chance.choices(known, k=size // 6))[:size]
    return f"<!doctype html><title>A page</title><p>{said}</p>".encode()


class Site(ThreadingHTTPServer):
    """Answers every address with one page."""

    def __init__(self, page: bytes) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(page)))
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, format: str, *args: object) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        self.place = f"127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()


def checked(archive: bytes) -> int:
    """warcio's check: every record is read to its end and held against its digests."""
    records = 0
    for record in ArchiveIterator(io.BytesIO(archive), check_digests="raise"):
        stream = record.content_stream()
        while stream.read(1 << 20):
            pass
        records += 1
    return records


def saving(pages: int, root: Path) -> float:
    """Pages a minute, by the clock on the wall; in a browser or without one as GOODNAME_BROWSER says."""
    site = Site(words(PAGE))
    began = time.perf_counter()
    for number in range(pages):
        visit = capture(
            f"http://{site.place}/{number}", now=NOW, allow_hosts=frozenset({site.place})
        )
        store.write(root, draft(visit))
    took = time.perf_counter() - began
    site.shutdown()
    site.server_close()
    return 60 * pages / took


def checking(megabytes: int) -> dict[str, float]:
    """Megabytes of the saved file a second: `ours` and `warcio`, and `ratio`."""
    site = Site(words(megabytes * 1_000_000))
    allowed = frozenset({site.place})
    data = draft(capture(f"http://{site.place}/", now=NOW, allow_hosts=allowed)).sealed()
    site.shutdown()
    site.server_close()
    archive = verify.check(data).parts["archive/data.warc.gz"]
    assert verify.check(data).faults == []
    assert checked(archive) == 3
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(_seconds(lambda: verify.check(data)))
        theirs.append(_seconds(lambda: checked(archive)))
    size = len(data) / 1e6
    rates = {"ours": size / statistics.median(ours), "warcio": size / statistics.median(theirs)}
    return {**rates, "ratio": rates["ours"] / rates["warcio"], "megabytes": size}


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def measure(pages: int = 200, megabytes: int = 8) -> dict[str, Any]:
    """Everything, as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        drawn = saving(max(1, pages // 20), Path(folder)) if programs.browser() else None
        with mock.patch.dict(os.environ, GOODNAME_BROWSER=programs.NONE):
            saved, check = saving(pages, Path(folder)), checking(megabytes)
    return {
        "machine": machine(), "pages": pages, "a minute": saved, "drawn a minute": drawn,
        "check": check,
    }  # fmt: skip


def show(result: dict[str, Any]) -> str:
    check = result["check"]
    return (
        f"{result['machine']}\n"
        f"saved, {result['pages']} pages of {PAGE // 1000} kB one after another: "
        f"{result['a minute']:,.0f} a minute by one fetch, "
        f"{result['drawn a minute'] or 0:,.0f} a minute in a browser that draws it\n"
        f"checked, one saved page of {check['megabytes']:.1f} MB: ours {check['ours']:,.0f} MB/s, "
        f"warcio {check['warcio']:,.0f} MB/s, {check['ratio']:.1f} times"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--megabytes", type=int, default=8)
    given = parser.parse_args()
    print(show(measure(given.pages, given.megabytes)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
