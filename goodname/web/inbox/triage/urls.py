"""Addresses of triage."""

from django.urls import path

from . import views, views_not_us, views_saved

urlpatterns = [
    path("many/", views.handle_many, name="handle_many"),
    path("undo/<slug:filing_id>/", views.undo_filing, name="undo_filing"),
    path("keep-out/", views_not_us.keep_out, name="keep_out"),
    path("keep-out/let-in/", views_not_us.let_in, name="let_in"),
    path("stories/<slug:story_id>/", views.story, name="story"),
    path("views/", views_saved.saved_views, name="saved_views"),
    path("views/save/", views_saved.save_view, name="save_view"),
    path("views/<slug:view_id>/rename/", views_saved.rename_view, name="rename_view"),
    path("views/<slug:view_id>/delete/", views_saved.delete_view, name="delete_view"),
    path("<slug:mention_id>/snooze/", views.snooze, name="snooze"),
    path("<slug:mention_id>/assign/", views.assign, name="assign"),
    path("<slug:mention_id>/not-us/", views_not_us.not_us, name="not_us"),
]
