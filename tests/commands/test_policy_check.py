"""`goodname policy check` and `decide --policy` as a governor, a script or a vandal meets them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from goodname.data.policies import text

ROOT = Path(__file__).parents[2]
RUDE = json.dumps({"author": "parent", "conduct": ["rude"]})
PUNISHED = text("highfield").replace(
    'where = ["offending", "community"]\nremoval = ["not_asked"]', 'removal = ["not_asked"]'
)


def goodname(*arguments: str, home: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith("GOODNAME_")}
    return subprocess.run(
        [sys.executable, "-m", "goodname.cli", *arguments],
        cwd=ROOT,
        env=env | {"GOODNAME_HOME": str(home)},
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_shipped_policy_holds_and_says_how_that_is_known(tmp_path: Path) -> None:
    told = goodname("policy", "check", home=tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    assert "It holds: no hole, no clash, no dead row, no broken rule." in told.stdout
    assert "59,930,255,638,618,560 different sets of facts can happen." in told.stdout
    assert "10,000 large sets of facts were read row by row as well" in told.stdout
    assert "ERROR" not in told.stdout
    for kind in ("gap", "dangling", "stale", "unverified"):
        assert f"({kind})" in told.stdout


def test_findings_as_json_have_the_public_shape(tmp_path: Path) -> None:
    told = goodname("policy", "check", "--json", "-", home=tmp_path, given=text("highfield"))
    assert told.returncode == 0
    found = json.loads(told.stdout)
    assert {tuple(one) for one in found} == {("kind", "severity", "clause", "text", "example")}
    assert {one["severity"] for one in found} == {"finding"}
    whatsapp = next(one for one in found if one["clause"] == "ages.minimum")
    assert (whatsapp["kind"], "13" in whatsapp["text"]) == ("stale", True)


def test_a_policy_that_punishes_fair_words_is_refused_with_the_words(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(PUNISHED, encoding="utf-8")
    told = goodname("policy", "check", str(file), home=tmp_path)
    assert told.returncode == 1
    assert "It cannot be used" in told.stdout
    assert "For instance: A parent wrote it and there is praise." in told.stdout
    (fair, *_) = json.loads(goodname("policy", "check", "--json", str(file), home=tmp_path).stdout)
    assert (fair["kind"], fair["severity"]) == ("clash", "error")
    assert fair["example"]["conduct"] == ["praise"]

    decided = goodname("decide", "--policy", str(file), home=tmp_path, given=RUDE)
    assert (decided.returncode, decided.stdout) == (2, "")
    assert f"{file}: incidents.deletion: " in decided.stderr
    assert not (tmp_path / "proofs").exists()


def test_a_policy_of_ones_own_is_proved_once(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(text("highfield").replace('version = "1.0"', 'version = "7"', 1))
    first = goodname("decide", "--policy", str(file), home=tmp_path, given=RUDE)
    assert (first.returncode, first.stderr) == (0, "")
    assert json.loads(first.stdout)["policy"]["version"].startswith("7+")
    (proved,) = (tmp_path / "proofs").iterdir()
    before = proved.stat().st_mtime_ns
    again = goodname("decide", "--policy", str(file), home=tmp_path, given=RUDE)
    assert again.stdout == first.stdout
    assert proved.stat().st_mtime_ns == before
    file.write_text(PUNISHED)  # another text was never proved
    assert goodname("decide", "--policy", str(file), home=tmp_path, given=RUDE).returncode == 2


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("[pack\n", "line 1: "),
        ("", "there is no [pack]"),
        (text("highfield").replace('kind = "aim"', 'sort = "aim"', 1), "does not know sort"),
        (text("highfield").replace('force = "must"', 'force = "shall"', 1), "does not know shall"),
        (text("highfield").replace('adds_to = ["england"]', "adds_to = []"), "must be"),
    ],
)
def test_what_is_no_policy_is_bad_input(written: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(written, encoding="utf-8")
    for command in (["policy", "check", str(file)], ["decide", "--policy", str(file)]):
        answer = goodname(*command, home=tmp_path, given=RUDE)
        assert (answer.returncode, answer.stdout) == (2, "")
        assert answer.stderr.startswith(f"{file}: ")
        assert told in answer.stderr


def test_a_missing_file_and_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    nowhere = goodname("policy", "check", str(tmp_path / "none.toml"), home=tmp_path)
    assert (nowhere.returncode, "No such file" in nowhere.stderr) == (2, True)
    (tmp_path / "odd.toml").write_bytes(b'[pack]\nid = "\xff"\n')
    odd = goodname("policy", "check", str(tmp_path / "odd.toml"), home=tmp_path)
    assert (odd.returncode, "line 2: is not UTF-8" in odd.stderr) == (2, True)


def test_facts_and_policy_cannot_both_come_from_standard_input(tmp_path: Path) -> None:
    told = goodname("decide", "--policy", "-", "-", home=tmp_path, given=RUDE)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith("--policy: ")
