"""How one worker ends: asked to, by a task's limit, or with a task that cannot be done."""

import signal

from tests.worker.desks import Desk, until


def test_a_worker_that_is_asked_to_stop_goes_at_once_and_leaves_no_sign_of_life(desk: Desk) -> None:
    worker = desk.peer("worker")
    until(lambda: desk.ask("SELECT * FROM work_beat"))
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(5) == 0
    assert desk.ask("SELECT * FROM work_beat") == []


def test_a_worker_that_is_stopped_as_a_transaction_begins_ends_as_quietly(desk: Desk) -> None:
    said, _ = (worker := desk.peer("interrupted")).communicate(timeout=30)
    assert (worker.returncode, said) == (0, "")
    assert desk.ask("SELECT * FROM work_beat") == []


def test_a_failed_and_a_postponed_task_stay_visible(desk: Desk) -> None:
    desk.enqueue("broken", "x")
    desk.enqueue("busy_peer", "x")
    desk.peer("worker")
    until(lambda: desk.task("broken")["status"] == "FAILED")
    assert "no such thing" in desk.task("broken")["traceback"]
    until(lambda: desk.task("busy_peer")["traceback"])
    waiting = desk.task("busy_peer")
    assert (waiting["status"], waiting["attempts"]) == ("READY", 1)
    assert waiting["traceback"] == "The other side is busy."
    ((seconds,),) = desk.ask(
        "SELECT (julianday(run_after) - julianday('now')) * 86400 FROM "
        "django_tasks_database_dbtaskresult WHERE task_path LIKE '%.busy_peer'"
    )
    assert 60 < seconds <= 91


def test_a_task_past_its_limit_ends_its_worker_even_inside_c_code(desk: Desk) -> None:
    worker = desk.peer("worker")
    desk.enqueue("stuck", str(desk.home / "stuck"))
    assert worker.wait(20) == -signal.SIGALRM
    assert desk.task("stuck")["status"] == "RUNNING"  # until a colleague finds it
