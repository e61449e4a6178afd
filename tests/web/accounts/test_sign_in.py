"""Signing in: the right password, the wrong one, too many of them, and who may then see what."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from goodname.core.words import Role
from goodname.web.accounts.models import Account, Person
from tests.web.reading import heading, source, words
from tests.world import make_person, make_school, sign_in

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


def enter(client: Client, email: str, password: str = PASSWORD, **more: str):
    sent = {"login": email, "password": password} | more
    return client.post(reverse("account_login"), sent, follow=True)


def test_an_e_mail_address_and_a_password_open_today(head):
    answer = enter(Client(), head.account.email)
    assert answer.redirect_chain == [(reverse("today"), 302)]
    assert heading(answer) == "Nothing needs you"


def test_capital_letters_in_the_address_do_not_matter(head):
    assert enter(Client(), head.account.email.upper()).redirect_chain[-1][0] == reverse("today")


@pytest.mark.parametrize("who", ["head", "nobody@town.example"])
def test_a_wrong_password_says_the_same_as_an_address_that_we_do_not_know(head, who):
    email = head.account.email if who == "head" else who
    answer = enter(Client(), email, "not the password at all")
    assert heading(answer) == "Sign in"
    assert "The email address and/or password you specified are not correct." in words(answer)
    assert "not the password at all" not in source(answer)


def test_one_is_led_to_the_page_that_one_asked_for_and_never_elsewhere(head):
    client = Client()
    asked = client.get(reverse("inbox"))
    assert asked["Location"] == f"{reverse('account_login')}?next=/inbox/"
    answer = enter(client, head.account.email, next="/inbox/")
    assert answer.redirect_chain == [("/inbox/", 302)]
    away = enter(Client(), head.account.email, next="https://evil.example/")
    assert away.redirect_chain == [("/", 302)]


def test_too_many_tries_are_answered_in_our_own_words(head):
    answers = [enter(Client(), f"x{n}@town.example", "wrong again and again") for n in range(31)]
    last = answers[-1]
    assert last.status_code == 429
    assert heading(last) == "Please wait a few minutes"
    assert 'class="mark" href="/">Goodname' in source(last)


def test_an_account_that_is_guessed_at_stops_even_for_the_right_password(head):
    for _ in range(5):
        enter(Client(), head.account.email, "wrong again and again")
    answer = enter(Client(), head.account.email)
    assert heading(answer) == "Sign in"
    assert "Too many failed login attempts. Try again later." in words(answer)


def test_signing_out_closes_the_door(head):
    client = Client()
    enter(client, head.account.email)
    client.post(reverse("account_logout"))
    assert client.get(reverse("today")).status_code == 302


def test_a_request_from_another_site_signs_nobody_in(head):
    client = Client(enforce_csrf_checks=True)
    assert enter(client, head.account.email).status_code == 403


@pytest.mark.parametrize("path", ["signup/", "sign-up/", "password/reset/", "email/", "social/"])
def test_nobody_signs_up_or_gets_a_password_by_themselves(path):
    assert Client().get(f"/account/{path}").status_code == 404


def test_the_session_is_kept_from_scripts_and_other_sites(head):
    client = Client()
    enter(client, head.account.email)
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == "" or int(cookie["max-age"]) <= 12 * 60 * 60


def test_over_https_no_cookie_travels_in_the_open(head, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = Client()
    client.get(reverse("account_login"), secure=True)
    client.post(
        reverse("account_login"),
        {"login": head.account.email, "password": PASSWORD},
        secure=True,
    )
    assert client.cookies["sessionid"]["secure"] is True
    assert client.cookies["csrftoken"]["secure"] is True


def test_somebody_without_a_role_has_their_own_account_and_nothing_else(head):
    guest = make_person(head.school, "Noor Fairbank")
    client = Client()
    answer = enter(client, guest.account.email)
    assert answer.status_code == 200
    assert heading(answer) == "Add a second step to signing in"
    for name in ("today", "inbox", "cases", "sources", "policy", "ledger"):
        assert client.get(reverse(name)).status_code == 404
    assert 'aria-label="Main"' not in source(answer)
    assert client.get(reverse("account_change_password")).status_code == 200


def test_an_account_whose_person_left_the_roster_opens_nothing_and_ends(head):
    leaver = make_person(head.school, "Noor Fairbank", Role.DSL)
    client = sign_in(leaver)
    leaver.delete()
    for name in ("today", "inbox", "mfa_index"):
        answer = client.get(reverse(name), follow=True)
        assert heading(answer) == "Sign in"
    assert heading(enter(Client(), leaver.account.email)) == "This account is closed"


def test_an_account_that_was_closed_is_told_so_plainly(head):
    Account.objects.update(is_active=False)
    answer = enter(Client(), head.account.email)
    assert answer.status_code == 403
    assert heading(answer) == "This account is closed"
    assert "_auth_user_id" not in answer.client.session
    wrong = enter(Client(), head.account.email, "not the password at all")
    assert heading(wrong) == "Sign in"  # it tells only whoever knows the password


def test_a_password_is_changed_with_the_old_one_and_must_be_long(head):
    client = Client()
    enter(client, head.account.email)
    change = reverse("account_change_password")
    short = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    assert "at least 12 characters" in words(client.post(change, short))
    new = "four words that belong"
    wrong = {"oldpassword": "not the password", "password1": new, "password2": new}
    client.post(change, wrong)
    head.account.refresh_from_db()
    assert head.account.check_password(PASSWORD)
    client.post(change, wrong | {"oldpassword": PASSWORD})
    head.account.refresh_from_db()
    assert head.account.check_password(new)
