"""One worker: takes tasks from the queue, shows that it lives, and rescues what the dead held.

Built on the queue's own worker, which claims a task in an exclusive transaction. Added here: a sign
of life from a thread; an alarm that ends the process when a task passes its limit (the kernel's
alarm, because a task stuck inside C code would not let a thread run); retries; and that only the
attempt that still holds a task may finish it.
"""

import logging
import os
import signal
import threading
from collections.abc import Sequence
from types import FrameType

from django.db import connections, transaction
from django.utils.crypto import get_random_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from goodname.web.work import beats
from goodname.web.work.binding import limit_of
from goodname.worker.reaper import reap
from goodname.worker.retry import Retry, delay, put_back

log = logging.getLogger(__name__)


class DeskWorker(Worker):  # type: ignore[misc]
    """`queues` are the names of those that it works off; "*" is all of them."""

    def __init__(self, interval: float = 0.25, queues: Sequence[str] = ("*",)) -> None:
        super().__init__(
            queue_names=list(queues),
            excluded_queue_names=[],
            interval=interval,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        self.ended = threading.Event()

    def serve(self) -> None:
        """Work until SIGTERM or Ctrl-C; the task in hand is finished first."""
        self.configure_signals()
        try:  # from the first sign of life on: the signal to stop may come right behind it
            beats.begin(self.worker_id)
            threading.Thread(target=self._live, daemon=True).start()
            self.run()
        finally:
            self.ended.set()
            # The signal may have come as a transaction began, of which Django then knows nothing.
            connections.close_all()
            self._let_go()
            beats.end(self.worker_id)

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Stop when nothing is in hand. Asking twice changes nothing; kill -9 does no harm."""
        self.running = False
        if not self.running_task:
            raise SystemExit(0)

    def run_task(self, row: DBTaskResult) -> None:
        self.running_task = True
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(limit_of(row.task_path))
        try:
            arguments = row.args_kwargs
            result = row.task.call(*arguments["args"], **arguments["kwargs"])
        except Retry as trouble:
            wait = delay(len(row.worker_ids), trouble.after)
            put_back(row, str(trouble), wait=wait)
        except Exception as error:
            log.error("%s %s failed: %s", row.task_path, row.pk, type(error).__name__)
            self._finish(row, error=error)
        else:
            self._finish(row, result=result)
        finally:
            signal.alarm(0)
            self.running_task = False

    def _finish(
        self, row: DBTaskResult, *, result: object = None, error: Exception | None = None
    ) -> None:
        with transaction.atomic():
            held = DBTaskResult.objects.select_for_update().filter(
                pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at
            )
            if held.first() is None:
                log.warning("%s %s was given to another worker", row.task_path, row.pk)
            elif error is None:
                row.set_successful(result)
            else:
                row.set_failed(error)

    def _let_go(self) -> None:
        """Hand back a task that was claimed but not begun when the signal to stop came."""
        for row in DBTaskResult.objects.running():
            if row.worker_ids[-1] == self.worker_id:
                put_back(row, "Its worker was stopped.")

    def _live(self) -> None:
        """The thread that beats and reaps. A worker that was taken for dead must not go on."""
        while not self.ended.wait(beats.EVERY):
            try:
                if not beats.beat(self.worker_id) and not self.ended.is_set():
                    log.error("taken for dead (did the machine sleep?): starting anew")
                    os._exit(75)
                reap()
            except Exception:
                # A busy or absent database passes, or others take us for dead, which is right.
                log.exception("no sign of life could be given")
                connections.close_all()
