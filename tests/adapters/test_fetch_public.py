"""The whole guard, unweakened: in a network of our own where this machine has a public address."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]


def test_a_public_site_is_read_and_its_redirects_home_are_not() -> None:
    """The network is made with util-linux's `unshare`; nothing in it reaches the real one."""
    unshare = ["unshare", "-n"] if os.geteuid() == 0 else ["unshare", "-r", "-n"]
    done = subprocess.run(
        [*unshare, sys.executable, "-m", "tests.adapters.public_town"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines() == [
        "public page: 200 from 93.184.216.34:8080",
        "redirect to 127.0.0.1:8081: Blocked",
        "redirect to a name that is at home: Blocked",
        "redirect to a name that is public first and at home later: 200 from 93.184.216.34:8080",
        "name with a public and a home machine: Blocked",
        "another port of the public machine: Blocked",
        "home asked: 0 times",
    ]
