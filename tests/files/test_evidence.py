"""A capture on disk: whole, once, and every later change found and named."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from goodname.files import evidence
from goodname.files.manifest import Capture

CAPTURE = Capture(
    requested="http://forum.wexcombe.test/t/4",
    address="http://forum.wexcombe.test/t/4-gate",
    hops=(
        ("http://forum.wexcombe.test/t/4", 301, "http://forum.wexcombe.test/t/4-gate", "192.0.2.7:80"),
        ("http://forum.wexcombe.test/t/4-gate", 200, "", "192.0.2.7:80"),
    ),
    status=200,
    http_version="HTTP/1.1",
    server="192.0.2.7:80",
    request_headers=(("Host", "forum.wexcombe.test"), ("Accept-Encoding", "gzip")),
    response_headers=(("Content-Type", "text/html"), ("X-Name", "caf\xe9")),
    body=b"<p>The gate is shut.</p>",
    title="Gate",
    text="The gate is shut. \ud83d",
    at=datetime(2026, 7, 3, 15, 10, tzinfo=UTC),
    seconds=0.25,
    software={"goodname": "0.1.0"},
    who="person-7",
    why="first sight of harm",
    about={"case": "case-3"},
)  # fmt: skip
PARTS = ["body.bin", "request-headers.txt", "response-headers.txt", "text.txt"]


def test_what_a_later_reader_finds(tmp_path: Path) -> None:
    kept = evidence.write(tmp_path, CAPTURE)
    assert kept.folder == evidence.folder_of(tmp_path, kept.digest)
    assert sorted(path.name for path in kept.folder.iterdir()) == sorted([*PARTS, "manifest.json"])
    assert (kept.folder / "body.bin").read_bytes() == CAPTURE.body
    assert (kept.folder / "response-headers.txt").read_bytes().endswith(b"X-Name: caf\xe9\r\n")
    written = (kept.folder / "manifest.json").read_bytes()
    manifest = json.loads(written)
    assert sha256(written).hexdigest() == kept.digest == kept.folder.name
    assert manifest["parts"]["body.bin"] == {
        "sha256": sha256(CAPTURE.body).hexdigest(), "bytes": len(CAPTURE.body)
    }  # fmt: skip
    assert manifest["at"] == "2026-07-03T15:10:00.000Z"
    assert manifest["at_london"] == "2026-07-03T16:10:00.000+01:00"
    assert [hop["status"] for hop in manifest["hops"]] == [301, 200]
    assert (manifest["who"], manifest["about"]) == ("person-7", {"case": "case-3"})
    assert evidence.verify(kept.folder) == ()


def test_the_manifest_is_in_the_one_form_that_is_hashed(tmp_path: Path) -> None:
    written = (evidence.write(tmp_path, CAPTURE).folder / "manifest.json").read_bytes()
    assert written == evidence.canonical(json.loads(written))


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    folder = evidence.write(tmp_path, CAPTURE).folder
    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())


def test_the_same_capture_twice_is_one_folder_and_another_is_another(tmp_path: Path) -> None:
    first, second = evidence.write(tmp_path, CAPTURE), evidence.write(tmp_path, CAPTURE)
    other = evidence.write(tmp_path, replace(CAPTURE, status=404))
    assert first == second
    assert other.folder != first.folder


@pytest.mark.parametrize("part", [*PARTS, "manifest.json"])
@pytest.mark.parametrize("bit", [0, 7])
def test_one_flipped_bit_is_found_and_named(tmp_path: Path, part: str, bit: int) -> None:
    folder = evidence.write(tmp_path, CAPTURE).folder
    data = bytearray((folder / part).read_bytes())
    data[len(data) // 2] ^= 1 << bit
    (folder / part).write_bytes(data)
    (fault,) = evidence.verify(folder)
    assert fault.startswith(f"{part}: was changed")


@pytest.mark.parametrize("part", [*PARTS, "manifest.json"])
def test_a_missing_part_is_named(tmp_path: Path, part: str) -> None:
    folder = evidence.write(tmp_path, CAPTURE).folder
    (folder / part).unlink()
    (fault,) = evidence.verify(folder)
    assert fault.startswith(f"{part}: missing")


def test_what_was_added_is_named(tmp_path: Path) -> None:
    folder = evidence.write(tmp_path, CAPTURE).folder
    (folder / "note.txt").write_text("later")
    (folder / "more").mkdir()
    assert evidence.verify(folder) == (
        "more: does not belong to the capture",
        "note.txt: does not belong to the capture",
    )


def test_a_part_that_is_only_a_link_is_missing(tmp_path: Path) -> None:
    folder = evidence.write(tmp_path, CAPTURE).folder
    (folder / "body.bin").rename(tmp_path / "elsewhere")
    (folder / "body.bin").symlink_to(tmp_path / "elsewhere")
    assert evidence.verify(folder) == ("body.bin: missing",)


@pytest.mark.parametrize(
    "manifest",
    [b"", b"{", b"[]", b"null", b'{"format":"goodname-capture/1"}', b"[" * 100_000,
     b'{"format":"goodname-capture/1","parts":{}}',
     b'{"format":"goodname-capture/1","parts":{"../x":{"sha256":"0"}}}',
     b'{"format":"goodname-capture/1","parts":{"x":{"sha256":0}}}'],
)  # fmt: skip
def test_a_forged_manifest_is_named_and_leads_nowhere(tmp_path: Path, manifest: bytes) -> None:
    folder = tmp_path / sha256(manifest).hexdigest()
    folder.mkdir()
    (folder / "manifest.json").write_bytes(manifest)
    (fault,) = evidence.verify(folder)
    assert fault.startswith("manifest.json: ")


def test_a_folder_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    assert evidence.verify(tmp_path / "no") == ("manifest.json: missing or cannot be read",)


def test_a_full_disk_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = 0
    real = os.fsync

    def full(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        evidence.write(tmp_path, CAPTURE)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    monkeypatch.undo()
    assert evidence.verify(evidence.write(tmp_path, CAPTURE).folder) == ()
