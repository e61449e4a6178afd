"""Addresses of complaints."""

from django.urls import path

from . import views

ONE = "cases/<slug:case_id>/complaint/<slug:complaint_id>/"

urlpatterns = [
    path("cases/<slug:case_id>/complain/", views.begin_complaint, name="begin_complaint"),
    path("cases/<slug:case_id>/complain/offer/", views.offer_procedure, name="offer_procedure"),
    path(ONE, views.complaint, name="complaint"),
    path(ONE + "acknowledge/", views.acknowledge_complaint, name="acknowledge_complaint"),
    path(ONE + "answer/", views.answer_complaint, name="answer_complaint"),
    path(ONE + "next/", views.next_stage, name="next_stage"),
    path(ONE + "end/", views.end_complaint, name="end_complaint"),
]
