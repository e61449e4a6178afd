"""Whoever changes a saved page is found out, and what they changed is named."""

import io
import json
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.files.wacz import verify
from goodname.files.wacz.verify import COVER, LIST, canonical, check, lay_out

from .visits import OLD, PAGE, VISIT, pack

DATA, DIGEST = pack(VISIT)
PARTS = check(DATA).parts


def region(at: int) -> str:
    """Which part this byte belongs to, its own wrapping included; "directory" at the end."""
    with zipfile.ZipFile(io.BytesIO(DATA)) as opened:
        for one in opened.infolist():
            if at < one.header_offset + 30 + len(one.filename) + one.file_size:
                return one.filename
    return "directory"


def test_a_whole_one_has_no_fault_and_says_what_it_is():
    found = check(DATA)
    said = verify.report(found)
    assert found.faults == []
    assert said.startswith("WHOLE. All 8 parts are as they were when the page was saved.")
    assert OLD in said
    assert "Friday 3 July 2026 at 16:10:05 in London" in said
    assert DIGEST in said


def test_two_hundred_changes_of_one_byte_are_found_and_named():
    chance = random.Random(6)
    for _ in range(200):
        at = chance.randrange(len(DATA))
        changed = bytearray(DATA)
        changed[at] ^= chance.randrange(1, 256)
        faults = " ".join(check(bytes(changed)).faults)
        assert faults, at
        if region(at) == "directory":
            assert "directory at the end" in faults or "wrapping" in faults
        else:
            assert region(at) in faults or "wrapping" in faults, (at, faults)


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("bit", [0, 7])
def test_a_flipped_bit_inside_a_part_names_that_part(name, bit):
    data = bytearray(PARTS[name])
    data[len(data) // 2] ^= 1 << bit
    found = check(lay_out({**PARTS, name: bytes(data)}))
    assert any(name in fault and "was changed" in fault for fault in found.faults)


@given(st.integers(0, len(DATA)))
def test_wherever_it_is_cut_off_it_is_found(length):
    if length < len(DATA):
        assert check(DATA[:length]).faults


@given(st.binary(min_size=1, max_size=40), st.integers(0, len(DATA)))
def test_whatever_is_put_in_anywhere_is_found(more, at):
    assert check(DATA[:at] + more + DATA[at:]).faults


@given(st.binary(max_size=400))
def test_any_bytes_at_all_are_answered(data):
    assert check(data).faults


def test_parts_that_are_missing_added_or_moved_are_named():
    without = {name: data for name, data in PARTS.items() if name != "page/text.txt"}
    assert "The part page/text.txt is missing." in check(lay_out(without)).faults
    more = {**PARTS, "page/note.txt": b"later"}
    assert (
        "The part page/note.txt does not belong to this saved page." in check(lay_out(more)).faults
    )
    for name in (LIST, COVER):
        left = {one: data for one, data in PARTS.items() if one != name}
        assert any(f"({name}) is missing" in fault for fault in check(lay_out(left)).faults)


def test_a_part_that_was_changed_with_its_list_still_differs_from_the_cover():
    told = json.loads(PARTS[LIST])
    told["goodname"]["at"] = "2020-01-01T00:00:00.000Z"
    (fault,) = check(lay_out({**PARTS, LIST: canonical(told)})).faults
    assert fault == f"The list of parts ({LIST}) was changed since its cover was written."


def test_whoever_forges_it_all_makes_another_list_which_the_ledger_does_not_know():
    from dataclasses import replace

    forged, digest = pack(replace(VISIT, derived={"text.txt": b"Something kinder."}))
    assert check(forged).faults == []
    assert digest != DIGEST


def test_a_compressed_zip_of_the_same_parts_is_not_the_same():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in PARTS.items():
            packed.writestr(name, data)
    assert check(out.getvalue()).faults


@pytest.mark.parametrize("name", [LIST, COVER])
@pytest.mark.parametrize(
    "written", [b"", b"{", b"[]", b"null", b"3", b"[" * 100_000, b"\xff", b"{}"]
)
def test_a_forged_list_or_cover_is_named_and_leads_nowhere(name, written):
    faults = check(lay_out({**PARTS, name: written})).faults
    assert any(f"({name}) was changed" in fault for fault in faults)


def test_what_a_forged_one_says_of_itself_cannot_command_a_terminal():
    from dataclasses import replace

    evil = pack(replace(VISIT, requested=PAGE + "\x1b[2J\x1b]0;owned\x07"))[0]
    assert "\x1b" not in verify.report(check(evil))


def run(program: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    # -I: nothing of ours, nor of this folder, can be found from there.
    command = [sys.executable, "-I", str(program), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_the_program_in_the_pack_checks_it_on_a_machine_without_us(tmp_path):
    saved, changed = tmp_path / "saved.wacz", tmp_path / "changed.wacz"
    saved.write_bytes(DATA)
    changed.write_bytes(DATA.replace(b"The gate is shut", b"The gate was shut"[:16], 1))
    with zipfile.ZipFile(saved) as opened:
        program = Path(opened.extract("verify/verify.py", tmp_path))
    whole = run(program, str(saved))
    assert (whole.returncode, whole.stderr) == (0, "")
    assert whole.stdout.startswith("WHOLE.")
    broken = run(program, str(changed))
    assert broken.returncode == 1
    assert "The part p" in broken.stdout
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    for arguments in ([], ["--help"], [str(tmp_path / "none.wacz")], [str(tmp_path / "photo.jpg")]):
        refused = run(program, *arguments)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert len(refused.stderr.splitlines()) == 1
