"""A desk of its own for each test, with its database already migrated."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from goodname.worker import welcome
from tests.worker.desks import Desk
from tests.worker.postboxes import postbox

__all__ = ["postbox"]


@pytest.fixture(autouse=True)
def _strangers() -> None:
    """A port that another test's server had is a new site: nothing is remembered of it."""
    welcome.doors.cache_clear()


@pytest.fixture(scope="module")
def shared_desk(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield from _desk(migrated, tmp_path_factory.mktemp("desk") / "home")


@pytest.fixture
def desk(migrated: Path, tmp_path: Path) -> Iterator[Desk]:
    yield from _desk(migrated, tmp_path / "home")


def _desk(migrated: Path, home: Path) -> Iterator[Desk]:
    shutil.copytree(migrated, home)
    made = Desk(home)
    yield made
    made.end()
