"""The whole guard, unweakened: in a network of our own where this machine has a public address."""

import os
import subprocess
import sys
from pathlib import Path

from .public_town import FORMS

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]


def in_a_town_of_its_own(module: str) -> list[str]:
    """The lines that a module prints in a network made with util-linux's `unshare`.

    Nothing in it reaches the real one.
    """
    unshare = ["unshare", "-n"] if os.geteuid() == 0 else ["unshare", "-r", "-n"]
    done = subprocess.run(
        [*unshare, sys.executable, "-m", f"tests.adapters.{module}"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


def test_a_public_site_is_read_and_its_redirects_home_are_not() -> None:
    assert in_a_town_of_its_own("public_town") == [
        "public page: 200 from 93.184.216.34:8080",
        "redirect to 127.0.0.1:8081: Blocked",
        "redirect to a name that is at home: Blocked",
        "redirect to a name that is public first and at home later: 200 from 93.184.216.34:8080",
        "name with a public and a home machine: Blocked",
        "another port of the public machine: Blocked",
        *(f"{form}: refused" for form in FORMS),
        "home asked: 0 times",
    ]


def test_a_browser_on_a_treacherous_page_never_reaches_a_machine_at_home() -> None:
    """By picture, frame, form, script, socket, new window, redirect or any other way."""
    refused = (
        "['127.0.0.1:8081', 'home.test:8080', 'rebinding.test:8080', 'update.googleapis.com:80']"
    )
    lines = in_a_town_of_its_own("public_town_browser")
    ended = "fulfilled fulfilled fulfilled done webrtc"
    assert lines == [
        f"page: 200 '{ended}', refused {refused}",
        "tricks not tried: []",
        "302/main: Blocked",
        "meta: Blocked",
        "to-file: FetchFailed",
        f"trusted page: 200 '{ended} webtransport', refused {refused}",
        "home was connected to 0 times",
        "home was sent a datagram: False",
        "names looked up: ['home.test', 'rebinding.test']",
    ]
