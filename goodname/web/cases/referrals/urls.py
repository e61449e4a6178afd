"""Addresses of reports."""

from django.urls import path

from . import file_views, picture, presses, views

urlpatterns = [
    path(
        "cases/<slug:case_id>/report/<slug:step_id>/", views.prepare_report, name="prepare_report"
    ),
    path("cases/<slug:case_id>/picture/", picture.child_picture, name="child_picture"),
    path("cases/<slug:case_id>/export/", file_views.export_case, name="export_case"),
    path("referrals/<slug:referral_id>/", views.referral, name="referral"),
    path("referrals/<slug:referral_id>/answers/", presses.keep_answers, name="keep_answers"),
    path("referrals/<slug:referral_id>/copy/", presses.copy_referral, name="copy_referral"),
    path("referrals/<slug:referral_id>/print/", presses.print_referral, name="print_referral"),
    path("referrals/<slug:referral_id>/give/", presses.give_referral, name="give_referral"),
    path("referrals/<slug:referral_id>/chase/", presses.chase_referral, name="chase_referral"),
    path("referrals/<slug:referral_id>/answer/", presses.answer_referral, name="answer_referral"),
]
