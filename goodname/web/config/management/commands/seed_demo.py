"""`seed_demo`: the made-up school, its people and its first sources, once."""

import tomllib
from datetime import date, timedelta
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from goodname import clock
from goodname.core.listen.kinds import SEARCHES, Kind
from goodname.web.accounts.actions import add_person, add_school
from goodname.web.accounts.models import School
from goodname.web.config.demo import PASSWORD
from goodname.web.inbox.models import Connection, Source
from goodname.web.ledger.actions import record
from goodname.web.told.actions import people_source


class Command(BaseCommand):
    help = "Fill an empty desk with the made-up school of Tansy Lane."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--town", required=True, help="address of the made-up town")

    def handle(self, *args: Any, town: str, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("seed_demo fills the demo only: start it with goodname up --demo")
        if School.objects.exists():
            return
        made_up = tomllib.loads(
            files("goodname.demo").joinpath("tansy_lane.toml").read_text(encoding="utf-8")
        )
        with transaction.atomic():
            school = made_school(made_up["school"], made_up["years"])
            other = made_school(made_up["other_school"], made_up["years"])
            for person in made_up["people"]:
                made_person(school, person, PASSWORD)
            for person in made_up["other_people"]:
                made_person(other, person, PASSWORD)
            for source in made_up["sources"]:
                if source["watched"]:
                    _source(school, source, town)


def made_school(told: dict[str, Any], years: list[dict[str, Any]]) -> School:
    names = ("name", "town", "street", "postcode", "domain", "office_email", "nicknames", "not_us")
    terms = [(t["name"], t["first"], t["last"]) for year in years for t in year["terms"]]
    closed = [days for year in years for days in year["closures"]]
    closures = [day for days in closed for day in _days(days["first"], days["last"])]
    school = add_school(terms=terms, closures=closures, **{name: told[name] for name in names})
    people_source(school)
    return school


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def made_person(school: School, told: dict[str, Any], password: str) -> None:
    add_person(
        school=school,
        name=told["name"],
        called=told["called"],
        job=told["job"],
        roles=told["roles"],
        email=told["email"] if told["sign_in"] else "",
        password=password if told["sign_in"] else "",
    )


def _source(school: School, told: dict[str, Any], town: str) -> None:
    kind, at = Kind(told["kind"]), urlsplit(town)
    place = f"http://{told.get('host', at.hostname)}:{at.port}{told['path']}"
    server = _server(school, kind, told["name"], place) if kind in SEARCHES else None
    source = Source.objects.create(
        school=school,
        kind=kind,
        address=place,
        query=told.get("query", ""),
        connection=server,
        title=told["name"],
        is_local=told["local"],
        added_at=clock.now(),
        next_look=clock.now(),
    )
    record(school=school, actor="system", kind="source.added", refs={"source": source.id})


def _server(school: School, kind: Kind, title: str, place: str) -> Connection:
    """A server that is asked for what it finds; it needs no key."""
    connection = Connection.objects.create(
        school=school,
        kind=kind,
        title=title,
        server=place,
        added_at=clock.now(),
        tested_at=clock.now(),
    )
    record(
        school=school,
        actor="system",
        kind="connection.added",
        refs={"connection": connection.id},
    )
    return connection
