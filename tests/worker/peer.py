"""A worker, a schedule and a queue for the tests: the real ones, with the tests' own tasks bound.

`python -m tests.worker.peer worker | interrupted | schedule | enqueue NAME [ARGUMENT...]`

`interrupted` is a worker that is asked to stop in the very moment in which a transaction begins.
"""

import os
import signal
import sys

import django


def main(what: str, *arguments: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodname.web.config.settings")
    django.setup()
    from goodname.worker import schedule
    from goodname.worker.working import DeskWorker
    from tests.worker import tasks

    if what == "worker":
        tasks.bind_all()
        DeskWorker().serve()
    elif what == "interrupted":
        from django.db import connection

        class Interrupted(DeskWorker):
            def run(self) -> None:
                connection.cursor().execute("BEGIN IMMEDIATE")
                self.shutdown(signal.SIGTERM, None)

        Interrupted().serve()
    elif what == "schedule":
        schedule.serve([schedule.Periodic("write_line", 1, tasks.write_line)])
    elif what == "enqueue":
        getattr(tasks, arguments[0]).enqueue(*arguments[1:])


if __name__ == "__main__":
    main(*sys.argv[1:])
