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
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser
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
        found = verify.check(file.read_bytes())
        records = 1 + 2 * len(found.listed["goodname"]["hops"])  # at least those of the way there
        assert told.returncode == 0, told.stdout
        assert told.stdout.count("digest pass") >= records, told.stdout


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


def test_replayed_picture(saved: tuple[str, dict[str, Path]], browser: Browser) -> None:
    """A browser draws pywb's replay of a page as ours drew the page"""
    town, files = saved
    drawn = {page: files[page] for page in PAGES if not page.endswith(".xml")}
    with replayed(*drawn.values()) as replay:
        for page, file in drawn.items():
            found = verify.check(file.read_bytes())
            ours = Image.open(io.BytesIO(found.parts["page/picture.png"])).convert("RGB")
            time = re.sub(r"\D", "", found.listed["created"])[:14]
            visitor = browser.new_page(viewport={"width": ours.width, "height": ours.height})
            visitor.goto(replay.at(time, town + page, "mp_"))
            frame = visitor.locator("iframe")  # the replay server's own bar stands above it
            bar = round((frame.bounding_box() or {"y": 0})["y"])
            visitor.set_viewport_size({"width": ours.width, "height": ours.height + bar})
            visitor.frame_locator("iframe").locator("body").wait_for()
            theirs = Image.open(io.BytesIO(frame.screenshot())).convert("RGB")
            visitor.close()
            assert abs(theirs.height - ours.height) <= 1  # the bar's height is no whole number
            theirs = theirs.crop((0, 0, *ours.size))
            apart = ImageStat.Stat(ImageChops.difference(ours, theirs)).mean
            assert max(apart) < 1, (page, apart)  # of 255, over the whole of it
            blank = Image.new("RGB", ours.size, ours.getpixel((0, ours.height - 1)))
            assert max(ImageStat.Stat(ImageChops.difference(ours, blank)).mean) > 1, page


def answered(file: Path) -> bytes:
    """The body of what the page itself was answered with, as warcio reads it."""
    found = verify.check(file.read_bytes())
    archive = found.parts["archive/data.warc.gz"]
    bodies = [
        bytes(record.content_stream().read())
        for record in ArchiveIterator(io.BytesIO(archive))
        if record.rec_type == "response"
        and record.rec_headers.get_header("WARC-Target-URI") == found.listed["goodname"]["address"]
    ]
    return bodies[0]
