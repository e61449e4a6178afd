"""`goodname up`: the page answers, and nothing is left of it afterwards, however it ends."""

import http.client
import os
import signal
import socket
from pathlib import Path

import pytest

from tests.worker.desks import Desk, free_port, kill, processes_of, until


def answer(port: int) -> int:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/")
        return line.getresponse().status
    finally:
        line.close()


def test_the_page_answers_and_sigterm_leaves_nothing(desk: Desk) -> None:
    port = free_port()
    up = desk.start("goodname.cli", "up", GOODNAME_PORT=str(port))
    assert up.stdout is not None
    lines = iter(up.stdout.readline, "")
    assert next(line for line in lines if "Goodname is at" in line) == (
        f"Goodname is at http://127.0.0.1:{port}/\n"
    )
    assert answer(port) in (200, 302)
    assert len({os.getpgid(pid) for pid in processes_of(desk.home)}) == 1
    up.send_signal(signal.SIGTERM)
    assert up.wait(15) == 0
    assert processes_of(desk.home) == []


def test_a_child_that_dies_comes_back_and_a_killed_supervisor_takes_all_with_it(desk: Desk) -> None:
    port = free_port()
    up = desk.start("goodname.cli", "up", GOODNAME_PORT=str(port))
    until(lambda: worker_of(desk.home))
    first = worker_of(desk.home)
    os.kill(first, signal.SIGKILL)
    until(lambda: worker_of(desk.home) not in (0, first))
    kill(up)
    until(lambda: processes_of(desk.home) == [], seconds=10)


def worker_of(home: Path) -> int:
    for pid in processes_of(home):
        if b"goodname.worker.run" in Path(f"/proc/{pid}/cmdline").read_bytes():
            return pid
    return 0


def test_a_port_that_is_taken_is_told_in_one_line(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        up = desk.start("goodname.cli", "up", GOODNAME_PORT=str(port))
        said, _ = up.communicate(timeout=20)
    assert up.returncode == 2
    assert said.count("\n") == 1
    assert f"Port {port} cannot be opened" in said


@pytest.mark.parametrize("port", ["0", "70000", "http", "٨٠"])
def test_a_port_that_is_none_is_told_in_one_line(desk: Desk, port: str) -> None:
    up = desk.start("goodname.cli", "up", GOODNAME_PORT=port)
    said, _ = up.communicate(timeout=20)
    assert (up.returncode, said.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("kept", "arguments"), [("demo", ["up"]), ("goodname.sqlite3", ["up", "--demo"])]
)
def test_a_demo_and_a_real_desk_never_share_a_folder(
    tmp_path: Path, kept: str, arguments: list[str]
) -> None:
    (tmp_path / kept).touch()
    desk = Desk(tmp_path)
    said, _ = (up := desk.start("goodname.cli", *arguments)).communicate(timeout=20)
    assert (up.returncode, said.count("\n")) == (2, 1)
    assert "a folder of its own" in said


def test_a_home_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    desk = Desk(tmp_path / "file" / "home")
    said, _ = (up := desk.start("goodname.cli", "up")).communicate(timeout=20)
    assert up.returncode == 2
    assert said.count("\n") == 1
    assert "GOODNAME_HOME" in said
