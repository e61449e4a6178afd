"""Addresses of the sources."""

from django.urls import path

from . import connection_views, trying_views, views

urlpatterns = [
    path("", views.sources, name="sources"),
    path("coverage/", views.coverage, name="coverage"),
    path("try/", trying_views.try_address, name="try_address"),
    path("search/", trying_views.new_search, name="new_search"),
    path("suggested/", trying_views.suggestions, name="suggestions"),
    path("tried/", trying_views.tried_places, name="tried_places"),
    path("preview/<slug:probe_id>/", trying_views.preview, name="preview"),
    path("preview/<slug:probe_id>/instead/", trying_views.try_instead, name="try_instead"),
    path("connections/", connection_views.connections, name="connections"),
    path("connections/add/<slug:kind>/", connection_views.add_connection, name="add_connection"),
    path(
        "connections/tested/<slug:probe_id>/",
        connection_views.test_connection,
        name="test_connection",
    ),
    path("connections/<slug:connection_id>/", connection_views.connection, name="connection"),
    path("connections/<slug:connection_id>/key/", connection_views.replace_key, name="replace_key"),
    path(
        "connections/<slug:connection_id>/remove/",
        connection_views.remove_connection,
        name="remove_connection",
    ),
    path("<slug:source_id>/", views.source, name="source"),
    path("<slug:source_id>/change/", views.change_source, name="change_source"),
    path("<slug:source_id>/ask/", views.ask_source, name="ask_source"),
    path("<slug:source_id>/moved/", views.moved_source, name="moved_source"),
]
