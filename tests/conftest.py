"""What every test stands on."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

# Playwright drives its browser from an event loop; Django's guard does not know that this is safe.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session", autouse=True)
def ledger_can_be_emptied_between_tests() -> Iterator[None]:
    """Tests that commit are cleaned up by DELETE, which the ledger's own triggers refuse."""
    from django.db import connection
    from django.test import TransactionTestCase

    from goodname.web.ledger.protection import protect, release

    kept = TransactionTestCase._fixture_teardown

    def emptied(self: Any) -> None:
        release(connection)
        kept(self)
        protect(connection)

    TransactionTestCase._fixture_teardown = emptied
    yield
    TransactionTestCase._fixture_teardown = kept
