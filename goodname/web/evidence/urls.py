"""Addresses of evidence."""

from django.urls import path

from . import views

urlpatterns = [
    path("evidence/<slug:capture_id>/", views.capture, name="capture"),
    path("evidence/<slug:capture_id>/page.wacz", views.capture_file, name="capture_file"),
    path("evidence/<slug:capture_id>/picture/", views.capture_picture, name="capture_picture"),
    path("evidence/<slug:capture_id>/<path:part>", views.capture_part, name="capture_part"),
]
