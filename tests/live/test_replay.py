"""Saved pages in other people's tools: the validator, the checker of archives, and a replay server."""

import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest
from warcio.archiveiterator import ArchiveIterator

from goodname.files.wacz import verify
from tests.live.peers.processes import answers, free_port, wait_for
from tests.live.peers.replay import release, replayed, tool
from tests.worker.desks import ROOT

# Of the made-up town: its front page, the front pages of three sites, a feed, and a page that is not there.
PAGES = ("/", "/gazette/", "/forum/", "/blog/", "/gazette/atom.xml", "/none-such")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, Path]]]:
    """The town's address, and a page of each kind saved by `goodname capture`."""
    folder, port = tmp_path_factory.mktemp("saved"), free_port()
    town, log = f"http://127.0.0.1:{port}", folder / "town.log"
    command = [sys.executable, "-m", "goodname.demo.town", "--port", str(port), "--state"]
    with log.open("w") as said:
        process = subprocess.Popen([*command, str(folder / "town")], cwd=ROOT, stderr=said)
    try:
        wait_for(lambda: answers(f"{town}/health"), "the town", log)
        files = {}
        for number, page in enumerate(PAGES):
            files[page] = folder / f"{number}.wacz"
            subprocess.run(
                [sys.executable, "-m", "goodname.cli", "capture", town + page, "--out", files[page]],
                cwd=ROOT, env=os.environ | {"GOODNAME_ALLOW_HOSTS": f"127.0.0.1:{port}"}, check=True,
            )  # fmt: skip
        yield town, files
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def test_validator(saved: tuple[str, dict[str, Path]]) -> None:
    """The public validator of WACZ files finds a page of each kind valid"""
    release("wacz")
    for file in saved[1].values():
        told = tool("wacz", "validate", "-f", file)
        assert "the passed WACZ is valid" in told.stdout, told.stdout + told.stderr


def test_validator_damage(saved: tuple[str, dict[str, Path]], tmp_path: Path) -> None:
    """It finds a changed one invalid, and so do we, with the name of the part"""
    data = saved[1]["/"].read_bytes()
    parts = verify.check(data).parts
    changed = tmp_path / "changed.wacz"
    changed.write_bytes(verify.lay_out({**parts, "page/text.txt": b"Something kinder."}))
    assert "is invalid" in tool("wacz", "validate", "-f", changed).stdout
    (fault,) = verify.check(changed.read_bytes()).faults
    assert fault == "The part page/text.txt was changed: its SHA-256 is not the listed one."


def test_checker(saved: tuple[str, dict[str, Path]], tmp_path: Path) -> None:
    """warcio finds every digest of every record right"""
    release("warcio")
    for file in saved[1].values():
        archive = tmp_path / "data.warc.gz"
        archive.write_bytes(verify.check(file.read_bytes()).parts["archive/data.warc.gz"])
        told = tool("warcio", "check", "-v", archive)
        assert (told.returncode, told.stdout.count("digest pass")) == (0, 3), told.stdout


def test_replay(saved: tuple[str, dict[str, Path]]) -> None:
    """pywb replays each page with its status and the very bytes that the town answered"""
    town, files = saved
    with replayed(*files.values()) as replay:
        for page, file in files.items():
            told = verify.check(file.read_bytes()).listed
            time = re.sub(r"\D", "", told["created"])[:14]
            try:
                status, body = replay.page(time, town + page)
            except HTTPError as no:
                status, body = no.code, no.read()
            assert status == told["goodname"]["status"]
            assert body == answered(file), page
            assert told["goodname"]["requested"] == town + page


def answered(file: Path) -> bytes:
    """The body of the one answer in a saved page, as warcio reads it."""
    archive = verify.check(file.read_bytes()).parts["archive/data.warc.gz"]
    (body,) = [
        bytes(record.content_stream().read())
        for record in ArchiveIterator(io.BytesIO(archive))
        if record.rec_type == "response"
    ]
    return body
