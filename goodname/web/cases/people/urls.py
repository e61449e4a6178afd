"""Addresses of the people of a case."""

from django.urls import path

from . import views

urlpatterns = [
    path("cases/<slug:case_id>/people/", views.add_part, name="add_part"),
    path("cases/<slug:case_id>/people/<slug:key>/remove/", views.remove_part, name="remove_part"),
]
