"""Searches of the web, made of the school's names alone."""
