"""`python -m tests.journeys.school`: the made-up school on a desk that is no demo."""

import os
import sys
import tomllib
from importlib.resources import files

from goodname.worker import preparing

PASSWORD = "tansy-lane-demo"


def main() -> None:
    sys.argv[1:] = []
    preparing.main()  # an empty desk, as `goodname set-up` makes it
    from django.db import transaction

    from goodname.web.config.management.commands.seed_demo import made_person, made_school

    told = tomllib.loads(
        files("goodname.demo").joinpath("tansy_lane.toml").read_text(encoding="utf-8")
    )
    with transaction.atomic():
        school = made_school(told["school"], told["years"])
        other = made_school(told["other_school"], told["years"])
        for person in told["people"]:
            made_person(school, person | {"sign_in": True}, PASSWORD)
        for person in told["other_people"]:
            made_person(other, person, PASSWORD)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodname.web.config.settings")
    main()
