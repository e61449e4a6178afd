"""The main menu: only the pages that this person may see."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

ITEMS = (
    ("Today", "today", "today.see"),
    ("Inbox", "inbox", "inbox.read"),
    ("Tell us", "tell", "told.tell"),
    ("Cases", "cases", "cases.read"),
    ("Sources", "sources", "sources.read"),
    ("Policy", "policy", "policy.read"),
    ("Ledger", "ledger", "ledger.read"),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`nav`: label, address and whether it is the page that one is on."""
    viewer = getattr(request, "viewer", None)
    if viewer is None:
        return {"nav": [], "viewer": None}
    here = request.resolver_match.url_name if request.resolver_match else ""
    items = []
    for label, name, permission in ITEMS:
        if viewer.may(permission):
            address = reverse(name)
            current = here == name or (name != "today" and request.path.startswith(address))
            items.append({"label": label, "url": address, "current": current})
    return {"nav": items, "viewer": viewer}
