"""One real desk for all the browser's tests, and people who visit it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.pictures import Camera
from tests.browser.running import Running
from tests.browser.visits import Visitor

expect.set_options(timeout=15_000)

Come = Callable[..., Visitor]


@pytest.fixture(scope="session")
def desk(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(tmp_path_factory.mktemp("browser"), migrated)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def come(browser: Browser, desk: Running) -> Iterator[Come]:
    """`come()` brings one more visitor; at the end none of their browsers may have complained."""
    visitors: list[Visitor] = []

    def one(**options: Any) -> Visitor:
        visitors.append(Visitor(browser, desk, **options))
        return visitors[-1]

    yield one
    faults = []
    for visitor in visitors:
        visitor.context.close()
        faults += visitor.faults
    assert faults == []


@pytest.fixture(scope="session")
def camera(request: pytest.FixtureRequest) -> Camera:
    wanted = request.config.getoption("--pictures")
    folder = Path(__file__).parents[2] / "docs" / "pictures"
    return Camera(folder if wanted else None)
