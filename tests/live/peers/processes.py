"""Starts a server as a process of its own and ends it with the test."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def running(
    command: Sequence[object],
    log: Path,
    *,
    env: Mapping[str, str] | None = None,
    user: str | None = None,
    cwd: Path | None = None,
) -> Iterator["subprocess.Popen[str]"]:
    """The process, with pipes for its input and output; what it complains of goes into `log`."""
    with log.open("w", encoding="utf-8") as complaints:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
            env=os.environ | dict(env or {}),
            user=user,
            cwd=cwd,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.communicate(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate(timeout=15)


def wait_for(ready: Callable[[], object], what: str, log: Path, seconds: float = 60.0) -> None:
    """Fail, with the end of the log, when it is not ready in time."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            said = log.read_text(encoding="utf-8", errors="replace")[-500:]
            raise AssertionError(f"{what} did not start within {seconds:.0f} s: {said}")
        time.sleep(0.1)


def accepts(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=2):
            return True
    except (URLError, OSError):
        return False
