"""Names the places that a browser calls for itself, not for the page that it shows."""

import re

# What a browser asks of its own maker, unbidden. None of it is part of any page that we read.
BROWSERS_OWN = frozenset(
    {
        "accounts.google.com",
        "android.clients.google.com",
        "clientservices.googleapis.com",
        "content-autofill.googleapis.com",
        "edgedl.me.gvt1.com",
        "mtalk.google.com",
        "optimizationguide-pa.googleapis.com",
        "redirector.gvt1.com",
        "safebrowsing.googleapis.com",
        "safebrowsingohttpgateway.googleapis.com",
        "update.googleapis.com",
    }
)
CLIENTS = re.compile(r"clients[0-9]*\.google\.com")


def is_browsers_own(host: str) -> bool:
    """Whether a host (a name in lower case) is one that no page is read from."""
    return host in BROWSERS_OWN or CLIENTS.fullmatch(host) is not None
