"""Addresses of the inbox."""

from django.urls import include, path

from . import views
from .head import views as head

urlpatterns = [
    path("sources/", include("goodname.web.inbox.sources.urls")),
    path("looks/", include("goodname.web.inbox.looks.urls")),
    path("danger/", include("goodname.web.inbox.danger.urls")),
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/", include("goodname.web.inbox.triage.urls")),
    path("inbox/<slug:mention_id>/", views.mention, name="mention"),
    path("inbox/<slug:mention_id>/headteacher/", head.about_head, name="about_head"),
    path("inbox/<slug:mention_id>/file/", views.file_mention, name="file_mention"),
    path("inbox/<slug:mention_id>/restore/", views.restore_mention, name="restore_mention"),
]
