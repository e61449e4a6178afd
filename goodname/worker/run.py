"""`python -m goodname.worker.run [QUEUE...]`: one worker of the desk, for these queues or for all."""

import os
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodname.web.config.settings")
    django.setup()

    # These know the models, so they can be imported only now.
    from goodname.worker.bindings import bind_all
    from goodname.worker.working import DeskWorker

    bind_all()
    DeskWorker(queues=sys.argv[1:] or ("*",)).serve()


if __name__ == "__main__":
    main()
