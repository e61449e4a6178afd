"""Addresses for telling the desk, and of what was told."""

from django.urls import path

from . import app_views, enclosure_views, file_views, views

urlpatterns = [
    path("tell/", views.tell, name="tell"),
    path("tell/words/", views.tell_words, name="tell_words"),
    path("tell/address/", views.tell_address, name="tell_address"),
    path("tell/picture/", views.tell_picture, name="tell_picture"),
    path("tell/picture/<slug:gate_id>/", file_views.send_picture, name="send_picture"),
    path("tell/stop/", views.tell_stop, name="tell_stop"),
    path("tell/share/", app_views.share, name="tell_share"),
    path("tell/worker.js", app_views.worker, name="tell_worker"),
    path("tell/app.webmanifest", app_views.manifest, name="tell_manifest"),
    path("tell/<slug:telling_id>/", views.telling, name="telling"),
    path("tell/<slug:telling_id>/drop/", views.drop_telling, name="drop_telling"),
    path("tell/<slug:telling_id>/page/<int:number>/", file_views.picture, name="told_picture"),
    path("tell/<slug:telling_id>/original/", file_views.original, name="told_original"),
    path("told/<slug:telling_id>/", views.told, name="told"),
    path("enclosed/<slug:mention_id>/<int:number>/", enclosure_views.enclosure, name="enclosure"),
    path(
        "enclosed/<slug:mention_id>/<int:number>/page/<int:shown>/",
        enclosure_views.enclosure_page,
        name="enclosure_page",
    ),
    path(
        "enclosed/<slug:mention_id>/<int:number>/original/",
        enclosure_views.enclosure_original,
        name="enclosure_original",
    ),
]
