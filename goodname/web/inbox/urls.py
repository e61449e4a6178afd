"""Addresses of the inbox and of the sources."""

from django.urls import path

from . import views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/<slug:mention_id>/", views.mention, name="mention"),
    path("inbox/<slug:mention_id>/file/", views.file_mention, name="file_mention"),
    path("inbox/<slug:mention_id>/restore/", views.restore_mention, name="restore_mention"),
    path("sources/", views.sources, name="sources"),
    path("sources/try/", views.try_address, name="try_address"),
    path("sources/preview/<slug:probe_id>/", views.preview, name="preview"),
    path("sources/<slug:source_id>/", views.source, name="source"),
    path("sources/<slug:source_id>/change/", views.change_source, name="change_source"),
]
