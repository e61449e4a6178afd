"""kill -9 in the middle: no task is lost, and nothing leaves the house twice."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.worker.desks import Desk, kill, until


@dataclass
class Aftermath:
    desk: Desk
    slow: Path  # what the slow task writes
    sent: Path  # where what leaves the house arrives


@pytest.fixture(scope="module")
def aftermath(shared_desk: Desk) -> Aftermath:
    """Two workers were killed in the middle, one of them between `sending` and `sent`."""
    desk, folder = shared_desk, shared_desk.home.parent
    slow, sent = folder / "slow", folder / "sent"
    workers = [desk.peer("worker"), desk.peer("worker")]
    desk.enqueue("slow_line", str(slow))
    desk.enqueue("send_line", str(sent))
    until(lambda: Path(f"{slow}.began").exists() and Path(f"{sent}.began").exists())
    assert desk.ask("SELECT state FROM work_effect") == [("sending",)]
    for worker in workers:
        kill(worker)
    desk.peer("worker")
    until(lambda: desk.task("slow_line")["status"] == "SUCCESSFUL")
    until(lambda: desk.task("send_line")["status"] == "SUCCESSFUL")
    return Aftermath(desk, slow, sent)


def test_another_worker_completes_a_task_whose_worker_was_killed(aftermath: Aftermath) -> None:
    assert aftermath.slow.read_text() == "line\n"
    assert aftermath.desk.task("slow_line")["attempts"] == 2


def test_what_may_have_left_is_not_sent_again_and_is_called_unsure(aftermath: Aftermath) -> None:
    assert aftermath.sent.read_text() == "line\n"
    assert aftermath.desk.ask("SELECT key, state FROM work_effect") == [("letter:1", "unsure")]
    assert Path(f"{aftermath.sent}.told").read_text() == "unsure"


def test_the_dead_workers_are_struck_off(aftermath: Aftermath) -> None:
    assert aftermath.desk.ask("SELECT count(*) FROM work_beat") == [(1,)]
