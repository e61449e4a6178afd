"""The town as a process: opens with one line, stops cleanly, remembers only when asked."""

from __future__ import annotations

import ast
import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
DEMO = CHECKOUT / "goodname" / "demo"


def test_it_says_where_it_is_and_stops_on_sigterm(open_town):
    town = open_town()
    assert town.line.startswith("Wexcombe is at http://127.0.0.1:")
    assert town.get("/health").status == 200
    assert town.process.stdout is not None
    assert town.process.stderr is not None
    town.process.terminate()
    out, err = town.process.communicate(timeout=10)
    assert (out, err, town.process.returncode) == ("", "", 0)


def test_it_stops_while_a_reader_holds_a_connection(open_town):
    town = open_town()
    host, port = town.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as line:
        line.sendall(b"GET /forum/ HTTP/1.1\r\nHost: x\r\n\r\n")
        assert line.recv(20)
        assert town.close() == 0


def test_without_a_folder_a_restart_forgets(open_town):
    town = open_town("--speed", "0.001")
    town.post("/authors/delete", post="picking-up-time")
    town.close()
    assert open_town("--speed", "0.001").get("/forum/post/picking-up-time").status == 200


def test_with_a_folder_a_restart_remembers_everything(open_town, tmp_path):
    kept = ("--state", str(tmp_path / "new" / "folder"))
    town = open_town("--speed", "0.5", *kept)
    town.post("/authors/delete", post="picking-up-time")
    town.post("/authors/edit", post="club-full")
    town.post("/authors/publish", post="wrong-inhaler")
    before, clock = town.get("/forum/feed.xml"), json.loads(town.get("/clock").body)
    town.process.kill()  # not even a chance to say goodbye
    town.close()
    again = open_town(*kept)
    after, later = again.get("/forum/feed.xml"), json.loads(again.get("/clock").body)
    assert after.body.replace(again.address, town.address) == before.body
    assert again.get("/forum/post/picking-up-time").status == 404
    assert later["started"] == clock["started"]
    assert later["seconds"] > clock["seconds"]
    assert [file.name for file in (tmp_path / "new" / "folder").iterdir()] == ["town.json"]


@pytest.mark.parametrize("kept", ["", "[]", "{}", '{"started": "2026-01-01T00:00:00"}'])
def test_a_spoilt_state_is_refused_in_one_line_and_left_alone(tmp_path, kept):
    (tmp_path / "town.json").write_text(kept)
    status, words = refused("--state", str(tmp_path))
    assert status == 2
    assert "cannot be read" in words
    assert words.count("\n") == 1
    assert (tmp_path / "town.json").read_text() == kept


def test_another_speed_on_the_same_state_is_refused(open_town, tmp_path):
    open_town("--speed", "2", "--state", str(tmp_path)).close()
    status, words = refused("--speed", "3", "--state", str(tmp_path))
    assert status == 2
    assert "--speed 2" in words


def test_a_taken_port_is_refused_in_one_line(open_town):
    port = open_town().address.rsplit(":", 1)[1]
    status, words = refused("--port", port)
    assert status == 2
    assert f"127.0.0.1:{port}" in words
    assert words.count("\n") == 1


@pytest.mark.parametrize("speed", ["0", "-1", "nan", "fast"])
def test_a_speed_that_makes_no_sense_is_refused(speed):
    status, words = refused(f"--speed={speed}")
    assert status == 2
    assert "--speed" in words


def refused(*arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "goodname.demo.town", *arguments]
    if "--port" not in arguments:
        command += ["--port", "0"]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=10)
    assert done.stdout == ""
    return done.returncode, done.stderr


def test_the_town_imports_the_standard_library_and_itself_alone():
    modules = sorted(DEMO.glob("*.py"))
    assert len(modules) > 5
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, module.name
                names = [node.module or ""]
            else:
                continue
            for name in names:
                standard = name.split(".")[0] in sys.stdlib_module_names
                own = name == "goodname.demo" or name.startswith("goodname.demo.")
                assert standard or own, f"{module.name} imports {name}"
