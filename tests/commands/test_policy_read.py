"""`goodname policy read`: a school's own document becomes a draft that the check can take."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.commands.test_policy_check import goodname

SAYS = """\
Our social media policy

Staff must not accept friend requests from pupils.
Parents who have a concern are asked to speak to the class teacher or come to the school office first.
WhatsApp has a minimum age of 16.
The summer fair is on Saturday.
"""


def test_a_document_becomes_a_draft_that_holds_and_whose_stale_fact_is_found(
    tmp_path: Path,
) -> None:
    paper = tmp_path / "ours.txt"
    paper.write_text(SAYS, encoding="utf-8")
    told = goodname("policy", "read", str(paper), home=tmp_path)
    assert told.returncode == 0
    clauses = {clause["id"]: clause for clause in tomllib.loads(told.stdout)["clause"]}
    assert {"boundaries.friends", "concerns.direct", "ages.minimum"} <= clauses.keys()
    assert "Staff must not accept friend requests" in clauses["boundaries.friends"]["place"]
    assert "confidence" in clauses["boundaries.friends"]["place"]
    assert "The summer fair is on Saturday." in told.stderr.split("Could not be placed")[1]
    assert "Your policy says nothing of incidents.police" in told.stderr

    draft = tmp_path / "draft.toml"
    draft.write_text(told.stdout, encoding="utf-8")
    checked = goodname("policy", "check", str(draft), home=tmp_path)
    assert checked.returncode == 0
    assert "It holds" in checked.stdout
    assert "About the age for WhatsApp" in checked.stdout


def test_a_draft_goes_straight_into_the_check(tmp_path: Path) -> None:
    read = goodname("policy", "read", "-", home=tmp_path, given=SAYS)
    assert read.returncode == 0
    assert goodname("policy", "check", "-", home=tmp_path, given=read.stdout).returncode == 0


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("empty.txt", b"", "empty"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "PDF, Word (DOCX)"),
        ("broken.pdf", b"%PDF-1.7\nnothing of the kind", "PDF"),
    ],
)
def test_what_is_no_document_is_bad_input(
    name: str, data: bytes, told: str, tmp_path: Path
) -> None:
    paper = tmp_path / name
    paper.write_bytes(data)
    answer = goodname("policy", "read", str(paper), home=tmp_path)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith(f"{paper}: ")
    assert told.casefold() in answer.stderr.casefold()
    assert "Traceback" not in answer.stderr


def test_a_folder_is_named_as_what_it_is(tmp_path: Path) -> None:
    answer = goodname("policy", "read", str(tmp_path), home=tmp_path)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "directory" in answer.stderr


def test_help_says_what_it_takes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "goodname.cli", "policy", "read", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "docx, pdf" in done.stdout
