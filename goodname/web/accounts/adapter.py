"""How sign-in differs from allauth's defaults: a school makes the accounts, nobody signs up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from .models import Person
from .viewer import Viewer


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(
        self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any
    ) -> HttpResponse | None:
        """Whoever left the roster is told that their account is closed, like one that we closed."""
        refused = super().pre_login(request, user, **kwargs)
        if refused is None and _person(user) is None:
            clear_login(request)
            return self.respond_user_inactive(request, user)
        return refused

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        return render(request, "account/account_inactive.html", status=403)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Today, or one's own account for somebody who has no role yet."""
        person = _person(request.user)
        if person is not None and not Viewer.of(person).may("today.see"):
            return reverse("mfa_index")
        return super().get_login_redirect_url(request)


def _person(account: Any) -> Person | None:
    return Person.objects.select_related("school").filter(account=account).first()
