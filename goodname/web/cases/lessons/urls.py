"""Addresses of the lesson log."""

from django.urls import path

from . import views

urlpatterns = [
    path("lessons/", views.lessons, name="lessons"),
    path("lessons/add/", views.add_lesson, name="add_lesson"),
    path("lessons/<slug:lesson_id>/", views.edit_lesson, name="edit_lesson"),
    path("lessons/<slug:lesson_id>/taught/", views.lesson_taught, name="lesson_taught"),
]
