"""The address of evidence packs."""

from django.urls import path

from . import views

urlpatterns = [
    path("cases/<slug:case_id>/pack/", views.evidence_pack, name="evidence_pack"),
]
