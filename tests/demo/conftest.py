"""Opens the real town in a process of its own, on a free port."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import pytest

CHECKOUT = Path(__file__).parents[2]
STILL = "0.001"  # a speed at which nothing new is said while a test runs
FAST = "400"  # a speed at which the six minutes are over in a second


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]  # names in small letters
    body: str


class OpenTown:
    """A running town and how to ask it for things. Redirects are not followed."""

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "goodname.demo.town", "--port", "0", *arguments]
        self.process = subprocess.Popen(
            command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.line = self.process.stdout.readline()
        self.address = self.line.split()[-1].rstrip("/")

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> Reply:
        line = HTTPConnection(self.address.removeprefix("http://"), timeout=10)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            line.request(method, path, body or None, named)
            answer: HTTPResponse = line.getresponse()
            fields = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, fields, answer.read().decode())
        finally:
            line.close()

    def get(self, path: str, **headers: str) -> Reply:
        return self.ask("GET", path, **headers)

    def post(self, path: str, *, origin: str = "", **form: str) -> Reply:
        extra = {"Origin": origin} if origin else {}
        return self.ask("POST", path, urlencode(form), **extra)

    def close(self) -> int:
        """The exit status after SIGTERM."""
        if self.process.poll() is None:
            self.process.terminate()
        status = self.process.wait(timeout=10)
        for pipe in (self.process.stdout, self.process.stderr):
            assert pipe is not None
            pipe.close()
        return status


@pytest.fixture
def open_town() -> Iterator[Callable[..., OpenTown]]:
    opened: list[OpenTown] = []

    def opener(*arguments: str) -> OpenTown:
        opened.append(OpenTown(*arguments))
        return opened[-1]

    yield opener
    for town in opened:
        town.close()


@pytest.fixture
def town(open_town: Callable[..., OpenTown]) -> OpenTown:
    """A fresh town in which time nearly stands still, so that a test alone changes things."""
    return open_town("--speed", STILL)


@pytest.fixture(scope="module")
def quiet_town() -> Iterator[OpenTown]:
    """One town for all the tests of a module that only read."""
    opened = OpenTown("--speed", STILL)
    yield opened
    opened.close()


@pytest.fixture
def fast() -> tuple[str, str]:
    return ("--speed", FAST)
