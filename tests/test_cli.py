"""The `goodname` command as a person or a script meets it: words, output, exit status."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from goodname import cli

ROOT = Path(__file__).parents[1]
RUDE = {"author": "parent", "conduct": ["rude"], "towards": ["staff"]}
PRAISE = {"author": "unknown", "conduct": ["praise"]}


def goodname(
    *arguments: str, given: str | bytes = "", home: Path | None = None
) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith("GOODNAME_")}
    if home:
        env["GOODNAME_HOME"] = str(home)
    done = subprocess.run(
        [sys.executable, "-m", "goodname.cli", *arguments],
        cwd=ROOT,
        env=env,
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        timeout=60,
        check=False,
    )
    out, told = done.stdout.decode(), done.stderr.decode()
    return subprocess.CompletedProcess(done.args, done.returncode, out, told)


def actions(output: str) -> list[set[str]]:
    return [{step["action"] for step in json.loads(line)["steps"]} for line in output.splitlines()]


def test_decide_answers_line_by_line_in_the_public_shape() -> None:
    told = goodname("decide", given=f"{json.dumps(RUDE)}\n\n{json.dumps(PRAISE)}\n")
    assert (told.returncode, told.stderr) == (0, "")
    rude, praise = actions(told.stdout)
    assert {"record", "capture_evidence", "request_deletion"} <= rude
    assert "acknowledge" in praise
    assert "request_deletion" not in praise
    answer = json.loads(told.stdout.splitlines()[0])
    assert list(answer) == ["steps", "forbidden", "policy"]
    fields = ["action", "force", "owner", "to", "within", "within_unit", "clauses", "why"]
    assert all(list(step) == fields for step in answer["steps"])
    assert answer["policy"]["packs"] == ["highfield", "england"]


@pytest.mark.parametrize(
    "given",
    [
        json.dumps([RUDE, PRAISE]),
        json.dumps([RUDE, PRAISE], indent=2),
        json.dumps(RUDE) + "\r\n" + json.dumps(PRAISE),
        "\ufeff" + json.dumps(RUDE) + "\n" + json.dumps(PRAISE),
    ],
    ids=["array", "array over lines", "windows lines", "byte order mark"],
)
def test_the_same_facts_may_be_written_in_several_ways(given: str) -> None:
    lines = goodname("decide", given=f"{json.dumps(RUDE)}\n{json.dumps(PRAISE)}").stdout
    assert goodname("decide", "-", given=given).stdout == lines


def test_decide_reads_a_file_and_one_object_over_several_lines(tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_text(json.dumps(RUDE, indent=4))
    told = goodname("decide", str(tmp_path / "facts.json"))
    assert told.returncode == 0
    assert len(told.stdout.splitlines()) == 1


def test_one_bad_line_means_no_output_and_every_fault_is_named() -> None:
    lines = [
        json.dumps(RUDE),
        '{"author": "aunt", "conduct": []}',
        '{"author": "parent", "conduct": ["rude"]',
        '{"author": "parent", "conduct": ["rude"], "author_age": true}',
        "hello",
        '["rude"]',
    ]
    told = goodname("decide", given="\n".join(lines))
    assert (told.returncode, told.stdout) == (2, "")
    faults = told.stderr.splitlines()
    begins = [fault.split(": ")[:2] for fault in faults]
    assert begins[:2] == [["line 2", "author"], ["line 2", "conduct"]]
    assert [fault.split(":")[0] for fault in faults[2:]] == ["line 3", "line 4", "line 5", "line 6"]


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ("", 1),
        ("\n \n", 1),
        ("hello", 1),
        ("null", 1),
        ('{\n "author": "parent",\n "conduct": [rude]\n}', 3),
        ('{\n "author": "parent"\n}\n{\n "author": "parent"\n}', 4),
        ('[\n {"author": "parent", "conduct": ["rude"]},\n {"author": "nobody"}\n]', 3),
        ('[\n {"author": "parent", "conduct": ["rude"]},\n\n 7\n]', 4),
        ('{"author": "parent", "author": "pupil", "conduct": ["rude"]}', 1),
        ('{"author": "parent", "conduct": ["rude"], "author_age": NaN}', 1),
        ('{"author": "parent", "conduct": ["rude"], "author_age": ' + "9" * 5000 + "}", 1),
        ('{"author": ' + "[" * 100_000, 1),
        ('{"author": "\\ud800", "conduct": ["rude"]}', 1),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_line(given: str, line: int) -> None:
    told = goodname("decide", given=given)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith(f"line {line}: ")
    assert "Traceback" not in told.stderr


def test_bytes_that_are_no_text_are_refused_with_their_line() -> None:
    told = goodname("decide", given=json.dumps(RUDE).encode() + b"\n\xff\xfe")
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith("line 2: ")


def test_an_empty_array_asks_nothing() -> None:
    told = goodname("decide", given="[]")
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["decode"],
        ["decide", "/no/such/file"],
        ["decide", "/"],
        ["decide", "--policy", "x"],
        ["verify"],
        ["verify", "--ledger", "--head", "xyz"],
        ["up", "--port", "1"],
    ],
)
def test_wrong_usage_is_told_without_output(arguments: list[str], tmp_path: Path) -> None:
    told = goodname(*arguments, home=tmp_path)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("command", [[], ["up"], ["decide"], ["verify"]])
def test_every_command_explains_itself(command: list[str]) -> None:
    told = goodname(*command, "--help")
    assert told.returncode == 0
    assert "usage: goodname" in told.stdout


def test_help_stays_quick_because_nothing_heavy_is_loaded() -> None:
    loaded = (
        "import sys, goodname.cli; print([m for m in ('django', 'tomllib') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_a_reader_that_leaves_early_is_no_trouble() -> None:
    lines = "\n".join([json.dumps(RUDE)] * 2000)
    done = subprocess.run(
        f"{sys.executable} -m goodname.cli decide | head -1",
        shell=True,
        cwd=ROOT,
        input=lines,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_verify_without_a_desk_says_where_it_looked(tmp_path: Path) -> None:
    told = goodname("verify", "--ledger", home=tmp_path / "nowhere")
    assert told.returncode == 2
    assert str(tmp_path / "nowhere") in told.stderr
    assert not (tmp_path / "nowhere").exists()


def test_verify_finds_a_whole_ledger_and_one_that_was_tampered_with(
    migrated: Path, tmp_path: Path
) -> None:
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    env = {**os.environ, "GOODNAME_HOME": str(tmp_path), "GOODNAME_DEMO": "1"}
    env["DJANGO_SETTINGS_MODULE"] = "goodname.web.config.settings"
    prepare = [sys.executable, "-m", "goodname.worker.preparing", "--demo", "http://127.0.0.1:8010"]
    subprocess.run(prepare, cwd=ROOT, env=env, check=True, capture_output=True)
    whole = goodname("verify", "--ledger", home=tmp_path)
    assert whole.returncode == 0, whole.stderr
    assert "Tansy Lane Primary School: the ledger is whole" in whole.stdout
    seal = whole.stdout.split("sealed ")[1].split()[0].rstrip(".")
    assert goodname("verify", "--ledger", "--head", seal, home=tmp_path).returncode == 0
    assert goodname("verify", "--ledger", "--head", "0" * 64, home=tmp_path).returncode == 1
    with sqlite3.connect(tmp_path / "goodname.sqlite3") as line:  # by hand, past every guard
        line.execute("DROP TRIGGER ledger_no_update")
        line.execute("UPDATE ledger_ledgerentry SET actor = 'someone' WHERE seq = 1")
    broken = goodname("verify", "--ledger", home=tmp_path)
    assert broken.returncode == 1
    assert "Tansy Lane Primary School: the ledger is not whole" in broken.stdout


def test_the_version_is_that_of_the_project(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def version(name: str) -> Any:
        assert name == "goodname"
        return "9.8.7"

    monkeypatch.setattr("importlib.metadata.version", version)
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == "goodname 9.8.7\n"
