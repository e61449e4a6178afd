"""The second step: set up with a phone, asked for at sign-in, and never taken twice."""

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from goodname.core.words import Role
from goodname.web.accounts.models import Person
from tests.web.reading import heading, source, words
from tests.world import make_person, make_school

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"


@pytest.fixture(autouse=True)
def _no_tries_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def head() -> Person:
    return make_person(make_school(), "Priya Hollis", Role.HEADTEACHER)


def code(secret: str) -> str:
    """What the app on a phone shows now."""
    if time.time() % 30 > 28:  # a code that would run out while it travels
        time.sleep(2.1)
    counter = next(iter(auth.yield_hotp_counters_from_time()))
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def enter(client: Client, person: Person):
    sent = {"login": person.account.email, "password": PASSWORD}
    return client.post(reverse("account_login"), sent, follow=True)


def again(client: Client) -> None:
    """Say once more that it is oneself, as is asked before the way of signing in is changed."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def set_up(person: Person) -> str:
    """Set the second step up as a person does; returns the secret that their phone now holds."""
    client = Client()
    enter(client, person)
    again(client)
    page = source(client.get(reverse("mfa_activate_totp")))
    found = re.search(r'id="authenticator_secret" value="([A-Z2-7]+)"', page)
    assert found is not None
    assert "data:image/svg+xml" in page
    answer = client.post(reverse("mfa_activate_totp"), {"code": code(found[1])}, follow=True)
    assert heading(answer) == "Your recovery codes"
    return found[1]


def test_with_the_second_step_a_password_alone_opens_nothing(head):
    secret = set_up(head)
    client = Client()
    answer = enter(client, head)
    assert heading(answer) == "The second step"
    assert client.get(reverse("today")).status_code == 302
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Incorrect code." in words(wrong)
    assert client.get(reverse("today")).status_code == 302
    right = client.post(reverse("mfa_authenticate"), {"code": code(secret)}, follow=True)
    assert heading(right) == "Nothing needs you"


def test_a_code_that_somebody_read_over_a_shoulder_does_not_work_again(head):
    secret = set_up(head)
    first, second = Client(), Client()
    enter(first, head)
    enter(second, head)
    seen = code(secret)
    first.post(reverse("mfa_authenticate"), {"code": seen})
    assert first.get(reverse("today")).status_code == 200
    assert "Incorrect code." in words(second.post(reverse("mfa_authenticate"), {"code": seen}))
    assert second.get(reverse("today")).status_code == 302


def test_a_recovery_code_lets_in_once(head):
    set_up(head)
    codes = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap()
    spare = codes.get_unused_codes()[0]
    client = Client()
    enter(client, head)
    client.post(reverse("mfa_authenticate"), {"code": spare})
    assert client.get(reverse("today")).status_code == 200
    assert "You have nine codes left." in words(client.get(reverse("mfa_index")))
    later = Client()
    enter(later, head)
    later.post(reverse("mfa_authenticate"), {"code": spare})
    assert later.get(reverse("today")).status_code == 302


def test_a_wrong_code_sets_nothing_up(head):
    client = Client()
    enter(client, head)
    again(client)
    client.get(reverse("mfa_activate_totp"))
    answer = client.post(reverse("mfa_activate_totp"), {"code": "123456"})
    assert "Incorrect code." in words(answer)
    assert not Authenticator.objects.exists()


def test_the_second_step_is_turned_off_from_within(head):
    secret = set_up(head)
    client = Client()
    enter(client, head)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()  # not without that
    again(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert heading(enter(Client(), head)) == "Nothing needs you"


def test_the_secret_is_in_no_address_and_in_no_cookie(head):
    client = Client()
    enter(client, head)
    again(client)
    answer = client.get(reverse("mfa_activate_totp"))
    found = re.search(r'id="authenticator_secret" value="([A-Z2-7]+)"', source(answer))
    assert found is not None
    assert all(found[1] not in cookie.value for cookie in client.cookies.values())
    assert found[1] not in str(answer.headers)
    assert found[1] not in source(client.get(reverse("mfa_index")))
