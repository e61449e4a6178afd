"""Addresses of the policy."""

from django.urls import path

from . import deciding, editing, row_pages, versions, views

urlpatterns = [
    path("policy/", views.policy, name="policy"),
    path("policy/what-if/", views.what_if, name="what_if"),
    path("policy/findings/", views.policy_check, name="policy_check"),
]

# A school's own versions of it.
urlpatterns += [
    path("policy/versions/", versions.policy_versions, name="policy_versions"),
    path("policy/versions/compare/", versions.compare_versions, name="compare_versions"),
    path("policy/versions/<slug:version_id>/", versions.policy_version, name="policy_version"),
    path("policy/versions/<slug:version_id>/file/", versions.policy_file, name="policy_file"),
    path(
        "policy/versions/<slug:version_id>/approve/",
        deciding.approve_version,
        name="approve_version",
    ),
    path(
        "policy/versions/<slug:version_id>/refuse/", deciding.refuse_version, name="refuse_version"
    ),
    path("policy/versions/<slug:version_id>/back/", deciding.take_back, name="take_back"),
    path("policy/versions/<slug:version_id>/again/", deciding.begin_again, name="begin_again"),
    path("policy/draft/", editing.policy_draft, name="policy_draft"),
    path("policy/draft/send/", editing.send_draft, name="send_draft"),
    path("policy/draft/discard/", editing.discard_draft, name="discard_draft"),
    path("policy/draft/<str:clause>/add/", row_pages.add_row, name="add_row"),
    path("policy/draft/<str:clause>/<int:number>/", row_pages.edit_row, name="edit_row"),
    path("policy/draft/<str:clause>/<int:number>/remove/", editing.remove_row, name="remove_row"),
]
