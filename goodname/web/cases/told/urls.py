"""Addresses of notes, conversations and files."""

from django.urls import path

from . import file_views, views

urlpatterns = [
    path("cases/said/", views.write_down, name="write_down"),
    path("cases/<slug:case_id>/note/", views.add_note, name="add_note"),
    path("cases/<slug:case_id>/file/", file_views.case_file_gate, name="case_file_gate"),
    path(
        "cases/<slug:case_id>/file/add/<slug:gate_id>/",
        file_views.add_case_file,
        name="add_case_file",
    ),
    path("cases/<slug:case_id>/file/<slug:file_id>/", file_views.case_file, name="case_file"),
]
