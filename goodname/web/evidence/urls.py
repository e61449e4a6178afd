"""Addresses of evidence."""

from django.urls import path

from . import views

urlpatterns = [
    path("evidence/<slug:capture_id>/", views.capture, name="capture"),
    path("evidence/<slug:capture_id>/<str:part>", views.capture_part, name="capture_part"),
]
