"""Tasks of the tests' own. What leaves the house here is a line in a file, which can be counted."""

import os
import time
from pathlib import Path

from django.db import connection
from django_tasks import task

from goodname.web.accounts.models import School
from goodname.web.work import effects
from goodname.web.work.binding import bind, bound
from goodname.worker.retry import Retry


@task()
def write_line(path: str = os.devnull) -> None:
    bound("write_line")(path)


@task()
def slow_line(path: str) -> None:
    bound("slow_line")(path)


@task()
def send_line(path: str) -> None:
    bound("send_line")(path)


@task()
def stuck(path: str) -> None:
    bound("stuck")(path)


@task()
def broken(path: str) -> None:
    bound("broken")(path)


@task()
def busy_peer(path: str) -> None:
    bound("busy_peer")(path)


def bind_all() -> None:
    for function in (_write_line, _slow_line, _send_line, _broken, _busy_peer):
        bind(function.__name__.removeprefix("_"), function)
    bind("stuck", _stuck, limit=1)


def _write_line(path: str) -> None:
    with Path(path).open("a") as file:
        file.write("line\n")


def _slow_line(path: str) -> None:
    """Takes for ever the first time, so that it can be killed in the middle."""
    began = Path(path + ".began")
    if not began.exists():
        began.touch()
        time.sleep(300)
    _write_line(path)


def _send_line(path: str) -> None:
    school, _ = School.objects.get_or_create(name="Tansy Lane Primary School")

    def send() -> None:
        _write_line(path)  # it has left the house ...
        Path(path + ".began").touch()
        time.sleep(300)  # ... and nobody will hear of it

    told = effects.once("letter:1", school, send)
    Path(path + ".told").write_text(told.state)


def _stuck(path: str) -> None:
    """Never comes back, and inside the database's C code, where no thread of Python gets a turn."""
    _write_line(path)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT count(*) FROM n"
    with connection.cursor() as cursor:
        cursor.execute(endless)


def _broken(path: str) -> None:
    raise ValueError("no such thing")


def _busy_peer(path: str) -> None:
    raise Retry("The other side is busy.", after=90)
