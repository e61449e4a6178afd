"""Setting up a school, its term dates and its people."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from goodname import clock
from goodname.web.ledger.actions import record

from .models import Account, Person, School, Term


@transaction.atomic
def add_school(
    *, terms: Iterable[tuple[str, date, date]] = (), closures: Iterable[date] = (), **fields: Any
) -> School:
    school = School.objects.create(closures=sorted({day.isoformat() for day in closures}), **fields)
    for name, starts, ends in terms:
        Term.objects.create(school=school, name=name, starts=starts, ends=ends)
    record(school=school, actor="system", kind="school.added")
    return school


@transaction.atomic
def add_person(*, school: School, email: str = "", password: str = "", **fields: Any) -> Person:
    """Put somebody on the roster; with an e-mail address and a password they may sign in."""
    account = None
    if email and password:
        account = Account.objects.create_user(email, password)
        Account.objects.filter(pk=account.pk).update(date_joined=clock.now())
    person = Person.objects.create(school=school, account=account, **fields)
    record(school=school, actor="system", kind="person.added", refs={"person": person.id})
    return person
