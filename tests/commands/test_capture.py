"""`goodname capture` and `goodname verify`, as somebody at a terminal meets them."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from goodname import cli
from tests.adapters.peers import Peer, answer, peer

PAGE = b"<title>Gate</title><p>The gate is shut.</p>"


def site(here: Peer, path: str, out: BinaryIO) -> None:
    if path == "/old":
        out.write(answer(b"", "Location: /gate", status="302 Found"))
    else:
        out.write(answer(PAGE, "Content-Type: text/html"))


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with peer(site) as here:
        monkeypatch.setenv("GOODNAME_ALLOW_HOSTS", here.place)
        yield here.place


def test_a_page_becomes_a_file_that_verifies(place, tmp_path, capsys):
    file = tmp_path / "gate.wacz"
    assert cli.main(["capture", f"http://{place}/old", "--out", str(file)]) == 0
    said = capsys.readouterr()
    assert f"http://{place}/gate answered 200" in said.out
    assert said.err == ""
    assert [path.name for path in tmp_path.iterdir()] == ["gate.wacz"]
    assert file.stat().st_mode & 0o077 == 0
    assert cli.main(["verify", str(file)]) == 0
    checked = capsys.readouterr().out
    assert checked.startswith("WHOLE.")
    assert f"http://{place}/old" in checked
    digest = said.out.split("list of parts: ")[1].strip()
    assert digest in checked


def test_a_changed_one_is_found_through_a_pipe_too(place, tmp_path, capsys, monkeypatch):
    file = tmp_path / "gate.wacz"
    cli.main(["capture", f"http://{place}/gate", "--out", str(file)])
    capsys.readouterr()
    changed = file.read_bytes().replace(b"The gate is shut", b"The gate is open", 1)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(changed)))
    assert cli.main(["verify", "-"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("CHANGED.")
    assert "was changed: its SHA-256 is not the listed one" in said


def test_where_the_fetcher_may_not_go_nothing_is_written(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("GOODNAME_ALLOW_HOSTS", raising=False)
    with peer(site) as here:
        asked = ["capture", f"http://{here.place}/gate", "--out", str(tmp_path / "gate.wacz")]
        assert cli.main(asked) == 1
        assert here.connected == 0
    said = capsys.readouterr()
    assert len(said.err.splitlines()) == 1
    assert said.out == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("address", "out", "told"),
    [
        ("gate", "a.wacz", "URL: 'gate' is no address of a page; allowed is http"),
        ("ftp://town.example/", "a.wacz", "is no address of a page"),
        ("http://", "a.wacz", "is no address of a page"),
        ("http://town.example/", "a.zip", "--out: 'a.zip' must end in .wacz"),
        ("http://town.example/", "there.wacz", "is there already; a saved page is never written over"),
        ("http://town.example/", "no/a.wacz", "--out: there is no folder"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_one_line(address, out, told, tmp_path, capsys):
    kept = tmp_path / "there.wacz"
    kept.write_bytes(b"evidence")
    assert cli.main(["capture", address, "--out", str(tmp_path / out)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line
    assert [path.name for path in tmp_path.iterdir()] == ["there.wacz"]
    assert kept.read_bytes() == b"evidence"


def test_what_is_no_saved_page_is_said_to_be_none(tmp_path: Path, capsys):
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff datapackage.json")
    assert cli.main(["verify", str(photo)]) == 2
    assert "is no saved page" in capsys.readouterr().err
    assert cli.main(["verify", str(tmp_path / "none.wacz")]) == 2
    assert "cannot be read" in capsys.readouterr().err
    assert cli.main(["verify", str(photo), "--head", "0" * 64]) == 2
    assert "--head: goes with --ledger" in capsys.readouterr().err
    for both in ([], [str(photo), "--ledger"]):
        with pytest.raises(SystemExit) as refused:
            cli.main(["verify", *both])
        assert refused.value.code == 2
