"""What every test stands on."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# Playwright drives its browser from an event loop; Django's guard does not know that this is safe.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


SLOW = ("browser", "journeys")  # what takes longest begins first


class Spread(LoadScopeScheduling):
    """Over the cores, a file stays whole, and the files of tests/browser share one desk.

    The matrix of axe is as much as all the others together, and needs nothing of theirs.
    """

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.split("::")[0]
        shared = path.startswith("tests/browser/") and not path.endswith("/test_axe.py")
        return path.rpartition("/")[0] if shared else path


@pytest.hookimpl(optionalhook=True)  # where tests run on one core there is no such hook
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Spread:
    return Spread(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.parent.name not in SLOW)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--pictures", action="store_true", help="write the manual's pictures to docs/pictures"
    )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    # Chromium without its window: a fifth less work for the same engine.
    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert found, "the browser tests need Chromium: make peers"
    plain = ["--no-sandbox", "--disable-gpu"]
    return browser_type_launch_args | {"executable_path": found, "args": plain}


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty desk's database and static files, to be copied; made once for all."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    home = shared / "migrated"
    with (shared / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "migrated.done").exists():
            kept = {k: v for k, v in os.environ.items() if not k.startswith("GOODNAME_")}
            kept.pop("DJANGO_SETTINGS_MODULE", None)
            home.mkdir(mode=0o700)
            prepare = [sys.executable, "-m", "goodname.worker.preparing"]
            env = kept | {"GOODNAME_HOME": str(home)}
            subprocess.run(prepare, cwd=Path(__file__).parents[1], env=env, check=True, timeout=120)
            (shared / "migrated.done").touch()
    return home


@pytest.fixture(scope="session", autouse=True)
def ledger_can_be_emptied_between_tests() -> Iterator[None]:
    """Tests that commit are cleaned up by DELETE, which the ledger's own triggers refuse."""
    from django.db import connection
    from django.test import TransactionTestCase

    from goodname.web.ledger.protection import protect, release

    kept = TransactionTestCase._fixture_teardown

    def emptied(self: Any) -> None:
        release(connection)
        kept(self)
        protect(connection)

    TransactionTestCase._fixture_teardown = emptied
    yield
    TransactionTestCase._fixture_teardown = kept
