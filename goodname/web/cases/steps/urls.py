"""Addresses of steps."""

from django.urls import path

from . import views

urlpatterns = [
    path("cases/<slug:case_id>/step/<slug:step_id>/", views.step, name="step"),
    path("steps/<slug:step_id>/", views.my_step, name="my_step"),
    path("steps/<slug:step_id>/done/", views.do_step, name="do_step"),
    path("steps/<slug:step_id>/back/", views.hand_back, name="hand_back"),
    path("steps/<slug:step_id>/give/", views.assign_step, name="assign_step"),
]
