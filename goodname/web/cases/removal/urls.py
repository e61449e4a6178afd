"""Addresses about whether a post is still there."""

from django.urls import path

from . import views

urlpatterns = [
    path("cases/<slug:case_id>/look/", views.look_again, name="look_again"),
    path("cases/<slug:case_id>/deletion/refused/", views.note_refusal, name="note_refusal"),
    path("cases/<slug:case_id>/deletion/again/", views.ask_again, name="ask_again"),
    path("cases/<slug:case_id>/deletion/changed/", views.judge_edit, name="judge_edit"),
    path("cases/<slug:case_id>/save/", views.save_page, name="save_page"),
]
