"""PostgreSQL and Redis of one test's own, on free ports, with nothing left behind."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.live.met import met
from tests.live.peers.installing import program, version
from tests.live.peers.processes import accepts, free_port, running, wait_for


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The address of an empty database; `folder` must be one that anybody may enter."""
    places = [str(bin_) for bin_ in sorted(Path("/usr/lib/postgresql").glob("*/bin"))]
    initdb, server, psql = (
        program(name, "postgresql", *places) for name in ("initdb", "postgres", "psql")
    )
    met("PostgreSQL", version(server, "--version").partition(") ")[2])
    user = "postgres" if os.geteuid() == 0 else None  # it does not run as root
    home, port = folder / "postgres", free_port()
    home.mkdir()
    if user:
        shutil.chown(home, user)
    made = [initdb, "-D", str(home / "data"), "-A", "trust", "-U", "postgres", "--no-sync"]
    subprocess.run(made, user=user, cwd=home, check=True, capture_output=True, timeout=120)
    log = folder / "postgres.log"
    command = [server, "-D", home / "data", "-p", str(port), "-k", home, "-h", "127.0.0.1", "-F"]
    with running(command, log, user=user, cwd=home):
        address = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        ask = [psql, "-qc", "select 1", address]
        wait_for(
            lambda: subprocess.run(ask, capture_output=True, timeout=20).returncode == 0,
            "PostgreSQL", log,
        )  # fmt: skip
        yield address


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """The host and port of an empty Redis that keeps nothing on disk."""
    server = program("redis-server", "redis-server")
    met("Redis", version(server, "--version").partition("v=")[2].partition(" ")[0])
    port, log = free_port(), folder / "redis.log"
    command = [server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
    with running(command, log):
        wait_for(lambda: accepts(port), "Redis", log)
        yield f"127.0.0.1:{port}"
