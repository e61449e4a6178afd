"""Puts `request.viewer` on every request: the signed-in person, or None.

An account that belongs to nobody on the roster is signed out: it can see nothing.
"""

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from .models import Person
from .viewer import Viewer


def viewer(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.viewer = None  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            person = Person.objects.select_related("school").filter(account=request.user).first()
            if person is not None:
                request.viewer = Viewer.of(person)  # type: ignore[attr-defined]
            else:  # they left the roster while signed in
                logout(request)
        return get_response(request)

    return middleware
