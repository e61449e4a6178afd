"""Decide: from what is known to what is owed, by tables that a governor can read."""
