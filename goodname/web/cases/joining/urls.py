"""Addresses of links between cases, and of joining them."""

from django.urls import path

from . import views

urlpatterns = [
    path("cases/<slug:case_id>/link/", views.link_case, name="link_case"),
    path("cases/<slug:case_id>/link/<slug:link_id>/", views.unlink_case, name="unlink_case"),
    path("cases/<slug:case_id>/merge/", views.merge_case, name="merge_case"),
    path("cases/<slug:case_id>/part/", views.part_case, name="part_case"),
]
