"""Feeds: RSS, Atom and JSON as they are really written."""
