"""The demo's sign-ins, shown on its sign-in page. None of this exists unless the demo runs."""

from django.conf import settings
from django.http import HttpRequest

from goodname.web.accounts.models import Person

# Not a secret: the demo listens on this machine alone and everyone in it is made up.
PASSWORD = "tansy-lane-demo"


def sign_ins(request: HttpRequest) -> dict[str, list[dict[str, str]]]:
    """`demo_sign_ins` for the sign-in page of the demo, else nothing."""
    match = request.resolver_match
    if not settings.DEMO or match is None or match.url_name != "account_login":
        return {}
    people = Person.objects.filter(account__isnull=False).select_related("account", "school")
    return {
        "demo_sign_ins": [
            {
                "label": f"{person.job}, {person.school.name}",
                "email": person.account.email,
                "password": PASSWORD,
            }
            for person in people.order_by("school_id", "account__id")
        ]
    }
