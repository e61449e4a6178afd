"""A worker, a schedule and a queue for the tests: the real ones, with the tests' own tasks bound.

`python -m tests.worker.peer worker | schedule | enqueue NAME [ARGUMENT...]`
"""

import os
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
    elif what == "schedule":
        schedule.serve([schedule.Periodic("write_line", 1, tasks.write_line)])
    elif what == "enqueue":
        getattr(tasks, arguments[0]).enqueue(*arguments[1:])


if __name__ == "__main__":
    main(*sys.argv[1:])
