"""`@page(permission)`: every page names who may see it, in one word at its head.

`public` is for anyone; any other permission is asked of `request.viewer`. A person who may not see
a page is told that there is no such page, so that an address never gives away what exists.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache

View = Callable[..., HttpResponseBase]


def page(permission: str) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            viewer = request.viewer  # type: ignore[attr-defined]
            if permission != "public":
                if viewer is None:
                    return redirect_to_login(request.get_full_path())
                if not viewer.may(permission):
                    raise Http404
            return view(request, *args, **kwargs)

        # What one person saw must not be served to the next from a shared computer's cache.
        shown: View = guarded if permission == "public" else never_cache(guarded)
        shown.permission = permission  # type: ignore[attr-defined]
        return shown

    return decorate
