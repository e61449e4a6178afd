"""Addresses of looks at one person's page."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.personal_looks, name="personal_looks"),
    path("<slug:look_id>/", views.personal_look, name="personal_look"),
    path("<slug:look_id>/answer/", views.answer_look, name="answer_look"),
]
