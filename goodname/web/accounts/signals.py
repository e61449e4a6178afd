"""Who came and went stands in the ledger too."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import transaction
from django.dispatch import receiver

from goodname.web.ledger.actions import record

from .models import Person


@receiver(user_logged_in)
def signed_in(user: Any, **_: Any) -> None:
    _record(user, "account.signed_in")


@receiver(user_logged_out)
def signed_out(user: Any, **_: Any) -> None:
    if user is not None:
        _record(user, "account.signed_out")


def _record(user: Any, kind: str) -> None:
    person = Person.objects.select_related("school").filter(account=user).first()
    if person is not None:
        with transaction.atomic():
            record(school=person.school, actor=person, kind=kind)
