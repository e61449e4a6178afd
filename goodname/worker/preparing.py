"""`python -m goodname.worker.preparing`: makes the database and the static files ready, then ends.

With `--demo TOWN` it also fills an empty desk with the made-up school, and prints its sign-ins.
"""

import argparse
import hashlib
import os
from pathlib import Path

import django


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--demo", metavar="TOWN")
    town = parser.parse_args().demo
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodname.web.config.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    collect_static()
    if town:
        call_command("seed_demo", town=town, verbosity=0)
        print_sign_ins()


def collect_static() -> None:
    """Collect static files, unless they are the ones that were collected last time."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path}:{found.st_size}:{found.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(digest.hexdigest())


def print_sign_ins() -> None:
    from goodname.web.accounts.models import Person
    from goodname.web.config.demo import PASSWORD

    people = Person.objects.filter(account__isnull=False).select_related("account", "school")
    print(f"Sign in with the password {PASSWORD} as")
    for person in people.order_by("school_id", "account__id"):
        print(f"  {person.account.email:<32}{person.job}, {person.school.name}")


if __name__ == "__main__":
    main()
