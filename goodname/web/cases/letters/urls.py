"""Addresses of letters."""

from django.urls import path

from . import views

urlpatterns = [
    path("cases/<slug:case_id>/letter/", views.draft_letter, name="draft_letter"),
    path("letters/<slug:letter_id>/", views.letter, name="letter"),
    path("letters/<slug:letter_id>/send/", views.send_letter, name="send_letter"),
    path("letters/<slug:letter_id>/ask/", views.ask_approval, name="ask_approval"),
    path("letters/<slug:letter_id>/approve/", views.approve_letter, name="approve_letter"),
    path("letters/<slug:letter_id>/back/", views.send_back, name="send_back"),
    path("letters/<slug:letter_id>/print/", views.print_letter, name="print_letter"),
    path("letters/<slug:letter_id>/paper/", views.letter_paper, name="letter_paper"),
]
