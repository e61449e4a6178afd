"""What somebody brought, on disk: whole, once, and every later change found and named."""

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from goodname.files import evidence

PARTS = {"original.png": b"\x89PNG the gate", "words.txt": "caf\xe9".encode()}
LISTED = {
    "format": evidence.FORMAT,
    "parts": {
        name: {"sha256": sha256(data).hexdigest(), "bytes": len(data)}
        for name, data in PARTS.items()
    },
    "at": "2026-07-03T15:10:00.000Z",
    "who": "person-7 \ud83d",
}


def keep(root: Path) -> evidence.Kept:
    return evidence.keep(root, PARTS, LISTED)


def test_what_a_later_reader_finds(tmp_path: Path) -> None:
    kept = keep(tmp_path)
    assert kept.folder == evidence.folder_of(tmp_path, kept.digest)
    assert sorted(path.name for path in kept.folder.iterdir()) == sorted([*PARTS, "manifest.json"])
    assert {name: (kept.folder / name).read_bytes() for name in PARTS} == PARTS
    written = (kept.folder / "manifest.json").read_bytes()
    assert sha256(written).hexdigest() == kept.digest == kept.folder.name
    assert json.loads(written)["at"] == "2026-07-03T15:10:00.000Z"
    assert evidence.verify(kept.folder) == ()


def test_the_manifest_is_in_the_one_form_that_is_hashed(tmp_path: Path) -> None:
    written = (keep(tmp_path).folder / "manifest.json").read_bytes()
    assert written == evidence.canonical(json.loads(written))


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    folder = keep(tmp_path).folder
    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())


def test_the_same_twice_is_one_folder_and_another_is_another(tmp_path: Path) -> None:
    first, second = keep(tmp_path), keep(tmp_path)
    other = evidence.keep(tmp_path, PARTS, {**LISTED, "at": "later"})
    assert first == second
    assert other.folder != first.folder


@pytest.mark.parametrize("part", [*PARTS, "manifest.json"])
@pytest.mark.parametrize("bit", [0, 7])
def test_one_flipped_bit_is_found_and_named(tmp_path: Path, part: str, bit: int) -> None:
    folder = keep(tmp_path).folder
    data = bytearray((folder / part).read_bytes())
    data[len(data) // 2] ^= 1 << bit
    (folder / part).write_bytes(data)
    (fault,) = evidence.verify(folder)
    assert fault.startswith(f"{part}: was changed")


@pytest.mark.parametrize("part", [*PARTS, "manifest.json"])
def test_a_missing_part_is_named(tmp_path: Path, part: str) -> None:
    folder = keep(tmp_path).folder
    (folder / part).unlink()
    (fault,) = evidence.verify(folder)
    assert fault.startswith(f"{part}: missing")


def test_what_was_added_is_named(tmp_path: Path) -> None:
    folder = keep(tmp_path).folder
    (folder / "note.txt").write_text("later")
    (folder / "more").mkdir()
    assert evidence.verify(folder) == (
        "more: does not belong to the capture",
        "note.txt: does not belong to the capture",
    )


def test_a_part_that_is_only_a_link_is_missing(tmp_path: Path) -> None:
    folder = keep(tmp_path).folder
    (folder / "original.png").rename(tmp_path / "elsewhere")
    (folder / "original.png").symlink_to(tmp_path / "elsewhere")
    assert evidence.verify(folder) == ("original.png: missing",)


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
        keep(tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    monkeypatch.undo()
    assert evidence.verify(keep(tmp_path).folder) == ()
