"""The school, its people, who may sign in, and what is kept from whom."""

import secrets
from datetime import time

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from goodname.core.words import Role

# A byte stands for a letter; those past the last whole alphabet would make its first letters likelier.
LETTERS = b"23456789abcdefghjkmnpqrstuvwxyz"
FAIR = 256 - 256 % len(LETTERS)
LETTER_OF = bytes(LETTERS[byte % len(LETTERS)] for byte in range(256))
UNFAIR = bytes(range(FAIR, 256))


def token() -> str:
    """An id for addresses that cannot be guessed and gives no count away: 16 letters and digits."""
    drawn = b""
    while len(drawn) < 16:
        drawn += secrets.token_bytes(24).translate(LETTER_OF, UNFAIR)
    return drawn[:16].decode()


class School(models.Model):
    """One school: the tenant that every other row belongs to."""

    name = models.CharField(max_length=200)
    town = models.CharField(max_length=100, blank=True)
    street = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    domain = models.CharField(max_length=200, blank=True)
    office_email = models.EmailField(blank=True)
    nicknames = models.JSONField(default=list)
    not_us = models.JSONField(default=list)  # words that mean a namesake, such as its town
    closures = models.JSONField(default=list)  # ISO dates: INSET days and the like
    # Nothing but danger rings anybody between these two, London time, or on a day without school.
    quiet_from = models.TimeField(default=time(18, 0))
    quiet_until = models.TimeField(default=time(7, 30))
    seal_to = models.EmailField(blank=True)  # who keeps the ledger's seal outside the desk

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """A stretch of school days, first and last day included; a half-term lies between two."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="terms")
    name = models.CharField(max_length=60)
    starts = models.DateField()
    ends = models.DateField()

    class Meta:
        ordering = ["starts"]


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None) -> "Account":
        account = self.model(email=self.normalize_email(email).lower())
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """What somebody signs in with. Who they are at the school is a Person."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(null=True)

    objects = AccountManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"


class Person(models.Model):
    """Somebody on the school's roster. Several roles to one person is usual."""

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(max_length=120)
    roles = models.JSONField(default=list)  # ids of core.words.Role
    called = models.CharField(max_length=60, blank=True)  # as a parent writes it: "Mr Okafor"
    job = models.CharField(max_length=80, blank=True)  # how they would say it: "Year 4 teacher"
    account = models.OneToOneField(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    is_pupil = models.BooleanField(default=False)
    deputises = models.JSONField(default=list)  # ids of roles that this person stands in for
    digest = models.BooleanField(default=True)  # wants the e-mail of what waits for them

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def role_set(self) -> frozenset[Role]:
        return frozenset(Role(role) for role in self.roles)


class Absence(models.Model):
    """Somebody is away, and a colleague does their steps meanwhile."""

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    deputy = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="covers")
    first = models.DateField()  # the first and the last day away, both included
    last = models.DateField()
    added_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["first"]


class Matter(models.Model):
    """One thing that happened, and from whom it is kept.

    A mention, its case, its captures and its letters all carry the same matter. Whoever a matter is
    about is in `hidden_from`: for them nothing that carries it exists, in any list, count or file.
    """

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE)
    hidden_from = models.ManyToManyField(Person, related_name="hidden_matters", blank=True)
