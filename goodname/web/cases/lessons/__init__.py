"""Lessons: what closed cases teach, what was planned and taught, and what agreements should say."""
