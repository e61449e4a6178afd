"""Addresses of cases and their letters."""

from django.urls import path

from . import views

urlpatterns = [
    path("cases/", views.cases, name="cases"),
    path("cases/open/<slug:mention_id>/", views.open_case, name="open_case"),
    path("cases/<slug:case_id>/", views.case, name="case"),
    path("cases/<slug:case_id>/facts/", views.change_facts, name="change_facts"),
    path("cases/<slug:case_id>/note/", views.add_note, name="add_note"),
    path("cases/<slug:case_id>/look/", views.look_again, name="look_again"),
    path("cases/<slug:case_id>/save/", views.save_page, name="save_page"),
    path("cases/<slug:case_id>/close/", views.close_case, name="close_case"),
    path("cases/<slug:case_id>/reopen/", views.reopen_case, name="reopen_case"),
    path("cases/<slug:case_id>/letter/", views.draft_letter, name="draft_letter"),
    path("cases/<slug:case_id>/step/<slug:step_id>/", views.step, name="step"),
    path("letters/<slug:letter_id>/", views.letter, name="letter"),
    path("letters/<slug:letter_id>/send/", views.send_letter, name="send_letter"),
]
