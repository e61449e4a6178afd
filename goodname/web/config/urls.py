"""Every address of the desk."""

from django.urls import include, path

urlpatterns = [
    path("", include("goodname.web.today.urls")),
    path("", include("goodname.web.told.urls")),
    path("", include("goodname.web.cases.urls")),
    path("", include("goodname.web.inbox.urls")),
    path("", include("goodname.web.evidence.urls")),
    path("", include("goodname.web.policy.urls")),
    path("account/", include("goodname.web.accounts.urls")),
    path("", include("goodname.web.ledger.urls")),
    path("", include("goodname.web.ui.urls")),
]
