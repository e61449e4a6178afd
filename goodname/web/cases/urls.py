"""Addresses of cases and of what belongs to them."""

from django.urls import include, path

from . import story_views, views

urlpatterns = [
    path("cases/", views.cases, name="cases"),
    path("cases/open/<slug:mention_id>/", views.open_case, name="open_case"),
    path("", include("goodname.web.cases.told.urls")),
    path("", include("goodname.web.cases.people.urls")),
    path("", include("goodname.web.cases.joining.urls")),
    path("", include("goodname.web.cases.steps.urls")),
    path("", include("goodname.web.cases.letters.urls")),
    path("", include("goodname.web.cases.removal.urls")),
    path("", include("goodname.web.cases.complaints.urls")),
    path("", include("goodname.web.cases.support.urls")),
    path("", include("goodname.web.cases.lessons.urls")),
    path("", include("goodname.web.cases.referrals.urls")),
    path("", include("goodname.web.cases.evidence_pack.urls")),
    path("", include("goodname.web.cases.answering.urls")),
    path("cases/<slug:case_id>/", views.case, name="case"),
    path("cases/<slug:case_id>/facts/", views.change_facts, name="change_facts"),
    path("cases/<slug:case_id>/story/", story_views.story, name="case_story"),
    path("cases/<slug:case_id>/story/print/", story_views.print_story, name="print_story"),
    path("cases/<slug:case_id>/close/", views.close_case, name="close_case"),
    path("cases/<slug:case_id>/reopen/", views.reopen_case, name="reopen_case"),
]
