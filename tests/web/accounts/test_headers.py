"""What every answer tells the browser: run nothing but our own files, show us in no frame."""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.web.test_who_sees_what import PLACES, furnished
from tests.world import World, sign_in

pytestmark = pytest.mark.django_db
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
}
# What strangers or our own people gave us is handed over as a file, and can do nothing.
OURS = re.compile(r"/(?!/)|data:")
LOCKED = {"sandbox": "", "default-src": "'none'"}
GIVEN = {
    "capture_part", "capture_file", "capture_picture",
    "told_picture", "told_original", "case_file", "enclosure_page", "enclosure_original",
}  # fmt: skip


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield furnished()
        transaction.set_rollback(True)


@pytest.fixture
def world(made: World, db: None) -> World:
    return made


def answers(world: World) -> Iterator[tuple[str, object]]:
    inside, outside = sign_in(world.head), Client()
    for name, (method, arguments) in PLACES.items():
        if name != "account_logout":  # it would end the visit
            yield name, getattr(inside, method)(reverse(name, args=arguments(world)))
    yield "sign-in", outside.get(reverse("account_login"))
    yield "turned away", outside.get(reverse("today"))
    yield "no such page", inside.get("/nowhere/")
    yield "wrong method", inside.get(reverse("try_address"))


def rules(header: str) -> dict[str, str]:
    parts = [part.strip().partition(" ") for part in header.split(";") if part.strip()]
    return {name: value for name, _, value in parts}


def test_every_answer_has_the_strict_policy(world):
    for name, answer in answers(world):
        told = rules(answer["Content-Security-Policy"])
        if name in GIVEN:
            assert told == LOCKED, name
            continue
        assert told == POLICY, name
        assert "unsafe" not in answer["Content-Security-Policy"]


def test_every_answer_forbids_frames_guesses_and_telling_others_where_one_was(world):
    for name, answer in answers(world):
        assert answer["X-Frame-Options"] == "DENY", name
        assert answer["X-Content-Type-Options"] == "nosniff", name
        assert answer["Referrer-Policy"] == "same-origin", name


def test_no_page_loads_anything_from_elsewhere_or_runs_anything_written_into_it(world):
    for name, answer in answers(world):
        if answer.streaming or "html" not in answer.get("Content-Type", ""):
            continue
        page = answer.content.decode()
        loaded = re.findall(r'<(?:script|link|img|iframe)\b[^>]*?(?:src|href)="([^"]+)"', page)
        assert [one for one in loaded if not OURS.match(one)] == [], name
        assert re.findall(r"<script(?![^>]*\bsrc=)", page) == [], name
        assert re.findall(r"<[^>]+\s(?:style|on[a-z]+)=", page) == [], name


def test_what_one_person_saw_is_kept_by_no_cache(world):
    client = sign_in(world.head)
    for name, arguments in (("today", []), ("case", [world.case.id]), ("inbox", [])):
        assert "no-store" in client.get(reverse(name, args=arguments))["Cache-Control"]
