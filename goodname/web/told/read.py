"""What the worker finds in a file that is kept, whoever brought it."""

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from goodname.files.images import Facts

from . import holding
from .models import Enclosure, Filed, Telling

WAITING, READY, REFUSED = Telling.WAITING, Telling.READY, Telling.REFUSED
assert (WAITING, READY, REFUSED) == (Enclosure.WAITING, Enclosure.READY, Enclosure.REFUSED)


@transaction.atomic
def keep_opened(filed: Filed, facts: Facts) -> None:
    """The file was opened: what it says of itself, and how many pages there are to read."""
    _waiting(filed).update(facts=asdict(facts), pages=facts.pages, pages_read=0)


def keep_progress(filed: Filed, pages_read: int) -> None:
    _waiting(filed).update(pages_read=pages_read)


@transaction.atomic
def keep_read(filed: Filed, **found: object) -> None:
    """Everything that can be read was read; now a person looks at it."""
    _waiting(filed).update(state=READY, **found)


@transaction.atomic
def refuse_file(filed: Filed, problem: str) -> None:
    """The file cannot be opened: it is not kept, and its page says why."""
    refused = _waiting(filed).update(
        state=REFUSED, problem=problem[:300], manifest=None, manifest_sha256=""
    )
    if refused:
        holding.forget_files(filed)


def _waiting(filed: Filed) -> QuerySet[Any]:
    return type(filed)._default_manager.filter(pk=filed.pk, state=WAITING)
