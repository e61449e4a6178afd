"""Removal: whether deletion was asked for, and what later looks at the post saw."""
