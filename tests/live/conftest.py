"""Keeps the live tests out of every other run, and makes a row of docs/live.md of each."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.live import report
from tests.live.met import PEERS

HERE = Path(__file__).parent
ROWS = pytest.StashKey[dict[str, report.Row]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--report", action="store_true", help="write docs/live.md")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[ROWS] = {}


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """They install and start heavy programs, so they run only where this folder was named."""
    named = [Path(str(argument).partition("::")[0]).resolve() for argument in config.args]
    asked_for = any(one == HERE or HERE in one.parents for one in named)
    return None if asked_for else True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    told = yield
    rows = item.config.stash[ROWS]
    kept = rows.get(item.nodeid)
    fault = kept.fault if kept else ""
    if call.excinfo is not None:
        fault = fault or str(call.excinfo.value) or call.excinfo.typename
    rows[item.nodeid] = report.Row(
        part=report.first_line(
            getattr(item.getparent(pytest.Module), "obj", None).__doc__, "Other"
        ),
        said=report.first_line(getattr(item, "obj", None).__doc__, item.name),
        # Without starting the server, or even installing it, which the first test waits for.
        seconds=call.duration if call.when == "call" else kept.seconds if kept else 0.0,
        fault=fault,
    )
    return told


def pytest_sessionfinish(session: pytest.Session) -> None:
    rows = session.config.stash[ROWS]
    if rows and session.config.getoption("--report", default=False):
        report.write(list(rows.values()), PEERS, datetime.now(ZoneInfo("Europe/London")))
