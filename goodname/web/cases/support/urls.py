"""The address of a check-in."""

from django.urls import path

from . import views

urlpatterns = [
    path("cases/<slug:case_id>/support/", views.check_in, name="check_in"),
]
