"""Addresses about danger."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.danger, name="danger"),
    path("deputies/", views.choose_deputies, name="choose_deputies"),
    path("try/", views.try_alarm_now, name="try_alarm"),
    path("<slug:alert_id>/answer/", views.answer_alert, name="answer_alert"),
]
