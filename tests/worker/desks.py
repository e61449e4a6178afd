"""A desk for a test: a database in a temporary folder, and the real processes at work on it."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def until(wanted: Callable[[], Any], seconds: float = 30.0) -> Any:
    """Wait until `wanted` is true and return what it said; fail after `seconds`.

    It is asked less and less often: to load a page over and over keeps the desk from its work.
    """
    deadline, pause = time.monotonic() + seconds, 0.05
    while not (said := wanted()):
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(pause)
        pause = min(0.4, pause * 1.4)
    return said


class Desk:
    """One GOODNAME_HOME, the processes started on it, and what its database says."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.processes: list[subprocess.Popen[str]] = []

    def start(self, *command: str, **env: str) -> subprocess.Popen[str]:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("GOODNAME_")}
        inherited.pop("DJANGO_SETTINGS_MODULE", None)
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env={**inherited, "GOODNAME_HOME": str(self.home), **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def peer(self, *arguments: str) -> subprocess.Popen[str]:
        return self.start("tests.worker.peer", *arguments)

    def enqueue(self, name: str, *arguments: str) -> None:
        said, _ = (process := self.peer("enqueue", name, *arguments)).communicate(timeout=30)
        assert process.returncode == 0, said

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.home / "goodname.sqlite3", timeout=20) as line:
            return line.execute(question).fetchall()

    def task(self, name: str) -> dict[str, Any]:
        """The one row of a task in the queue."""
        fields = "status, json_array_length(worker_ids), traceback, return_value"
        rows = self.ask(
            f"SELECT {fields} FROM django_tasks_database_dbtaskresult WHERE task_path LIKE '%.{name}'"
        )
        assert len(rows) == 1
        return dict(zip(("status", "attempts", "traceback", "result"), rows[0], strict=True))

    def end(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.communicate()


def processes_of(home: Path) -> list[int]:
    """Every process of this machine whose GOODNAME_HOME is `home`, as the kernel tells it."""
    wanted = f"GOODNAME_HOME={home}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if wanted in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
            except OSError:  # it has just gone
                continue
    return found


def kill(process: subprocess.Popen[str]) -> None:
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port
