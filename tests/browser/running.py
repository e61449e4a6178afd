"""The real desk as `goodname up` starts it, with its demo or without, on a clock that can be moved."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from unittest import mock
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from goodname import clock
from tests.worker.desks import ROOT, free_port, processes_of, until

PASSWORD = "tansy-lane-demo"
HEAD = "head@tansylane.example"
DSL = "dsl@tansylane.example"
LEAD = "online-safety@tansylane.example"
CHAIR = "chair@tansylane.example"
OKAFOR = "d.okafor@tansylane.example"


class Started:
    """`goodname up` in a folder of its own, on a clock that every process of it reads."""

    town = ""  # where the desk's outside is, for a browser that may go nowhere else

    def __init__(self, home: Path) -> None:
        self.home = home / "desk"
        self.log = home / "up.log"
        self.clock = home / "clock"
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        kept = {k: v for k, v in os.environ.items() if not k.startswith("GOODNAME_")}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        self.env = kept | {
            "GOODNAME_HOME": str(self.home),
            "GOODNAME_PORT": str(port),
            "GOODNAME_CLOCK": str(self.clock),
        }

    def start(self, *arguments: str, **env: str) -> None:
        """Start it, and wait until its first page answers."""
        self.env |= env
        with self.log.open("w") as log:
            self.up = subprocess.Popen(
                [sys.executable, "-m", "goodname.cli", "up", *arguments],
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until(lambda: self.up.poll() is not None or "Goodname is at" in self.said(), seconds=90)
        assert self.up.poll() is None, self.said()

    def said(self) -> str:
        """What its processes have written so far."""
        return self.log.read_text(encoding="utf-8")

    def later(self, **step: float) -> None:
        """Move the clock of every process of the desk, for example later(days=1)."""
        with mock.patch.dict(os.environ, GOODNAME_CLOCK=str(self.clock)):
            clock.move(timedelta(**step))

    def now(self) -> datetime:
        """What the desk's clock says, in UTC."""
        with mock.patch.dict(os.environ, GOODNAME_CLOCK=str(self.clock)):
            return clock.now()

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """`goodname` with these arguments, asked about this desk."""
        return subprocess.run(
            [sys.executable, "-m", "goodname.cli", *arguments],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def stop(self) -> None:
        """End it as a person would; nothing may be left and nothing may have gone wrong."""
        self.up.send_signal(signal.SIGTERM)
        try:
            ended = self.up.wait(25)
        finally:
            left = processes_of(self.home)
            for pid in left:
                os.kill(pid, signal.SIGKILL)
        assert (ended, left) == (0, [])
        assert "Traceback" not in self.said(), self.said()[-4000:]


class Running(Started):
    """The demo: web, worker, schedule and town."""

    def __init__(self, home: Path, migrated: Path) -> None:
        super().__init__(home)
        shutil.copytree(migrated, self.home)
        (self.home / "demo").touch()  # as `goodname up --demo` marks a new folder
        town = free_port()
        self.town = f"http://127.0.0.1:{town}"
        self.corner = free_port()  # where a test may serve something of its own
        self.start(
            "--demo",
            GOODNAME_TOWN_PORT=str(town),
            GOODNAME_ALLOW_HOSTS=f"127.0.0.1:{self.corner}",
            GOODNAME_POLL_SECONDS="4",
            GOODNAME_RECHECK_SECONDS="600",
        )

    def publish(self, post: str) -> None:
        """Let an author of the town say at once what they would have said in some minutes."""
        body = urlencode({"post": post}).encode()
        with suppress(HTTPError):  # they have said it already
            urlopen(Request(f"{self.town}/authors/publish", body), timeout=10).close()
