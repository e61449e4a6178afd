"""The clock tells the time, stands still for a test, and moves for every process together."""

import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest

from goodname import clock

MOMENT = datetime(2026, 3, 3, 9, 40, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_clock(monkeypatch):
    monkeypatch.delenv("GOODNAME_CLOCK", raising=False)


def test_the_clock_is_the_machines_in_utc():
    now = clock.now()
    assert now.utcoffset() == timedelta()
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_block_stands_still_and_blocks_nest():
    with clock.at(MOMENT):
        assert clock.now() == MOMENT
        with clock.at(MOMENT + timedelta(days=1)):
            assert clock.now() == MOMENT + timedelta(days=1)
        assert clock.now() == MOMENT
    assert clock.now() > MOMENT


def test_another_thread_does_not_see_the_block():
    seen = []
    with clock.at(MOMENT):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen[0] > MOMENT + timedelta(days=1)


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"), clock.at(MOMENT.replace(tzinfo=None)):
        pass


def test_a_move_is_seen_by_other_processes_and_adds_up(monkeypatch, tmp_path):
    monkeypatch.setenv("GOODNAME_CLOCK", str(tmp_path / "clock"))
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    clock.move(timedelta(days=3))
    clock.move(timedelta(hours=-12))
    told = subprocess.run(
        [sys.executable, "-c", "from goodname import clock; print(clock.now().isoformat())"],
        capture_output=True,
        text=True,
        check=True,
    )
    ahead = datetime.fromisoformat(told.stdout.strip()) - datetime.now(UTC)
    assert timedelta(days=2.5, seconds=-5) < ahead <= timedelta(days=2.5)
    assert [file.name for file in tmp_path.iterdir()] == ["clock"]


def test_where_no_file_is_named_the_clock_cannot_be_moved():
    with pytest.raises(RuntimeError, match="GOODNAME_CLOCK"):
        clock.move(timedelta(days=1))
