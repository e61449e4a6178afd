"""`goodname up`: starts the desk's processes, keeps them running, and ends all of them together.

This process stays small: it knows no Django, only its children. They share its process group, so
Ctrl-C in a terminal reaches them too. On Linux the kernel ends them when this process is killed.
"""

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import tomllib
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from types import FrameType
from typing import NoReturn
from urllib.parse import urlsplit

from goodname.worker.children import Child, adopt_orphans, die_with_parent, end_orphans

HOST = "127.0.0.1"
PATIENCE = 60.0  # seconds until the first page must have answered
FAREWELL = 8.0  # seconds that a child may take to finish what it has in hand


class Unable(Exception):
    """Why the desk cannot start, in one line for the person who asked."""


class Stop(BaseException):
    """Somebody asked us to stop."""


def up(*, demo: bool) -> int:
    """Run the desk until SIGTERM or Ctrl-C. 0 when it was asked to stop, 1 when it could not start,
    2 when the machine or the settings do not allow it."""
    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, _stop)
    adopt_orphans()
    children: list[Child] = []
    try:
        port, town = _port("GOODNAME_PORT", 8000), _port("GOODNAME_TOWN_PORT", 8010)
        env = environment(demo, town)
        home = own_folder(env, demo)
        _free(port, "GOODNAME_PORT")
        if demo:
            _free(town, "GOODNAME_TOWN_PORT")
        sign_ins = prepare(env, f"http://{HOST}:{town}" if demo else "")
        children += processes(env, port, town if demo else None)
        for child in children:
            child.start()
        _run(children, port, [*sign_ins, *places(town)] if demo else _if_empty(home))
    except Unable as why:
        print(why, file=sys.stderr)
        return 2
    except TimeoutError as why:
        print(why, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError:
        print("The desk could not be made ready; the lines above say why.", file=sys.stderr)
        return 1
    except Stop:
        return 0
    finally:
        _end(children)


def environment(demo: bool, town: int = 0) -> dict[str, str]:
    """What the children see: our own surroundings, and in a demo what makes it lively and safe."""
    env = dict(os.environ)
    env["GOODNAME_HOME"] = str(Path(env.get("GOODNAME_HOME") or "var").resolve())
    env["PYTHONUNBUFFERED"] = "1"
    if demo:
        env["GOODNAME_DEMO"] = "1"
        hosts = [host for host in env.get("GOODNAME_ALLOW_HOSTS", "").split(",") if host]
        env["GOODNAME_ALLOW_HOSTS"] = ",".join([*hosts, f"{HOST}:{town}", f"localhost:{town}"])
        env.setdefault("GOODNAME_POLL_SECONDS", "5")
        env.setdefault("GOODNAME_RECHECK_SECONDS", "30")
    return env


def processes(env: dict[str, str], port: int, town: int | None) -> list[Child]:
    """The children of the desk; only this machine can reach what they serve."""
    python = [sys.executable, "-m"]
    web = [*python, "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)]
    web += ["--workers", "2", "--blocking-threads", "2", "--log-level", "warning"]
    web += ["--workers-kill-timeout", "3", "goodname.web.config.wsgi:application"]
    children = [
        Child("The web server", web, env, last_sign=signal.SIGTERM),
        Child("The worker", [*python, "goodname.worker.run", "default"], env),
        Child("The listener", [*python, "goodname.worker.run", "listening"], env),
        Child("The schedule", [*python, "goodname.worker.schedule"], env),
    ]
    if town is not None:
        state = str(Path(env["GOODNAME_HOME"]) / "town")
        command = [*python, "goodname.demo.town", "--port", str(town), "--state", state]
        children.append(Child("The town", command, env, quiet=True))
    return children


def places(town: int) -> list[str]:
    """The town's addresses, for the visitor to look at and to paste."""
    text = files("goodname.demo").joinpath("tansy_lane.toml").read_text(encoding="utf-8")
    lines = [f"The town of Wexcombe is at http://{HOST}:{town}/", "Feeds to paste under Sources:"]
    for source in tomllib.loads(text)["sources"]:
        if not source["watched"]:
            lines.append(f"  http://{HOST}:{town}{source['path']:<20}{source['name']}")
    return lines


def _stop(number: int, frame: FrameType | None) -> None:
    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, _heard)  # once is enough: what follows must not be broken off
    raise Stop


def _heard(number: int, frame: FrameType | None) -> None:
    """Not SIG_IGN: a signal that is already on its way would then make Python complain."""


def _port(name: str, usual: int) -> int:
    text = os.environ.get(name) or str(usual)
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise Unable(f"{name} is “{text}”: it must be a port, a number from 1 to 65535.")
    return int(text)


def own_folder(env: dict[str, str], demo: bool) -> Path:
    """Where everything is kept, ready to be written to. Raises Unable."""
    home = Path(env["GOODNAME_HOME"])
    _writable(home)
    _apart(home, demo)
    return home


def _writable(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        why = error.strerror or error
        raise Unable(f"GOODNAME_HOME is {home}: nothing can be written there ({why}).") from error


def _apart(home: Path, demo: bool) -> None:
    """A demo and a real school never share a folder: the demo shows its passwords to everyone."""
    mark, used = home / "demo", (home / "goodname.sqlite3").exists()
    if mark.exists() and not demo:
        raise Unable(f"{home} holds the demo. Give your school a folder of its own: GOODNAME_HOME.")
    if demo and used and not mark.exists():
        raise Unable(f"{home} holds a real desk. Give the demo a folder of its own: GOODNAME_HOME.")
    if demo:
        mark.touch()


def _free(port: int, name: str) -> None:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
        except OSError as error:
            told = f"Port {port} cannot be opened ({error.strerror})."
            raise Unable(f"{told} Choose another with {name}.") from error


def prepare(env: dict[str, str], town: str = "") -> list[str]:
    """Bring the database up to date; with the address of a town, fill it and return the sign-ins.
    Raises CalledProcessError when that failed and was told."""
    command = [sys.executable, "-m", "goodname.worker.preparing"]
    command += ["--demo", town] if town else []
    done = subprocess.run(
        command,
        env=env,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=die_with_parent(signal.SIGKILL),
    )
    return done.stdout.splitlines()


def _if_empty(home: Path) -> list[str]:
    """What to say when nobody can sign in yet. This process asks without Django: it stays small."""
    with closing(sqlite3.connect(home / "goodname.sqlite3", timeout=20)) as line:
        if line.execute("SELECT 1 FROM accounts_person WHERE account_id NOT NULL").fetchone():
            return []
    return [
        "Nobody can sign in yet: run goodname set-up first, after Ctrl-C or in another terminal."
    ]


def _run(children: list[Child], port: int, welcome: list[str]) -> NoReturn:
    """Watch the children for ever; greet when the first page has answered."""
    deadline, greeted = time.monotonic() + PATIENCE, False
    while True:
        for child in children:
            if news := child.watch():
                print(news, file=sys.stderr, flush=True)
                end_orphans(children)
        if not greeted and answers(port):
            greeted = True
            print(f"Goodname is at http://{HOST}:{port}/", *welcome, sep="\n", flush=True)
            print("Ctrl-C stops it.", flush=True)
        if not greeted and time.monotonic() > deadline:
            raise TimeoutError(f"No page answered within {PATIENCE:g} s; the lines above say why.")
        time.sleep(0.2)


def answers(port: int) -> bool:
    """Whether the front door opens: a page, or the way to the sign-in page and that page."""
    path = "/"
    try:
        for _ in range(4):
            line = http.client.HTTPConnection(HOST, port, timeout=5)
            line.request("GET", path)
            answer = line.getresponse()
            line.close()
            if answer.status not in (301, 302):
                return answer.status == 200
            onward = urlsplit(answer.headers["Location"])
            path = f"{onward.path}?{onward.query}"
    except (OSError, http.client.HTTPException):
        pass
    return False


def _end(children: list[Child]) -> None:
    if children:
        print("Stopping.", flush=True)
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + FAREWELL
    for child in children:
        child.stop_by(deadline)
    end_orphans([])
