"""Periodic work happens once a turn, however many schedules run."""

import time

from tests.worker.desks import Desk, until


def test_two_schedules_take_each_turn_once(desk: Desk) -> None:
    desk.peer("worker")
    for _ in range(2):
        desk.peer("schedule")
    slots = "SELECT strftime('%s', due_at) FROM work_slot ORDER BY 1"
    until(lambda: len(desk.ask(slots)) >= 4)
    time.sleep(0.5)
    turns = [int(second) for (second,) in desk.ask(slots)]
    assert turns == list(range(turns[0], turns[-1] + 1))
    ((queued,),) = desk.ask("SELECT count(*) FROM django_tasks_database_dbtaskresult")
    assert queued <= len(turns)
    assert queued >= len(turns) - 1  # a turn is left out when the one before it still waits
