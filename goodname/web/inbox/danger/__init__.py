"""Danger: who is told at once, at any hour, and who is dealing with it."""
