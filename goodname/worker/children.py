"""A child process of the desk: started, watched, started again when it dies, never left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0  # seconds before a child that died is started again
STEADY = 60.0  # a child that lived this long is forgiven its earlier deaths
_SET_PDEATHSIG, _SET_CHILD_SUBREAPER = 1, 36  # from linux/prctl.h
_LINUX = sys.platform == "linux"


class Child:
    """One program that should always be running.

    `last_sign` is what it gets when the supervisor dies without a word, kill -9 included (Linux
    only). A program with children of its own wants SIGTERM, so that it can end them. A `quiet`
    child's standard output is dropped; its standard error never is.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        env: Mapping[str, str],
        last_sign: signal.Signals = signal.SIGKILL,
        quiet: bool = False,
    ) -> None:
        self.name = name
        self._command, self._env, self._last_sign = command, env, last_sign
        self._stdout = subprocess.DEVNULL if quiet else None
        self._process: subprocess.Popen[bytes] | None = None
        self._began = self._due = 0.0
        self._wait = FIRST_WAIT

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        self._began = time.monotonic()
        self._process = subprocess.Popen(
            self._command,
            env=self._env,
            stdout=self._stdout,
            preexec_fn=die_with_parent(self._last_sign),
        )

    def watch(self) -> str:
        """Start it again when it died and has waited long enough; what to tell, or ""."""
        now = time.monotonic()
        if self._process is None:
            if now >= self._due:
                self.start()
            return ""
        code = self._process.poll()
        if code is None:
            return ""
        self._process = None
        self._wait = FIRST_WAIT if now - self._began > STEADY else self._wait
        self._due, told = now + self._wait, f"{self._wait:g}"
        self._wait = min(self._wait * 2, LONGEST_WAIT)
        return f"{self.name} stopped ({_how(code)}); it starts again in {told} s."

    def ask_to_stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def stop_by(self, deadline: float) -> None:
        """Wait until it has gone; at `deadline` (monotonic seconds) it is ended."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def die_with_parent(sign: signal.Signals) -> Callable[[], None] | None:
    """For Popen's preexec_fn: the kernel sends `sign` when we die. None where it cannot."""
    if not _LINUX:
        return None
    parent, prctl = os.getpid(), ctypes.CDLL(None, use_errno=True).prctl

    def promise() -> None:
        prctl(_SET_PDEATHSIG, int(sign))
        if os.getppid() != parent:  # it died before the promise was made
            os._exit(1)

    return promise


def adopt_orphans() -> None:
    """Become the parent of grandchildren whose own parent dies, so that we find them (Linux)."""
    if _LINUX:
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1)


def end_orphans(known: Sequence[Child]) -> None:
    """End adopted grandchildren: what a child of ours left running when it was killed."""
    ours = {child.pid for child in known}
    for pid in _children():
        if pid not in ours:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def _children() -> list[int]:
    try:
        told = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
    except OSError:  # not Linux, or a kernel without this file
        return []
    return [int(pid) for pid in told.split()]


def _how(code: int) -> str:
    if code == -signal.SIGALRM:
        return "a task took longer than it may"
    return f"exit {code}" if code >= 0 else signal.Signals(-code).name
