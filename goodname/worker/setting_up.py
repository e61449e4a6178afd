"""`goodname set-up`: makes the school of this desk and its first person, or adds one more person.

A person in a terminal is asked one question at a time; a file of `name=value` lines is read whole
and refused whole. Either way one transaction writes everything, or nothing is written.
"""

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from goodname.core.words import Role, Unreadable

if TYPE_CHECKING:
    from goodname.web.accounts.models import School
    from goodname.worker.given import Given
    from goodname.worker.questions import Question

DONE, FAILED, BAD = 0, 1, 2
NOTHING = "Nothing was written."


def set_up() -> int:
    """0 when it is written or was not wanted after all, 1 when the database could not be made
    ready, 2 when an answer cannot be used, the answers broke off, or the folder is a demo's."""
    from goodname.worker.up import Unable

    try:
        _make_ready()
        return _in_terminal() if sys.stdin and sys.stdin.isatty() else _from_lines()
    except Unable as why:
        return _tell(BAD, str(why))
    except subprocess.CalledProcessError:
        return _tell(FAILED, "The desk could not be made ready; the lines above say why.")
    except Unreadable as error:
        return _tell(BAD, *error.faults)
    except (EOFError, KeyboardInterrupt):
        return _tell(BAD, "", NOTHING)


def _tell(status: int, *lines: str) -> int:
    for line in lines:  # a fault may quote what a terminal cannot show
        print(line.encode("utf-8", "backslashreplace").decode("utf-8"), file=sys.stderr)
    return status


def _make_ready() -> None:
    """Refuse a demo's folder, bring the database up to date, and start Django in this process."""
    from goodname.worker import up

    env = up.environment(demo=False)
    up.own_folder(env, demo=False)
    up.prepare(env)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodname.web.config.settings")
    import django

    django.setup()


def _questions(school: "School | None") -> "tuple[Question, ...]":
    from goodname.worker.questions import SCHOOL, person

    if school is None:
        return (*SCHOOL, *person("Your", _free(None)))
    return person("Their", _free(school))


def _free(school: "School | None") -> list[Role]:
    """The roles that nobody at the school has."""
    from goodname.worker.answers import OFFERED

    people = school.people.all() if school else ()
    held = {role for person in people for role in person.roles}
    return [role for role in OFFERED if role not in held]


def _from_lines() -> int:
    from goodname.web.accounts.models import School
    from goodname.worker.given import read_lines

    school = School.objects.first()
    data = sys.stdin.buffer.read() if sys.stdin else b""
    _write(read_lines(data, _questions(school), school.name if school else ""), school)
    return DONE


def _in_terminal() -> int:
    from goodname.web.accounts.models import School
    from goodname.worker.asking import agreed, ask_all, ask_dates
    from goodname.worker.given import Given

    school, given = School.objects.first(), Given()
    if school is None:
        print("This sets up your school. Ctrl-C stops it; until the end nothing is written.")
    elif not agreed(f"{school.name} is set up. Add somebody to the roster?", usual=False):
        return DONE
    while True:
        ask_all(_questions(school), given)
        if school is None:
            ask_dates(given)
        print("", *given.summary(), sep="\n")
        if agreed("Is this right?", usual=True):
            _write(given, school)
            return DONE
        print("Then once more. Enter keeps what stands in brackets.")


def _write(given: "Given", school: "School | None") -> None:
    """Write all of it and say what was done. Raises Unreadable when somebody else was quicker."""
    from django.db import transaction

    from goodname.web.accounts import actions
    from goodname.web.accounts.models import Account, School
    from goodname.web.policy.labels import ROLES as CALLED
    from goodname.web.told.actions import people_source
    from goodname.worker.answers import job
    from goodname.worker.questions import SCHOOL

    said, new = given.answers, school is None
    with transaction.atomic():
        if School.objects.first() != school or Account.objects.filter(email=said["your_email"]):
            raise Unreadable(f"Somebody else was quicker. {NOTHING} Start again.")
        if school is None:
            fields = {question.name: said.get(question.name, "") for question in SCHOOL}
            fields["name"] = fields.pop("school")
            school = actions.add_school(terms=given.terms, closures=given.closures, **fields)
            people_source(school)
        actions.add_person(
            school=school,
            name=said["your_name"],
            job=job(said["role"]),
            roles=said["role"].split(","),
            email=said["your_email"],
            password=said["password"],
        )
    if new:
        print(f"{school.name} is set up.")
    print(f"{said['your_name']} may sign in as {said['your_email']}.")
    if free := _free(school):
        told = ", ".join(CALLED[role] for role in free)
        print(f"Nobody has these roles yet: {told}. Run goodname set-up again to add somebody.")
    print("Start the desk with goodname up.")
