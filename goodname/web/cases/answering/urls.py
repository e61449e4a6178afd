"""Addresses of how we answer."""

from django.urls import path

from . import views

urlpatterns = [
    path("answers/", views.answers, name="answers"),
    path("answers/alike/", views.like_cases, name="like_cases"),
]
