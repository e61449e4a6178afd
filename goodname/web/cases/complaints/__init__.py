"""Complaints: a concern that goes through the school's stages, each with its clocks."""
