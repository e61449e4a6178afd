"""A desk of its own for each story, the web and the post around it, and the people who visit."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import camera, come
from tests.journeys.desk import Desk
from tests.journeys.outside import Post, Web, delivered, served
from tests.worker.desks import ROOT

__all__ = ["camera", "come"]


@pytest.fixture(scope="session")
def school(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the school is set up, to be copied for each story."""
    home = tmp_path_factory.mktemp("school") / "home"
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GOODNAME_")}
    kept |= {
        "GOODNAME_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "goodname.web.config.settings",
    }
    shutil.copytree(migrated, home)
    subprocess.run([sys.executable, "-m", "tests.journeys.school"], cwd=ROOT, env=kept, check=True)
    return home


@pytest.fixture(scope="module")
def desk(
    request: pytest.FixtureRequest, school: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """The desk on the day that the story's module names as BEGINS."""
    desk = Desk(tmp_path_factory.mktemp("journey"), school, request.module.BEGINS)
    with served(Web(desk.now)) as web, delivered(desk.now) as post:
        desk.web, desk.post = web, post
        desk.open(web, post)
        yield desk
        desk.stop()


@pytest.fixture(scope="module")
def web(desk: Desk) -> Web:
    return desk.web


@pytest.fixture(scope="module")
def post(desk: Desk) -> Post:
    return desk.post
