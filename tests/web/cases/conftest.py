"""The small desk of cases, made once a module; each test's own changes are rolled back to it."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from goodname import clock
from tests.web.cases.desk import Desk, make_desk
from tests.world import MONDAY


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[Desk]:
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.at(MONDAY):
            desk = make_desk()
        yield desk
        transaction.set_rollback(True)


@pytest.fixture
def desk(made: Desk, db: None) -> Iterator[Desk]:
    with clock.at(MONDAY):
        yield made
