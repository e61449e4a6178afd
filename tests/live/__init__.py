"""Tests against real servers, started here: run by `make test-live`, and not among the others.

To add one: a context manager in peers/ starts the server (peers/processes.py ends it with the test,
peers/installing.py lays programs into .live/ or says in one line what is missing) and tells its
version with `met(name, version)`. A module test_*.py speaks to it; the first line of the module's
docstring heads a part of docs/live.md, and that of each test is a row there. Nothing is skipped: a
peer that cannot be had fails its tests with a line that says why.
"""
